//! What the pool to take home promises, on every schedule.

mod dropping;
mod jobs;
mod panics;
mod shutdown;
mod workers;

use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::time::Duration;
use rules::{Rule, scenario};
use workloads::pool::SubmitError;

use super::subject::WorkerPool;

pub fn rules() -> Vec<Rule> {
    let rules = [
        jobs::rules(),
        shutdown::rules(),
        dropping::rules(),
        panics::rules(),
        workers::rules(),
    ];
    rules.into_iter().flatten().collect()
}

/// A pool whose jobs take `millis` ms each.
fn squares(workers: usize, queue: usize, millis: u64) -> WorkerPool<u64, u64> {
    scenario(format_args!(
        "workers: {workers}, queue: {queue}, jobs of {millis} ms"
    ));
    WorkerPool::builder()
        .workers(workers)
        .queue(queue)
        .build(move |n| {
            lab::work(Duration::from_millis(millis));
            n * n
        })
        .expect("there are workers")
}

/// What came of the last job that was submitted: none is after one that is refused.
struct Submitted {
    job: u64,
    result: Result<(), SubmitError<u64>>,
}

impl Submitted {
    /// To be called when no thread waits any more: a panic before that would be told
    /// as a deadlock.
    fn expect_accepted(&self) {
        let job = self.job;
        assert_eq!(
            self.result,
            Ok(()),
            "`submit` of job {job} to an open pool: it waits while there is no room"
        );
    }
}

/// Submits jobs 1 to `jobs`, and shuts the pool down.
fn submit_all<R>(pool: &WorkerPool<u64, R>, jobs: u64) -> Submitted {
    submit_counted(pool, jobs, &AtomicUsize::new(0))
}

/// The same, and counts how many are accepted so far.
fn submit_counted<R>(
    pool: &WorkerPool<u64, R>,
    jobs: u64,
    accepted: &AtomicUsize,
) -> Submitted {
    let mut last = Submitted {
        job: 0,
        result: Ok(()),
    };
    for job in 1..=jobs {
        let result = pool.submit(job);
        last = Submitted { job, result };
        if last.result.is_err() {
            break;
        }
        accepted.fetch_add(1, Relaxed);
    }
    pool.shutdown();
    last
}

fn outcomes(pool: &WorkerPool<u64, u64>) -> Vec<u64> {
    let outcomes = pool.outcomes();
    outcomes.map(|outcome| outcome.expect("no panic")).collect()
}

fn expect_squares(mut read: Vec<u64>, accepted: Vec<u64>) {
    read.sort_unstable();
    let expected: Vec<_> = accepted.iter().map(|n| n * n).collect();
    assert_eq!(
        read, expected,
        "not exactly one outcome for each accepted job: the squares of the jobs that \
         were accepted, sorted; where one is missing, a job was accepted and lost"
    );
}
