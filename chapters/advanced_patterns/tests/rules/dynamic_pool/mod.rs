//! What `DynamicPool` promises, on every schedule.

mod bounds;
mod growing;
mod monitor;
mod room;
mod shrinking;
mod tasks;

use std::time::Duration;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use rules::{Rule, counted, scenario};
use workloads::scaling::{Change, Scaling, ScalingError, ScalingReport, Task};

use super::subject::DynamicPool;

/// One to three workers, a queue of 10, half a second of patience.
const USUAL: Scaling = Scaling {
    min: 1,
    max: 3,
    queue: 10,
    crowded: 80,
    idle: Duration::from_millis(500),
    every: Duration::from_secs(5),
};

pub fn rules() -> Vec<Rule> {
    let rules = [
        tasks::rules(),
        bounds::rules(),
        room::rules(),
        growing::rules(),
        shrinking::rules(),
        monitor::rules(),
    ];
    rules.into_iter().flatten().collect()
}

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// With a boxed closure: what was written is compiled once for all rules.
fn start(
    scaling: Scaling,
    work: impl Fn(Task) + Send + Sync + 'static,
) -> Result<DynamicPool, ScalingError> {
    let work: Box<dyn Fn(Task) + Send + Sync> = Box::new(work);
    DynamicPool::new(scaling, work)
}

fn new(scaling: Scaling) -> DynamicPool {
    start(scaling, Task::process).expect("these limits are possible")
}

/// A pool, and the time at which its last task so far has ended.
fn timed(scaling: Scaling) -> (DynamicPool, Arc<Mutex<Instant>>) {
    let ended = Arc::new(Mutex::new(Instant::now()));
    let last = Arc::clone(&ended);
    let work = move |task: Task| {
        task.process();
        *last.lock().unwrap() = Instant::now();
    };
    (start(scaling, work).expect("possible limits"), ended)
}

fn submit(pool: &DynamicPool, count: u32, millis: u64) {
    for id in 1..=count {
        pool.submit(Task::new(id, millis));
    }
}

/// `what` tells what happened.
fn expect_changes(report: &ScalingReport, expected: &[(u64, usize)], what: &str) {
    let change = |&(at, workers): &(u64, usize)| Change {
        at: ms(at),
        workers,
    };
    let expected: Vec<_> = expected.iter().map(change).collect();
    let both = report.changes.iter().zip(&expected);
    let alike = both
        .take_while(|(yours, promised)| yours == promised)
        .count();
    // Of long lists the first change that differs says more than all of them.
    let so_far = match (alike, expected.len()) {
        (_, 0) => "it should not change at all".to_owned(),
        (0, _) => "the first change is another".to_owned(),
        (alike, all) => {
            format!("{alike} of {} came as promised", counted(all, "change"))
        }
    };
    assert_eq!(
        report.changes.get(alike),
        expected.get(alike),
        "{what}: the number of workers changed in another way ({so_far}): when it \
         changed next, and how many there were then (`None`: it did not change)"
    );
}

fn expect_each_once(scaling: Scaling, millis: &[u64], pause: u64) {
    let pool = Recorder::new(scaling);
    for &millis in millis {
        pool.submit(&[millis]);
        if pause > 0 {
            thread::sleep(ms(pause));
        }
    }
    pool.expect_each_once();
}

/// A pool, and a list of the tasks it has done.
struct Recorder {
    scaling: Scaling,
    pool: DynamicPool,
    submitted: Mutex<u32>,
    done: Arc<Mutex<Vec<u32>>>,
}

impl Recorder {
    fn new(scaling: Scaling) -> Recorder {
        scenario(format_args!("{scaling:?}"));
        let done = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&done);
        let work = move |task: Task| {
            let id = task.id;
            task.process();
            list.lock().unwrap().push(id);
        };
        Recorder {
            scaling,
            pool: start(scaling, work).expect("possible limits"),
            submitted: Mutex::new(0),
            done,
        }
    }

    /// Submits tasks of these durations.
    fn submit(&self, millis: &[u64]) {
        for &millis in millis {
            let id = {
                let mut submitted = self.submitted.lock().unwrap();
                *submitted += 1;
                *submitted
            };
            self.pool.submit(Task::new(id, millis));
        }
    }

    fn finish(self) -> (ScalingReport, Vec<u32>) {
        let report = self.pool.finish();
        let done = self.done.lock().unwrap();
        (report, done.clone())
    }

    /// Finishes, and checks what was done.
    fn expect_each_once(self) -> ScalingReport {
        let submitted = *self.submitted.lock().unwrap();
        let (report, mut done) = self.finish();
        done.sort_unstable();
        assert_eq!(
            done,
            (1..=submitted).collect::<Vec<_>>(),
            "not every task was done exactly once (the ids of those done)"
        );
        assert_eq!(
            report.done,
            done.len(),
            "`done` of the report, and how many tasks were done"
        );
        report
    }

    /// The same, and checks how many workers there were.
    fn expect_bounds(self) {
        let Scaling { min, max, .. } = self.scaling;
        let report = self.expect_each_once();
        let mut before = min;
        let mut last = Duration::ZERO;
        for Change { at, workers } in report.changes {
            assert!(
                (min..=max).contains(&workers),
                "there were {workers} workers, and {min} to {max} are allowed"
            );
            assert!(
                workers.abs_diff(before) == 1,
                "the number of workers went from {before} to {workers} in one step"
            );
            assert!(
                at >= last,
                "a change after {at:?} stands behind one after {last:?}"
            );
            (before, last) = (workers, at);
        }
    }
}
