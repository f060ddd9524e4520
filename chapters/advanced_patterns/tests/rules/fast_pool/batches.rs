//! How many jobs a worker takes along.

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};

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
                // Half of 80, for four workers.
                assert_eq!(
                    taken(4, 80),
                    10,
                    "how many jobs the first of four workers that is free took along \
                     when 80 waited: half of them, shared by all workers"
                );
            })
            .at_exact_times()
            .schedules(40)
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
    ]
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
