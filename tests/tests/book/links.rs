//! Links lead somewhere, and work from a folder as well as from a server.

use std::collections::HashSet;

use course_tests::root;
use pulldown_cmark::{Event, Tag};

use crate::pages::{Page, files, pages};

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    for page in &pages {
        for event in page.events() {
            match event {
                Event::Start(
                    Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. },
                ) => check(&pages, page, &dest_url),
                Event::Html(html) | Event::InlineHtml(html) => {
                    for attribute in ["src=\"", "href=\""] {
                        for rest in html.split(attribute).skip(1) {
                            let target = rest.split('"').next().unwrap_or_default();
                            check(&pages, page, target);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn check(pages: &[Page], page: &Page, target: &str) {
    if target.starts_with("https://") {
        return;
    }
    let complaint = |problem: &str| panic!("{}: {target}: {problem}", page.name);
    if target.contains(':') || target.starts_with('/') || target.is_empty() {
        complaint("neither https nor relative");
    }
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let file = if file.is_empty() { &page.name } else { file };
    if !file.ends_with(".md") {
        if !root().join("book/src").join(file).is_file() {
            complaint("no such file");
        }
        return;
    }
    let Some(to) = pages.iter().find(|page| page.name == file) else {
        return complaint("no such page in SUMMARY.md");
    };
    let id = Some(fragment.to_owned());
    if !fragment.is_empty() && to.headings().iter().all(|(_, there)| *there != id) {
        complaint("no heading has this id");
    }
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let pages = pages();
    for path in files("book/src", "md") {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.expect("a plain name");
        assert!(
            name == "SUMMARY.md" || pages.iter().any(|page| page.name == name),
            "{name} is not in SUMMARY.md"
        );
    }
}

#[test]
fn headings_keep_their_ids_in_any_language() {
    for page in pages() {
        let headings = page.headings();
        let (top, rest) = headings.split_first().expect("a page has a heading");
        assert_eq!(top.0, 1, "{}: the first heading", page.name);
        let mut ids = HashSet::new();
        for (level, id) in rest {
            assert!(*level > 1, "{}: a second title", page.name);
            let id = id.as_ref();
            let id = id.unwrap_or_else(|| {
                panic!("{}: a heading without an id, {{#like_this}}", page.name)
            });
            assert!(ids.insert(id), "{}: two headings are #{id}", page.name);
        }
    }
}
