//! What the pool to take home promises, on every schedule.

mod dropping;
mod jobs;
mod panics;
mod shutdown;
mod workers;

use lab::time::Duration;
use rules::{Rule, scenario};

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
