//! Code and output are included from files that are compiled or compared.

use course_tests::root;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::pages::{pages, read};

#[test]
fn every_code_block_of_more_than_a_line_is_included() {
    for page in pages() {
        assert!(
            !page.text.contains("<pre"),
            "{}: code in HTML; use a fenced block",
            page.name
        );
        let mut block = None;
        for event in page.events() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
                    assert!(is_fenced, "{}: an indented code block", page.name);
                    block = Some(String::new());
                }
                Event::Text(text) => {
                    if let Some(block) = &mut block {
                        *block += &text;
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    let block = block.take().unwrap_or_default();
                    let pasted = |line: &str| !line.starts_with("{{#include ");
                    let pasted = block.lines().filter(|line| pasted(line)).count();
                    assert!(
                        pasted == 0 || block.lines().count() == 1,
                        "{}: this block is pasted; include it from a file that is \
                         compiled, or from a snapshot:\n{block}",
                        page.name
                    );
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_include_finds_what_it_names() {
    for page in pages() {
        for directive in page.source.split("{{#").skip(1) {
            let directive = directive.split("}}").next().unwrap_or_default();
            let include = directive.strip_prefix("include ").unwrap_or_else(|| {
                panic!("{}: {{{{#{directive}}}}}: only include is used", page.name)
            });
            if let Err(problem) = check(include.trim()) {
                panic!("{}: {{{{#{directive}}}}}: {problem}", page.name);
            }
        }
    }
}

/// Looks at `file`, `file:anchor`, or `file:first:last`, from 1, where the last line
/// may be missing.
fn check(include: &str) -> Result<(), String> {
    let (file, part) = include.split_once(':').unwrap_or((include, ""));
    let path = root().join("book/src").join(file);
    if !path.is_file() {
        return Err(format!("{} is no file", path.display()));
    }
    let source = read(path);
    if part.is_empty() {
        return match file.ends_with(".snap") {
            true => {
                Err("a snapshot begins with a header: include it from line 5".into())
            }
            false => Ok(()),
        };
    }
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        return check_lines(&source, part);
    }
    for mark in ["ANCHOR", "ANCHOR_END"] {
        let mark = format!("{mark}: {part}");
        if !source.lines().any(|line| line.trim_end().ends_with(&mark)) {
            return Err(format!("the file lacks `{mark}`"));
        }
    }
    Ok(())
}

/// A range of lines must be a whole part of its file: when the file changes, it is
/// more likely to be found out than to show something else.
fn check_lines(source: &str, range: &str) -> Result<(), String> {
    let (first, last) = range.split_once(':').ok_or("a range is first:last")?;
    let lines: Vec<_> = source.lines().collect();
    let number = |text: &str| match text.parse::<usize>() {
        Ok(number) if (1..=lines.len()).contains(&number) => Ok(number),
        _ => Err(format!("there is no line {text}")),
    };
    let first = number(first)?;
    let before = first.checked_sub(2).map(|index| lines[index]);
    let after_header = lines[0] == "---" && first == 5;
    if !after_header && before.is_some_and(|line| !line.is_empty()) {
        return Err(format!("line {first} is not the first of a paragraph"));
    }
    if lines[first - 1].is_empty() || (lines[0] == "---" && first < 5) {
        return Err(format!("line {first} is no beginning"));
    }
    if !last.is_empty() {
        let last = number(last)?;
        if last < first {
            return Err("it ends before it begins".into());
        }
        if lines.get(last).is_some_and(|line| !line.is_empty()) {
            return Err(format!("line {last} is not the last of a paragraph"));
        }
    }
    Ok(())
}

#[test]
fn includes_that_miss_are_found() {
    let solution = "../../solutions/basic_pool/src/lib.rs";
    let snapshot =
        "../../tests/tests/programs/snapshots/programs__basic_pool__the_lesson.snap";
    for wrong in [
        "no_such_file.rs".to_owned(),
        format!("{solution}:no_such_anchor"),
        format!("{solution}:100000:"),
        format!("{solution}:2:"),
        snapshot.to_owned(),
        format!("{snapshot}:4:"),
        format!("{snapshot}:6:"),
        format!("{snapshot}:5:7"),
        format!("{snapshot}:5:4"),
    ] {
        assert!(check(&wrong).is_err(), "{wrong} was accepted");
    }
    assert_eq!(check(solution), Ok(()));
    assert_eq!(check(&format!("{snapshot}:5:")), Ok(()));
}
