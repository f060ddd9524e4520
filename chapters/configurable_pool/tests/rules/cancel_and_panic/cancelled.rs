//! A pool that is cancelled while others use it, or after.

use std::panic;

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::{Outcome, SubmitError};

use super::{NONE, list, pool, submit, two_running};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_cancelled_pool_hands_jobs_back", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 5);
                assert_eq!(
                    pool.cancel(),
                    NONE,
                    "what `cancel` returns when there never was a job"
                );
                match pool.submit(1) {
                    Err(error) => assert_eq!(
                        error,
                        SubmitError(1),
                        "the error of `submit` after `cancel`"
                    ),
                    Ok(_) => panic!("`submit` to a cancelled pool accepts job 1"),
                }
                assert_eq!(
                    pool.cancel(),
                    NONE,
                    "what `cancel` returns when it is called for the second time"
                );
                drop(pool);
                assert_eq!(
                    list(&begun),
                    NONE,
                    "jobs that were begun though the pool was cancelled"
                );
            })
            .schedules(900)
        }),
        Rule::new("submit_does_not_wait_for_a_cancel", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 100);
                let tickets = submit(&pool, 1..=2);
                thread::sleep(Duration::from_millis(5));
                thread::scope(|scope| {
                    let cancel = scope.spawn(|| pool.cancel());
                    thread::sleep(Duration::from_millis(10));
                    let began = Instant::now();
                    assert!(
                        pool.submit(3).is_err(),
                        "`submit` to a pool that is being cancelled accepts job 3"
                    );
                    assert_eq!(
                        began.elapsed(),
                        Duration::ZERO,
                        "how long `submit` waited, while a `cancel` waits for a \
                         running job"
                    );
                    assert_eq!(
                        cancel.join().unwrap(),
                        [2],
                        "what `cancel` returns while job 1 runs and 2 waits"
                    );
                });
                drop(tickets);
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("of_several_cancels_each_waits", || {
            on_every_schedule(|| {
                let (pool, _) = pool(2, 100);
                let tickets = two_running(&pool, 4);
                let began = Instant::now();
                let cancel = || (pool.cancel(), began.elapsed());
                thread::scope(|scope| {
                    let one = scope.spawn(cancel);
                    let (mut unstarted, waited) = cancel();
                    let (others, also) = one.join().unwrap();
                    unstarted.extend(others);
                    unstarted.sort_unstable();
                    assert_eq!(
                        unstarted,
                        [3, 4],
                        "the jobs that two calls of `cancel` returned together, \
                         while jobs 1 and 2 ran and 3 and 4 waited"
                    );
                    let rest = Duration::from_millis(80);
                    assert_eq!(
                        (waited, also),
                        (rest, rest),
                        "how long each of two calls of `cancel` waited, while one \
                         job ran for 60 ms more, and one for 80 ms"
                    );
                });
                drop(tickets);
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new(
            "what_comes_at_the_same_time_does_not_hold_cancel_up",
            || {
                on_every_schedule(expect_prompt_cancel)
                    .at_exact_times()
                    .schedules(500)
            },
        ),
        Rule::new("submit_and_cancel_may_race", || {
            on_every_schedule(|| {
                race(2, 1);
                race(1, 0);
            })
            .schedules(1_500)
        }),
    ]
}

/// Two threads submit while two others cancel, all at once: each accepted job is
/// either done or returned, and each refused one comes back.
fn race(workers: usize, millis: u64) {
    let (pool, begun) = pool(workers, millis);
    let submit = |jobs: [u32; 3]| {
        let pool = &pool;
        move || {
            let (mut tickets, mut late) = (Vec::new(), false);
            for n in jobs {
                match pool.submit(n) {
                    Ok(ticket) => {
                        assert!(
                            !late,
                            "job {n} was accepted after another was refused: a \
                             cancelled pool takes no more"
                        );
                        tickets.push((n, ticket));
                    }
                    Err(SubmitError(job)) => {
                        assert_eq!(
                            job, n,
                            "which job came back when job {n} was refused"
                        );
                        late = true;
                    }
                }
            }
            tickets
        }
    };
    let cancel = || {
        let unstarted = pool.cancel();
        let begun = list(&begun);
        (unstarted, begun)
    };
    thread::scope(|scope| {
        let submitters = [
            scope.spawn(submit([1, 2, 3])),
            scope.spawn(submit([4, 5, 6])),
        ];
        let cancellers = [scope.spawn(cancel), scope.spawn(cancel)];
        let mut unstarted = Vec::new();
        for canceller in cancellers {
            let (returned, begun_then) = canceller.join().expect("cancel panicked");
            assert_eq!(
                begun_then,
                list(&begun),
                "the jobs that had begun when `cancel` returned, and those begun in \
                 the end: none begins after it"
            );
            for jobs in [1..=3, 4..=6] {
                let of_one = returned.iter().filter(|job| jobs.contains(*job));
                assert!(
                    of_one.is_sorted(),
                    "`cancel` returned {returned:?}, and one thread submitted {jobs:?} \
                     in this order: the oldest comes first"
                );
            }
            unstarted.extend(returned);
        }
        for submitter in submitters {
            for (n, ticket) in submitter.join().expect("a submitter panicked") {
                let times = unstarted.iter().filter(|&&job| job == n).count();
                let expected = match ticket.wait() {
                    Outcome::Done(_) => 0,
                    Outcome::Cancelled => 1,
                    Outcome::Panicked(text) => panic!("job {n} panicked: {text}"),
                };
                assert_eq!(
                    times, expected,
                    "how often `cancel` returned job {n}: once if its ticket says \
                     cancelled, and never if it was done"
                );
                let times = list(&begun).iter().filter(|&&job| job == n).count();
                assert_eq!(
                    times,
                    1 - expected,
                    "how often job {n} was begun: once if its ticket says done, and \
                     never if it was cancelled"
                );
            }
        }
    });
}

/// Another thread submits while the pool is cancelled.
fn expect_prompt_cancel() {
    let (pool, _) = pool(1, 10);
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..=4 {
                let _ = pool.submit(n);
            }
        });
        let began = Instant::now();
        pool.cancel();
        let waited = began.elapsed();
        // One job runs, and one may just be on its way into the queue.
        assert!(
            waited <= Duration::from_millis(20),
            "`cancel` waited for {waited:?} while another thread submitted \
             four jobs of 10 ms to the one worker: what comes after \
             `cancel` is refused, and what waits is not begun"
        );
    });
}
