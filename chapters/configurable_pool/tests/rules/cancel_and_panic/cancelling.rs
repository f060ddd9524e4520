//! What `cancel` returns, and what it waits for.

use std::mem;

use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};
use workloads::pool::Outcome;

use super::{NONE, expect_all, list, pool, submit, two_running};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("cancel_returns_the_unstarted_jobs", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 100);
                let mut tickets = submit(&pool, 1..=6);
                thread::sleep(Duration::from_millis(150));
                assert_eq!(
                    pool.cancel(),
                    [5, 6],
                    "what `cancel` returns while jobs 3 and 4 run: the unstarted, \
                     the oldest first"
                );
                let unstarted = tickets.split_off(4);
                expect_all(tickets, Outcome::Done);
                expect_all(unstarted, |_| Outcome::Cancelled);
                assert_eq!(
                    list(&begun),
                    [1, 2, 3, 4],
                    "the jobs that were begun, sorted, when `cancel` came while \
                     jobs 3 and 4 ran"
                );
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("cancel_returns_jobs_whose_ticket_was_dropped", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 100);
                let mut tickets = submit(&pool, 1..=3);
                // That of job 2.
                drop(tickets.remove(1));
                thread::sleep(Duration::from_millis(10));
                assert_eq!(
                    pool.cancel(),
                    [2, 3],
                    "what `cancel` returns while job 1 runs, and 2 and 3 wait; the \
                     ticket of job 2 was dropped"
                );
                let last = tickets.split_off(1);
                expect_all(tickets, Outcome::Done);
                expect_all(last, |_| Outcome::Cancelled);
            })
            .at_exact_times()
            .schedules(100)
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
                        "begun were {begun:?}, and `cancel` returned {unstarted:?} \
                         as unstarted: not every job is there exactly once, in the \
                         one or the other"
                    );
                    for (n, ticket) in tickets {
                        let is_begun = begun.contains(&n);
                        let done = is_begun.then_some(Outcome::Done(n));
                        let expected = done.unwrap_or(Outcome::Cancelled);
                        assert_eq!(
                            ticket.wait(),
                            expected,
                            "the outcome of job {n}: done if it was begun, and \
                             otherwise cancelled"
                        );
                    }
                }
            })
            .schedules(1_500)
        }),
        Rule::new("cancel_waits_for_running_jobs_and_no_longer", || {
            on_every_schedule(|| {
                let (pool, _) = pool(2, 100);
                let tickets = two_running(&pool, 6);
                let began = Instant::now();
                assert_eq!(
                    pool.cancel(),
                    [3, 4, 5, 6],
                    "what `cancel` returns while jobs 1 and 2 run"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(80),
                    "how long `cancel` waits, when the running jobs still need 60 \
                     and 80 ms"
                );
                drop(tickets);
            })
            .at_exact_times()
            .schedules(500)
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
            .schedules(800)
        }),
        Rule::new("when_cancel_returns_every_worker_has_ended", || {
            on_every_schedule(|| {
                let (pool, _) = pool(3, 5);
                scenario("after `cancel` the pool is forgotten, and never dropped");
                let tickets = submit(&pool, 1..=2);
                pool.cancel();
                drop(tickets);
                // Its `drop` would wait for a worker that has not ended by now.
                mem::forget(pool);
            })
            .schedules(500)
        }),
        Rule::new("who_waits_for_a_cancelled_job_is_told_at_once", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 100);
                let mut tickets = submit(&pool, 1..=2);
                let (_, second) = tickets.pop().expect("there are two");
                thread::scope(|scope| {
                    let began = Instant::now();
                    let waiting =
                        scope.spawn(move || (second.wait(), began.elapsed()));
                    thread::sleep(Duration::from_millis(10));
                    assert_eq!(
                        pool.cancel(),
                        [2],
                        "what `cancel` returns while job 1 runs and 2 waits"
                    );
                    assert_eq!(
                        waiting.join().unwrap(),
                        (Outcome::Cancelled, Duration::from_millis(10)),
                        "what the one who waits for job 2 is told, and when: \
                         `cancel` is called at 10 ms, and job 1 runs until 100 ms"
                    );
                });
                expect_all(tickets, Outcome::Done);
            })
            .at_exact_times()
            .schedules(900)
        }),
    ]
}
