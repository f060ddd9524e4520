//! A load that comes and goes, and what a pool makes of it.

use std::fmt;
use std::time::Duration;

use lab::{println, thread};

/// When a pool grows and shrinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaling {
    /// Never fewer workers than this.
    pub min: usize,
    /// Never more workers than this.
    pub max: usize,
    /// How many tasks may wait. 0 counts as 1.
    pub queue: usize,
    /// A queue that holds more than this share of it, in percent, is crowded.
    pub crowded: u32,
    /// A worker that has waited for so long is not needed.
    pub idle: Duration,
    /// The time between two looks of the monitor, shorter than a year.
    pub every: Duration,
}

impl Scaling {
    /// Whether a queue that holds `queued` tasks is more than [`Scaling::crowded`]
    /// percent full, usually 80.
    pub fn is_crowded(&self, queued: usize) -> bool {
        queued * 100 > self.queue.max(1) * self.crowded as usize
    }

    /// Refuses what cannot be.
    ///
    /// # Errors
    ///
    /// Says what cannot be.
    pub fn check(&self) -> Result<(), ScalingError> {
        match (self.min, self.max) {
            (0, _) => Err(ScalingError::NoWorkers),
            (min, max) if max < min => Err(ScalingError::MaxBelowMin),
            _ => Ok(()),
        }
    }
}

/// A pool that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalingError {
    /// Without workers no task would ever be done.
    NoWorkers,
    /// At most fewer than at least.
    MaxBelowMin,
}

impl fmt::Display for ScalingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ScalingError::NoWorkers => "a pool needs at least one worker",
            ScalingError::MaxBelowMin => "max must not be below min",
        })
    }
}

impl std::error::Error for ScalingError {}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number, from 1.
    pub id: u32,
    /// How long it takes.
    pub duration: Duration,
}

impl Task {
    /// A task that takes so many milliseconds.
    pub fn new(id: u32, millis: u64) -> Task {
        Task {
            id,
            duration: Duration::from_millis(millis),
        }
    }

    /// Works on the task for as long as it takes.
    pub fn process(self) {
        lab::work(self.duration);
    }
}

/// The number of workers rose or fell by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When, from the making of the pool.
    pub at: Duration,
    /// How many there were then.
    pub workers: usize,
}

/// What the monitor saw in one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// When it looked, from the making of the pool.
    pub at: Duration,
    /// How many tasks waited.
    pub queued: usize,
    /// How many workers there were.
    pub workers: usize,
}

/// The life of a pool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScalingReport {
    /// Each change of the number of workers, in order.
    pub changes: Vec<Change>,
    /// Each look of the monitor, in order.
    pub samples: Vec<Sample>,
    /// How many tasks were done.
    pub done: usize,
}

impl fmt::Display for ScalingReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changes = self.changes.iter();
        let mut lines: Vec<_> = changes
            .map(|Change { at, workers }| (*at, format!("🔧 workers: {workers}")))
            .collect();
        lines.extend(self.samples.iter().map(|sample| {
            let Sample {
                at,
                queued,
                workers,
            } = sample;
            (*at, format!("📈 {queued} tasks wait, workers: {workers}"))
        }));
        lines.sort_by_key(|(at, _)| *at);
        writeln!(f, "\n📊 the life of the pool")?;
        for (at, line) in lines {
            writeln!(f, "{:>6} ms  {line}", at.as_millis())?;
        }
        writeln!(f, "🎉 {} tasks done", self.done)
    }
}

/// Hands in a load that comes and goes: a rush of `count` tasks of a second each,
/// then a trickle of five, one every two seconds, then nothing for ten seconds.
pub fn feed(count: u32, submit: impl Fn(Task)) {
    println!("🚀 a rush of {count} tasks");
    for id in 1..=count {
        submit(Task::new(id, 1_000));
    }
    println!("🚀 all of them are submitted; now a trickle");
    for id in count + 1..=count + 5 {
        submit(Task::new(id, 1_000));
        thread::sleep(Duration::from_secs(2));
    }
    println!("🚀 nothing more for ten seconds");
    thread::sleep(Duration::from_secs(10));
}
