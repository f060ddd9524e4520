//! Each accepted job has one outcome, and somebody gets it.

use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::thread;
use lab::time::Duration;
use rules::{Rule, on_every_schedule};

use super::{expect_squares, outcomes, squares};

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
                    let read = thread::scope(|scope| {
                        scope.spawn(|| {
                            for n in 1..=10 {
                                assert_eq!(
                                    pool.submit(n),
                                    Ok(()),
                                    "`submit` of job {n} to an open pool"
                                );
                            }
                            pool.shutdown();
                        });
                        outcomes(&pool)
                    });
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
                let read = thread::scope(|scope| {
                    let reader = scope.spawn(|| outcomes(&pool));
                    let other = scope.spawn(|| outcomes(&pool));
                    for n in 1..=6 {
                        assert_eq!(
                            pool.submit(n),
                            Ok(()),
                            "`submit` of job {n} to an open pool"
                        );
                    }
                    pool.shutdown();
                    let mut read = reader.join().expect("no panic");
                    read.extend(other.join().expect("no panic"));
                    read
                });
                expect_squares(read, (1..=6).collect());
            })
            .schedules(600)
        }),
    ]
}

/// While nobody reads, the pool accepts `workers + 2 * queue` jobs.
fn expect_room(workers: usize, queue: usize) {
    let pool = squares(workers, queue, 10);
    let accepted = AtomicUsize::new(0);
    let jobs = workers + 2 * queue + 3;
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..=jobs {
                assert_eq!(
                    pool.submit(n as u64),
                    Ok(()),
                    "`submit` of job {n} to an open pool"
                );
                accepted.fetch_add(1, Relaxed);
            }
            pool.shutdown();
        });
        thread::sleep(Duration::from_secs(1));
        assert_eq!(
            accepted.load(Relaxed),
            workers + 2 * queue,
            "how many jobs a pool of {workers} with a queue of {queue} accepts while \
             nobody reads: one for each worker, and what two queues hold"
        );
        expect_squares(outcomes(&pool), (1..=jobs as u64).collect());
    });
}
