#[path = "../../../solutions/advanced_patterns/src/exercises/mod.rs"]
mod exercises;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use exercises::dynamic_pool::DynamicPool;
use exercises::fast_pool::BoundedPool;
use exercises::priority_pool::PriorityPool;
use exercises::rate_limiter::RateLimiter;
use exercises::work_stealing::run_stealing;
use workloads::priority::Priority;
use workloads::scaling::{self, Scaling};
use workloads::tree::{Node, lopsided};
use workloads::{priority, rate};

#[test]
fn priority_pool_does_every_task_on_plain_std() {
    let done = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&done);
    let work = move |task: priority::Task| list.lock().unwrap().push(task.id);
    let pool = PriorityPool::new(3, Duration::from_millis(1), work);
    let pool = pool.expect("there are workers");
    // More than the queues hold.
    for id in 1..=300 {
        let priority = Priority::ALL[id as usize % 3];
        pool.submit(priority::Task::new(id, priority, 0));
    }
    pool.finish();
    let mut done = done.lock().unwrap();
    done.sort_unstable();
    assert_eq!(*done, (1..=300).collect::<Vec<_>>());
}

#[test]
fn rate_limiter_keeps_to_its_rate_on_plain_std() {
    let limiter = RateLimiter::new(100, 5);
    let began = Instant::now();
    let times: Vec<_> = (0..15)
        .map(|_| {
            limiter.acquire();
            began.elapsed()
        })
        .collect();
    // A machine may be slow, but no token comes early.
    for (n, at) in (1..).zip(&times[5..]) {
        assert!(*at >= Duration::from_millis(10 * n), "token {n} at {at:?}");
    }
    assert!(rate::busiest_second(&times) <= 105);
    assert!(!limiter.try_acquire() || began.elapsed() > times[14]);
}

#[test]
fn dynamic_pool_grows_and_does_every_task_on_plain_std() {
    let scaling = Scaling {
        min: 1,
        max: 4,
        queue: 5,
        idle: Duration::from_millis(20),
        every: Duration::from_millis(5),
    };
    let pool = DynamicPool::new(scaling, scaling::Task::process);
    let pool = pool.expect("these limits are possible");
    for id in 1..=40 {
        pool.submit(scaling::Task::new(id, 2));
    }
    let report = pool.finish();
    assert_eq!(report.done, 40);
    let most = report.changes.iter().map(|change| change.workers).max();
    assert_eq!(most, Some(4));
}

#[test]
fn run_stealing_does_every_node_on_plain_crossbeam() {
    let instant = |node: Node| node.children;
    let nodes = (0..20).map(|_| lopsided(50)).collect();
    let per_worker = run_stealing(4, nodes, instant).expect("there are workers");
    assert_eq!(per_worker.iter().sum::<usize>(), 20 * 51);
}

#[test]
fn fast_pool_does_every_job_on_plain_std() {
    let done = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&done);
    let pool = BoundedPool::start(3, 50, move |n: u32| {
        list.lock().unwrap().push(n);
    });
    let pool = pool.expect("there are workers");
    // Many times more than the queue holds.
    for n in 1..=10_000 {
        let accepted = match n % 3 {
            0 => pool.submit(n).is_ok(),
            1 => pool.submit_timeout(n, Duration::MAX).is_ok(),
            // Full for now: there will be room.
            _ => (0..).any(|_| pool.try_submit(n).is_ok()),
        };
        assert!(accepted, "job {n} was refused by an open pool");
    }
    drop(pool);
    let mut done = done.lock().unwrap();
    done.sort_unstable();
    assert_eq!(*done, (1..=10_000).collect::<Vec<_>>());
}

/// The pool of the lesson, with the originals below it.
#[allow(dead_code, reason = "one test does not need all of it")]
#[path = "../../../chapters/advanced_patterns/src/lesson/fast_pool/work_stealing/mod.rs"]
mod work_stealing;

#[test]
fn the_pool_of_the_lesson_loses_nothing_on_plain_std() {
    let pool = work_stealing::WorkerPool::builder().workers(3).queue(100);
    let pool = pool.build(|n: u64| n).expect("there are workers");
    let sums: Vec<u64> = std::thread::scope(|scope| {
        let submit =
            || (1..=10_000).for_each(|n| pool.submit(n).expect("it is open"));
        let read = || pool.outcomes().map(|n| n.expect("no panic")).sum();
        let submitters = [scope.spawn(submit), scope.spawn(submit)];
        let readers = [scope.spawn(read), scope.spawn(read)];
        for submitter in submitters {
            submitter.join().expect("no panic");
        }
        pool.shutdown();
        readers
            .map(|reader| reader.join().expect("no panic"))
            .to_vec()
    });
    assert_eq!(sums.iter().sum::<u64>(), 10_000 * 10_001);
}
