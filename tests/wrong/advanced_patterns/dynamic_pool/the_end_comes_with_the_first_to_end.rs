//! Wrong: the monitor ends when the queue is empty, though another worker is busy.

use lab::sync::{Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::Instant;
use std::collections::VecDeque;
use std::sync::Arc;
use workloads::scaling::{
    Change, Sample, Scaling, ScalingError, ScalingReport, Task,
};

/// A pool that grows under load, shrinks when there is little to do, and keeps a
/// diary of both.
pub struct DynamicPool {
    shared: Arc<Shared>,
    monitor: JoinHandle<()>,
}

struct Shared {
    scaling: Scaling,
    began: Instant,
    work: Box<dyn Fn(Task) + Send + Sync>,
    state: Mutex<State>,
    changed: Condvar,
    done: lab::sync::atomic::AtomicUsize,
}

struct State {
    queue: VecDeque<Task>,
    workers: usize,
    busy: usize,
    closed: bool,
    over: bool,
    report: ScalingReport,
    handles: Vec<JoinHandle<()>>,
}

impl Shared {
    fn grow(self: &Arc<Self>, state: &mut State) {
        state.workers += 1;
        let me = Arc::clone(self);
        state.handles.push(thread::spawn(move || me.worker()));
    }

    fn note(&self, state: &mut State) {
        state.report.changes.push(Change {
            at: self.began.elapsed(),
            workers: state.workers,
        });
    }

    fn worker(&self) {
        let mut state = self.state.lock().unwrap();
        let mut deadline = Instant::now() + self.scaling.idle;
        loop {
            if let Some(task) = state.queue.pop_front() {
                state.busy += 1;
                self.changed.notify_all();
                drop(state);
                (self.work)(task);
                state = self.state.lock().unwrap();
                state.busy -= 1;
                self.done.fetch_add(1, lab::sync::atomic::Ordering::SeqCst);
                if state.closed && state.queue.is_empty() {
                    state.over = true;
                    self.changed.notify_all();
                }
                deadline = Instant::now() + self.scaling.idle;
                continue;
            }
            if state.closed {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                if state.workers > self.scaling.min {
                    state.workers -= 1;
                    self.note(&mut state);
                    return;
                }
                deadline = Instant::now() + self.scaling.idle;
                continue;
            }
            state = self.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    fn monitor(&self) {
        let mut due = self.began + self.scaling.every;
        let mut state = self.state.lock().unwrap();
        while !state.over {
            let now = Instant::now();
            if now >= due {
                let sample = Sample {
                    at: self.began.elapsed(),
                    queued: state.queue.len(),
                    workers: state.workers,
                };
                state.report.samples.push(sample);
                due += self.scaling.every;
                continue;
            }
            state = self.changed.wait_timeout(state, due - now).unwrap().0;
        }
    }
}

impl DynamicPool {
    pub fn new<W>(scaling: Scaling, work: W) -> Result<DynamicPool, ScalingError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        scaling.check()?;
        let shared = Arc::new(Shared {
            scaling,
            began: Instant::now(),
            work: Box::new(work),
            state: Mutex::new(State {
                queue: VecDeque::new(),
                workers: 0,
                busy: 0,
                closed: false,
                over: false,
                report: ScalingReport::default(),
                handles: Vec::new(),
            }),
            changed: Condvar::new(),
            done: lab::sync::atomic::AtomicUsize::new(0),
        });
        let mut state = shared.state.lock().unwrap();
        for _ in 0..scaling.min {
            shared.grow(&mut state);
        }
        drop(state);
        let me = Arc::clone(&shared);
        let monitor = thread::spawn(move || me.monitor());
        Ok(DynamicPool { shared, monitor })
    }

    pub fn submit(&self, task: Task) {
        let shared = &self.shared;
        let room = shared.scaling.queue.max(1);
        let state = shared.state.lock().unwrap();
        let mut state = shared
            .changed
            .wait_while(state, |s| s.queue.len() >= room)
            .unwrap();
        state.queue.push_back(task);
        if shared.scaling.is_crowded(state.queue.len())
            && state.workers < shared.scaling.max
        {
            shared.grow(&mut state);
            shared.note(&mut state);
        }
        drop(state);
        shared.changed.notify_all();
    }

    pub fn finish(self) -> ScalingReport {
        let shared = &self.shared;
        let mut state = shared.state.lock().unwrap();
        state.closed = true;
        state.over = state.queue.is_empty() && state.busy == 0;
        shared.changed.notify_all();
        let handles = std::mem::take(&mut state.handles);
        drop(state);
        for handle in handles {
            handle.join().unwrap();
        }
        self.monitor.join().unwrap();
        let mut report = std::mem::take(&mut shared.state.lock().unwrap().report);
        report.done = shared.done.load(lab::sync::atomic::Ordering::SeqCst);
        report
    }
}
