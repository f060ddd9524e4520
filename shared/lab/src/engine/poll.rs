//! Tells waiting from polling: a thread that asks again and again, while nothing
//! changes, freezes the virtual clock and burns a real processor.

use super::object::{ObjectId, Place};
use super::state::{Answer, Ending, State, Tid};

/// A thread that came back empty-handed this often within one instant polls.
const POLLS_AT_ONE_INSTANT: u32 = 1_000;

/// After so many fruitless steps others get a turn, also in a schedule that
/// would never take it from a running thread.
const PATIENCE: u32 = 16;

#[derive(Default)]
pub(crate) struct Polls {
    instant: u64,
    /// Operations of the run when this instant began.
    began: u64,
}

impl Polls {
    pub(crate) fn instant_changed(&mut self, steps: u64) {
        self.instant += 1;
        self.began = steps;
    }
}

/// Per thread: how often it has asked in vain.
#[derive(Clone, Default)]
pub(crate) struct Patience {
    instant: u64,
    in_vain: u32,
    /// Fruitless asks in a row, over any stretch of time, and the longest such. To go
    /// through several queues is to ask once.
    row: u32,
    /// The queues that were asked since `row` was counted up.
    asked: Vec<usize>,
    pub(crate) longest_row: u32,
    /// Where it asked when that row was at its longest.
    pub(crate) asked_at: Option<Place>,
    answer: Answer,
    /// Where it was told that a channel is closed.
    told_closed_at: Option<Place>,
}

impl State {
    /// Operations since the clock went on.
    pub(crate) fn steps_at_this_instant(&self) -> u64 {
        self.steps - self.polls.began
    }

    /// The current thread asked and got nothing. True when it is time to let
    /// someone else run.
    pub(crate) fn in_vain(&mut self, place: Place) -> bool {
        let instant = self.polls.instant;
        let current = self.current;
        let patience = &mut self.threads[current].patience;
        if patience.instant != instant {
            patience.instant = instant;
            patience.in_vain = 0;
        }
        patience.in_vain += 1;
        let in_vain = patience.in_vain;
        if in_vain >= POLLS_AT_ONE_INSTANT {
            let answer = patience.answer;
            // Between two such answers a clock may have been read, also by a job.
            let told_closed_at = patience.told_closed_at;
            let told_closed_at = told_closed_at.filter(|_| answer == Answer::Closed);
            self.end(Ending::Polling {
                thread: current,
                place: told_closed_at.unwrap_or(place),
                times: in_vain,
                answer,
            });
        }
        if in_vain.is_multiple_of(PATIENCE) {
            self.picker.demote(current);
            return true;
        }
        false
    }

    /// The current thread was told that a channel is closed. Each thread may be
    /// told once; to ask on is to ask in vain.
    pub(crate) fn is_told_again(&mut self, channel: ObjectId, place: Place) -> bool {
        let object = &mut self.objects[channel];
        object.told_closed += 1;
        let again = object.told_closed as usize > self.threads.len();
        let patience = &mut self.threads[self.current].patience;
        patience.told_closed_at = Some(place);
        patience.answer = match again {
            true => Answer::Closed,
            false => Answer::Nothing,
        };
        again
    }

    /// The current thread asked a queue, a lock or a clock, and got nothing. Of those
    /// that one goes through, `queue` tells one from the other.
    pub(crate) fn note_empty_handed(&mut self, queue: usize, place: Place) {
        let patience = &mut self.threads[self.current].patience;
        patience.answer = Answer::Nothing;
        let is_again = patience.row == 0 || patience.asked.contains(&queue);
        if is_again {
            patience.asked.clear();
            patience.row += 1;
            if patience.row > patience.longest_row {
                patience.longest_row = patience.row;
                patience.asked_at = Some(place);
            }
        }
        patience.asked.push(queue);
    }

    /// The current thread could not send, as the channel is full.
    pub(crate) fn note_full(&mut self) {
        self.threads[self.current].patience.answer = Answer::Full;
    }

    /// The current thread got or changed something.
    pub(crate) fn progress(&mut self) {
        self.progress_of(self.current);
    }

    /// How often in a row the current thread has asked in vain.
    pub(crate) fn fruitless_row(&self) -> u32 {
        self.threads[self.current].patience.row
    }

    /// What the current thread got meanwhile was nothing: the row goes on.
    pub(crate) fn goes_on_in_vain(&mut self, row: u32) {
        self.threads[self.current].patience.row = row;
    }

    /// The current thread's work or sleep is over.
    pub(crate) fn progress_in_time(&mut self) {
        let current = self.current;
        self.threads[current].patience.in_vain = 0;
    }

    pub(crate) fn progress_of(&mut self, thread: Tid) {
        let patience = &mut self.threads[thread].patience;
        patience.in_vain = 0;
        patience.row = 0;
    }
}
