//! A job that panics.

use std::panic;

use lab::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use lab::thread;
use lab::time::Duration;
use rules::{Rule, on_every_schedule};
use workloads::pool::panic_message;

use super::{WorkerPool, submit_counted};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_panic_is_an_outcome_and_costs_no_worker", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(4).name("baker");
                let pool = pool.build(|n: u64| {
                    assert!(n.is_multiple_of(2), "{n} is odd");
                    format!(
                        "{n} by {}",
                        thread::current().name().unwrap_or("nobody")
                    )
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
                let read: Vec<Result<String, String>> = pool
                    .outcomes()
                    .map(|outcome| outcome.map_err(|panic| panic_message(&*panic)))
                    .collect();
                let odd = |n| Err(format!("{n} is odd"));
                let even = |n| Ok(format!("{n} by baker 1"));
                let expected = [odd(1), even(2), odd(3), even(4)];
                assert_eq!(
                    read, expected,
                    "the outcomes of jobs 1 to 4 in the order in which a reader \
                     gets them: there is one worker called `baker 1`, which takes the \
                     oldest job first and outlives the panics of the odd ones"
                );
            })
            .schedules(500)
        }),
        Rule::new("a_panic_waits_for_room_like_any_outcome", || {
            on_every_schedule(|| {
                let pool = WorkerPool::builder().workers(1).queue(1);
                let pool = pool.build(|n: u64| {
                    lab::work(Duration::from_millis(10));
                    panic!("nobody can do job {n}");
                });
                let pool: WorkerPool<u64, ()> = pool.expect("there is a worker");
                let accepted = AtomicUsize::new(0);
                let (submitted, full, panics) = thread::scope(|scope| {
                    let submitter =
                        scope.spawn(|| submit_counted(&pool, 6, &accepted));
                    thread::sleep(Duration::from_secs(1));
                    let full = accepted.load(Relaxed);
                    let panics = pool.outcomes().filter(Result::is_err);
                    let panics = panics.count();
                    (submitter.join().expect("no panic"), full, panics)
                });
                submitted.expect_accepted();
                assert_eq!(
                    (full, panics),
                    (3, 6),
                    "how many of 6 jobs that panic a pool of 1 with a queue of 1 \
                     accepts while nobody reads, and how many panics are read \
                     afterwards: it holds one job for the worker, and what two queues \
                     hold"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_panic_comes_out_as_it_was_thrown", || {
            on_every_schedule(|| {
                let pool = WorkerPool::new(1, |n: u64| panic::panic_any(n));
                let pool: WorkerPool<u64, ()> = pool.expect("there is a worker");
                assert_eq!(pool.submit(7), Ok(()), "`submit` to an open pool");
                let outcome = pool.next_outcome().expect(
                    "`next_outcome` gives no outcome of the one job, which panicked: \
                     its panic is its outcome",
                );
                let thrown = outcome.expect_err(
                    "`next_outcome` gives a result of the one job, which panicked: \
                     its panic is its outcome",
                );
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
