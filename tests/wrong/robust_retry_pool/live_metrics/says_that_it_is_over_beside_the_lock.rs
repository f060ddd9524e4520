//! Wrong: that it is over is said without the lock, between a look and the wait.

use std::time::Duration;

use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
use lab::sync::{Condvar, Mutex, MutexGuard};
use lab::thread;
use lab::time::Instant;
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError};

enum Entry {
    Began,
    Ended(bool),
}

struct Diary {
    tasks: Vec<Task>,
    entries: Vec<Entry>,
    workers_left: usize,
}

fn add_up(diary: &MutexGuard<'_, Diary>) -> Snapshot {
    let mut s = Snapshot::default();
    for e in &diary.entries {
        match e {
            Entry::Began => s.in_progress += 1,
            Entry::Ended(ok) => {
                s.in_progress -= 1;
                s.completed += 1;
                if *ok {
                    s.succeeded += 1;
                } else {
                    s.failed += 1;
                }
            }
        }
    }
    s
}

pub fn run_with_metrics<S, R>(
    workers: usize,
    mut tasks: Vec<Task>,
    every: Duration,
    service: S,
    mut report: R,
) -> Result<Snapshot, PoolError>
where
    S: Fn(Task) -> Result<u64, TaskError> + Send + Sync + 'static,
    R: FnMut(Duration, Snapshot) + Send + 'static,
{
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let start = Instant::now();
    tasks.reverse();
    let diary = Mutex::new(Diary {
        tasks,
        entries: Vec::new(),
        workers_left: workers,
    });
    let over = Condvar::new();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut d = diary.lock().unwrap();
                while let Some(task) = d.tasks.pop() {
                    d.entries.push(Entry::Began);
                    drop(d);
                    let ok = service(task).is_ok();
                    d = diary.lock().unwrap();
                    d.entries.push(Entry::Ended(ok));
                }
                d.workers_left -= 1;
                let last = d.workers_left == 0;
                drop(d);
                if last {
                    done.store(true, SeqCst);
                    over.notify_one();
                }
            });
        }
        let mut next = start + every;
        let mut d = diary.lock().unwrap();
        while !done.load(SeqCst) {
            let now = Instant::now();
            if now < next {
                d = over.wait_timeout(d, next - now).unwrap().0;
                continue;
            }
            let s = add_up(&d);
            drop(d);
            report(next - start, s);
            next += every;
            d = diary.lock().unwrap();
        }
    });
    let d = diary.lock().unwrap();
    Ok(add_up(&d))
}
