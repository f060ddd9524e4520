//! How much the queue holds, and who gets room in it.

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::pool::TrySubmitError;

use super::{Way, expect_done, full_pool, in_words, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_queue_never_holds_more_than_its_size", || {
            on_every_schedule(|| {
                for (workers, queue) in [(1, 1), (2, 3), (1, 0), (1, 30)] {
                    expect_size(workers, queue);
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("threads_that_wait_do_not_overfill_the_queue", || {
            on_every_schedule(expect_turns)
                .at_exact_times()
                .schedules(700)
        }),
        Rule::new("with_room_try_submit_refuses_nobody", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 2, 5);
                thread::scope(|scope| {
                    let other = scope.spawn(|| pool.try_submit(1));
                    assert_eq!(
                        pool.try_submit(2),
                        Ok(()),
                        "`try_submit` of one of two jobs that come at once, with \
                         room for two"
                    );
                    assert_eq!(
                        other.join().unwrap(),
                        Ok(()),
                        "`try_submit` of one of two jobs that come at once, with \
                         room for two"
                    );
                });
                drop(pool);
                expect_done(&done, vec![1, 2]);
            })
            .schedules(500)
        }),
        Rule::new("one_place_is_for_one_of_three_who_come_at_once", || {
            on_every_schedule(expect_one_of_three)
                .at_exact_times()
                .schedules(400)
        }),
        Rule::new("try_submit_hands_back_what_has_no_room", || {
            on_every_schedule(|| {
                let (pool, done) = full_pool(100);
                let began = Instant::now();
                let refused = Err(TrySubmitError::Full(3));
                assert_eq!(
                    pool.try_submit(3),
                    refused,
                    "`try_submit` with a full queue"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "how long `try_submit` waited, with a full queue"
                );
                thread::sleep(Duration::from_millis(150));
                assert_eq!(
                    pool.try_submit(4),
                    Ok(()),
                    "`try_submit` when the worker has taken a job, and there is \
                     room again"
                );
                drop(pool);
                expect_done(&done, vec![1, 2, 4]);
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("submit_waits_until_there_is_room", || {
            on_every_schedule(|| {
                for queue in [1, 3] {
                    let (pool, done) = pool(1, queue as usize, 100);
                    assert_eq!(pool.submit(1), Ok(()), "`submit` to an idle pool");
                    // The worker takes job 1, and the others fill the queue.
                    thread::sleep(Duration::from_millis(1));
                    for n in 2..=queue + 1 {
                        assert_eq!(pool.submit(n), Ok(()), "`submit` of job {n}");
                    }
                    let began = Instant::now();
                    assert_eq!(
                        pool.submit(queue + 2),
                        Ok(()),
                        "`submit` with a full queue, in which there is room after 99 \
                         ms"
                    );
                    let waited = began.elapsed();
                    let room = Duration::from_millis(99);
                    assert_eq!(
                        waited, room,
                        "how long `submit` waited with a full queue of {queue}, from \
                         which a job is taken after 99 ms"
                    );
                    drop(pool);
                    expect_done(&done, (1..=queue + 2).collect());
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
    ]
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
        let way = match n % 2 {
            0 => Way::TrySubmit,
            _ => Way::SubmitTimeout(5),
        };
        let is_accepted = way.accepts(&pool, n);
        assert_eq!(
            is_accepted,
            n <= size,
            "whether a busy pool of {workers} with a queue of {queue} (0 counts as 1) \
             accepts job {n} by {way}, when it has accepted {}",
            accepted.len()
        );
        if is_accepted {
            accepted.push(n);
        }
    }
    drop(pool);
    expect_done(&done, accepted);
}

/// The one worker is busy, its queue of one is empty, and three threads submit, each
/// in its own way.
fn expect_one_of_three() {
    let (pool, done) = pool(1, 1, 100);
    assert_eq!(pool.submit(1), Ok(()), "`submit` of job 1 to an idle pool");
    // The worker takes it.
    thread::sleep(Duration::from_millis(1));
    let accepted = Mutex::new(Vec::new());
    thread::scope(|scope| {
        let (pool, accepted) = (&pool, &accepted);
        let ways = [Way::Submit, Way::TrySubmit, Way::SubmitTimeout(10)];
        for (n, way) in (2..).zip(ways) {
            scope.spawn(move || {
                if way.accepts(pool, n) {
                    accepted.lock().unwrap().push((n, way));
                }
            });
        }
        thread::sleep(Duration::from_millis(50));
        let accepted = accepted.lock().unwrap().clone();
        assert_eq!(
            accepted.len(),
            1,
            "one worker is busy, its queue of one is empty, and three came at once, by \
             `submit`, `try_submit` and `submit_timeout`: how many are accepted \
             meanwhile (yours: {})",
            in_words(&accepted)
        );
    });
    drop(pool);
    let accepted = accepted.into_inner().unwrap();
    let accepted = accepted.into_iter().map(|(n, _)| n);
    expect_done(&done, std::iter::once(1).chain(accepted).collect());
}

/// Four threads wait for room that comes for one of them at a time.
fn expect_turns() {
    let (pool, done) = full_pool(100);
    let accepted = Mutex::new(Vec::new());
    thread::scope(|scope| {
        let (pool, accepted) = (&pool, &accepted);
        for n in 3..=6 {
            scope.spawn(move || {
                let way = match n % 2 {
                    0 => {
                        assert_eq!(
                            pool.submit(n),
                            Ok(()),
                            "`submit` to an open pool"
                        );
                        Way::Submit
                    }
                    _ => {
                        let long = Duration::from_secs(1);
                        assert_eq!(
                            pool.submit_timeout(n, long),
                            Ok(()),
                            "`submit_timeout` of a second, with room much earlier"
                        );
                        Way::SubmitTimeout(1_000)
                    }
                };
                accepted.lock().unwrap().push((n, way));
            });
        }
        for begun in 1..=5 {
            thread::sleep(Duration::from_millis(if begun == 1 { 50 } else { 100 }));
            let accepted = accepted.lock().unwrap().clone();
            assert_eq!(
                2 + accepted.len(),
                begun + 1,
                "how many jobs are accepted when the one worker has begun {begun}, \
                 with a queue of one; of those that waited for room (yours: {})",
                in_words(&accepted)
            );
        }
    });
    drop(pool);
    expect_done(&done, (1..=6).collect());
}
