//! Who runs next: every choice a run makes is taken here, so that a run can be
//! repeated to the letter, searched, and cut down to its essence.

use std::collections::VecDeque;

use super::pct::Pct;
use super::state::Tid;

/// How the choices of a run are taken.
///
/// Its text form, `Display` and `FromStr`, is the *replay code* of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schedule {
    /// First in, first out; a thread runs until it has to wait. What lessons use.
    Natural,
    /// Every choice uniform, from a seed.
    Random {
        /// Where the choices come from.
        seed: u64,
        /// Whether the clock may run ahead of runnable threads now and then, as
        /// on a slow machine.
        early_clock: bool,
    },
    /// Random priorities, changed at `depth - 1` random steps. Finds a bug that
    /// needs `depth` ordered events with a known least probability (Burckhardt,
    /// Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with
    /// Probabilistic Guarantees of Finding Bugs", ASPLOS 2010).
    Pct {
        /// Where priorities and change points come from.
        seed: u64,
        /// One more than the number of priority changes.
        depth: u8,
    },
    /// Natural, but for a few choices: at choice number `.0`, take candidate `.1`
    /// instead of candidate 0.
    Steered {
        /// The deviations from the natural schedule, in ascending order.
        deviations: Vec<(u32, u16)>,
        /// Whether letting the clock run ahead counts among the candidates.
        early_clock: bool,
    },
}

impl Schedule {
    pub(crate) fn early_clock(&self) -> bool {
        match self {
            Schedule::Natural | Schedule::Pct { .. } => false,
            Schedule::Random { early_clock, .. }
            | Schedule::Steered { early_clock, .. } => *early_clock,
        }
    }

    pub(crate) fn picker(&self) -> Picker {
        match self {
            Schedule::Natural => Picker::Natural,
            Schedule::Random { seed, .. } => Picker::Random(SplitMix(*seed)),
            Schedule::Pct { seed, depth } => Picker::Pct(Pct::new(*seed, *depth)),
            Schedule::Steered { deviations, .. } => Picker::Steered {
                deviations: deviations.clone(),
                next: 0,
            },
        }
    }
}

/// What a decision is about: the candidates differ in kind.
#[derive(Clone, Copy)]
pub(crate) enum Choice<'a> {
    /// Which thread runs next: the running one, if it still can, or one of those
    /// that are ready. `clock` adds one more candidate at the end: let the clock
    /// run to the next timer first.
    Thread {
        running: Option<Running>,
        ready: &'a VecDeque<Tid>,
        clock: bool,
    },
    /// Which of so many things that are all possible: a select's ready arms, the
    /// waiters of a condition variable, a wake-up without cause.
    Any(usize),
}

/// Where the running thread stands among the candidates.
#[derive(Clone, Copy)]
pub(crate) enum Running {
    /// By nature it goes on.
    First(Tid),
    /// By nature it gives way to everyone else.
    Last(Tid),
}

impl Choice<'_> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Choice::Thread { clock, .. } => self.threads() + usize::from(*clock),
            Choice::Any(n) => *n,
        }
    }

    pub(super) fn threads(&self) -> usize {
        match self {
            Choice::Thread { running, ready, .. } => {
                ready.len() + usize::from(running.is_some())
            }
            Choice::Any(_) => 0,
        }
    }

    /// The thread that is candidate number `index`; `None` is the clock.
    pub(crate) fn thread(&self, index: usize) -> Option<Tid> {
        let Choice::Thread { running, ready, .. } = self else {
            return None;
        };
        match running {
            None => ready.get(index).copied(),
            Some(Running::First(tid)) if index == 0 => Some(*tid),
            Some(Running::First(_)) => ready.get(index - 1).copied(),
            Some(Running::Last(tid)) if index == ready.len() => Some(*tid),
            Some(Running::Last(_)) => ready.get(index).copied(),
        }
    }
}

/// The state of a [`Schedule`] during one run.
pub(crate) enum Picker {
    Natural,
    Random(SplitMix),
    Pct(Pct),
    Steered {
        deviations: Vec<(u32, u16)>,
        next: usize,
    },
}

impl Picker {
    /// Picks one of the candidates of decision number `decision`.
    pub(crate) fn pick(&mut self, decision: u32, choice: Choice<'_>) -> usize {
        let n = choice.len();
        match self {
            Picker::Natural => 0,
            Picker::Random(rng) => match choice {
                Choice::Thread { clock: true, .. } => {
                    // Seldom, or nobody would ever run at the instant it is.
                    if rng.below(16) == 0 {
                        n - 1
                    } else {
                        rng.below(n - 1)
                    }
                }
                _ => rng.below(n),
            },
            Picker::Pct(pct) => pct.pick(decision, choice),
            Picker::Steered { deviations, next } => match deviations.get(*next) {
                Some(&(at, candidate)) if at == decision => {
                    *next += 1;
                    usize::from(candidate).min(n - 1)
                }
                _ => 0,
            },
        }
    }

    /// A thread that runs in circles must not starve the thread it waits for.
    pub(crate) fn demote(&mut self, thread: Tid) {
        if let Picker::Pct(pct) = self {
            pct.demote(thread);
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators", OOPSLA 2014). Our own because a replay code must mean the same
/// schedule in every release, and because it is the innermost loop.
#[derive(Clone)]
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..n`; `n` is small, so the bias of this map is far below
    /// what any exploration could see.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}
