//! What is done again and again: told once, and how often.

use std::ops::Range;

use crate::Event;

/// So many steps may follow each other over and over, as in the body of a loop.
const LONGEST: usize = 6;

/// Fewer rows than this are no burden.
const LEAST: usize = 8;

/// Steps that do once more what those before them do.
pub(crate) struct Fold {
    /// How many of them are the body of the loop.
    pub(crate) body: usize,
    /// The steps that need not be shown.
    pub(crate) hidden: Range<usize>,
}

impl Fold {
    /// A row in the place of the hidden ones.
    pub(crate) fn in_words(&self) -> String {
        let times = self.hidden.len() / self.body;
        match self.body {
            1 => format!("… {times} times the same"),
            body => format!("… {times} times the same {body} steps"),
        }
    }
}

/// The steps that repeat, in order.
pub(crate) fn folds(steps: &[&Event]) -> Vec<Fold> {
    let mut folds = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        let found = (1..=LONGEST).find_map(|body| {
            let again = again(&steps[at..], body);
            (again * body >= LEAST).then_some((body, again))
        });
        at += match found {
            Some((body, again)) => {
                let first = at + body;
                let hidden = first..first + again * body;
                folds.push(Fold { body, hidden });
                body + again * body
            }
            None => 1,
        };
    }
    folds
}

/// How often the first `body` steps come again.
fn again(steps: &[&Event], body: usize) -> usize {
    let Some(later) = steps.get(body..) else {
        return 0;
    };
    let alike = |(a, b): &(&&Event, &&Event)| {
        (a.thread, a.place, &a.what) == (b.thread, b.place, &b.what)
    };
    later.iter().zip(steps).take_while(alike).count() / body
}
