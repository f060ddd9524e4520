//! Who waits for room.

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::{SubmitTimeoutError, TrySubmitError};

use super::{expect_done, full_pool, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("whoever_waits_for_room_sleeps", || {
            // Jobs of 100 s: nobody runs out of patience.
            on_every_schedule(|| expect_long_waits(100))
                .never_polls(2)
                .operations_at_most(1_000, WAIT)
                .at_exact_times()
                .schedules(100)
        }),
        Rule::new("room_may_be_months_away", || {
            on_every_schedule(|| expect_long_waits(10_000_000))
                .never_polls(2)
                .operations_at_most(1_000, WAIT)
                .at_exact_times()
                .schedules(100)
        }),
        Rule::new("two_places_are_for_two_who_wait", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 2, 100);
                let began = Instant::now();
                for jobs in [[1, 2], [3, 4]] {
                    for n in jobs {
                        assert_eq!(pool.submit(n), Ok(()), "`submit` of job {n}");
                    }
                    // The workers take the first two; the others fill the queue.
                    thread::sleep(Duration::from_millis(1));
                }
                let long = Duration::from_secs(1);
                let mut accepted = thread::scope(|scope| {
                    let others = [
                        scope.spawn(|| (pool.submit(5), began.elapsed())),
                        scope.spawn(|| (pool.submit(6), began.elapsed())),
                    ];
                    let last = pool.submit_timeout(7, long);
                    let last = (last.is_ok(), began.elapsed());
                    let others = others.map(|one| {
                        let (result, at) =
                            one.join().expect("submitting does not panic");
                        (result.is_ok(), at)
                    });
                    [last, others[0], others[1]]
                });
                let (_, by_timeout) = accepted[0];
                accepted.sort_unstable();
                assert_eq!(
                    accepted,
                    [100, 100, 200].map(|at| (true, Duration::from_millis(at))),
                    "three wait for room in a full queue of two, two of them with \
                     `submit` and one with `submit_timeout`, whose wait ended at \
                     {by_timeout:?}, and two workers take a job each from it at 100 \
                     and at 200 ms: whether the three jobs were accepted, and when"
                );
                drop(pool);
                expect_done(&done, (1..=7).collect());
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("who_waits_for_room_holds_up_nobody", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(500);
                let short = Duration::from_millis(100);
                thread::scope(|scope| {
                    scope.spawn(|| {
                        assert_eq!(
                            pool.submit(3),
                            Ok(()),
                            "`submit` to an open pool"
                        );
                    });
                    let other = scope.spawn(|| {
                        let began = Instant::now();
                        (pool.submit_timeout(4, short), began.elapsed())
                    });
                    thread::sleep(Duration::from_millis(10));
                    let began = Instant::now();
                    assert_eq!(
                        pool.try_submit(5),
                        Err(TrySubmitError::Full(5)),
                        "`try_submit` with a full queue, while two wait for room"
                    );
                    assert_eq!(
                        began.elapsed(),
                        Duration::ZERO,
                        "how long `try_submit` waited, while two wait for room"
                    );
                    assert_eq!(
                        other.join().expect("submitting does not panic"),
                        (Err(SubmitTimeoutError::Timeout(4)), short),
                        "what `submit_timeout` of {short:?} gave, and after which \
                         time, with room after 500 ms, for which a `submit` waits, \
                         too"
                    );
                });
                drop(pool);
                expect_done(&done, vec![1, 2, 3]);
            })
            .at_exact_times()
            .schedules(300)
        }),
    ]
}

/// With room only after so many seconds, `submit` waits for it, and `submit_timeout`
/// for a second less.
fn expect_long_waits(seconds: u64) {
    let (pool, done) = full_pool(seconds * 1_000);
    assert_eq!(
        pool.submit(3),
        Ok(()),
        "`submit` with a full queue, which waits as long as it takes"
    );
    let timeout = Duration::from_secs(seconds - 1);
    assert_eq!(
        pool.submit_timeout(4, timeout),
        Err(SubmitTimeoutError::Timeout(4)),
        "`submit_timeout` of {timeout:?} with a queue that is full for {seconds} s"
    );
    drop(pool);
    expect_done(&done, vec![1, 2, 3]);
}

/// How to wait. Those who wait need a few dozen operations.
const WAIT: &str = "for four jobs; wait for room with `Condvar::wait` or `wait_timeout` \
                    instead of looking again and again";
