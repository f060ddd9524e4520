//! Who works, who sleeps, and how many there are.

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::BuildError;

use super::{BoundedPool, WAYS, Way, expect_done, full_pool, pool};

pub fn rules() -> Vec<Rule> {
    vec![
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
                // Job 4 finds two others in the queue; 5 and 6 find it full.
                for n in [4, 5] {
                    assert_eq!(pool.submit(n), Ok(()), "`submit` to an open pool");
                }
                assert_eq!(
                    pool.submit_timeout(6, long),
                    Ok(()),
                    "`submit_timeout` of a second, with room after 10 ms"
                );
                drop(pool);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(60),
                    "the time of six jobs of 10 ms, one after the other"
                );
                assert_eq!(
                    *done.lock().unwrap(),
                    [1, 2, 3, 4, 5, 6],
                    "the order in which the one worker did six jobs, which one thread \
                     submitted one after the other; the last two waited for room"
                );
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("each_job_wakes_a_worker_of_its_own", || {
            on_every_schedule(|| {
                // By each of them alone: which job is late does not tell which of them
                // notified nobody.
                for way in WAYS {
                    let (pool, done) = pool(3, 3, 10);
                    // All of them wait for jobs.
                    thread::sleep(Duration::from_millis(1));
                    for n in 1..=3 {
                        assert!(way.accepts(&pool, n), "{way} with room refused job {n}");
                    }
                    // Closing would wake whoever still sleeps.
                    thread::sleep(Duration::from_millis(15));
                    assert_eq!(
                        done.lock().unwrap().len(),
                        3,
                        "three workers waited, and three jobs of 10 ms came by {way}: \
                         how many are done after 15 ms; where one is missing, {way} \
                         notified nobody for it"
                    );
                }
                // The same, after a wait: when the queue of one is full, and the worker
                // is done with what was in it before the one who waits wakes up.
                for way in [Way::Submit, Way::SubmitTimeout(1_000)] {
                    let (pool, done) = pool(1, 1, 0);
                    for n in 1..=2 {
                        assert!(way.accepts(&pool, n), "{way} refused job {n}");
                    }
                    thread::sleep(Duration::from_millis(15));
                    assert_eq!(
                        done.lock().unwrap().len(),
                        2,
                        "one worker and a queue of one, and two jobs of no time came \
                         by {way}: how many are done after 15 ms; where one is \
                         missing, {way} notified nobody for it after it had waited \
                         for room"
                    );
                }
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
            .schedules(400)
        }),
        Rule::new("nine_workers_do_nine_jobs_at_once", || {
            on_every_schedule(|| {
                let (pool, _) = pool(9, 20, 10);
                for n in 1..=18 {
                    assert_eq!(pool.submit(n), Ok(()), "`submit` of job {n}");
                }
                drop(pool);
            })
            .ends_at(Duration::from_millis(20))
            .schedules(50)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = BoundedPool::start(0, 1, |_: u32| ());
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers is not refused with \
                     `BuildError::NoWorkers`"
                );
            })
            .schedules(1)
        }),
    ]
}
