//! What a pool that can be cancelled promises, on every schedule.

use std::panic;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::pool::{BuildError, Outcome, SubmitError};

use super::subject::{CancellablePool, Ticket};

const NONE: [u32; 0] = [];

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_job_has_exactly_one_outcome", || {
            on_every_schedule(|| {
                for (workers, jobs) in [(3, 8), (1, 3), (2, 0)] {
                    let (pool, begun) = pool(workers, 5);
                    let tickets = submit(&pool, 1..=jobs);
                    expect_all(tickets, Outcome::Done);
                    drop(pool);
                    assert_eq!(
                        list(&begun),
                        (1..=jobs).collect::<Vec<_>>(),
                        "jobs that were begun, sorted"
                    );
                }
            })
            .schedules(2_400)
        }),
        Rule::new("drop_does_all_accepted_jobs", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 5);
                let tickets = submit(&pool, 1..=5);
                drop(pool);
                assert_eq!(list(&begun), [1, 2, 3, 4, 5], "jobs done after drop");
                expect_all(tickets, Outcome::Done);
            })
            .schedules(1_500)
        }),
        Rule::new("a_panic_is_an_outcome", || {
            on_every_schedule(|| {
                let pool = panicking_pool(2);
                let [fixed, made, other, good] =
                    [1, 2, 3, 4].map(|n| pool.submit(n).expect("it is open"));
                let said = |text: &str| Outcome::Panicked(text.to_owned());
                assert_eq!(
                    fixed.wait(),
                    said("a fixed text"),
                    "a panic with a text"
                );
                assert_eq!(
                    made.wait(),
                    said("job 2 fails"),
                    "a panic with a String"
                );
                assert_eq!(
                    other.wait(),
                    said("(no message)"),
                    "a panic with a number"
                );
                assert_eq!(
                    good.wait(),
                    Outcome::Done(4),
                    "the outcome of job 4, which does not panic"
                );
            })
            .schedules(1_500)
        }),
        Rule::new("a_panic_costs_no_worker", || {
            on_every_schedule(|| {
                let pool = panicking_pool(2);
                for _ in 0..3 {
                    let failing: Vec<_> =
                        [1, 2].into_iter().flat_map(|n| pool.submit(n)).collect();
                    for ticket in failing {
                        assert!(
                            matches!(ticket.wait(), Outcome::Panicked(_)),
                            "a job that panics has another outcome"
                        );
                    }
                }
                // Six panics later two jobs of 10 ms still take 10 ms.
                let began = Instant::now();
                expect_all(submit(&pool, 4..=5), Outcome::Done);
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(10),
                    "two workers take another time for two jobs after some panics"
                );
            })
            .at_exact_times()
            .schedules(1_200)
        }),
        Rule::new("cancel_returns_the_unstarted_jobs", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 100);
                let mut tickets = submit(&pool, 1..=6);
                thread::sleep(Duration::from_millis(150));
                assert_eq!(pool.cancel(), [5, 6], "the unstarted, the oldest first");
                let unstarted = tickets.split_off(4);
                expect_all(tickets, Outcome::Done);
                expect_all(unstarted, |_| Outcome::Cancelled);
                assert_eq!(list(&begun), [1, 2, 3, 4], "jobs that were begun");
            })
            .at_exact_times()
            .schedules(1_500)
        }),
        Rule::new("cancel_lets_running_jobs_end", || {
            on_every_schedule(|| {
                for workers in [1, 3] {
                    let (pool, begun) = pool(workers, 10);
                    let tickets = submit(&pool, 1..=5);
                    lab::work(Duration::from_millis(5));
                    let unstarted = pool.cancel();
                    let begun = list(&begun);
                    let mut all = begun.clone();
                    all.extend(&unstarted);
                    all.sort_unstable();
                    assert_eq!(
                        all,
                        [1, 2, 3, 4, 5],
                        "begun are {begun:?}, and returned as unstarted {unstarted:?}: \
                         together each job once"
                    );
                    for (n, ticket) in tickets {
                        let is_begun = begun.contains(&n);
                        let done = is_begun.then_some(Outcome::Done(n));
                        let expected = done.unwrap_or(Outcome::Cancelled);
                        assert_eq!(ticket.wait(), expected, "job {n}");
                    }
                }
            })
            .schedules(4_500)
        }),
        Rule::new("cancel_waits_for_running_jobs_and_no_longer", || {
            on_every_schedule(|| {
                let (pool, _) = pool(2, 100);
                let tickets = submit(&pool, 1..=6);
                thread::sleep(Duration::from_millis(30));
                let began = Instant::now();
                assert_eq!(pool.cancel(), [3, 4, 5, 6], "the unstarted jobs");
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(70),
                    "cancel takes as long as the running jobs still need"
                );
                drop(tickets);
            })
            .at_exact_times()
            .schedules(1_500)
        }),
        Rule::new("cancel_wakes_workers_that_wait_for_jobs", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 5);
                expect_all(submit(&pool, 1..=1), Outcome::Done);
                assert_eq!(
                    pool.cancel(),
                    NONE,
                    "what `cancel` returns when every job is done"
                );
                let (pool, _) = self::pool(2, 5);
                assert_eq!(
                    pool.cancel(),
                    NONE,
                    "what `cancel` returns when there never was a job"
                );
            })
            .schedules(2_400)
        }),
        Rule::new("a_job_may_panic_while_the_pool_is_cancelled", || {
            on_every_schedule(|| {
                let pool = panicking_pool(1);
                let running = pool.submit(2).expect("it is open");
                let waiting = pool.submit(4).expect("it is open");
                thread::sleep(Duration::from_millis(5));
                assert_eq!(
                    pool.cancel(),
                    [4],
                    "what `cancel` returns while job 2 runs and 4 waits"
                );
                let said = "job 2 fails".to_owned();
                assert_eq!(
                    running.wait(),
                    Outcome::Panicked(said),
                    "the outcome of the job that ran and panicked"
                );
                assert_eq!(
                    waiting.wait(),
                    Outcome::Cancelled,
                    "the outcome of the job that waited"
                );
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("who_waits_for_a_cancelled_job_is_told", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 100);
                let mut tickets = submit(&pool, 1..=2);
                let (_, second) = tickets.pop().expect("there are two");
                thread::scope(|scope| {
                    let waiting = scope.spawn(move || second.wait());
                    thread::sleep(Duration::from_millis(10));
                    assert_eq!(
                        pool.cancel(),
                        [2],
                        "what `cancel` returns while job 1 runs and 2 waits"
                    );
                    assert_eq!(
                        waiting.join().unwrap(),
                        Outcome::Cancelled,
                        "what the one who waits for job 2 is told"
                    );
                });
                expect_all(tickets, Outcome::Done);
            })
            .at_exact_times()
            .schedules(900)
        }),
        Rule::new("a_cancelled_pool_hands_jobs_back", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 5);
                assert_eq!(
                    pool.cancel(),
                    NONE,
                    "what `cancel` returns when there never was a job"
                );
                match pool.submit(1) {
                    Err(error) => assert_eq!(
                        error,
                        SubmitError(1),
                        "the error of `submit` after `cancel`"
                    ),
                    Ok(_) => panic!("a cancelled pool took a job"),
                }
                assert_eq!(pool.cancel(), NONE, "cancelled twice");
                drop(pool);
                assert_eq!(
                    list(&begun),
                    NONE,
                    "jobs that were begun though the pool was cancelled"
                );
            })
            .schedules(900)
        }),
        Rule::new("submit_does_not_wait_for_a_cancel", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 100);
                let tickets = submit(&pool, 1..=2);
                thread::sleep(Duration::from_millis(5));
                thread::scope(|scope| {
                    let cancel = scope.spawn(|| pool.cancel());
                    thread::sleep(Duration::from_millis(10));
                    let began = Instant::now();
                    assert!(pool.submit(3).is_err(), "a cancelled pool took a job");
                    assert_eq!(began.elapsed(), Duration::ZERO, "submit waited");
                    assert_eq!(
                        cancel.join().unwrap(),
                        [2],
                        "what `cancel` returns while job 1 runs and 2 waits"
                    );
                });
                drop(tickets);
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("of_several_cancels_each_waits", || {
            on_every_schedule(|| {
                let (pool, _) = pool(2, 100);
                let tickets = submit(&pool, 1..=4);
                thread::sleep(Duration::from_millis(40));
                let began = Instant::now();
                let cancel = || (pool.cancel(), began.elapsed());
                thread::scope(|scope| {
                    let one = scope.spawn(cancel);
                    let (mut unstarted, waited) = cancel();
                    let (others, also) = one.join().unwrap();
                    unstarted.extend(others);
                    unstarted.sort_unstable();
                    assert_eq!(unstarted, [3, 4], "returned by two calls together");
                    let rest = Duration::from_millis(60);
                    assert_eq!((waited, also), (rest, rest), "how long they waited");
                });
                drop(tickets);
            })
            .at_exact_times()
            .schedules(600)
        }),
        Rule::new("submit_and_cancel_may_race", || {
            on_every_schedule(|| {
                race(2, 1);
                race(1, 0);
            })
            .schedules(5_000)
        }),
        Rule::new("a_dropped_ticket_changes_nothing", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 5);
                drop(submit(&pool, 1..=4));
                expect_all(submit(&pool, 5..=6), Outcome::Done);
                drop(pool);
                assert_eq!(
                    list(&begun),
                    [1, 2, 3, 4, 5, 6],
                    "jobs that were begun, sorted"
                );
            })
            .schedules(1_500)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    let (pool, _) = pool(3, 5);
                    expect_all(submit(&pool, 1..=4), Outcome::Done);
                    true
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(600)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 5);
                expect_all(submit(&pool, 1..=4), Outcome::Done);
                let tickets = submit(&pool, 5..=9);
                lab::work(Duration::from_millis(7));
                pool.cancel();
                drop(tickets);
            })
            .peak_threads(3)
            .never_polls(2)
            .schedules(1_800)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let pool = CancellablePool::start(0, |n: u32| n);
                assert!(
                    matches!(pool, Err(BuildError::NoWorkers)),
                    "a pool without workers must be `BuildError::NoWorkers`"
                );
            })
            .schedules(1)
        }),
    ]
}

