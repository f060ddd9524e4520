//! Nothing of a chapter is missing from the book.

use std::collections::BTreeSet;

use course_tests::root;

use crate::pages::{Page, chapters, pages, parts};

fn find<'a>(pages: &'a [Page], name: &str) -> &'a Page {
    let page = pages.iter().find(|page| page.name == name);
    page.unwrap_or_else(|| panic!("SUMMARY.md has no page {name}"))
}

#[test]
fn every_chapter_has_its_pages() {
    let folders = std::fs::read_dir(root().join("chapters")).expect("the chapters");
    let folders = folders.map(|entry| entry.expect("a chapter").file_name());
    let folders: BTreeSet<_> =
        folders.filter_map(|f| f.into_string().ok()).collect();
    let listed: BTreeSet<_> = chapters().into_iter().collect();
    assert_eq!(folders, listed, "left the chapters, right their pages");
    assert!(!listed.is_empty());

    let pages = pages();
    for chapter in listed {
        let page = find(&pages, &format!("{chapter}.md"));
        let ids = ids(page);
        for part in ["problem", "idea", "lesson", "go", "production", "reading"] {
            assert!(ids.contains(part), "{} has no section #{part}", page.name);
        }
        let lesson = format!("../../chapters/{chapter}/src/");
        let output =
            format!("../../tests/tests/programs/snapshots/programs__{chapter}__");
        for include in [lesson, output] {
            assert!(
                page.source.contains(&format!("{{{{#include {include}")),
                "{} shows nothing of {include}…",
                page.name
            );
        }
    }
}

#[test]
fn every_trap_has_its_section_its_code_and_its_report() {
    let pages = pages();
    for chapter in chapters() {
        let page = find(&pages, &format!("{chapter}_traps.md"));
        let ids = ids(page);
        for trap in parts(&chapter, "traps") {
            assert!(ids.contains(&trap), "{} has no #{trap}", page.name);
            let code = format!("../../chapters/{chapter}/src/traps/{trap}.rs:");
            let report = format!(
                "../../tests/tests/programs/snapshots/programs__{chapter}__trap_{trap}.snap:5:"
            );
            for include in [code, report] {
                assert!(
                    page.source.contains(&format!("{{{{#include {include}")),
                    "{} does not include {include}",
                    page.name
                );
            }
        }
    }
}

#[test]
fn every_exercise_has_its_section_its_rules_and_its_hints() {
    let pages = pages();
    for chapter in chapters() {
        let page = find(&pages, &format!("{chapter}_exercises.md"));
        let ids = ids(page);
        for exercise in parts(&chapter, "exercises") {
            assert!(ids.contains(&exercise), "{} has no #{exercise}", page.name);
            let file = format!("chapters/{chapter}/src/exercises/{exercise}.rs");
            assert!(page.text.contains(&file), "{}: no {file}", page.name);
            for kind in ["rules", "hints"] {
                let include =
                    format!("{{{{#include generated/{kind}_{exercise}.md}}}}");
                assert!(
                    page.source.contains(&include),
                    "{} does not include {include}",
                    page.name
                );
            }
        }
    }
}

fn ids(page: &Page) -> BTreeSet<String> {
    page.headings()
        .into_iter()
        .filter_map(|(_, id)| id)
        .collect()
}
