//! Who is woken, and who sleeps on.

use lab::sync::Mutex;
use lab::thread;
use lab::time::Duration;
use rules::{Rule, on_every_schedule};

use super::{expect_accepted, pool};

pub fn rules() -> Vec<Rule> {
    vec![
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
                assert_eq!(done, 2, "how many jobs of 10 ms are done 15 ms after two came to two idle workers");
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
                thread::scope(|scope| {
                    for n in 9..=12 {
                        let (pool, accepted) = (&pool, &accepted);
                        scope.spawn(move || {
                            expect_accepted(pool, n);
                            *accepted.lock().unwrap() += 1;
                        });
                    }
                    thread::sleep(Duration::from_millis(14));
                    let accepted = *accepted.lock().unwrap();
                    assert_eq!(
                        accepted, 4,
                        "how many of four jobs are accepted that waited for room, when \
                         the one worker has taken four of the eight in the queue"
                    );
                });
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("put_notifies_only_if_a_worker_sleeps", || {
            on_every_schedule(|| {
                // The only worker is busy while a hundred jobs come.
                let (pool, _) = pool(1, 100, 10);
                expect_accepted(&pool, 0);
                thread::sleep(Duration::from_millis(1));
                (1..=100).for_each(|n| expect_accepted(&pool, n));
            })
            .expect(|figures| {
                few_unheard(
                    figures,
                    "100 jobs came to a busy worker",
                    "`put` notifies only if `sleepers` is not 0, and who has slept \
                     counts itself out",
                )
            })
            .at_exact_times()
            .schedules(40)
        }),
        Rule::new("take_notifies_only_if_somebody_waits_for_room", || {
            on_every_schedule(|| {
                // The only worker sleeps before each of them.
                let (pool, _) = pool(1, 10, 1);
                for n in 1..=100 {
                    thread::sleep(Duration::from_millis(2));
                    expect_accepted(&pool, n);
                }
            })
            .expect(|figures| {
                few_unheard(
                    figures,
                    "100 jobs were taken while nobody waited for room",
                    "`take` notifies only if `submitters` is not 0",
                )
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
    ]
}

/// To notify when a thread has just stopped waiting, or at the end, is no fault.
fn few_unheard(
    figures: &lab::Figures,
    what: &str,
    instead: &str,
) -> Result<(), String> {
    if figures.unheard <= 20 {
        return Ok(());
    }
    Err(format!(
        "{} notifications were for nobody, as {what}; each costs more than a small \
         job: {instead}",
        figures.unheard
    ))
}
