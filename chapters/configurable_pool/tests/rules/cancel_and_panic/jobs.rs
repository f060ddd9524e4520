//! Each accepted job has one outcome.

use rules::{Rule, on_every_schedule};
use workloads::pool::Outcome;

use super::{expect_all, list, pool, submit};

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
                        "the jobs that were begun, of 1 to {jobs}, sorted"
                    );
                }
            })
            .schedules(800)
        }),
        Rule::new("drop_does_all_accepted_jobs", || {
            on_every_schedule(|| {
                let (pool, begun) = pool(2, 5);
                let tickets = submit(&pool, 1..=5);
                drop(pool);
                assert_eq!(
                    list(&begun),
                    [1, 2, 3, 4, 5],
                    "the jobs that were begun when `drop` has returned, sorted"
                );
                expect_all(tickets, Outcome::Done);
            })
            .schedules(500)
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
                    "the jobs that were begun, sorted, when the tickets of jobs 1 \
                     to 4 were dropped"
                );
            })
            .schedules(500)
        }),
    ]
}
