//! Whose turn it is: every choice of a run is asked for here.

use super::picker::{Choice, Running, SplitMix};
use super::state::{State, Tid};

impl State {
    /// Whether the current thread must give way, and to whom: asked before every
    /// operation that others could notice.
    pub(crate) fn preempts(&mut self, give_way: bool) -> Option<Tid> {
        let running = if give_way {
            Running::Last(self.current)
        } else {
            Running::First(self.current)
        };
        loop {
            let clock = self.clock_may_run();
            if self.ready.is_empty() && !clock {
                return None;
            }
            match self.pick_thread(Some(running), clock) {
                None => self.advance_clock(),
                Some((_, thread)) if thread == self.current => return None,
                Some((candidate, thread)) => {
                    let before = usize::from(!give_way);
                    self.ready.remove(candidate - before);
                    return Some(thread);
                }
            };
        }
    }

    /// The thread that runs next, when the current one cannot; moves the clock
    /// when it must. `None`: nobody will ever run again.
    pub(crate) fn next_thread(&mut self) -> Option<Tid> {
        if let Some(thread) = self.next.take() {
            return Some(thread);
        }
        loop {
            if self.ready.is_empty() && !self.advance_clock() {
                return None;
            }
            let clock = self.clock_may_run();
            match self.pick_thread(None, clock) {
                None => self.advance_clock(),
                Some((candidate, _)) => return self.ready.remove(candidate),
            };
        }
    }

    fn clock_may_run(&mut self) -> bool {
        self.early_clock && self.next_timer().is_some()
    }

    /// One of the candidates and its number, or `None` for the clock.
    fn pick_thread(
        &mut self,
        running: Option<Running>,
        clock: bool,
    ) -> Option<(usize, Tid)> {
        let choice = Choice::Thread {
            running,
            ready: &self.ready,
            clock,
        };
        let candidates = choice.len();
        let mut picked = 0;
        if candidates > 1 {
            picked = self.picker.pick(self.decisions, choice);
            self.decisions += 1;
            if let Some(widths) = &mut self.widths {
                widths.push(candidates as u16);
            }
            self.record.decided(choice, &self.threads, picked);
        }
        choice.thread(picked).map(|thread| (picked, thread))
    }

    /// One of `n` things that are all possible, the first of them by nature.
    pub(crate) fn choose(&mut self, n: usize) -> usize {
        if n <= 1 {
            return 0;
        }
        let decision = self.decisions;
        self.decisions += 1;
        if let Some(widths) = &mut self.widths {
            widths.push(n as u16);
        }
        let picked = self.picker.pick(decision, Choice::Any(n));
        self.record.decided(Choice::Any(n), &self.threads, picked);
        picked
    }

    /// As [`State::choose`], but with no favourite: which one is first by nature
    /// follows from the seed of the run.
    pub(crate) fn choose_fairly(&mut self, n: usize) -> usize {
        if n <= 1 {
            return 0;
        }
        let mut rng = SplitMix(self.config.seed ^ (u64::from(self.decisions) << 32));
        (rng.below(n) + self.choose(n)) % n
    }
}
