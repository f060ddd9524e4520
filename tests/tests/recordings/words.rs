//! Texts that a recording names by number, each of them written once.

use std::collections::HashMap;

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