type Pool = CancellablePool<u32, u32>;

/// The jobs that a pool has begun.
type Begun = Arc<Mutex<Vec<u32>>>;

/// A pool whose jobs take `millis` ms each and give their own number.
fn pool(workers: usize, millis: u64) -> (Pool, Begun) {
    let begun = Begun::default();
    let list = Arc::clone(&begun);
    let pool = CancellablePool::start(workers, move |n| {
        list.lock().unwrap().push(n);
        lab::work(Duration::from_millis(millis));
        n
    });
    (pool.expect("there are workers"), begun)
}

/// A pool whose jobs take 10 ms; jobs 1 to 3 panic then, each in its own way.
fn panicking_pool(workers: usize) -> Pool {
    let pool = CancellablePool::start(workers, |n| {
        lab::work(Duration::from_millis(10));
        match n {
            1 => panic!("a fixed text"),
            2 => panic!("job {n} fails"),
            3 => panic::panic_any(n),
            n => n,
        }
    });
    pool.expect("there are workers")
}

fn submit(
    pool: &Pool,
    jobs: impl IntoIterator<Item = u32>,
) -> Vec<(u32, Ticket<u32>)> {
    let jobs = jobs.into_iter();
    jobs.map(|n| (n, pool.submit(n).expect("the pool is open")))
        .collect()
}

