//! What is accepted is done, and what is refused comes back.

use lab::thread;
use lab::time::Duration;
use rules::{Rule, on_every_schedule};
use workloads::pool::{SubmitError, SubmitTimeoutError, TrySubmitError};

use super::{BoundedPool, Done, expect_done, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_accepted_job_is_done_once", || {
            on_every_schedule(|| {
                for (workers, queue, jobs) in
                    [(3, 10, 8), (2, 1, 6), (1, 2, 0), (2, usize::MAX, 3)]
                {
                    let (pool, done) = pool(workers, queue, 5);
                    for n in 1..=jobs {
                        assert_eq!(
                            pool.submit(n),
                            Ok(()),
                            "`submit` of job {n} to an open pool"
                        );
                    }
                    drop(pool);
                    expect_done(&done, (1..=jobs).collect());
                }
            })
            .schedules(800)
        }),
        Rule::new("many_threads_may_submit_in_every_way", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 1, 1);
                expect_all_accounted_for(pool, &done, false);
            })
            .schedules(1_200)
        }),
        Rule::new("closing_may_race_with_every_way_to_submit", || {
            on_every_schedule(|| {
                let (pool, done) = pool(2, 1, 1);
                expect_all_accounted_for(pool, &done, true);
            })
            .schedules(1_200)
        }),
    ]
}

/// Three threads submit, each in its own way, and perhaps the pool is closed
/// meanwhile: what is accepted is done, and what is refused comes back.
fn expect_all_accounted_for(pool: BoundedPool<u32>, done: &Done, close: bool) {
    let short = Duration::from_millis(1);
    let accepted = thread::scope(|scope| {
        let jobs = |from: u32| from + 1..=from + 3;
        let pool = &pool;
        let submitters = [
            scope.spawn(move || {
                let accepted = jobs(0).filter(|&n| match pool.submit(n) {
                    Ok(()) => true,
                    Err(SubmitError(job)) => came_back(job, n, close),
                });
                accepted.collect::<Vec<_>>()
            }),
            scope.spawn(move || {
                let accepted = jobs(10).filter(|&n| match pool.try_submit(n) {
                    Ok(()) => true,
                    Err(TrySubmitError::Full(job)) => came_back(job, n, true),
                    Err(TrySubmitError::Closed(job)) => came_back(job, n, close),
                });
                accepted.collect()
            }),
            scope.spawn(move || {
                let accepted =
                    jobs(20).filter(|&n| match pool.submit_timeout(n, short) {
                        Ok(()) => true,
                        Err(SubmitTimeoutError::Timeout(job)) => {
                            came_back(job, n, true)
                        }
                        Err(SubmitTimeoutError::Closed(job)) => {
                            came_back(job, n, close)
                        }
                    });
                accepted.collect()
            }),
        ];
        if close {
            lab::work(short);
            pool.close();
        }
        let lists = submitters.map(|s| s.join().expect("a submitter panicked"));
        lists.concat()
    });
    drop(pool);
    expect_done(done, accepted);
}

/// A job that was refused is the one that was submitted, and there was a reason.
fn came_back(job: u32, submitted: u32, reason: bool) -> bool {
    assert_eq!(
        job, submitted,
        "which job came back when job {submitted} was refused"
    );
    assert!(
        reason,
        "job {job} was refused with `Closed`, and nobody has closed the pool"
    );
    false
}
