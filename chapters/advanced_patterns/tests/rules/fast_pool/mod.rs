//! What a pool promises in which batches form by themselves, on every schedule: all
//! that a bounded queue promised in chapter 4, and some more.

mod batches;
mod jobs;
mod room;
mod waking;

use lab::sync::{Arc, Mutex};
use lab::time::Duration;
use rules::{Rule, scenario};

use super::subject::{self, BoundedPool};

#[path = "../../../../configurable_pool/tests/rules/backpressure/mod.rs"]
mod backpressure;

pub fn rules() -> Vec<Rule> {
    let own = [
        jobs::rules(),
        batches::rules(),
        waking::rules(),
        room::rules(),
    ];
    let mut rules: Vec<_> = own.into_iter().flatten().collect();
    rules.extend(backpressure::rules());
    rules
}

fn expect_accepted(pool: &BoundedPool<u32>, n: u32) {
    assert_eq!(
        pool.submit(n),
        Ok(()),
        "`submit` of job {n} to an open pool"
    );
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

fn sorted(done: &Done) -> Vec<u32> {
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    done
}
