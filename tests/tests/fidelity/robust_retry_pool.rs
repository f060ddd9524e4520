#[path = "../../../solutions/robust_retry_pool/src/exercises/mod.rs"]
mod exercises;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use exercises::{http_simulator, live_metrics, retry_pool};
use workloads::http::{self, requests};
use workloads::retry::{Policy, TaskError, tasks};

#[test]
fn retry_pool_tries_again_on_plain_crossbeam() {
    let policy = Policy {
        workers: 3,
        attempts: 3,
        pause: Duration::from_millis(5),
    };
    // Task n succeeds at attempt n modulo 5, if that is one of the three.
    let outcomes = retry_pool::retry_pool(policy, tasks(20), |task, attempt| {
        if task.id % 5 == 0 {
            std::panic::resume_unwind(Box::new("the service panics"));
        }
        match task.id as usize % 5 == attempt {
            true => Ok(u64::from(task.id)),
            false => Err(TaskError::Refused),
        }
    });
    let mut outcomes = outcomes.expect("there are workers");
    outcomes.sort_unstable_by_key(|outcome| outcome.task);
    assert_eq!(outcomes.len(), 20);
    for outcome in outcomes {
        let (attempts, result) = match outcome.task % 5 {
            0 => (3, Err(TaskError::Panicked)),
            4 => (3, Err(TaskError::Refused)),
            n => (n as usize, Ok(u64::from(outcome.task))),
        };
        assert_eq!(outcome.attempts.len(), attempts, "task {}", outcome.task);
        assert_eq!(outcome.result, result, "task {}", outcome.task);
        for two in outcome.attempts.windows(2) {
            assert!(two[1].began >= two[0].ended + policy.pause);
        }
    }
}

#[test]
fn the_http_simulator_counts_on_plain_crossbeam() {
    let policy = http::Policy {
        workers: 5,
        attempts: 3,
        backoff: Duration::from_millis(2),
        jitter: Duration::from_millis(2),
        is_retryable: http::passing_errors,
        seed: 42,
    };
    let answer = |request: http::Request, attempt| match request.id % 4 {
        0 => 404,
        1 if attempt < 3 => 503,
        _ => 200,
    };
    let outcomes = http_simulator::simulate(policy, requests(42, 40), answer)
        .expect("there are workers");
    let statistics = http_simulator::statistics(&outcomes, Duration::from_secs(4));
    assert_eq!(statistics.requests, 40);
    assert_eq!(statistics.succeeded, 30);
    assert_eq!(statistics.retries, 20);
    let codes = statistics.codes.iter().map(|c| (c.code, c.count));
    let expected = [(200, 30), (404, 10), (503, 20)];
    assert_eq!(codes.collect::<Vec<_>>(), expected);
}

#[test]
fn live_metrics_reports_on_plain_crossbeam() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let every = Duration::from_millis(10);
    let seen = Arc::clone(&reports);
    let last = live_metrics::run_with_metrics(
        3,
        tasks(30),
        every,
        |task| {
            super::work(Duration::from_millis(5));
            if task.id % 3 == 0 {
                Err(TaskError::Refused)
            } else {
                Ok(1)
            }
        },
        move |at, snapshot| seen.lock().unwrap().push((at, snapshot)),
    );
    let last = last.expect("there are workers");
    assert_eq!((last.completed, last.succeeded, last.failed), (30, 20, 10));
    assert_eq!(last.in_progress, 0);
    let reports = reports.lock().unwrap();
    assert!(!reports.is_empty(), "the tasks take at least 50 ms");
    for ((at, snapshot), tick) in reports.iter().zip(1..) {
        assert_eq!(*at, every * tick);
        assert_eq!(snapshot.completed, snapshot.succeeded + snapshot.failed);
    }
}
