//! The pool of the lesson, as a reader would take it home.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use configurable_pool::pool::WorkerPool;
use lab::sync::Arc;
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::time::Duration;
use lab::{Config, Schedule};
use workloads::pool::SubmitError;

/// On many schedules; a deadlock and a thread that is left behind fail, too.
fn on_many_schedules(program: impl Fn()) {
    for seed in 0..300 {
        let schedule = Schedule::Random {
            seed,
            early_clock: true,
        };
        let run = lab::run(&Config::default().schedule(schedule), &program);
        assert!(run.verdict.is_done(), "{:?}", run.verdict);
    }
}

#[test]
fn a_pool_that_is_dropped_does_its_jobs_and_waits_for_its_workers() {
    on_many_schedules(|| {
        let done = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&done);
        let pool = WorkerPool::builder().workers(2).queue(3);
        let pool = pool.build(move |millis| {
            lab::work(Duration::from_millis(millis));
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let pool = pool.expect("there are workers");
        for millis in [5, 0, 7, 1] {
            assert_eq!(pool.submit(millis), Ok(()));
        }
        drop(pool);
        assert_eq!(done.load(Ordering::Relaxed), 4);
    });
}

#[test]
fn when_no_worker_lives_the_job_comes_back() {
    on_many_schedules(|| {
        let pool = WorkerPool::builder().workers(1).queue(0);
        let pool = pool.build(|n: u32| assert!(n > 1, "too small"));
        let pool = pool.expect("there is a worker");
        assert_eq!(pool.submit(1), Ok(()));
        assert_eq!(pool.submit(2), Err(SubmitError(2)));
        let stopped = catch_unwind(AssertUnwindSafe(|| pool.stop()));
        assert!(stopped.is_err(), "stop tells of the panic");
    });
}

#[test]
fn the_example_of_its_page_works() -> Result<(), Box<dyn std::error::Error>> {
    let pool = WorkerPool::builder()
        .workers(3)
        .queue(10)
        .build(|n: u64| n * n)?;
    for n in 1..=8 {
        pool.submit(n)?;
    }
    let mut squares = pool.stop();
    squares.sort();
    assert_eq!(squares, [1, 4, 9, 16, 25, 36, 49, 64]);
    Ok(())
}

#[test]
fn it_goes_from_thread_to_thread_and_is_shared_by_those_who_submit() {
    fn is_send<T: Send>() {}
    fn is_sync<T: Sync>() {}
    is_send::<WorkerPool<Cell<u8>, Cell<u8>>>();
    is_sync::<WorkerPool<Cell<u8>, Cell<u8>>>();
}
