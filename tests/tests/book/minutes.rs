//! Each section says how many minutes it takes, and the page how many in all.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::pages::{Page, pages};

/// Nobody reads faster than this, with care.
const WORDS_PER_MINUTE: usize = 200;

struct Section {
    heading: String,
    minutes: Option<usize>,
    words: usize,
}

/// The title first, then each part under a heading of the second level.
fn sections(page: &Page) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut in_heading = false;
    let mut in_code = false;
    for event in page.events() {
        match event {
            Event::Start(Tag::Heading { level, .. })
                if level <= HeadingLevel::H2 =>
            {
                in_heading = true;
                sections.push(Section {
                    heading: String::new(),
                    minutes: None,
                    words: 0,
                });
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) | Event::Code(text) => {
                let Some(section) = sections.last_mut() else {
                    continue;
                };
                if in_heading {
                    section.heading += &text;
                    continue;
                }
                if section.words == 0 && section.minutes.is_none() {
                    section.minutes = minutes(&text);
                }
                if !in_code {
                    section.words += text.split_whitespace().count();
                }
            }
            _ => {}
        }
    }
    sections
}

/// The number in "1 minute" or "5 minutes", in any language: the first word.
fn minutes(text: &str) -> Option<usize> {
    let (number, unit) = text.trim().split_once(' ')?;
    let unit_is_a_word = unit.starts_with("min") && !unit.contains(' ');
    unit_is_a_word.then(|| number.parse().ok())?
}

#[test]
fn every_section_says_how_long_it_takes() {
    for page in pages() {
        let sections = sections(&page);
        let (title, parts) = sections.split_first().expect("a page has a title");
        let place =
            |section: &Section| format!("{}: {}", page.name, section.heading);
        let say = |section: &Section| {
            let Some(minutes) = section.minutes else {
                panic!("{}: no *3 minutes* below the heading", place(section));
            };
            minutes
        };
        let mut sum = 0;
        for part in parts {
            let minutes = say(part);
            let least = part.words / WORDS_PER_MINUTE;
            assert!(
                minutes >= least.max(1),
                "{}: {} words in {minutes} minutes",
                place(part),
                part.words
            );
            sum += minutes;
        }
        assert_eq!(say(title), sum, "{}: the sum of the minutes", page.name);
    }
}
