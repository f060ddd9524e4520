//! What a closed pool does with those who submit.

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::{SubmitError, SubmitTimeoutError, TrySubmitError};

use super::{expect_done, full_pool, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("close_wakes_every_submit_that_waits", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(500);
                let long = Duration::from_millis(400);
                thread::scope(|scope| {
                    let one = scope.spawn(|| pool.submit(3));
                    let two = scope.spawn(|| pool.submit(4));
                    let three = scope.spawn(|| pool.submit_timeout(5, long));
                    thread::sleep(Duration::from_millis(100));
                    let began = Instant::now();
                    pool.close();
                    let closed = "a submit that waits when the pool is closed";
                    assert_eq!(one.join().unwrap(), Err(SubmitError(3)), "{closed}");
                    assert_eq!(two.join().unwrap(), Err(SubmitError(4)), "{closed}");
                    let refused = Err(SubmitTimeoutError::Closed(5));
                    assert_eq!(three.join().unwrap(), refused, "{closed}");
                    assert_eq!(began.elapsed(), Duration::ZERO, "they woke late");
                });
                drop(pool);
                expect_done(&done, vec![1, 2]);
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("a_closed_pool_hands_every_job_back", || {
            on_every_schedule(|| {
                // One is full, the other has room: closed is closed.
                for (pool, done) in [full_pool(50), pool(1, 9, 50)] {
                    pool.close();
                    let began = Instant::now();
                    assert_eq!(pool.submit(3), Err(SubmitError(3)), "it is closed");
                    let refused = Err(TrySubmitError::Closed(4));
                    assert_eq!(pool.try_submit(4), refused, "it is closed");
                    let closed = Err(SubmitTimeoutError::Closed(5));
                    let long = Duration::from_millis(20);
                    assert_eq!(pool.submit_timeout(5, long), closed, "it is closed");
                    let at_once = pool.submit_timeout(5, Duration::ZERO);
                    assert_eq!(at_once, closed, "it is closed");
                    assert_eq!(began.elapsed(), Duration::ZERO, "it waited");
                    drop(pool);
                    let done = done.lock().unwrap();
                    assert!(done.iter().all(|&n| n < 3), "done: {done:?}");
                }
            })
            .at_exact_times()
            .schedules(600)
        }),
    ]
}
