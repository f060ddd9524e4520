//! What `PriorityPool` promises, on every schedule.

mod order;
mod patience;
mod queues;
mod tasks;
mod workers;

use std::time::Duration;

use lab::thread;
use lab::time::Instant;
use rules::{Rule, scenario};
use workloads::job::PoolError;
use workloads::priority::{Entry, Log, Priority, Task};

use super::subject::PriorityPool;

/// A patience that never ends.
const STRICT: Duration = Duration::MAX;

pub fn rules() -> Vec<Rule> {
    let rules = [
        tasks::rules(),
        order::rules(),
        patience::rules(),
        queues::rules(),
        workers::rules(),
    ];
    rules.into_iter().flatten().collect()
}

fn task(id: u32, priority: Priority, millis: u64) -> Task {
    Task::new(id, priority, millis)
}

/// Each of the priorities in turn.
fn mixed(id: u32) -> Priority {
    Priority::ALL[(id % 3) as usize]
}

fn process(task: Task) {
    lab::work(task.duration);
}

/// With a boxed closure: what was written is compiled once for all rules.
fn start(
    workers: usize,
    patience: Duration,
    work: impl Fn(Task) + Send + Sync + 'static,
) -> Result<PriorityPool, PoolError> {
    let work: Box<dyn Fn(Task) + Send + Sync> = Box::new(work);
    PriorityPool::new(workers, patience, work)
}

fn logging_pool(workers: usize, patience: Duration, log: &Log) -> PriorityPool {
    scenario(format_args!("workers: {workers}, patience: {patience:?}"));
    let log = log.clone();
    let work = move |task: Task| {
        log.started(&task);
        lab::work(task.duration);
    };
    start(workers, patience, work).expect("there are workers")
}

/// Submits task n at the n-th of these times, in ms, each of a duration in ms.
fn run(
    workers: usize,
    patience: Duration,
    arrivals: &[(u64, Priority)],
    millis: u64,
) -> Vec<Entry> {
    let log = Log::new();
    let pool = logging_pool(workers, patience, &log);
    let began = Instant::now();
    for (id, &(at, priority)) in (1..).zip(arrivals) {
        let due = began + Duration::from_millis(at);
        let early = due - Instant::now();
        if !early.is_zero() {
            thread::sleep(early);
        }
        let task = task(id, priority, millis);
        log.submitted(&task);
        pool.submit(task);
    }
    pool.finish();
    log.entries()
}

fn expect_order(
    workers: usize,
    patience: Duration,
    arrivals: &[(u64, Priority)],
    order: &[u32],
) {
    let entries = run(workers, patience, arrivals, 100);
    let started: Vec<_> = entries.iter().map(|entry| entry.task.id).collect();
    let first = &arrivals[..arrivals.len().min(8)];
    let more = match arrivals.len() - first.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    assert_eq!(
        started, order,
        "tasks of 100 ms were started in the wrong order by {workers} worker, with a \
         patience of {patience:?}; they came at (ms, priority): {first:?}{more}"
    );
}
