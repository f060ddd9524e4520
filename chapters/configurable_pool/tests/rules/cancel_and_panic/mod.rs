//! What a pool that can be cancelled promises, on every schedule.

mod cancelled;
mod cancelling;
mod jobs;
mod panics;
mod workers;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Duration;
use rules::{Rule, scenario};
use workloads::pool::Outcome;

use super::subject::{CancellablePool, Ticket};

const NONE: [u32; 0] = [];

pub fn rules() -> Vec<Rule> {
    let rules = [
        jobs::rules(),
        panics::rules(),
        cancelling::rules(),
        cancelled::rules(),
        workers::rules(),
    ];
    rules.into_iter().flatten().collect()
}

type Pool = CancellablePool<u32, u32>;

/// The jobs that a pool has begun.
type Begun = Arc<Mutex<Vec<u32>>>;

/// A pool whose jobs take `millis` ms each and give their own number.
fn pool(workers: usize, millis: u64) -> (Pool, Begun) {
    scenario(format_args!("workers: {workers}, jobs of {millis} ms"));
    let begun = Begun::default();
    let list = Arc::clone(&begun);
    let pool = CancellablePool::start(workers, move |n| {
        list.lock().unwrap().push(n);
        lab::work(Duration::from_millis(millis));
        n
    });
    (pool.expect("there are workers"), begun)
}

fn submit(
    pool: &Pool,
    jobs: impl IntoIterator<Item = u32>,
) -> Vec<(u32, Ticket<u32>)> {
    let jobs = jobs.into_iter();
    jobs.map(|n| (n, pool.submit(n).expect("the pool is open")))
        .collect()
}

/// To two workers for jobs of 100 ms: job 1, which runs for 60 ms more when this
/// returns, then job 2, which runs for 80 ms more, and those up to `last`, which wait.
fn two_running(pool: &Pool, last: u32) -> Vec<(u32, Ticket<u32>)> {
    let mut tickets = submit(pool, [1]);
    thread::sleep(Duration::from_millis(20));
    tickets.extend(submit(pool, 2..=last));
    thread::sleep(Duration::from_millis(20));
    tickets
}

fn expect_all(tickets: Vec<(u32, Ticket<u32>)>, outcome: fn(u32) -> Outcome<u32>) {
    for (n, ticket) in tickets {
        assert_eq!(ticket.wait(), outcome(n), "the outcome of job {n}");
    }
}

/// In ascending order.
fn list(begun: &Begun) -> Vec<u32> {
    let mut list = begun.lock().unwrap().clone();
    list.sort_unstable();
    list
}
