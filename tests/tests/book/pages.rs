//! What the tests of the book read: its pages, and the course it is about.

use std::fs;
use std::path::{Path, PathBuf};

use course_tests::{root, rules_of};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// A page of the book, by its path in `book/src`.
pub struct Page {
    pub name: String,
    /// As it was written.
    pub source: String,
    /// With the generated parts in their places.
    pub text: String,
}

impl Page {
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        parse(&self.text)
    }

    /// The page with all of its includes in their places.
    pub fn whole(&self) -> String {
        let lines = self.text.lines().map(|line| {
            let include = line.strip_prefix("{{#include ");
            match include.and_then(|rest| rest.strip_suffix("}}")) {
                Some(include) => included(include),
                None => format!("{line}\n"),
            }
        });
        lines.collect()
    }

    /// The headings: the level and the id of each.
    pub fn headings(&self) -> Vec<(usize, Option<String>)> {
        let headings = self.events().filter_map(|event| match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                Some((level as usize, id.map(|id| id.to_string())))
            }
            _ => None,
        });
        headings.collect()
    }
}

pub fn parse(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(text, options)
}

/// All pages, in the order of the table of contents.
pub fn pages() -> Vec<Page> {
    names_of_pages().into_iter().map(page).collect()
}

fn names_of_pages() -> Vec<String> {
    let summary = read("book/src/SUMMARY.md");
    let names = parse(&summary).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    names.collect()
}

fn page(name: String) -> Page {
    let source = read(Path::new("book/src").join(&name));
    let lines = source.lines().map(|line| {
        let file = line.strip_prefix("{{#include generated/");
        match file.and_then(|rest| rest.strip_suffix(".md}}")) {
            Some(part) => read(format!("book/src/generated/{part}.md")),
            None => format!("{line}\n"),
        }
    });
    let text = lines.collect();
    Page { name, source, text }
}

/// What a page shows for `file`, `file:anchor` or `file:first:last`.
fn included(include: &str) -> String {
    let (file, part) = include.split_once(':').unwrap_or((include, ""));
    let source = read(Path::new("book/src").join(file));
    let mut range = part.split(':').map(|number| number.parse().ok());
    let lines = source.lines();
    let shown: Vec<_> = if let Some(Some(first)) = range.next() {
        let last: usize = range.next().flatten().unwrap_or(usize::MAX);
        lines.skip(first - 1usize).take(last - first + 1).collect()
    } else if part.is_empty() {
        lines.collect()
    } else {
        let begin = format!("ANCHOR: {part}");
        let end = format!("ANCHOR_END: {part}");
        let lines = lines.skip_while(|line| !line.ends_with(&begin)).skip(1);
        lines.take_while(|line| !line.ends_with(&end)).collect()
    };
    shown.join("\n") + "\n"
}

/// What is in a file of the course.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The paths of the files in a folder of the course with this ending, in order.
pub fn files(folder: impl AsRef<Path>, ending: &str) -> Vec<PathBuf> {
    let folder = root().join(folder);
    let entries = fs::read_dir(&folder);
    let entries = entries.unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().expect("it has a name");
    stem.to_str().expect("a plain name").to_owned()
}

/// The chapters, in the order in which the book has them.
pub fn chapters() -> Vec<String> {
    let is_chapter = |name: &String| root().join("chapters").join(name).is_dir();
    let names = names_of_pages();
    let names = names.iter().map(|name| stem(Path::new(name)));
    names.filter(is_chapter).collect()
}

/// The names of what a chapter has of this kind: `exercises` or `traps`.
pub fn parts(chapter: &str, kind: &str) -> Vec<String> {
    let files = files(format!("chapters/{chapter}/src/{kind}"), "rs");
    let names = files.iter().map(|path| stem(path));
    names.filter(|name| name != "mod").collect()
}

/// The names of an exercise's rules, in their order, and then those of the exercises
/// that its pool must keep too.
pub fn rules(chapter: &str, exercise: &str) -> Vec<String> {
    let source = rules_of(chapter, exercise);
    let names = source.split("Rule::new(").skip(1).map(|rest| {
        let name = rest.trim_start().strip_prefix('"');
        let name = name.and_then(|rest| rest.split_once('"'));
        let (name, _) = name.expect("a rule is named by a literal");
        name.to_owned()
    });
    let mut names: Vec<_> = names.collect();
    let map = format!("chapters/{chapter}/tests/rules/{exercise}/mod.rs");
    let map = fs::read_to_string(root().join(map)).unwrap_or_default();
    for rest in map.split("rules.extend(").skip(1) {
        let other = rest.split("::").next().unwrap_or_default();
        let is_there = |chapter: &String| {
            parts(chapter, "exercises").iter().any(|e| e == other)
        };
        let chapter = chapters().into_iter().find(is_there);
        names.extend(rules(&chapter.expect("an exercise"), other));
    }
    names
}
