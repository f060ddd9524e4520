#[path = "../../../solutions/configurable_pool/src/exercises/mod.rs"]
mod exercises;

use exercises::backpressure::BoundedPool;
use exercises::cancel_and_panic::CancellablePool;
use exercises::worker_pool::WorkerPool;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use workloads::pool::{Outcome, SubmitError, SubmitTimeoutError, TrySubmitError};

#[test]
fn worker_pool_gives_every_accepted_job_one_outcome_on_plain_crossbeam() {
    for shutdown_after in [0, 10, 300, 1_000] {
        let pool = WorkerPool::builder().workers(3).queue(2).name("plain");
        let pool = pool.build(|n: u64| 2 * n).expect("there are workers");
        let (mut accepted, mut read) = thread::scope(|scope| {
            let submit = |from: u64| {
                let pool = &pool;
                move || {
                    let jobs = (from..from + 500).filter(|&n| {
                        if n == shutdown_after {
                            pool.shutdown();
                        }
                        match pool.submit(n) {
                            Ok(()) => true,
                            Err(SubmitError(job)) => {
                                assert_eq!(job, n, "another job came back");
                                false
                            }
                        }
                    });
                    jobs.map(|n| 2 * n).collect::<Vec<_>>()
                }
            };
            let one = scope.spawn(submit(0));
            let two = scope.spawn(submit(500));
            let submitters = scope.spawn(|| {
                let lists = [one, two].map(|s| s.join().expect("no panic"));
                pool.shutdown();
                lists.concat()
            });
            let read: Vec<_> = pool.outcomes().map(Result::unwrap).collect();
            (submitters.join().expect("no panic"), read)
        });
        accepted.sort_unstable();
        read.sort_unstable();
        assert_eq!(read, accepted);
    }
}

#[test]
fn worker_pool_is_dropped_unread_and_in_a_panic_on_plain_crossbeam() {
    let done = Arc::new(Mutex::new(0));
    let count = Arc::clone(&done);
    let unwound = thread::spawn(move || {
        let pool = WorkerPool::new(2, move |n| *count.lock().unwrap() += n);
        let pool = pool.expect("there are workers");
        for _ in 0..4 {
            pool.submit(1).expect("it is open");
        }
        panic!("the owner panics");
    });
    assert!(unwound.join().is_err());
    assert_eq!(*done.lock().unwrap(), 4);
}

#[test]
fn backpressure_keeps_its_bound_and_its_timeout_on_plain_condvars() {
    let gate = Arc::new(Barrier::new(2));
    let wait = Arc::clone(&gate);
    let pool = BoundedPool::start(1, 1, move |n| {
        if n == 1 {
            wait.wait();
        }
    });
    let pool = pool.expect("there is a worker");
    pool.submit(1).expect("it is open");
    pool.submit(2).expect("it is open");
    assert_eq!(pool.try_submit(3), Err(TrySubmitError::Full(3)));
    let short = Duration::from_millis(20);
    let began = Instant::now();
    let refused = Err(SubmitTimeoutError::Timeout(3));
    assert_eq!(pool.submit_timeout(3, short), refused);
    assert!(began.elapsed() >= short);
    gate.wait();
    assert_eq!(pool.submit_timeout(3, Duration::MAX), Ok(()));
    pool.close();
    assert_eq!(pool.submit(4), Err(SubmitError(4)));
}

#[test]
fn cancel_and_panic_accounts_for_every_job_on_plain_crossbeam() {
    let pool = CancellablePool::start(2, |n: u32| {
        assert!(!n.is_multiple_of(7), "seven");
        n
    });
    let pool = pool.expect("there are workers");
    let tickets: Vec<_> = (1..=200)
        .map(|n| (n, pool.submit(n).expect("it is open")))
        .collect();
    let unstarted = pool.cancel();
    for (n, ticket) in tickets {
        let expected = match n {
            n if unstarted.contains(&n) => Outcome::Cancelled,
            n if n % 7 == 0 => Outcome::Panicked("seven".to_owned()),
            n => Outcome::Done(n),
        };
        assert_eq!(ticket.wait(), expected);
    }
}
