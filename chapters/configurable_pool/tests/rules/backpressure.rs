//! What a bounded queue promises, on every schedule.

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::{BuildError, SubmitError, SubmitTimeoutError, TrySubmitError};

use super::subject::BoundedPool;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_accepted_job_is_done_once", || {
            on_every_schedule(|| {
                for (workers, queue, jobs) in [(3, 10, 8), (2, 1, 6), (1, 2, 0)] {
                    let (pool, done) = pool(workers, queue, 5);
                    for n in 1..=jobs {
                        assert_eq!(pool.submit(n), Ok(()), "the pool is open");
                    }
                    drop(pool);
                    expect_done(&done, (1..=jobs).collect());
                }
            })
            .schedules(2_400)
        }),
        Rule::new("many_threads_may_submit_in_every_way", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 1, 1);
                expect_all_accounted_for(pool, &done, false);
            })
            .schedules(8_000)
        }),
        Rule::new("closing_may_race_with_every_way_to_submit", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 1, 1);
                expect_all_accounted_for(pool, &done, true);
            })
            .schedules(8_000)
        }),
        Rule::new("the_queue_never_holds_more_than_its_size", || {
            on_every_schedule(|| {
                for (workers, queue) in [(1, 1), (2, 3), (1, 0)] {
                    expect_size(workers, queue);
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("threads_that_wait_do_not_overfill_the_queue", || {
            on_every_schedule(expect_turns)
                .at_exact_times()
                .schedules(2_000)
        }),
        Rule::new("with_room_try_submit_refuses_nobody", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 2, 5);
                thread::scope(|scope| {
                    let other = scope.spawn(|| pool.try_submit(1));
                    assert_eq!(pool.try_submit(2), Ok(()), "there is room for two");
                    assert_eq!(
                        other.join().unwrap(),
                        Ok(()),
                        "there is room for two"
                    );
                });
                drop(pool);
                expect_done(&done, vec![1, 2]);
            })
            .schedules(1_500)
        }),
        Rule::new("try_submit_hands_back_what_has_no_room", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(100);
                let began = Instant::now();
                let refused = Err(TrySubmitError::Full(3));
                assert_eq!(pool.try_submit(3), refused, "the queue is full");
                assert_eq!(began.elapsed(), Duration::ZERO, "try_submit waited");
                thread::sleep(Duration::from_millis(150));
                assert_eq!(pool.try_submit(4), Ok(()), "there is room again");
                drop(pool);
                expect_done(&done, vec![1, 2, 4]);
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("submit_waits_until_there_is_room", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(100);
                let began = Instant::now();
                assert_eq!(
                    pool.submit(3),
                    Ok(()),
                    "`submit` with a full queue, in which there is room after 100 ms"
                );
                let waited = began.elapsed();
                let room = Duration::from_millis(100);
                assert_eq!(waited, room, "how long a submit waited for room");
                drop(pool);
                expect_done(&done, vec![1, 2, 3]);
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("submit_timeout_waits_until_there_is_room", || {
            on_every_schedule(|| {
                for timeout in [Duration::from_millis(101), Duration::MAX] {
                    let (pool, done) = full_pool(100);
                    let began = Instant::now();
                    assert_eq!(
                        pool.submit_timeout(3, timeout),
                        Ok(()),
                        "`submit_timeout` of {timeout:?}, with room after 100 ms"
                    );
                    let waited = began.elapsed();
                    let room = Duration::from_millis(100);
                    assert_eq!(waited, room, "how long a submit waited for room");
                    drop(pool);
                    expect_done(&done, vec![1, 2, 3]);
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("submit_timeout_gives_up_exactly_in_time", || {
            on_every_schedule(|| {
                for timeout in [0, 1_500, 60_000].map(Duration::from_micros) {
                    let (pool, done) = full_pool(100);
                    let began = Instant::now();
                    let refused = Err(SubmitTimeoutError::Timeout(3));
                    assert_eq!(
                        pool.submit_timeout(3, timeout),
                        refused,
                        "`submit_timeout` of {timeout:?}, with room after 100 ms"
                    );
                    assert_eq!(
                        began.elapsed(),
                        timeout,
                        "how long it waited before it gave up"
                    );
                    drop(pool);
                    expect_done(&done, vec![1, 2]);
                }
            })
            .at_exact_times()
            .schedules(1_500)
        }),
        Rule::new("with_room_no_timeout_is_too_short", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 2, 5);
                for n in 1..=2 {
                    let accepted = pool.submit_timeout(n, Duration::ZERO);
                    assert_eq!(accepted, Ok(()), "there is room");
                }
                drop(pool);
                expect_done(&done, vec![1, 2]);
            })
            .schedules(600)
        }),
        Rule::new("the_timeout_is_not_begun_anew_by_each_wake", || {
            on_every_schedule(expect_patience)
                .at_exact_times()
                .schedules(4_500)
        }),
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
            .schedules(1_500)
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
        Rule::new("a_free_worker_takes_the_oldest_job_at_once", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 3, 10);
                let began = Instant::now();
                assert_eq!(
                    pool.submit(1),
                    Ok(()),
                    "`submit` with room in the queue"
                );
                assert_eq!(
                    pool.try_submit(2),
                    Ok(()),
                    "`try_submit` with room in the queue"
                );
                let long = Duration::from_secs(1);
                assert_eq!(
                    pool.submit_timeout(3, long),
                    Ok(()),
                    "`submit_timeout` with room in the queue"
                );
                drop(pool);
                assert_eq!(began.elapsed(), Duration::from_millis(30), "three jobs");
                assert_eq!(*done.lock().unwrap(), [1, 2, 3], "order of work");
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("each_job_wakes_a_worker_of_its_own", || {
            on_every_schedule(|| {
                let (pool, done) = pool(3, 3, 10);
                // All of them wait for jobs.
                thread::sleep(Duration::from_millis(1));
                assert_eq!(pool.submit(1), Ok(()), "`submit` with room");
                assert_eq!(pool.try_submit(2), Ok(()), "`try_submit` with room");
                let long = Duration::from_secs(1);
                assert_eq!(pool.submit_timeout(3, long), Ok(()), "with room");
                // Closing would wake whoever still sleeps.
                thread::sleep(Duration::from_millis(15));
                assert_eq!(
                    done.lock().unwrap().len(),
                    3,
                    "three workers waited, and three jobs of 10 ms came: jobs done \
                     after 15 ms"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    let (pool, _) = pool(3, 4, 5);
                    (1..=4).all(|n| pool.submit(n).is_ok())
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(600)
        }),
        Rule::new("there_are_as_many_threads_as_workers", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(10);
                let long = Duration::from_secs(1);
                assert_eq!(pool.submit(3), Ok(()), "`submit` to an open pool");
                assert_eq!(
                    pool.submit_timeout(4, long),
                    Ok(()),
                    "`submit_timeout` of a second, with room after 10 ms"
                );
                drop(pool);
                expect_done(&done, vec![1, 2, 3, 4]);
            })
            .peak_threads(1)
            .never_polls(2)
            .at_exact_times()
            .schedules(1_200)
        }),
        Rule::new("whoever_waits_for_room_sleeps", || {
            on_every_schedule(|| {
                // Jobs of 100 s: nobody runs out of patience.
                let (pool, done) = full_pool(100_000);
                assert_eq!(pool.submit(3), Ok(()), "it waits as long as it takes");
                let long = Duration::from_secs(99);
                assert!(pool.submit_timeout(4, long).is_err(), "there is no room");
                drop(pool);
                expect_done(&done, vec![1, 2, 3]);
            })
            .expect(|figures| {
                // Those who wait need a few dozen.
                if figures.steps < 1_000 {
                    return Ok(());
                }
                Err(format!(
                    "polling: {} operations for four jobs; wait for room with \
                     `Condvar::wait_timeout` instead of looking again and again",
                    figures.steps
                ))
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = BoundedPool::start(0, 1, |_: u32| ());
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers must be `BuildError::NoWorkers`"
                );
            })
            .schedules(1)
        }),
    ]
}

/// The jobs that a pool has done.
type Done = Arc<Mutex<Vec<u32>>>;

/// A pool whose jobs take `millis` ms each.
fn pool(workers: usize, queue: usize, millis: u64) -> (BoundedPool<u32>, Done) {
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
    assert_eq!(done, accepted, "not every accepted job was done once");
}

/// Three threads submit, each in its own way, and perhaps the pool is closed
/// meanwhile: what is accepted is done, and what is refused comes back.
fn expect_all_accounted_for(pool: BoundedPool<u32>, done: &Done, close: bool) {
    let short = Duration::from_millis(1);
    let accepted = thread::scope(|scope| {
        let jobs = |from: u32| from + 1..=from + 3;
        let pool = &pool;
        let submitters = [
            scope.spawn(move || {
                let accepted = jobs(0).filter(|&n| match pool.submit(n) {
                    Ok(()) => true,
                    Err(SubmitError(job)) => came_back(job, n, close),
                });
                accepted.collect::<Vec<_>>()
            }),
            scope.spawn(move || {
                let accepted = jobs(10).filter(|&n| match pool.try_submit(n) {
                    Ok(()) => true,
                    Err(TrySubmitError::Full(job)) => came_back(job, n, true),
                    Err(TrySubmitError::Closed(job)) => came_back(job, n, close),
                });
                accepted.collect()
            }),
            scope.spawn(move || {
                let accepted =
                    jobs(20).filter(|&n| match pool.submit_timeout(n, short) {
                        Ok(()) => true,
                        Err(SubmitTimeoutError::Timeout(job)) => {
                            came_back(job, n, true)
                        }
                        Err(SubmitTimeoutError::Closed(job)) => {
                            came_back(job, n, close)
                        }
                    });
                accepted.collect()
            }),
        ];
        if close {
            lab::work(short);
            pool.close();
        }
        let lists = submitters.map(|s| s.join().expect("a submitter panicked"));
        lists.concat()
    });
    drop(pool);
    expect_done(done, accepted);
}

/// A job that was refused is the one that was submitted, and there was a reason.
fn came_back(job: u32, submitted: u32, reason: bool) -> bool {
    assert_eq!(job, submitted, "another job came back");
    assert!(reason, "job {job} was refused as if the pool were closed");
    false
}

/// While the workers are busy for long, a pool accepts one job for each, and as
/// many as the queue holds.
fn expect_size(workers: usize, queue: usize) {
    let (pool, done) = pool(workers, queue, 10_000);
    let size = (workers + queue.max(1)) as u32;
    for n in 1..=workers as u32 {
        assert_eq!(
            pool.submit(n),
            Ok(()),
            "`submit` of job {n} to an open pool"
        );
        // The worker takes it.
        thread::sleep(Duration::from_millis(1));
    }
    let mut accepted: Vec<_> = (1..=workers as u32).collect();
    for n in workers as u32 + 1..=size + 2 {
        let is_accepted = match n % 2 {
            0 => pool.try_submit(n).is_ok(),
            _ => pool.submit_timeout(n, Duration::from_millis(5)).is_ok(),
        };
        if is_accepted {
            accepted.push(n);
        }
    }
    assert_eq!(
        accepted.len() as u32,
        size,
        "jobs accepted by {workers} busy workers with a queue of {queue}"
    );
    drop(pool);
    expect_done(&done, accepted);
}

/// Four threads wait for room that comes for one of them at a time.
fn expect_turns() {
    let (pool, done) = full_pool(100);
    let accepted = Mutex::new(2);
    thread::scope(|scope| {
        let (pool, accepted) = (&pool, &accepted);
        for n in 3..=6 {
            scope.spawn(move || {
                match n % 2 {
                    0 => assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` to an open pool"
                    ),
                    _ => {
                        let long = Duration::from_secs(1);
                        assert_eq!(
                            pool.submit_timeout(n, long),
                            Ok(()),
                            "`submit_timeout` of a second, with room much earlier"
                        );
                    }
                }
                *accepted.lock().unwrap() += 1;
            });
        }
        for begun in 1..=5 {
            thread::sleep(Duration::from_millis(if begun == 1 { 50 } else { 100 }));
            assert_eq!(
                *accepted.lock().unwrap(),
                begun + 1,
                "jobs accepted when the one worker has begun {begun}, with a queue \
                 of one"
            );
        }
    });
    drop(pool);
    expect_done(&done, (1..=6).collect());
}

/// Room comes after 60 ms, and when another thread takes it, again after 120 ms. One
/// thread waits for room for 100 ms.
fn expect_patience() {
    let timeout = Duration::from_millis(100);
    let (pool, done) = full_pool(60);
    let accepted = thread::scope(|scope| {
        let thief = scope.spawn(|| {
            thread::sleep(Duration::from_millis(60));
            pool.try_submit(10).is_ok().then_some(10)
        });
        let began = Instant::now();
        let result = pool.submit_timeout(3, timeout);
        let waited = began.elapsed();
        let mut accepted = vec![1, 2];
        match result {
            Ok(()) => {
                assert!(
                    waited <= timeout,
                    "a timeout of {timeout:?}, and a job was accepted after {waited:?}"
                );
                accepted.push(3);
            }
            Err(error) => {
                assert_eq!(
                    error,
                    SubmitTimeoutError::Timeout(3),
                    "why `submit_timeout` gave up"
                );
                assert_eq!(
                    waited, timeout,
                    "given up after another time than the timeout"
                );
            }
        }
        accepted.extend(thief.join().expect("no panic"));
        accepted
    });
    drop(pool);
    expect_done(&done, accepted);
}
