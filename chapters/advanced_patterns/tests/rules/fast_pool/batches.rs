//! How many jobs a worker takes along.

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};

use super::{BoundedPool, expect_accepted, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("workers_take_several_jobs_at_a_time", || {
            on_every_schedule(|| {
                // A queue of 100, and half of them for the only worker.
                assert_eq!(
                    taken(1, 100),
                    50,
                    "how many jobs the only worker took along when 100 waited: half \
                     of what waits"
                );
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("each_worker_has_its_share", || {
            on_every_schedule(|| {
                // Half of 800, for four workers: more than a quarter of `BATCH`.
                assert_eq!(
                    taken(4, 800),
                    100,
                    "how many jobs the first of four workers that is free took along \
                     when 800 waited: half of them, shared by all workers"
                );
            })
            .at_exact_times()
            .schedules(10)
        }),
        Rule::new("a_batch_is_not_too_large", || {
            on_every_schedule(|| {
                assert_eq!(
                    taken(1, 1_000),
                    256,
                    "how many jobs the only worker took along when 1000 waited: half \
                     of what waits, but no more than `BATCH`"
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
                    expect_accepted(&pool, n);
                }
                drop(pool);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(50),
                    "the time that two workers take for ten jobs of 10 ms, when \
                     none has jobs in hand while the other has none"
                );
            })
            .at_exact_times()
            .schedules(1_200)
        }),
        Rule::new("closing_leaves_the_shares_as_they_are", || {
            on_every_schedule(|| {
                scenario("workers: 2, queue: 10, one job of 100 ms and five of 10 ms");
                let pool = BoundedPool::start(2, 10, |n: u32| {
                    lab::work(Duration::from_millis(if n == 3 { 100 } else { 10 }));
                });
                let pool = pool.expect("there are workers");
                for n in 1..=2 {
                    expect_accepted(&pool, n);
                }
                // Both workers do a job.
                thread::sleep(Duration::from_millis(1));
                for n in 3..=6 {
                    expect_accepted(&pool, n);
                }
                let began = Instant::now();
                drop(pool);
                // 9 ms until one of them takes the long job.
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(109),
                    "how long `drop` took, when a job of 100 ms and three of 10 ms \
                     waited and two workers were to be free after 9 ms: no job waits \
                     behind the long one, for a closed pool has its jobs shared out as \
                     an open one"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_batch_is_taken_at_once", || {
            on_every_schedule(|| {
                for jobs in taken_together() {
                    assert!(
                        jobs.is_sorted_by(|one, next| one + 1 == *next),
                        "two workers that came at the same time, when 80 jobs waited, \
                         took along what did not lie side by side in the queue; one of \
                         them did {jobs:?} first: a batch is taken in one go, under one \
                         lock; a lock or a message for each job costs more than the job"
                    );
                }
            })
            .at_exact_times()
            .schedules(100)
        }),
    ]
}

/// What each of two workers does first, in order, when both are free at the same time
/// and 80 jobs wait: as many jobs as the smaller of the two batches has.
fn taken_together() -> [Vec<u32>; 2] {
    scenario("workers: 2, queue: 80, jobs of 1 ms");
    let done = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&done);
    let pool = BoundedPool::start(2, 80, move |n: u32| {
        lab::work(Duration::from_millis(1));
        if n > 0 {
            list.lock().unwrap().push((thread::current().id(), n));
        }
    });
    let pool = pool.expect("there are workers");
    for _ in 1..=2 {
        expect_accepted(&pool, 0);
    }
    // Both workers do a job.
    thread::sleep(Duration::from_micros(500));
    for n in 1..=80 {
        expect_accepted(&pool, n);
    }
    drop(pool);
    let done = done.lock().unwrap();
    let first = done.first().expect("jobs were done").0;
    [true, false].map(|is_first| {
        let its = done.iter().filter(|(id, _)| (*id == first) == is_first);
        // One takes 20 along, and the other 15 of what is left.
        its.map(|&(_, n)| n).take(15).collect()
    })
}

/// How many jobs a worker takes along that is free first, when `queue` of them wait.
fn taken(workers: u32, queue: usize) -> usize {
    // The first job takes 10 ms, and those that the other workers get take a second.
    let pool = BoundedPool::start(workers as usize, queue, move |n: u32| {
        let is_long = (1..workers).contains(&n);
        lab::work(Duration::from_millis(if is_long { 1_000 } else { 10 }));
    });
    let pool = pool.expect("there are workers");
    for n in 0..workers {
        expect_accepted(&pool, n);
        thread::sleep(Duration::from_millis(1));
    }
    let fill = || {
        let began = Instant::now();
        let jobs = workers..;
        let count = jobs.take_while(|&n| pool.try_submit(n).is_ok()).count();
        assert_eq!(
            began.elapsed(),
            Duration::ZERO,
            "how long `try_submit` of {count} jobs took, while all workers were busy"
        );
        count
    };
    assert_eq!(
        fill(),
        queue,
        "how many jobs a queue of {queue} accepts while all workers are busy"
    );
    thread::sleep(Duration::from_millis(10));
    fill()
}
