//! Who runs next: every choice a run makes is taken here, so that a run can be
//! repeated to the letter, searched, and cut down to its essence.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;

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

    fn threads(&self) -> usize {
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

pub(crate) struct Pct {
    rng: SplitMix,
    priorities: Vec<i64>,
    changes: Vec<u32>,
    lowest: i64,
}

impl Pct {
    /// How many decisions a run will take is not known when it begins: change
    /// points are spread over the first 4, 8, … or 1024 of them, by lot.
    const SPREADS: usize = 9;

    fn new(seed: u64, depth: u8) -> Pct {
        let mut rng = SplitMix(seed);
        let spread = 4 << rng.below(Pct::SPREADS);
        let changes = (1..depth).map(|_| rng.below(spread) as u32);
        Pct {
            changes: changes.collect(),
            rng,
            priorities: Vec::new(),
            lowest: 0,
        }
    }

    fn priority(&mut self, thread: Tid) -> i64 {
        while self.priorities.len() <= thread {
            let priority = (self.rng.next() >> 1) as i64;
            self.priorities.push(priority);
        }
        self.priorities[thread]
    }

    fn demote(&mut self, thread: Tid) {
        self.priority(thread);
        self.lowest -= 1;
        self.priorities[thread] = self.lowest;
    }

    fn pick(&mut self, decision: u32, choice: Choice<'_>) -> usize {
        if let Choice::Any(n) = choice {
            return self.rng.below(n);
        }
        let mut best = self.best(choice);
        if self.changes.contains(&decision)
            && let Some(thread) = choice.thread(best)
        {
            self.demote(thread);
            best = self.best(choice);
        }
        best
    }

    fn best(&mut self, choice: Choice<'_>) -> usize {
        let mut best = (i64::MIN, 0);
        for index in 0..choice.threads() {
            if let Some(thread) = choice.thread(index) {
                let priority = self.priority(thread);
                if priority > best.0 {
                    best = (priority, index);
                }
            }
        }
        best.1
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

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schedule::Natural => f.write_str("n"),
            Schedule::Random { seed, early_clock } => {
                write!(f, "{}{seed:x}", if *early_clock { 'e' } else { 'r' })
            }
            Schedule::Pct { seed, depth } => write!(f, "p{seed:x}.{depth}"),
            Schedule::Steered {
                deviations,
                early_clock,
            } => {
                f.write_str(if *early_clock { "t" } else { "s" })?;
                for (index, (at, candidate)) in deviations.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{at}.{candidate}")?;
                }
                Ok(())
            }
        }
    }
}

/// The text is not a replay code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCode(String);

impl fmt::Display for BadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is not a replay code; copy it as the report printed it, for \
             example r1f, p2a.3 or s12.1,40.2",
            self.0
        )
    }
}

impl std::error::Error for BadCode {}

impl FromStr for Schedule {
    type Err = BadCode;

    fn from_str(code: &str) -> Result<Schedule, BadCode> {
        parse(code).ok_or_else(|| BadCode(code.to_owned()))
    }
}

fn parse(code: &str) -> Option<Schedule> {
    let rest = code.get(1..)?;
    let hex = |text: &str| u64::from_str_radix(text, 16).ok();
    match code.as_bytes()[0] {
        b'n' if rest.is_empty() => Some(Schedule::Natural),
        kind @ (b'r' | b'e') => Some(Schedule::Random {
            seed: hex(rest)?,
            early_clock: kind == b'e',
        }),
        b'p' => {
            let (seed, depth) = rest.split_once('.')?;
            Some(Schedule::Pct {
                seed: hex(seed)?,
                depth: depth.parse().ok()?,
            })
        }
        kind @ (b's' | b't') => {
            let pairs = rest.split(',').filter(|pair| !pair.is_empty());
            let deviations = pairs
                .map(|pair| {
                    let (at, candidate) = pair.split_once('.')?;
                    Some((at.parse().ok()?, candidate.parse().ok()?))
                })
                .collect::<Option<Vec<_>>>()?;
            Some(Schedule::Steered {
                deviations,
                early_clock: kind == b't',
            })
        }
        _ => None,
    }
}
