//! Each accepted job has one outcome, and somebody gets it.

use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};

use super::{
    WorkerPool, expect_squares, outcomes, squares, submit_all, submit_counted,
};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_accepted_job_has_exactly_one_outcome", || {
            on_every_schedule(|| {
                for (workers, queue, jobs) in [(3, 10, 8), (1, 2, 3), (2, 1, 0)] {
                    let pool = squares(workers, queue, 5);
                    for n in 1..=jobs {
                        assert_eq!(
                            pool.submit(n),
                            Ok(()),
                            "`submit` of job {n} to an open pool"
                        );
                    }
                    pool.shutdown();
                    expect_squares(outcomes(&pool), (1..=jobs).collect());
                }
            })
            .schedules(1_000)
        }),
        Rule::new("more_jobs_than_the_pool_holds_are_no_problem", || {
            on_every_schedule(|| {
                for (workers, queue) in [(2, 1), (1, 0)] {
                    let pool = squares(workers, queue, 0);
                    let (submitted, read) = thread::scope(|scope| {
                        let submitter = scope.spawn(|| submit_all(&pool, 10));
                        let read = outcomes(&pool);
                        (submitter.join().expect("no panic"), read)
                    });
                    submitted.expect_accepted();
                    expect_squares(read, (1..=10).collect());
                }
            })
            .schedules(400)
        }),
        Rule::new("a_pool_that_nobody_reads_takes_what_it_holds", || {
            on_every_schedule(|| {
                for (workers, queue) in [(1, 0), (1, 2), (3, 1)] {
                    expect_room(workers, queue);
                }
            })
            .at_exact_times()
            .never_polls(2)
            .schedules(900)
        }),
        Rule::new("of_several_readers_each_gets_other_outcomes", || {
            on_every_schedule(|| {
                let pool = squares(2, 1, 5);
                let (submitted, read) = thread::scope(|scope| {
                    let reader = scope.spawn(|| outcomes(&pool));
                    let other = scope.spawn(|| outcomes(&pool));
                    let submitted = submit_all(&pool, 6);
                    let mut read = reader.join().expect("no panic");
                    read.extend(other.join().expect("no panic"));
                    (submitted, read)
                });
                submitted.expect_accepted();
                expect_squares(read, (1..=6).collect());
            })
            .schedules(600)
        }),
        Rule::new("outcomes_come_in_the_order_in_which_the_work_ends", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(2).queue(4);
                let pool = pool
                    .build(|micros: u64| {
                        lab::work(Duration::from_micros(micros));
                        micros
                    })
                    .expect("there are workers");
                let began = Instant::now();
                let jobs = [40_500, 10_250, 20_500];
                for micros in jobs {
                    assert_eq!(
                        pool.submit(micros),
                        Ok(()),
                        "`submit` of a job of {micros} µs to an open pool"
                    );
                }
                let read = jobs.map(|_| {
                    let outcome =
                        pool.next_outcome().expect("there is one for each");
                    (outcome.expect("no panic"), began.elapsed())
                });
                let expected =
                    [(10_250, 10_250), (20_500, 30_750), (40_500, 40_500)];
                assert_eq!(
                    read,
                    expected.map(|(job, at)| (job, Duration::from_micros(at))),
                    "the outcomes of jobs of {jobs:?} µs as a reader gets them from \
                     two workers, and when: each as soon as it is there, the \
                     oldest first"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("who_waits_goes_on_at_once", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(0);
                let pool = pool
                    .build(|_: u64| lab::work(Duration::from_micros(10_250)))
                    .expect("there is a worker");
                let began = Instant::now();
                let (submitted, read) = thread::scope(|scope| {
                    let submitter = scope.spawn(|| submit_all(&pool, 4));
                    // The worker waits for a reader, and job 2 for the worker.
                    thread::sleep(Duration::from_micros(15_500));
                    let read = pool.outcomes().map(|outcome| {
                        outcome.expect("no panic");
                        began.elapsed().as_micros()
                    });
                    let read: Vec<_> = read.collect();
                    (submitter.join().expect("no panic"), read)
                });
                submitted.expect_accepted();
                assert_eq!(
                    read,
                    [15_500, 25_750, 36_000, 46_250],
                    "when outcomes 1 to 4 are read, in µs; each job takes 10250 µs, \
                     nobody reads before 15500 µs, and with one worker and a queue of \
                     0 each job begins the moment the outcome before it is read"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
    ]
}

/// While nobody reads, the pool accepts `workers + 2 * queue` jobs.
fn expect_room(workers: usize, queue: usize) {
    let pool = squares(workers, queue, 10);
    let accepted = AtomicUsize::new(0);
    let jobs = (workers + 2 * queue + 3) as u64;
    let (submitted, full, read) = thread::scope(|scope| {
        let submitter = scope.spawn(|| submit_counted(&pool, jobs, &accepted));
        thread::sleep(Duration::from_secs(1));
        let full = accepted.load(Relaxed);
        let read = outcomes(&pool);
        (submitter.join().expect("no panic"), full, read)
    });
    submitted.expect_accepted();
    assert_eq!(
        full,
        workers + 2 * queue,
        "how many jobs a pool of {workers} with a queue of {queue} accepts while \
         nobody reads: one for each worker, and what two queues hold"
    );
    expect_squares(read, (1..=jobs).collect());
}
