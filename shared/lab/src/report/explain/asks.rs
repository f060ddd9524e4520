//! Who asked again and again within one instant, and what it was told.

use super::super::Report;
use super::super::scene::Scene;
use super::{Explainer, asked_at, quote};
use crate::engine::object::Place;
use crate::engine::state::{State, Tid};

/// A thread that asked this often, the last time at `place`.
pub(in crate::report) struct Asks<'a> {
    pub(in crate::report) state: &'a State,
    pub(in crate::report) thread: Tid,
    pub(in crate::report) place: Place,
    pub(in crate::report) times: u32,
}

impl Asks<'_> {
    pub(in crate::report) fn in_vain(&self, scene: Option<&Scene>) -> Report {
        let advice = "A thread that keeps asking burns a processor, also when it yields \
                      between, and here it stops the clock. Wait instead: `recv`, \
                      `select!`, `Condvar::wait` or `park` return when there is \
                      something to do.";
        let mut report = self.report("asked", ", and nothing changed", advice);
        report.details.extend(self.died(scene));
        report
    }

    pub(in crate::report) fn a_full_channel(&self, scene: Option<&Scene>) -> Report {
        let advice = "`try_send` sends only if there is room, or somebody waits to \
                      receive. Else it has sent nothing, and gives the message back in \
                      its error: who passes over that error has lost the message, and \
                      who tries again and again burns a processor. `send` waits until \
                      there is room.";
        let mut report =
            self.report("tried to send into a full channel", "", advice);
        report.details.extend(self.died(scene));
        report
    }

    pub(in crate::report) fn a_closed_channel(&self) -> Report {
        let advice = "A closed channel stays closed, and answers at once, with an \
                      error, for ever. Leave the loop on that error; in a `select!` \
                      with other arms, put `never()` in the place of the closed \
                      channel.";
        self.report("asked a closed channel", "", advice)
    }

    fn report(&self, asked: &str, and: &str, advice: &str) -> Report {
        let Asks {
            state,
            thread,
            place,
            times,
        } = *self;
        let label = state.label(thread);
        Report {
            sentence: format!(
                "polling: {label} {asked} {times} times at one instant{and}"
            ),
            details: vec![
                format!(
                    "It asks at {}{}",
                    asked_at(state, thread, place),
                    quote(place)
                ),
                advice.to_owned(),
            ],
            ..Report::default()
        }
    }

    fn died(&self, scene: Option<&Scene>) -> Vec<String> {
        scene
            .map(|scene| Explainer::new(self.state, scene).died())
            .unwrap_or_default()
    }
}
