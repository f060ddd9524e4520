//! The tasks of chapter 3, which may fail, and what comes of them.

use std::fmt;
use std::time::Duration;

use lab::println;
use lab::time::Instant;
use rand::RngExt;

use crate::job::PoolError;

/// Something to be done, perhaps more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number, from 1; no two tasks have the same.
    pub id: u32,
}

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// The service said no.
    Refused,
    /// The service panicked.
    Panicked,
}

/// Who works, and how often a task is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Threads that work.
    pub workers: usize,
    /// Attempts at a task, the first one included. 0 counts as 1.
    pub attempts: usize,
    /// From the end of a failed attempt until the task is ready again.
    pub pause: Duration,
}

/// When a worker tried, measured from the call of the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When the service was called.
    pub began: Duration,
    /// When it answered, or panicked.
    pub ended: Duration,
}

/// What came of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The task's number.
    pub task: u32,
    /// What came of its last attempt.
    pub result: Result<u64, TaskError>,
    /// All of its attempts, in the order in which they were made.
    pub attempts: Vec<Attempt>,
}

/// Tasks 1 to `count`.
pub fn tasks(count: u32) -> Vec<Task> {
    (1..=count).map(|id| Task { id }).collect()
}

/// A service that works for a while and fails now and then.
#[derive(Clone, Copy, Debug)]
pub struct Flaky {
    /// Settles which attempts fail, and how long each takes.
    pub seed: u64,
    /// Of a hundred attempts so many fail.
    pub failing: u32,
    /// Milliseconds that an attempt takes at most, at least 1.
    pub longest: u64,
}

impl Flaky {
    /// Works on the task; its answer is the square of the task's number.
    ///
    /// # Errors
    ///
    /// [`TaskError::Refused`] in [`Flaky::failing`] percent of all attempts. Which
    /// ones depends on the seed, the task and the attempt, and on nothing else.
    pub fn serve(&self, task: Task, attempt: usize) -> Result<u64, TaskError> {
        let mut rng = lab::rng(self.seed, task.id.into(), attempt as u64);
        lab::work(Duration::from_millis(rng.random_range(1..=self.longest)));
        if rng.random_range(0..100) < self.failing {
            return Err(TaskError::Refused);
        }
        Ok(u64::from(task.id).pow(2))
    }

    /// The same, and says when it begins and what came of it.
    ///
    /// # Errors
    ///
    /// As [`Flaky::serve`].
    pub fn serve_aloud(&self, task: Task, attempt: usize) -> Result<u64, TaskError> {
        println!("👷 task {}, attempt {attempt}", task.id);
        let result = self.serve(task, attempt);
        match result {
            Ok(_) => println!("✅ task {}, attempt {attempt} succeeded", task.id),
            Err(_) => println!("⚠️ task {}, attempt {attempt} failed", task.id),
        }
        result
    }
}

/// Has a pool do `count` tasks.
///
/// # Panics
///
/// When the pool refuses.
pub fn demonstrate<P>(count: u32, pool: P) -> Summary
where
    P: FnOnce(Vec<Task>) -> Result<Vec<Outcome>, PoolError>,
{
    let began = Instant::now();
    let outcomes = pool(tasks(count)).expect("there are workers");
    Summary::new(outcomes, began.elapsed())
}

/// The outcomes of a pool, and what they show.
#[derive(Debug)]
pub struct Summary {
    outcomes: Vec<Outcome>,
    took: Duration,
}

impl Summary {
    /// Of `outcomes` that took `took` in all.
    pub fn new(mut outcomes: Vec<Outcome>, took: Duration) -> Summary {
        outcomes.sort_by_key(|outcome| outcome.task);
        Summary { outcomes, took }
    }

    /// The mean duration of an attempt; zero without any.
    fn mean(&self) -> Duration {
        let attempts = self.outcomes.iter().flat_map(|outcome| &outcome.attempts);
        let count = u32::try_from(attempts.clone().count()).unwrap_or(u32::MAX);
        let worked: Duration = attempts.map(|a| a.ended - a.began).sum();
        worked.checked_div(count).unwrap_or_default()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 outcomes")?;
        for outcome in &self.outcomes {
            let attempts = match outcome.attempts.len() {
                1 => "1 attempt".to_owned(),
                n => format!("{n} attempts"),
            };
            let id = outcome.task;
            match outcome.result {
                Ok(output) => {
                    writeln!(f, "   ✅ task {id:>3} → {output}, {attempts}")
                }
                Err(_) => writeln!(f, "   ❌ task {id:>3} failed, {attempts}"),
            }?;
        }
        let outcomes = self.outcomes.len();
        let succeeded = self.outcomes.iter().filter(|o| o.result.is_ok()).count();
        let attempts: usize = self.outcomes.iter().map(|o| o.attempts.len()).sum();
        writeln!(
            f,
            "📈 {succeeded} succeeded, {} failed, {attempts} attempts, mean attempt \
             {} ms",
            outcomes - succeeded,
            self.mean().as_millis()
        )?;
        writeln!(
            f,
            "🎉 {outcomes} outcomes after {} ms",
            self.took.as_millis()
        )
    }
}
