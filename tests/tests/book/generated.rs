//! What the pages include of the course's own lists.

use course_tests::root;
use expect_test::expect_file;

use crate::pages::{chapters, parts, read, rules};

/// Compares a generated part of the book, or writes it anew.
pub fn compare(name: &str, text: &str) {
    let path = root().join("book/src/generated").join(name);
    expect_file![path].assert_eq(text);
}

#[test]
fn the_rules_of_every_exercise_are_listed() {
    for chapter in chapters() {
        for exercise in parts(&chapter, "exercises") {
            let names = rules(&chapter, &exercise);
            assert!(!names.is_empty(), "{chapter}/{exercise} has no rules");
            let list: String = names.iter().map(|r| format!("- `{r}`\n")).collect();
            compare(&format!("rules_{exercise}.md"), &list);
        }
    }
}

#[test]
fn the_hints_of_every_exercise_are_folded() {
    for chapter in chapters() {
        for exercise in parts(&chapter, "exercises") {
            let hints = read(format!("chapters/{chapter}/hints/{exercise}.md"));
            let mut text = String::new();
            for level in hints.split("\n## ").skip(1) {
                let (number, hint) = level.split_once('\n').expect("a hint");
                if number == "3" {
                    // Nobody is to come across it by accident.
                    text += &format!(
                        "Hint 3 is nearly the solution: `cargo course hint \
                         {exercise} --level 3` shows it.\n\n"
                    );
                    continue;
                }
                let hint = hint.trim();
                text += &format!(
                    "<details class=\"hint\"><summary>Hint {number}</summary>\n\n\
                     {hint}\n\n</details>\n\n"
                );
            }
            compare(&format!("hints_{exercise}.md"), &text);
        }
    }
}

#[test]
fn the_index_of_exercises_is_complete() {
    let mut text = "| exercise | chapter | rules |\n|---|---|---|\n".to_owned();
    for chapter in chapters() {
        for exercise in parts(&chapter, "exercises") {
            let rules = rules(&chapter, &exercise).len();
            text += &format!(
                "| [`{exercise}`]({chapter}_exercises.md#{exercise}) \
                 | [`{chapter}`]({chapter}.md) | {rules} |\n"
            );
        }
    }
    compare("exercises.md", &text);
}

#[test]
fn the_gallery_of_traps_is_complete() {
    let mut text = "| trap | what it is | chapter |\n|---|---|---|\n".to_owned();
    for chapter in chapters() {
        for trap in parts(&chapter, "traps") {
            let source = read(format!("chapters/{chapter}/src/traps/{trap}.rs"));
            let first = source.split("\n//!\n").next().unwrap_or_default();
            let first = first.replace("\n//!", "");
            let first = first.strip_prefix("//! The trap: ");
            let first = first.unwrap_or_else(|| {
                panic!("{trap}.rs does not begin with `//! The trap: …`")
            });
            text += &format!(
                "| [`{trap}`]({chapter}_traps.md#{trap}) | {first} \
                 | [`{chapter}`]({chapter}.md) |\n"
            );
        }
    }
    compare("traps.md", &text);
}
