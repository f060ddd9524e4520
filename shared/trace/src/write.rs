//! A writer for JSON: objects and arrays in the order in which they are asked
//! for, so that equal traces are equal bytes.

use std::fmt::{Display, Write};
use std::panic::Location;

use crate::source;

/// JSON in the making.
#[derive(Default)]
pub(crate) struct Json {
    out: String,
    /// Whether the next value of the innermost list or object is its first.
    first: bool,
}

impl Json {
    /// Writes an object; `fields` fills it.
    pub(crate) fn object(&mut self, fields: impl FnOnce(&mut Json)) {
        self.within('{', '}', fields);
    }

    /// Writes an array of what `write` writes for each item.
    pub(crate) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Json, T),
    ) {
        self.within('[', ']', |json| {
            for item in items {
                json.comma();
                json.first = true;
                write(json, item);
                json.first = false;
            }
        });
    }

    /// Begins a field of an object; its value comes next.
    pub(crate) fn key(&mut self, key: &str) -> &mut Json {
        self.comma();
        self.text(key);
        self.out.push(':');
        self
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out += "\\\"",
                '\\' => self.out += "\\\\",
                '\n' => self.out += "\\n",
                c if c < ' ' => {
                    let _ = write!(self.out, "\\u{:04x}", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// Writes a number, or a Boolean.
    pub(crate) fn plain(&mut self, value: impl Display) {
        let _ = write!(self.out, "{value}");
    }

    /// Writes what `write` writes, or `null`.
    pub(crate) fn maybe<T>(
        &mut self,
        value: Option<T>,
        write: impl FnOnce(&mut Json, T),
    ) {
        match value {
            Some(value) => write(self, value),
            None => self.out += "null",
        }
    }

    pub(crate) fn place(&mut self, place: &Location<'_>) {
        self.text(&source::named(place));
    }

    pub(crate) fn finish(self) -> String {
        self.out + "\n"
    }

    fn within(&mut self, open: char, close: char, fill: impl FnOnce(&mut Json)) {
        self.out.push(open);
        self.first = true;
        fill(self);
        self.first = false;
        self.out.push(close);
    }

    fn comma(&mut self) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
    }
}
