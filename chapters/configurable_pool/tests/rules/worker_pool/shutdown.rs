//! What a pool that is shut down still takes, and what it owes.

use lab::sync::atomic::{AtomicBool, Ordering::Relaxed};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::SubmitError;

use super::{expect_squares, outcomes, squares};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("submit_and_shutdown_may_race", || {
            on_every_schedule(|| {
                race(2, 2, 1);
                race(3, 0, 0);
            })
            .schedules(1_500)
        }),
        Rule::new("shutdown_refuses_jobs_and_hands_them_back", || {
            on_every_schedule(|| {
                let pool = squares(2, 3, 5);
                assert_eq!(pool.submit(1), Ok(()), "`submit` to an open pool");
                pool.shutdown();
                assert_eq!(
                    pool.submit(2),
                    Err(SubmitError(2)),
                    "`submit` after `shutdown`"
                );
                pool.shutdown();
                expect_squares(outcomes(&pool), vec![1]);
                assert_eq!(
                    pool.submit(3),
                    Err(SubmitError(3)),
                    "`submit` after `shutdown`, when all outcomes have been read"
                );
                assert!(
                    pool.next_outcome().is_none(),
                    "`next_outcome` gives another outcome after the last"
                );
            })
            .schedules(500)
        }),
        Rule::new("an_idle_pool_can_be_shut_down", || {
            on_every_schedule(|| {
                let pool = squares(3, 2, 5);
                assert_eq!(pool.submit(1), Ok(()), "`submit` to an open pool");
                assert!(
                    pool.next_outcome().is_some(),
                    "`next_outcome` gives no outcome, and a job was accepted"
                );
                thread::scope(|scope| {
                    // Workers and readers wait; then the pool is shut down.
                    let reader = scope.spawn(|| pool.next_outcome().is_none());
                    thread::sleep(Duration::from_millis(20));
                    pool.shutdown();
                    assert!(
                        reader.join().expect("no panic"),
                        "`next_outcome` gives an outcome to one who waits while an \
                         idle pool is shut down, and there is none left"
                    );
                });
                drop(squares(2, 2, 5));
            })
            .schedules(500)
        }),
        Rule::new("next_outcome_waits_as_long_as_it_takes", || {
            on_every_schedule(|| {
                let pool = squares(2, 2, 5);
                let is_open = AtomicBool::new(true);
                let gave_up = thread::scope(|scope| {
                    let reader = scope.spawn(|| {
                        pool.next_outcome().is_none() && is_open.load(Relaxed)
                    });
                    // Almost four months.
                    thread::sleep(Duration::from_secs(10_000_000));
                    is_open.store(false, Relaxed);
                    pool.shutdown();
                    reader.join().expect("no panic")
                });
                assert!(
                    !gave_up,
                    "`next_outcome` gave `None` while the pool was open: without an \
                     outcome it waits, however long, until the pool is shut down"
                );
            })
            .schedules(20)
        }),
        Rule::new("who_waits_in_an_idle_pool_sleeps", || {
            on_every_schedule(|| {
                let pool = squares(2, 2, 5);
                thread::scope(|scope| {
                    scope.spawn(|| drop(pool.next_outcome()));
                    // Time enough for sixty looks by one who looks once a second.
                    thread::sleep(Duration::from_secs(60));
                    pool.shutdown();
                });
            })
            .never_polls(20)
            .schedules(20)
        }),
        Rule::new("shutdown_does_not_wait", || {
            on_every_schedule(|| {
                let pool = squares(1, 1, 100);
                thread::scope(|scope| {
                    // Four jobs for three places, and nobody reads: the last
                    // submit waits when the pool is shut down.
                    let submitter = scope.spawn(|| {
                        (1..=4).filter(|&n| pool.submit(n).is_ok()).collect()
                    });
                    thread::sleep(Duration::from_millis(500));
                    let began = Instant::now();
                    pool.shutdown();
                    assert_eq!(
                        began.elapsed(),
                        Duration::ZERO,
                        "how long `shutdown` waited"
                    );
                    let read = outcomes(&pool);
                    expect_squares(read, submitter.join().expect("no panic"));
                });
            })
            .at_exact_times()
            .schedules(500)
        }),
    ]
}

/// Two threads submit while two others shut the pool down, all at once, and main
/// reads: what was accepted has an outcome, and what was refused has none.
fn race(workers: usize, queue: usize, millis: u64) {
    let pool = squares(workers, queue, millis);
    let submit = |jobs: [u64; 3]| {
        let pool = &pool;
        move || {
            let (mut accepted, mut late) = (Vec::new(), false);
            for n in jobs {
                match pool.submit(n) {
                    Ok(()) => {
                        assert!(
                            !late,
                            "job {n} was accepted after another was refused: a pool \
                             that is shut down takes no more"
                        );
                        accepted.push(n);
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
            accepted
        }
    };
    let (mut accepted, read) = thread::scope(|scope| {
        let one = scope.spawn(submit([1, 2, 3]));
        let two = scope.spawn(submit([11, 12, 13]));
        scope.spawn(|| {
            lab::work(Duration::from_millis(millis));
            pool.shutdown();
        });
        scope.spawn(|| pool.shutdown());
        let read = outcomes(&pool);
        let mut accepted = one.join().expect("a submitter panicked");
        accepted.extend(two.join().expect("a submitter panicked"));
        (accepted, read)
    });
    accepted.sort_unstable();
    expect_squares(read, accepted);
}
