//! Probabilistic concurrency testing: see [`super::picker::Schedule::Pct`].

use super::picker::{Choice, SplitMix};
use super::state::Tid;

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

    pub(super) fn new(seed: u64, depth: u8) -> Pct {
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

    pub(super) fn demote(&mut self, thread: Tid) {
        self.priority(thread);
        self.lowest -= 1;
        self.priorities[thread] = self.lowest;
    }

    pub(super) fn pick(&mut self, decision: u32, choice: Choice<'_>) -> usize {
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
