//! The exercises at work. A pool and its methods come as arguments, since stub
//! and solution have types of their own.

use std::time::Duration;

use lab::time::Instant;
use lab::{println, thread};

use super::{
    Job, JobResult, Outcome, SubmitError, SubmitTimeoutError, Summary,
    TrySubmitError, jobs, panic_message,
};

/// How long a job waits for room before it is given up.
const PATIENCE: Duration = Duration::from_millis(40);

/// When the pool is cancelled: some jobs are done, some run, some have not begun.
const CANCEL_AFTER: Duration = Duration::from_millis(120);

/// Has one thread submit `count` jobs and shut the pool down, while another
/// reads what comes out.
pub fn show_worker_pool<P: Sync>(
    count: u32,
    pool: P,
    submit: fn(&P, Job) -> Result<(), SubmitError<Job>>,
    next: fn(&P) -> Option<thread::Result<JobResult>>,
    shutdown: fn(&P),
) -> Summary {
    let jobs = jobs(count);
    let all = jobs.clone();
    let began = Instant::now();
    let mut results = Vec::new();
    thread::scope(|scope| {
        let submitter = || {
            for job in jobs {
                println!("📋 job {} comes", job.id);
                if let Err(SubmitError(job)) = submit(&pool, job) {
                    println!("🛑 job {} came too late", job.id);
                }
            }
            println!("🛑 shutdown");
            shutdown(&pool);
        };
        thread::Builder::new()
            .name("submitter".to_owned())
            .spawn_scoped(scope, submitter)
            .expect("the system has no thread left");
        while let Some(outcome) = next(&pool) {
            match outcome {
                Ok(result) => results.push(result),
                Err(panic) => println!("❌ {}", panic_message(&*panic)),
            }
        }
    });
    drop(pool);
    Summary::new(results, &all, began.elapsed())
}

/// Offers `count` jobs to a pool with little room: first without waiting, then
/// with some patience.
pub fn show_backpressure<P>(
    count: u32,
    pool: P,
    try_submit: fn(&P, Job) -> Result<(), TrySubmitError<Job>>,
    submit_timeout: fn(&P, Job, Duration) -> Result<(), SubmitTimeoutError<Job>>,
) -> String {
    let (mut at_once, mut later, mut given_up) = (0, 0, 0);
    for job in jobs(count) {
        let id = job.id;
        match try_submit(&pool, job) {
            Ok(()) => {
                println!("📋 job {id} is in the queue");
                at_once += 1;
            }
            Err(TrySubmitError::Closed(_)) => unreachable!("nobody closes it"),
            Err(TrySubmitError::Full(job)) => {
                println!("⚠️ no room for job {id}: waiting");
                match submit_timeout(&pool, job, PATIENCE) {
                    Ok(()) => {
                        println!("📋 job {id} is in the queue");
                        later += 1;
                    }
                    Err(error) => {
                        println!("❌ job {id} is given up: {error}");
                        given_up += 1;
                    }
                }
            }
        }
    }
    drop(pool);
    println!("🏁 all workers have ended");
    format!("\n📊 {at_once} accepted at once, {later} later, {given_up} given up\n")
}

/// Submits `count` jobs, cancels the pool after 120 ms, and tells what came of
/// each.
pub fn show_cancel<P, T>(
    count: u32,
    pool: P,
    submit: fn(&P, Job) -> Result<T, SubmitError<Job>>,
    cancel: fn(&P) -> Vec<Job>,
    wait: fn(T) -> Outcome<JobResult>,
) -> String {
    let submitted = jobs(count).into_iter().map(|job| (job.id, job));
    let tickets: Vec<_> = submitted
        .filter_map(|(id, job)| submit(&pool, job).ok().map(|ticket| (id, ticket)))
        .collect();
    thread::sleep(CANCEL_AFTER);
    println!("🛑 cancel");
    let unstarted = cancel(&pool);
    println!("🏁 all workers have ended");
    let mut report = format!("\n📊 {} jobs were not begun\n", unstarted.len());
    for (id, ticket) in tickets {
        report += &match wait(ticket) {
            Outcome::Done(result) => format!("✅ job {id} → {}\n", result.output),
            Outcome::Panicked(message) => format!("❌ job {id}: {message}\n"),
            Outcome::Cancelled => format!("🛑 job {id} was cancelled\n"),
        };
    }
    report
}

impl Job {
    /// As [`Job::perform`], but number 4 panics half-way.
    ///
    /// # Panics
    ///
    /// When it is job 4.
    pub fn perform_or_panic(self) -> JobResult {
        if self.id == 4 {
            self.begin();
            lab::work(self.duration() / 2);
            panic!("nobody can do job 4");
        }
        self.perform()
    }
}
