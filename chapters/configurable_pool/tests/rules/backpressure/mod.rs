//! What a bounded queue promises, on every schedule.

mod accepted;
mod closing;
mod room;
mod timeouts;
mod waits;
mod workers;

use lab::sync::{Arc, Mutex};
use lab::time::Duration;
use rules::{Rule, scenario};

use super::subject::BoundedPool;

pub fn rules() -> Vec<Rule> {
    let rules = [
        accepted::rules(),
        room::rules(),
        waits::rules(),
        timeouts::rules(),
        closing::rules(),
        workers::rules(),
    ];
    rules.into_iter().flatten().collect()
}

/// The jobs that a pool has done.
type Done = Arc<Mutex<Vec<u32>>>;

/// A pool whose jobs take `millis` ms each.
fn pool(workers: usize, queue: usize, millis: u64) -> (BoundedPool<u32>, Done) {
    scenario(format_args!(
        "workers: {workers}, queue: {queue}, jobs of {millis} ms"
    ));
    let done = Done::default();
    let list = Arc::clone(&done);
    let pool = BoundedPool::start(workers, queue, move |n| {
        lab::work(Duration::from_millis(millis));
        list.lock().unwrap().push(n);
    });
    (pool.expect("there are workers"), done)
}

/// One worker, who has job 1 and needs `millis` ms for it, and a queue of one,
/// which holds job 2.
fn full_pool(millis: u64) -> (BoundedPool<u32>, Done) {
    let (pool, done) = pool(1, 1, millis);
    assert_eq!(pool.submit(1), Ok(()), "`submit` of job 1 to an idle pool");
    // Returns when the worker has taken job 1.
    assert_eq!(
        pool.submit(2),
        Ok(()),
        "`submit` of job 2, when the worker takes job 1"
    );
    (pool, done)
}

fn expect_done(done: &Done, mut accepted: Vec<u32>) {
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    accepted.sort_unstable();
    assert_eq!(
        done, accepted,
        "not every accepted job was done exactly once (the jobs that were done, \
         sorted)"
    );
}
