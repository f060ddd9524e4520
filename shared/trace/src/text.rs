//! Text that is drawn: how wide it is, and how things are called in it.

use std::panic::Location;

use crate::{Object, Trace, source};

/// How many columns of a terminal a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2705
        | 0x274C
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFF00..=0xFF60
        | 0x1F300..=0x1F64F
        | 0x1F680..=0x1F6FF
        | 0x1F900..=0x1F9FF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The text on one line of at most `limit` columns.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if width(&line) <= limit {
        return line;
    }
    let mut short = String::new();
    let mut used = 0;
    for c in line.chars() {
        used += columns(c);
        if used + 1 > limit {
            break;
        }
        short.push(c);
    }
    short + "…"
}

/// The text with spaces after it, `size` columns in all; cut if it is longer.
pub(crate) fn pad(text: &str, size: usize) -> String {
    let mut line = cut(text, size);
    let missing = size.saturating_sub(width(&line));
    line.extend(std::iter::repeat_n(' ', missing));
    line
}

/// Lines of at most `limit` columns, broken between words.
pub(crate) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && width(&line) + 1 + width(word) > limit {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// `lesson.rs:42`, or `rules/room.rs:42` for what a rule does itself: its file may be
/// called like the exercise's.
pub(crate) fn place(place: &Location<'_>) -> String {
    if let Some(whose) = source::stranger(place) {
        return format!("in {whose}");
    }
    let path = source::path(place);
    let file = path.rsplit('/').next().unwrap_or(&path);
    let folder = if path.contains("/tests/rules/") {
        "rules/"
    } else {
        ""
    };
    format!("{folder}{file}:{}", place.line())
}

/// An object in a sentence: with quotes if its name is one of the source.
pub(crate) fn object(object: &Object) -> String {
    if object.name.contains(['`', ' ']) {
        object.name.clone()
    } else {
        format!("`{}`", object.name)
    }
}

/// An object in a heading: the name in the source and no more, or the line that
/// made it, or its kind if that is no line of the program.
pub(crate) fn label(object: &Object) -> String {
    if source::stranger(object.made_at).is_some() {
        return format!("{:?}", object.kind).to_lowercase();
    }
    match object.name.split_once('`') {
        Some((_, name)) => name.replace('`', ""),
        None if object.name.contains(' ') => place(object.made_at),
        None => object.name.clone(),
    }
}

impl Trace {
    /// An operation in words: "sends to `jobs`".
    pub(crate) fn operation(&self, verb: &str, on: Option<usize>) -> String {
        match on {
            Some(on) => format!("{verb} {}", object(&self.objects[on])),
            None => verb.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ObjectKind;

    #[test]
    fn labels_are_names_of_the_source() {
        let made_at = Location::caller();
        let label = |name: &str| {
            label(&Object {
                name: name.to_owned(),
                kind: ObjectKind::Channel,
                capacity: None,
                made_at,
            })
        };
        assert_eq!(label("`jobs`"), "jobs");
        assert_eq!(label("`tx`/`rx` #2"), "tx/rx #2");
        assert_eq!(label("mutex `queue`"), "queue");
        let line = format!("text.rs:{}", made_at.line());
        assert_eq!(label("the channel made at src/a.rs:1"), line);
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(width("👷 ab"), 5);
        assert_eq!(cut("👷👷👷", 5), "👷👷…");
        assert_eq!(pad("a\tb", 5), "a b  ");
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    }
}
