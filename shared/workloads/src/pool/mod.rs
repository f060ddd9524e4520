//! Chapter 4: jobs for a configurable pool, and what such a pool has to say.

mod demonstrate;
mod errors;

use std::any::Any;
use std::fmt;
use std::time::Duration;

use lab::{println, thread};

pub use demonstrate::{show_backpressure, show_cancel, show_worker_pool};
pub use errors::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number, from 1.
    pub id: u32,
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobResult {
    /// The job's number.
    pub job_id: u32,
    /// The square of that number.
    pub output: u64,
}

/// What can come of a job that may panic, or never begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<R> {
    /// It was done, and gave this.
    Done(R),
    /// It panicked, and said this.
    Panicked(String),
    /// It was cancelled before it began.
    Cancelled,
}

/// Jobs 1 to `count`.
pub fn jobs(count: u32) -> Vec<Job> {
    (1..=count).map(|id| Job { id }).collect()
}

impl Job {
    /// How long it takes to do the job: 50 ms times its number.
    pub fn duration(&self) -> Duration {
        Duration::from_millis(50 * u64::from(self.id))
    }

    fn begin(&self) {
        println!("👷 {} takes job {}", here(), self.id);
    }

    /// Does the job, and says on which thread it begins and ends.
    pub fn perform(self) -> JobResult {
        self.begin();
        lab::work(self.duration());
        println!("✅ {} finished job {}", here(), self.id);
        JobResult {
            job_id: self.id,
            output: u64::from(self.id).pow(2),
        }
    }
}

/// The name of the calling thread.
fn here() -> String {
    let name = thread::current().name().map(str::to_owned);
    name.unwrap_or_else(|| "a thread without a name".to_owned())
}

/// What a panic said: `payload` is what `catch_unwind` or `join` returned.
pub fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref().map(String::as_str));
    text.unwrap_or("(no message)").to_owned()
}

/// The results of a pool, and how long it took.
#[derive(Debug)]
pub struct Summary {
    results: Vec<JobResult>,
    took: Duration,
    alone: Duration,
}

impl Summary {
    /// What `results` show, which came in `took`.
    pub fn new(results: Vec<JobResult>, jobs: &[Job], took: Duration) -> Summary {
        let alone = jobs.iter().map(Job::duration).sum();
        Summary {
            results,
            took,
            alone,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 results, in the order of arrival")?;
        for result in &self.results {
            writeln!(f, "   job {:>3} → {}", result.job_id, result.output)?;
        }
        writeln!(
            f,
            "🎉 {} results after {} ms; one worker alone needs {} ms",
            self.results.len(),
            self.took.as_millis(),
            self.alone.as_millis()
        )
    }
}
