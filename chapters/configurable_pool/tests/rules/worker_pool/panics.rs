//! A job that panics.

use std::panic;

use rules::{Rule, on_every_schedule};
use workloads::pool::panic_message;

use super::WorkerPool;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_panic_is_an_outcome_and_costs_no_worker", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(4);
                let pool = pool.build(|n: u64| {
                    assert!(n.is_multiple_of(2), "{n} is odd");
                    n
                });
                let pool = pool.expect("there is a worker");
                for n in 1..=4 {
                    assert_eq!(
                        pool.submit(n),
                        Ok(()),
                        "`submit` of job {n} to an open pool"
                    );
                }
                pool.shutdown();
                let read: Vec<Result<u64, String>> = pool
                    .outcomes()
                    .map(|outcome| outcome.map_err(|panic| panic_message(&*panic)))
                    .collect();
                let odd = |n| Err(format!("{n} is odd"));
                let expected = [odd(1), Ok(2), odd(3), Ok(4)];
                assert_eq!(
                    read, expected,
                    "the outcomes of jobs 1 to 4 in the order in which a reader \
                     gets them: there is one worker, the oldest comes first, and \
                     the odd jobs panic"
                );
            })
            .schedules(500)
        }),
        Rule::new("a_panic_comes_out_as_it_was_thrown", || {
            on_every_schedule(|| {
                let pool = WorkerPool::new(1, |n: u64| panic::panic_any(n));
                let pool: WorkerPool<u64, ()> = pool.expect("there is a worker");
                assert_eq!(pool.submit(7), Ok(()), "`submit` to an open pool");
                let outcome = pool.next_outcome().expect("the job has an outcome");
                let thrown = outcome.expect_err("the job panics");
                assert_eq!(
                    thrown.downcast_ref(),
                    Some(&7_u64),
                    "what a job threw with `panic_any`, as its outcome gives it"
                );
            })
            .schedules(50)
        }),
    ]
}
