//! Does tasks, and reports its figures while it works.

use std::time::Duration;

use exercises::live_metrics::run_with_metrics;
use workloads::metrics::{demonstrate, say};
use workloads::retry::Flaky;

fn main() {
    let (workers, every) = (4, Duration::from_secs(2));
    let service = Flaky {
        seed: 42,
        failing: 20,
        longest: 500,
    };
    let report = demonstrate(100, |tasks| {
        let serve = move |task| service.serve(task, 1);
        run_with_metrics(workers, tasks, every, serve, say)
    });
    print!("{report}");
}
