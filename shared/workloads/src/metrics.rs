//! The figures of a pool at work.

use std::fmt;
use std::time::Duration;

use lab::println;

use crate::job::PoolError;
use crate::retry::{Task, tasks};

/// How far a pool has come, at one instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Tasks that are done: those that succeeded and those that failed.
    pub completed: usize,
    /// Tasks that succeeded.
    pub succeeded: usize,
    /// Tasks that failed.
    pub failed: usize,
    /// Tasks that a worker is busy with.
    pub in_progress: usize,
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Snapshot {
            completed,
            succeeded,
            failed,
            in_progress,
        } = self;
        write!(
            f,
            "{completed} completed ({succeeded} succeeded, {failed} failed), \
             {in_progress} in progress"
        )
    }
}

/// Says a snapshot that was taken `at` this time after the start.
pub fn say(at: Duration, snapshot: Snapshot) {
    println!("📈 after {} ms: {snapshot}", at.as_millis());
}

/// Has a pool do `count` tasks and shows the figures at its end.
///
/// # Panics
///
/// When the pool refuses.
pub fn demonstrate<P>(count: u32, pool: P) -> String
where
    P: FnOnce(Vec<Task>) -> Result<Snapshot, PoolError>,
{
    let snapshot = pool(tasks(count)).expect("there are workers");
    format!("\n📊 {snapshot}\n🎉 finished\n")
}
