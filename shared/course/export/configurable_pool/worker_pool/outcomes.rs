use std::sync::{Arc, Mutex};
use std::thread;

use super::exercises::worker_pool::WorkerPool;
use workloads::pool::SubmitError;

#[test]
fn worker_pool_gives_every_accepted_job_one_outcome() {
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
fn worker_pool_is_dropped_unread_and_in_a_panic() {
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
