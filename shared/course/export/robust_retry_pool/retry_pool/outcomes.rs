use std::panic::resume_unwind;
use std::time::Duration;

use super::exercises::retry_pool::retry_pool;
use workloads::retry::{Policy, TaskError, tasks};

#[test]
fn retry_pool_tries_again() {
    let policy = Policy {
        workers: 3,
        attempts: 3,
        pause: Duration::from_millis(5),
    };
    // Task n succeeds at attempt n modulo 5, if that is one of the three.
    let outcomes = retry_pool(policy, tasks(20), |task, attempt| {
        if task.id % 5 == 0 {
            resume_unwind(Box::new("the service panics"));
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
