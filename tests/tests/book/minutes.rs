//! Each section says how many minutes it takes, and the page how many in all.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use crate::pages::{Page, pages, parse};

/// Words a minute, read with care.
const PROSE: f64 = 180.0;
const CODE: f64 = 90.0;
/// What a program prints is looked through.
const OUTPUT: f64 = 360.0;

/// Minutes for what is alive in a page: a run to be looked at, a question to be
/// answered, a game to be played.
const ALIVE: [(&str, f64); 3] = [
    ("<pool-timeline", 1.0),
    ("<pool-predict", 0.5),
    ("<pool-scheduler", 2.0),
];

#[derive(Default)]
struct Section {
    heading: String,
    /// As it is stated.
    minutes: Option<usize>,
    /// As it is computed.
    needed: f64,
}

/// The title first, then each part under a heading of the second level.
fn sections(page: &Page) -> Vec<Section> {
    let whole = page.whole();
    let mut sections: Vec<Section> = Vec::new();
    let mut in_heading = false;
    let mut pace = PROSE;
    for event in parse(&whole) {
        let begins = match &event {
            Event::Start(Tag::Heading { level, .. }) => *level <= HeadingLevel::H2,
            _ => false,
        };
        if begins {
            sections.push(Section::default());
            in_heading = true;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        match event {
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                pace = if &*language == "text" { OUTPUT } else { CODE };
            }
            Event::End(TagEnd::CodeBlock) => pace = PROSE,
            Event::Text(text) | Event::Code(text) if in_heading => {
                section.heading += &text;
            }
            Event::Text(text) | Event::Code(text) => {
                if section.minutes.is_none() {
                    section.minutes = minutes(&text);
                }
                section.needed += text.split_whitespace().count() as f64 / pace;
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for (element, needed) in ALIVE {
                    section.needed += html.matches(element).count() as f64 * needed;
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
    let mut wrong = Vec::new();
    for page in pages() {
        // The minutes of an exercise are those of writing it.
        let is_written = page.name.ends_with("_exercises.md");
        let sections = sections(&page);
        let (title, parts) = sections.split_first().expect("a page has a title");
        let mut sum = 0;
        for part in parts {
            let Some(minutes) = part.minutes else {
                panic!("{}: {}: no *3 minutes* below it", page.name, part.heading);
            };
            // Half a minute more or less is no reason to change a page.
            let more = minutes as f64 - part.needed;
            if more < -0.5 || (more > 1.5 && !is_written) {
                let (page, heading, needed) =
                    (&page.name, &part.heading, part.needed.ceil());
                wrong.push(format!("{page}: {heading}: {minutes}, not {needed}"));
            }
            sum += minutes;
        }
        if title.minutes != Some(sum) {
            wrong.push(format!("{}: the title: not {sum}", page.name));
        }
    }
    assert!(wrong.is_empty(), "minutes:\n{}", wrong.join("\n"));
}
