//! Lines that fit a window, whatever a program has printed.

use textwrap::core::display_width;
use textwrap::{Options, wrap};

/// Keeps text and colours; what would move the cursor is left out.
pub(super) fn harmless(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        match char {
            '\u{1b}' => {
                let sequence: String = escape(&mut rest);
                if sequence.ends_with('m') {
                    kept.push(char);
                    kept += &sequence;
                }
            }
            '\n' => kept.push('\n'),
            '\t' => kept += "    ",
            char if char.is_control() => {}
            char => kept.push(char),
        }
    }
    kept
}

/// What follows an escape character: `[`, then everything up to a letter.
fn escape(rest: &mut std::str::Chars<'_>) -> String {
    let mut sequence = String::new();
    for char in rest.by_ref() {
        sequence.push(char);
        if char.is_ascii_alphabetic() || sequence.len() == 1 && char != '[' {
            break;
        }
    }
    sequence
}

/// The lines of a text, none wider than `width`; the rest of a line goes on below,
/// that of an indented one a bit more to the right.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in harmless(text).lines() {
        if display_width(line) <= width {
            lines.push(line.to_owned());
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let more = if indent == 0 { 0 } else { 2 };
        let indent = " ".repeat((indent + more).min(width / 2));
        let options = Options::new(width).subsequent_indent(&indent);
        lines.extend(
            wrap(line, options)
                .into_iter()
                .map(|line| line.into_owned()),
        );
    }
    lines
}

/// Text that a terminal opens at a click; others show only the text.
pub(super) fn link(text: &str, url: &str) -> String {
    format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

/// As much of a plain text as fits.
pub(super) fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for char in text.chars() {
        short.push(char);
        if display_width(&short) >= width {
            short.pop();
            break;
        }
    }
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stay_and_the_cursor_is_not_moved() {
        let text = "\u{1b}[31mred\u{1b}[0m\u{1b}[2J\u{1b}[1;1H\r\u{7}a\tb\n";
        assert_eq!(harmless(text), "\u{1b}[31mred\u{1b}[0ma    b\n");
    }

    #[test]
    fn no_line_is_wider_than_the_window() {
        let text = format!("  one two three\n{}\n\nend", "x".repeat(25));
        let lines = lines(&text, 10);
        assert_eq!(lines[..2], ["  one two", "    three"]);
        assert!(
            lines.iter().all(|line| display_width(line) <= 10),
            "{lines:?}"
        );
        assert_eq!(lines[lines.len() - 2..], ["", "end"]);
    }

    #[test]
    fn a_text_is_cut_where_the_window_ends() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
    }
}
