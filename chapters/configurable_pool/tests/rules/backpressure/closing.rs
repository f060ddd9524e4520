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
                    let four = scope.spawn(|| pool.submit_timeout(6, Duration::MAX));
                    thread::sleep(Duration::from_millis(100));
                    let began = Instant::now();
                    pool.close();
                    let closed = "which waits for room when the pool is closed";
                    assert_eq!(
                        one.join().unwrap(),
                        Err(SubmitError(3)),
                        "`submit` of job 3, {closed}"
                    );
                    assert_eq!(
                        two.join().unwrap(),
                        Err(SubmitError(4)),
                        "`submit` of job 4, {closed}"
                    );
                    let refused = Err(SubmitTimeoutError::Closed(5));
                    assert_eq!(
                        three.join().unwrap(),
                        refused,
                        "`submit_timeout` of job 5, {closed}"
                    );
                    assert_eq!(
                        four.join().unwrap(),
                        Err(SubmitTimeoutError::Closed(6)),
                        "`submit_timeout` of job 6, with a timeout that is too long \
                         for the clock, {closed}"
                    );
                    assert_eq!(
                        began.elapsed(),
                        Duration::ZERO,
                        "how long it took until the four were awake that waited \
                         for room when the pool was closed"
                    );
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
                for start in [|| full_pool(50), || pool(1, 9, 50)] {
                    let (pool, done) = start();
                    pool.close();
                    let began = Instant::now();
                    assert_eq!(
                        pool.submit(3),
                        Err(SubmitError(3)),
                        "`submit` to a closed pool"
                    );
                    let refused = Err(TrySubmitError::Closed(4));
                    assert_eq!(
                        pool.try_submit(4),
                        refused,
                        "`try_submit` to a closed pool"
                    );
                    let short = Duration::from_millis(20);
                    for timeout in [short, Duration::ZERO, Duration::MAX] {
                        assert_eq!(
                            pool.submit_timeout(5, timeout),
                            Err(SubmitTimeoutError::Closed(5)),
                            "`submit_timeout` of {timeout:?} to a closed pool"
                        );
                    }
                    assert_eq!(
                        began.elapsed(),
                        Duration::ZERO,
                        "how long those who submitted to a closed pool waited, all \
                         together"
                    );
                    drop(pool);
                    let done = done.lock().unwrap();
                    assert!(
                        done.iter().all(|&n| n < 3),
                        "the jobs {done:?} were done, and those from 3 on came when \
                         the pool was closed"
                    );
                }
            })
            .at_exact_times()
            .schedules(600)
        }),
    ]
}
