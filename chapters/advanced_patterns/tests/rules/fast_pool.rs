//! What a pool promises in which batches form by themselves, on every schedule: all
//! that a bounded queue promised in chapter 4, and some more.

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};

use super::subject::{self, BoundedPool};

#[path = "../../../configurable_pool/tests/rules/backpressure/mod.rs"]
mod backpressure;

pub fn rules() -> Vec<Rule> {
    let mut rules = vec![
        Rule::new("a_single_job_does_not_wait_for_others", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 40, 5);
                for n in 1..=3 {
                    assert_eq!(pool.submit(n), Ok(()));
                    thread::sleep(Duration::from_millis(20));
                    // The pool stays open, and no other job comes.
                    let done = done.lock().unwrap().len() as u32;
                    assert_eq!(done, n, "jobs done 20 ms after number {n} came");
                }
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("workers_take_several_jobs_at_a_time", || {
            on_every_schedule(|| {
                // A queue of 100, and half of them for the only worker.
                assert_eq!(
                    taken(100),
                    50,
                    "jobs that the only worker took along when 100 waited"
                );
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("a_batch_is_not_too_large", || {
            on_every_schedule(|| {
                assert_eq!(
                    taken(1_000),
                    256,
                    "jobs that the only worker took along when 1000 waited"
                );
            })
            .at_exact_times()
            .schedules(5)
        }),
        Rule::new("some_jobs_are_left_for_the_others", || {
            on_every_schedule(|| {
                let (pool, _) = pool(2, 16, 10);
                let began = Instant::now();
                for n in 1..=10 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                drop(pool);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(50),
                    "two workers need another time for ten jobs of 10 ms: \
                     one had some in hand while the other had none"
                );
            })
            .at_exact_times()
            .schedules(1_200)
        }),
        Rule::new("the_jobs_of_a_batch_are_done_in_order", || {
            on_every_schedule(|| {
                let (pool, done) = pool(1, 60, 1);
                for n in 1..=40 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                drop(pool);
                let expected: Vec<_> = (1..=40).collect();
                let done = done.lock().unwrap();
                assert_eq!(*done, expected, "what the one worker did");
            })
            .schedules(600)
        }),
        Rule::new("the_last_jobs_are_done_too", || {
            on_every_schedule(|| {
                // With all lengths of the last batch.
                for jobs in [1, 7, 8, 9, 30] {
                    let (pool, done) = pool(2, 40, 0);
                    for n in 1..=jobs {
                        assert_eq!(pool.submit(n), Ok(()));
                    }
                    drop(pool);
                    let expected: Vec<_> = (1..=jobs).collect();
                    assert_eq!(sorted(&done), expected, "jobs done after the drop");
                }
            })
            .schedules(900)
        }),
        Rule::new("a_panic_costs_its_own_job_only", || {
            on_every_schedule(|| {
                let done = Done::default();
                let list = Arc::clone(&done);
                let pool = BoundedPool::start(2, 40, move |n: u32| {
                    assert!(!n.is_multiple_of(5), "{n} is a multiple of 5");
                    list.lock().unwrap().push(n);
                });
                let pool = pool.expect("there are workers");
                for n in 1..=30 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                drop(pool);
                let expected: Vec<_> = (1..=30).filter(|n| n % 5 > 0).collect();
                let done = sorted(&done);
                assert_eq!(
                    done, expected,
                    "jobs done of 1 to 30, of which every fifth panics"
                );
            })
            .schedules(900)
        }),
        Rule::new("jobs_that_come_while_workers_go_to_sleep_are_done", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 10, 0);
                thread::scope(|scope| {
                    for from in [0, 10] {
                        let pool = &pool;
                        scope.spawn(move || {
                            for n in 1..=5 {
                                assert_eq!(pool.submit(from + n), Ok(()));
                                thread::yield_now();
                            }
                        });
                    }
                });
                thread::sleep(Duration::from_millis(1));
                let done = done.lock().unwrap().len();
                assert_eq!(done, 10, "jobs done while the pool is open");
            })
            .at_exact_times()
            .schedules(2_400)
        }),
        Rule::new("two_jobs_wake_two_workers", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 40, 10);
                // Both sleep.
                thread::sleep(Duration::from_millis(20));
                for n in 1..=2 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                thread::sleep(Duration::from_millis(15));
                let done = done.lock().unwrap().len();
                assert_eq!(done, 2, "jobs of 10 ms done 15 ms after two came");
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("room_for_several_wakes_several", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 8, 10);
                assert_eq!(pool.submit(0), Ok(()));
                thread::sleep(Duration::from_millis(1));
                for n in 1..=8 {
                    assert_eq!(pool.submit(n), Ok(()));
                }
                let accepted = Mutex::new(0);
                thread::scope(|scope| {
                    for n in 9..=12 {
                        let (pool, accepted) = (&pool, &accepted);
                        scope.spawn(move || {
                            assert_eq!(pool.submit(n), Ok(()));
                            *accepted.lock().unwrap() += 1;
                        });
                    }
                    thread::sleep(Duration::from_millis(14));
                    let accepted = *accepted.lock().unwrap();
                    assert_eq!(
                        accepted, 4,
                        "jobs accepted of four that waited, when the one worker has \
                         taken four of the eight in the queue"
                    );
                });
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("idle_workers_sleep", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 10, 1);
                assert_eq!(pool.submit(1), Ok(()));
                thread::sleep(Duration::from_secs(10));
                assert_eq!(pool.submit(2), Ok(()));
                drop(pool);
            })
            .expect(|figures| {
                // They need a few dozen.
                if figures.steps < 500 {
                    return Ok(());
                }
                Err(format!(
                    "polling: {} operations for two jobs in ten seconds; a worker \
                     without a job waits with `Condvar::wait`",
                    figures.steps
                ))
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("a_long_queue_holds_what_it_is_made_for", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 300, 1);
                for n in 1..=300 {
                    assert!(pool.try_submit(n).is_ok(), "room for 300, and job {n}");
                }
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("no_more_wait_than_the_queue_holds", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 20, 1_000);
                let accepted = (1..=200).filter(|&n| pool.try_submit(n).is_ok());
                let accepted = accepted.count();
                // The worker may have taken half of a full queue, and half of that.
                assert!(
                    (20..=40).contains(&accepted),
                    "a queue of 20 and one worker took {accepted} jobs at once"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
    ];
    rules.extend(backpressure::rules());
    rules
}

/// How many jobs the only worker takes along when `queue` of them wait.
fn taken(queue: usize) -> usize {
    let (pool, _) = pool(1, queue, 10);
    assert_eq!(pool.submit(0), Ok(()));
    thread::sleep(Duration::from_millis(1));
    let fill = || (1..).take_while(|&n| pool.try_submit(n).is_ok()).count();
    assert_eq!(
        fill(),
        queue,
        "jobs accepted while the only worker was busy"
    );
    thread::sleep(Duration::from_millis(14));
    fill()
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

fn sorted(done: &Done) -> Vec<u32> {
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    done
}
