//! How a run ended, in words and in numbers.

pub(crate) mod aborted;
mod explain;
mod figures;
pub(crate) mod scene;
pub(crate) mod serial;
pub(crate) mod trace;
pub(crate) mod words;

use std::any::Any;

pub use ::trace::Report;
pub use figures::{ChannelFigures, Figures, ThreadFigures};

use crate::engine::run_is_aborted;
use crate::engine::state::{Answer, Ending, MAIN, Panicked, State};
use scene::Scene;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The main function returned, and no thread was left.
    Done,
    /// A `todo!()` was reached.
    NotStarted(Panicked),
    /// The main function panicked.
    Panicked(Panicked),
    /// Nobody could ever go on.
    Deadlock(Report),
    /// The main function returned while other threads were alive.
    Leaked(Report),
    /// A thread kept asking instead of waiting.
    Polling(Report),
    /// More operations than a program of this size can need.
    StepBound(Report),
    /// A panic that nobody can catch: the process is about to end, see
    /// [`on_abort`](crate::on_abort).
    Aborted(Report),
}

impl Verdict {
    pub(crate) fn of<T>(
        state: &State,
        scene: Option<&Scene>,
        returned: Option<&std::thread::Result<T>>,
    ) -> Verdict {
        if let Some(unfinished) = &state.unfinished {
            return Verdict::NotStarted(unfinished.clone());
        }
        let told = |tell: &dyn Fn() -> Report| match state.config.explain {
            true => tell(),
            false => Report::default(),
        };
        match (&state.ending, scene) {
            (Some(Ending::Deadlock), Some(scene)) => {
                return Verdict::Deadlock(told(&|| explain::deadlock(state, scene)));
            }
            (
                Some(Ending::Polling {
                    thread,
                    place,
                    times,
                    answer,
                }),
                _,
            ) => {
                let asks = explain::Asks {
                    state,
                    thread: *thread,
                    place,
                    times: *times,
                };
                return Verdict::Polling(told(&|| match answer {
                    Answer::Nothing => asks.in_vain(scene),
                    Answer::Closed => asks.a_closed_channel(),
                    Answer::Full => asks.a_full_channel(scene),
                }));
            }
            (Some(Ending::StepBound { thread, place }), _) => {
                return Verdict::StepBound(told(&|| {
                    explain::step_bound(state, scene, *thread, place)
                }));
            }
            _ => {}
        }
        if let Some(Err(payload)) = returned
            && !run_is_aborted(&**payload)
        {
            return Verdict::Panicked(end_of_main(state, &**payload));
        }
        match scene {
            Some(scene) => Verdict::Leaked(told(&|| explain::leaked(state, scene))),
            None => Verdict::Done,
        }
    }

    /// Whether the run ended as a program should.
    pub fn is_done(&self) -> bool {
        *self == Verdict::Done
    }

    /// One word for the kind of the verdict.
    pub fn kind(&self) -> &'static str {
        match self {
            Verdict::Done => "done",
            Verdict::NotStarted(_) => "not started",
            Verdict::Panicked(_) => "panic",
            Verdict::Deadlock(_) => "deadlock",
            Verdict::Leaked(_) => "leaked thread",
            Verdict::Polling(_) => "polling",
            Verdict::StepBound(_) => "too many steps",
            Verdict::Aborted(_) => "aborted",
        }
    }

    /// What went wrong, if anything did.
    pub fn report(&self) -> Option<Report> {
        match self {
            Verdict::Done => None,
            Verdict::NotStarted(todo) => Some(Report {
                sentence: format!("not started: {}", todo.message),
                details: vec![format!("Fill in the hole at {}.", todo.place)],
                ..Report::default()
            }),
            Verdict::Panicked(panicked) => Some(Report {
                sentence: panicked.told(),
                ..Report::default()
            }),
            Verdict::Deadlock(report)
            | Verdict::Leaked(report)
            | Verdict::Polling(report)
            | Verdict::StepBound(report)
            | Verdict::Aborted(report) => Some(report.clone()),
        }
    }
}

/// The panic that ended the main thread. Others may have come after it, and been
/// caught in a destructor.
fn end_of_main(state: &State, payload: &(dyn Any + Send)) -> Panicked {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref().map(String::as_str));
    let mut panics = state.panics.iter().rev();
    let found = panics.find(|(thread, panicked)| {
        *thread == MAIN && text == Some(panicked.message.as_str())
    });
    let last = || state.threads[MAIN].panicked.clone();
    let found = found.map(|(_, panicked)| panicked.clone()).or_else(last);
    found.unwrap_or_else(|| Panicked {
        thread: state.label(MAIN),
        message: "(no message)".to_owned(),
        place: String::new(),
        cause: None,
    })
}
