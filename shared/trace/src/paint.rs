//! Rows of a picture, with and without colour.

use colored::{Color, Colorize};

use crate::text;

/// A line of a picture.
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) cells: String,
    /// Right of the lane.
    pub(crate) mark: char,
    pub(crate) note: String,
    pub(crate) ink: Ink,
}

/// What the cells of a row mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Ruler,
    Lane,
    Level,
    Text,
}

impl Row {
    /// A line that is all text.
    pub(crate) fn text(cells: String) -> Row {
        Row {
            label: String::new(),
            cells,
            mark: ' ',
            note: String::new(),
            ink: Ink::Text,
        }
    }
}

/// The rows as text, with labels of `label` columns.
pub(crate) fn rows(rows: &[Row], label: usize, colour: bool) -> String {
    let lanes = rows.iter().filter(|row| row.ink != Ink::Text);
    let cols = lanes.map(|row| text::width(&row.cells)).max().unwrap_or(0);
    let mut out = String::new();
    for row in rows {
        if row.ink == Ink::Text {
            out += &paint(&row.cells, row.ink, colour);
        } else {
            let name = if row.ink == Ink::Ruler {
                format!("{:>label$}", row.label)
            } else {
                text::pad(&row.label, label)
            };
            let cells = text::pad(&row.cells, cols);
            let mark = row.mark.to_string();
            let line = format!(
                "{name}  {} {} {}",
                paint(&cells, row.ink, colour),
                paint(&mark, Ink::Text, colour),
                row.note,
            );
            out += line.trim_end();
        }
        out.push('\n');
    }
    out
}

fn paint(cells: &str, ink: Ink, colour: bool) -> String {
    if !colour {
        return cells.to_owned();
    }
    let mut out = String::new();
    let mut rest = cells;
    while let Some(first) = rest.chars().next() {
        let hue = hue(first, ink);
        let end = rest
            .find(|c| self::hue(c, ink) != hue)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match hue {
            Some(hue) => out += &run.color(hue).to_string(),
            None => out += run,
        }
        rest = after;
    }
    out
}

fn hue(cell: char, ink: Ink) -> Option<Color> {
    match (ink, cell) {
        (_, '✗') => Some(Color::BrightRed),
        (_, ' ') => None,
        (Ink::Ruler, _) => Some(Color::BrightBlack),
        (Ink::Level, _) => Some(Color::Cyan),
        (Ink::Lane, '█' | '▌' | '▐') => Some(Color::Green),
        (Ink::Lane, '░') => Some(Color::Yellow),
        (Ink::Lane, 'z') => Some(Color::Blue),
        (Ink::Lane, _) => Some(Color::BrightBlack),
        (Ink::Text, _) => None,
    }
}
