//! What a bounded queue promises, on every schedule.

mod accepted;
mod closing;
mod room;
mod timeouts;
mod waits;
mod workers;

use std::fmt;

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

/// A way to bring a job to a pool.
#[derive(Clone, Copy)]
enum Way {
    Submit,
    TrySubmit,
    /// With a timeout of so many milliseconds.
    SubmitTimeout(u64),
}

/// All of them, the last with a second of patience.
const WAYS: [Way; 3] = [Way::Submit, Way::TrySubmit, Way::SubmitTimeout(1_000)];

impl Way {
    fn accepts(self, pool: &BoundedPool<u32>, n: u32) -> bool {
        match self {
            Way::Submit => pool.submit(n).is_ok(),
            Way::TrySubmit => pool.try_submit(n).is_ok(),
            Way::SubmitTimeout(millis) => pool
                .submit_timeout(n, Duration::from_millis(millis))
                .is_ok(),
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Way::Submit => "`submit`",
            Way::TrySubmit => "`try_submit`",
            Way::SubmitTimeout(_) => "`submit_timeout`",
        })
    }
}

/// The jobs that were accepted in words, each with the way in which it came.
fn in_words(accepted: &[(u32, Way)]) -> String {
    if accepted.is_empty() {
        return "none".to_owned();
    }
    let words = accepted.iter().map(|(n, way)| format!("job {n} by {way}"));
    words.collect::<Vec<_>>().join(", ")
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
