//! Who is woken, and who sleeps on.

use lab::sync::Mutex;
use lab::thread;
use lab::time::Duration;
use rules::{Rule, on_every_schedule};

use super::{expect_accepted, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("jobs_that_come_while_workers_go_to_sleep_are_done", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 10, 0);
                thread::scope(|scope| {
                    for from in [0, 10] {
                        let pool = &pool;
                        scope.spawn(move || {
                            for n in 1..=5 {
                                expect_accepted(pool, from + n);
                                thread::yield_now();
                            }
                        });
                    }
                });
                thread::sleep(Duration::from_millis(1));
                let done = done.lock().unwrap().len();
                assert_eq!(done, 10, "how many of 10 jobs are done after they came, while the pool is open");
            })
            .at_exact_times()
            .schedules(1_200)
        }),
        Rule::new("two_jobs_wake_two_workers", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 40, 10);
                // Both sleep.
                thread::sleep(Duration::from_millis(20));
                for n in 1..=2 {
                    expect_accepted(&pool, n);
                }
                thread::sleep(Duration::from_millis(15));
                let done = done.lock().unwrap().len();
                assert_eq!(done, 2, "how many jobs of 10 ms are done 15 ms after two came to two idle workers; where one is missing, `put` notified nobody for it, or one worker took both");
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("room_for_several_wakes_several", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 8, 10);
                expect_accepted(&pool, 0);
                thread::sleep(Duration::from_millis(1));
                for n in 1..=8 {
                    expect_accepted(&pool, n);
                }
                let accepted = Mutex::new(0);
                let accepted = thread::scope(|scope| {
                    for n in 9..=12 {
                        let (pool, accepted) = (&pool, &accepted);
                        scope.spawn(move || {
                            if pool.submit(n).is_ok() {
                                *accepted.lock().unwrap() += 1;
                            }
                        });
                    }
                    thread::sleep(Duration::from_millis(14));
                    let accepted = *accepted.lock().unwrap();
                    // Who still waits for room need not wait for ever.
                    pool.close();
                    accepted
                });
                assert_eq!(
                    accepted, 4,
                    "how many of four jobs are accepted that waited for room, when the \
                     one worker has taken four of the eight in the queue; where one is \
                     missing, `take` has not notified all who wait for room"
                );
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("put_notifies_only_if_a_worker_sleeps", || {
            on_every_schedule(|| {
                // The only worker, which has slept, is busy while a hundred jobs come.
                let (pool, _) = pool(1, 100, 10);
                thread::sleep(Duration::from_millis(1));
                expect_accepted(&pool, 0);
                thread::sleep(Duration::from_millis(1));
                (1..=100).for_each(|n| expect_accepted(&pool, n));
                drop(pool);
                // And while a hundred come for an empty queue: this thread waits for
                // room, so that it is no fault of `take` to notify it.
                let (pool, _) = super::pool(1, 1, 10);
                thread::sleep(Duration::from_millis(1));
                expect_accepted(&pool, 0);
                thread::sleep(Duration::from_millis(1));
                (1..=100).for_each(|n| expect_accepted(&pool, n));
            })
            .expect(|figures| {
                few_unheard(
                    figures,
                    "200 jobs came to a busy worker, half of them to an empty queue",
                    "`put` notifies only if `sleepers` is not 0; who has slept counts \
                     itself out",
                )
            })
            .at_exact_times()
            .schedules(40)
        }),
        Rule::new("take_notifies_only_if_somebody_waits_for_room", || {
            on_every_schedule(|| {
                // The only worker sleeps before each job, so that it is no fault of
                // `put` to notify it. The job fills the queue, or not.
                for queue in [1, 10] {
                    let (pool, _) = pool(1, queue, 1);
                    // This thread waits for room now, in both ways, and never again.
                    let long = Duration::from_secs(1);
                    for n in 1..=20 {
                        expect_accepted(&pool, n);
                        let result = pool.submit_timeout(n, long);
                        assert_eq!(
                            result,
                            Ok(()),
                            "`submit_timeout` of a second, where jobs take 1 ms"
                        );
                    }
                    thread::sleep(Duration::from_secs(1));
                    for n in 1..=100 {
                        thread::sleep(Duration::from_millis(2));
                        expect_accepted(&pool, n);
                    }
                }
            })
            .expect(|figures| {
                few_unheard(
                    figures,
                    "200 jobs were taken, 100 times from a full queue, and nobody \
                     waited for room any more",
                    "`take` notifies only if `submitters` is not 0; who has waited \
                     counts itself out",
                )
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("take_notifies_no_more_than_wait_for_room", || {
            on_every_schedule(|| {
                // Only this thread waits, and the worker takes half of the queue.
                let (pool, _) = pool(1, 100, 1);
                (1..=1_000).for_each(|n| expect_accepted(&pool, n));
            })
            .expect(|figures| {
                few_unheard(
                    figures,
                    "the only worker took up to 50 of 1000 jobs at a time, and one \
                     thread waited for room",
                    "a single `notify_all` wakes all who wait, however many they are",
                )
            })
            .at_exact_times()
            .schedules(10)
        }),
        Rule::new("a_worker_that_leaves_jobs_behind_notifies_nobody", || {
            on_every_schedule(|| {
                // It does one job while the queue gets full.
                let (pool, _) = pool(1, 10, 1);
                for _ in 1..=100 {
                    thread::sleep(Duration::from_millis(20));
                    expect_accepted(&pool, 0);
                    thread::sleep(Duration::from_micros(500));
                    (1..=10).for_each(|n| expect_accepted(&pool, n));
                }
            })
            .expect(|figures| {
                few_unheard(
                    figures,
                    "the only worker emptied a full queue 100 times, and nobody waited \
                     for room",
                    "neither `put` nor `take` notifies where nobody waits",
                )
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("one_job_wakes_one_worker", || {
            on_every_schedule(|| {
                let (pool, _) = pool(8, 10, 1);
                for _ in 1..=50 {
                    // All of them sleep.
                    thread::sleep(Duration::from_millis(5));
                    expect_accepted(&pool, 0);
                    thread::sleep(Duration::from_millis(5));
                    (1..=3).for_each(|n| expect_accepted(&pool, n));
                }
            })
            .expect(|figures| {
                let workers = figures.threads.iter().skip(1);
                let waits: u32 = workers.map(|worker| worker.waits).sum();
                // Each once at first, and one after each job; a few without a cause. A
                // message in a channel wakes more receivers here than outside the lab.
                if waits <= 225 || !figures.channels.is_empty() {
                    return Ok(());
                }
                Err(format!(
                    "eight workers went to sleep {waits} times in all, and 200 jobs \
                     came, one or three at once: a job \
                     wakes one worker, with `notify_one`; to wake others for nothing \
                     costs more than the job"
                ))
            })
            .at_exact_times()
            .schedules(40)
        }),
        Rule::new("idle_workers_sleep", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 10, 1);
                expect_accepted(&pool, 1);
                thread::sleep(Duration::from_secs(10));
                expect_accepted(&pool, 2);
                drop(pool);
            })
            // They need a few dozen.
            .operations_at_most(
                500,
                "for two jobs in ten seconds; a worker without a job waits with \
                 `Condvar::wait`",
            )
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("a_worker_without_a_job_sets_no_timeout", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 10, 1);
                expect_accepted(&pool, 1);
                // Almost four months: not a timeout of a day either.
                thread::sleep(Duration::from_secs(10_000_000));
                expect_accepted(&pool, 2);
                drop(pool);
            })
            .expect(|figures| {
                let mut workers = figures.threads.iter().skip(1);
                match workers.find(|worker| worker.waits > 20) {
                    None => Ok(()),
                    Some(worker) => Err(format!(
                        "polling: {} went to sleep {} times for two jobs in almost \
                         four months; wait without a timeout, with `Condvar::wait`",
                        figures.label(worker),
                        worker.waits
                    )),
                }
            })
            .at_exact_times()
            .schedules(20)
        }),
    ]
}

/// To notify when a thread has just stopped waiting, or at the end, is no fault, nor
/// is it when a wake-up without a cause was counted as one that had a cause.
fn few_unheard(
    figures: &lab::Figures,
    what: &str,
    promised: &str,
) -> Result<(), String> {
    let unheard: u64 = figures.unheard.iter().map(|(_, count)| count).sum();
    let most = figures.unheard.iter().max_by_key(|(_, count)| count);
    let Some((place, count)) = most.filter(|_| unheard > 50) else {
        return Ok(());
    };
    Err(format!(
        "{unheard} notifications were for nobody, {count} of them at {}, as {what}; \
         each costs more than a small job: {promised}",
        lab::trace::source::named(place)
    ))
}
