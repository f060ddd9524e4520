use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::exercises::live_metrics::run_with_metrics;
use workloads::retry::{TaskError, tasks};

#[test]
fn live_metrics_reports() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let every = Duration::from_millis(10);
    let seen = Arc::clone(&reports);
    let last = run_with_metrics(
        3,
        tasks(30),
        every,
        |task| {
            lab::work(Duration::from_millis(5));
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
