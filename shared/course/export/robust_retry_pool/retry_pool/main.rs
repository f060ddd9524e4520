//! Does tasks that may fail, and tries again.

use std::time::Duration;

use exercises::retry_pool::retry_pool;
use workloads::retry::{Flaky, Policy, demonstrate};

fn main() {
    let policy = Policy {
        workers: 4,
        attempts: 3,
        pause: Duration::from_millis(100),
    };
    let service = Flaky {
        seed: 42,
        failing: 20,
        longest: 500,
    };
    let summary = demonstrate(15, |tasks| {
        retry_pool(policy, tasks, move |task, attempt| {
            service.serve_aloud(task, attempt)
        })
    });
    print!("{summary}");
}
