//! What `run_with_metrics` promises, on every schedule.

mod figures;
mod reports;
mod tasks;
mod workers;

use lab::time::{Duration, Instant};
use rules::{Rule, counted, scenario};
use workloads::job::PoolError;
use workloads::log::Log;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError, tasks};

use super::subject;

pub fn rules() -> Vec<Rule> {
    let rules = [
        tasks::rules(),
        workers::rules(),
        reports::rules(),
        figures::rules(),
    ];
    rules.into_iter().flatten().collect()
}

/// With boxed closures: what was written is compiled once for all rules.
fn run_with_metrics(
    workers: usize,
    tasks: Vec<Task>,
    every: Duration,
    service: impl Fn(Task) -> Result<u64, TaskError> + Send + Sync + 'static,
    report: impl FnMut(Duration, Snapshot) + Send + 'static,
) -> Result<Snapshot, PoolError> {
    let service: Box<dyn Fn(Task) -> Result<u64, TaskError> + Send + Sync> =
        Box::new(service);
    let report: Box<dyn FnMut(Duration, Snapshot) + Send> = Box::new(report);
    subject::run_with_metrics(workers, tasks, every, service, report)
}

/// Tasks that take so many milliseconds each, with a report every 100 ms unless
/// something else is said. Every third task fails.
struct Scenario {
    workers: usize,
    millis: Vec<u64>,
    every: Duration,
    report_takes: Duration,
}

#[derive(Clone)]
struct Call {
    id: u32,
    succeeds: bool,
    began: Duration,
    ended: Duration,
    /// How many calls had begun when it ended.
    begun: usize,
}

/// What happened.
struct Seen {
    /// In the order in which they ended.
    calls: Vec<Call>,
    /// For which time, at which time, and what.
    reports: Vec<(Duration, Duration, Snapshot)>,
    last: Snapshot,
    took: Duration,
}

impl Scenario {
    fn new(workers: usize, millis: &[u64]) -> Scenario {
        Scenario {
            workers,
            millis: millis.to_vec(),
            every: Duration::from_millis(100),
            report_takes: Duration::ZERO,
        }
    }

    fn run(&self) -> Seen {
        let Scenario {
            workers, millis, ..
        } = self;
        scenario(format_args!(
            "{}, and tasks of {millis:?} ms",
            counted(*workers, "worker")
        ));
        let (begins, calls, reports) =
            (Log::default(), Log::default(), Log::default());
        let start = Instant::now();
        let service = {
            let (calls, millis) = (calls.clone(), self.millis.clone());
            move |Task { id }| {
                let began = start.elapsed();
                begins.note(());
                lab::work(Duration::from_millis(millis[id as usize - 1]));
                let ended = start.elapsed();
                let succeeds = !id.is_multiple_of(3);
                calls.note(Call {
                    id,
                    succeeds,
                    began,
                    ended,
                    begun: begins.all().len(),
                });
                if succeeds {
                    // An answer, and no count.
                    Ok(u64::from(id).pow(2))
                } else {
                    Err(TaskError::Refused)
                }
            }
        };
        let report = {
            let (reports, takes) = (reports.clone(), self.report_takes);
            move |at, snapshot| {
                reports.note((at, start.elapsed(), snapshot));
                lab::thread::sleep(takes);
            }
        };
        let tasks = tasks(self.millis.len() as u32);
        let last =
            run_with_metrics(self.workers, tasks, self.every, service, report)
                .expect("there are workers");
        Seen {
            calls: calls.all(),
            reports: reports.all(),
            last,
            took: start.elapsed(),
        }
    }
}

impl Seen {
    fn expect_reports(&self, millis: &[u128]) {
        let said: Vec<_> = self.reports.iter().map(|r| r.0.as_millis()).collect();
        let made: Vec<_> = self.reports.iter().map(|r| r.1.as_millis()).collect();
        assert_eq!(made, millis, "when reports were made, in ms");
        assert_eq!(said, made, "`at` of the reports, and when they were made");
    }
}
