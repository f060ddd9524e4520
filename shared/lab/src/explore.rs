//! Searching schedules: all of them for tiny programs, and the shortest way to a
//! failure for the others.

use crate::engine::picker::Schedule;
use crate::engine::{Config, Run, run};

/// What [`exhaust`] found.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exhausted {
    /// How many schedules were run.
    pub schedules: u64,
    /// Whether these were all there are.
    pub complete: bool,
}

/// Runs `main` on every schedule there is, at most `limit` of them, and shows
/// each run to `visit` until that returns false.
pub fn exhaust<T>(
    config: &Config,
    limit: u64,
    main: impl Fn() -> T,
    mut visit: impl FnMut(&Run<T>) -> bool,
) -> Exhausted {
    // Depth first: `taken[i]` is the candidate at decision `i`; the next
    // schedule differs from this one as late as possible.
    let mut taken: Vec<u16> = Vec::new();
    let mut schedules = 0;
    loop {
        let run = run(&steered(config, &taken), &main);
        schedules += 1;
        let go_on = visit(&run);
        let mut next = run.widths;
        taken.resize(next.len(), 0);
        while let Some(width) = next.pop() {
            let last = taken.len() - 1;
            if taken[last] + 1 < width {
                taken[last] += 1;
                break;
            }
            taken.pop();
        }
        let complete = taken.is_empty();
        if complete || !go_on || schedules >= limit {
            return Exhausted {
                schedules,
                complete,
            };
        }
    }
}

/// A schedule that leads to a failure.
#[derive(Debug)]
#[non_exhaustive]
pub struct Found {
    /// Repeats the failure.
    pub schedule: Schedule,
    /// At how many decisions it differs from the natural schedule.
    pub deviations: usize,
    /// Whether no schedule with fewer deviations fails.
    pub is_shortest: bool,
}

/// Searches the schedules with no deviation from the natural one, then with one,
/// then with two and so on, for one on which `fails`; runs at most `limit`.
///
/// This is delay-bounded search (Emmi, Qadeer and Rakamarić, "Delay-Bounded
/// Scheduling", POPL 2011): most bugs need few deviations, and a schedule
/// with few is one that a person can follow.
pub fn shortest<T>(
    config: &Config,
    limit: u64,
    main: impl Fn() -> T,
    fails: impl Fn(&Run<T>) -> bool,
) -> Option<Found> {
    let mut left = limit;
    let mut frontier: Vec<Vec<(u32, u16)>> = vec![Vec::new()];
    while !frontier.is_empty() {
        let mut next = Vec::new();
        for deviations in frontier {
            if left == 0 {
                return None;
            }
            left -= 1;
            let run = run(&with_deviations(config, &deviations), &main);
            if fails(&run) {
                return Some(Found {
                    deviations: deviations.len(),
                    schedule: run.schedule,
                    is_shortest: true,
                });
            }
            // Later deviations only: each set of them is tried once. What will
            // never be run need not be noted.
            let from = deviations.last().map_or(0, |&(at, _)| at as usize + 1);
            for (at, &width) in run.widths.iter().enumerate().skip(from) {
                for candidate in 1..width {
                    if (next.len() as u64) < left {
                        let mut longer = deviations.clone();
                        longer.push((at as u32, candidate));
                        next.push(longer);
                    }
                }
            }
        }
        frontier = next;
    }
    None
}

fn steered(config: &Config, taken: &[u16]) -> Config {
    let deviations = taken.iter().enumerate().filter(|(_, c)| **c > 0);
    let deviations: Vec<_> = deviations.map(|(at, &c)| (at as u32, c)).collect();
    with_deviations(config, &deviations)
}

fn with_deviations(config: &Config, deviations: &[(u32, u16)]) -> Config {
    let mut config = config.clone();
    let early_clock = config.schedule.early_clock();
    config.schedule = match deviations {
        [] if !early_clock => Schedule::Natural,
        _ => Schedule::Steered {
            deviations: deviations.to_vec(),
            early_clock,
        },
    };
    config.widths = true;
    config
}
