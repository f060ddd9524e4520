//! Texts that a recording names by number, each of them written once.

use std::collections::HashMap;
use std::panic::Location;

use lab::trace::source::at;

use crate::game::source;

#[derive(Default)]
pub struct Words {
    pub list: Vec<String>,
    known: HashMap<String, usize>,
}

impl Words {
    pub fn number(&mut self, text: &str) -> usize {
        if let Some(&number) = self.known.get(text) {
            return number;
        }
        self.list.push(text.to_owned());
        self.known.insert(text.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

/// Places, each with its line of source.
#[derive(Default)]
pub struct Code {
    pub list: Vec<[String; 2]>,
    places: Words,
}

impl Code {
    pub fn number(&mut self, place: &'static Location<'static>) -> i64 {
        let name = at(place);
        let number = self.places.number(&name);
        if number == self.list.len() {
            self.list.push([name, source(place)]);
        }
        number as i64
    }
}