fn expect_all(tickets: Vec<(u32, Ticket<u32>)>, outcome: fn(u32) -> Outcome<u32>) {
    for (n, ticket) in tickets {
        assert_eq!(ticket.wait(), outcome(n), "the outcome of job {n}");
    }
}

/// In ascending order.
fn list(begun: &Begun) -> Vec<u32> {
    let mut list = begun.lock().unwrap().clone();
    list.sort_unstable();
    list
}

/// Two threads submit while two others cancel, all at once: each accepted job is
/// either done or returned, and each refused one comes back.
fn race(workers: usize, millis: u64) {
    let (pool, begun) = pool(workers, millis);
    let submit = |jobs: [u32; 3]| {
        let pool = &pool;
        move || {
            let (mut tickets, mut late) = (Vec::new(), false);
            for n in jobs {
                match pool.submit(n) {
                    Ok(ticket) => {
                        assert!(
                            !late,
                            "a job was accepted after another was refused"
                        );
                        tickets.push((n, ticket));
                    }
                    Err(SubmitError(job)) => {
                        assert_eq!(job, n, "another job came back");
                        late = true;
                    }
                }
            }
            tickets
        }
    };
    let cancel = || {
        let unstarted = pool.cancel();
        let begun = list(&begun);
        (unstarted, begun)
    };
    thread::scope(|scope| {
        let submitters = [
            scope.spawn(submit([1, 2, 3])),
            scope.spawn(submit([4, 5, 6])),
        ];
        let cancellers = [scope.spawn(cancel), scope.spawn(cancel)];
        let mut unstarted = Vec::new();
        for canceller in cancellers {
            let (returned, begun_then) = canceller.join().expect("cancel panicked");
            assert_eq!(begun_then, list(&begun), "a job was begun after cancel");
            unstarted.extend(returned);
        }
        for submitter in submitters {
            for (n, ticket) in submitter.join().expect("a submitter panicked") {
                let times = unstarted.iter().filter(|&&job| job == n).count();
                let expected = match ticket.wait() {
                    Outcome::Done(_) => 0,
                    Outcome::Cancelled => 1,
                    Outcome::Panicked(text) => panic!("job {n} panicked: {text}"),
                };
                assert_eq!(times, expected, "how often cancel returned job {n}");
                let times = list(&begun).iter().filter(|&&job| job == n).count();
                assert_eq!(times, 1 - expected, "how often job {n} was begun");
            }
        }
    });
}
