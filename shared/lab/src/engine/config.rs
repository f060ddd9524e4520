use std::time::Duration;

use super::picker::Schedule;

/// How a run is to go.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// Seed of everything that is random by nature: the arm a `select!` takes
    /// when several are ready, and what [`crate::rng`] gives.
    pub seed: u64,
    /// Who runs next.
    pub schedule: Schedule,
    /// Threads alive at once, the main one not counted, beyond which spawning fails
    /// as it would when the system has none left. [`crate::limit_threads`] changes
    /// it within a run.
    pub thread_limit: usize,
    /// What `thread::available_parallelism` answers.
    pub parallelism: usize,
    /// Operations after which a run is given up.
    pub step_limit: u64,
    /// Whether waits on condition variables and `park` may end without cause now and
    /// then, as the documentation of both warns.
    pub spurious_wakeups: bool,
    /// Whether work and sleep take no time. Nobody is late then but because others
    /// run first: to explore what may come of any durations.
    pub untimed: bool,
    /// Whether to keep a [`crate::trace::Trace`] of the run.
    pub trace: bool,
    /// Whether to tell in words why a run could not go on, and what it should be known
    /// for. Without, its [report](crate::Report) and its [note](crate::Run::note) are left
    /// out: to tell takes longer than to run, so who tries thousands of schedules has
    /// only the one that fails run again and told.
    pub explain: bool,
    /// Whether lines said by the program are printed as they come.
    pub live: bool,
    /// Real time without an operation after which the run counts as stuck
    /// outside the lab. `None`: never.
    pub watchdog: Option<Duration>,
    /// Whether to note how many candidates each decision had.
    pub(crate) widths: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            seed: 42,
            schedule: Schedule::Natural,
            thread_limit: 50_000,
            parallelism: 4,
            step_limit: 10_000_000,
            spurious_wakeups: false,
            untimed: false,
            trace: false,
            explain: true,
            live: false,
            watchdog: Some(Duration::from_secs(5)),
            widths: false,
        }
    }
}

impl Config {
    /// The same, but with this schedule.
    pub fn schedule(mut self, schedule: Schedule) -> Config {
        self.schedule = schedule;
        self
    }

    /// The same, but with this seed.
    pub fn seed(mut self, seed: u64) -> Config {
        self.seed = seed;
        self
    }

    /// The same, but keeping a trace.
    pub fn traced(mut self) -> Config {
        self.trace = true;
        self
    }

    /// The same, but without words for how it ended.
    pub fn unexplained(mut self) -> Config {
        self.explain = false;
        self
    }
}
