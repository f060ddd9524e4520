//! Wrong: the monitor misses its end between looking at the flag and going to sleep.

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
    tasks: Condvar,
    room: Condvar,
    over: Condvar,
    flag: lab::sync::atomic::AtomicBool,
}

struct State {
    queue: VecDeque<Task>,
    workers: usize,
    busy: usize,
    closed: bool,
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
                self.room.notify_one();
                drop(state);
                (self.work)(task);
                state = self.state.lock().unwrap();
                state.busy -= 1;
                state.report.done += 1;
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
            state = self.tasks.wait_timeout(state, left).unwrap().0;
        }
    }

    fn monitor(&self) {
        let mut due = self.began + self.scaling.every;
        let mut state = self.state.lock().unwrap();
        while !self.flag.load(lab::sync::atomic::Ordering::SeqCst) {
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
            state = self.over.wait_timeout(state, due - now).unwrap().0;
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
                report: ScalingReport::default(),
                handles: Vec::new(),
            }),
            tasks: Condvar::new(),
            room: Condvar::new(),
            over: Condvar::new(),
            flag: lab::sync::atomic::AtomicBool::new(false),
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
            .room
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
        shared.tasks.notify_one();
    }

    pub fn finish(self) -> ScalingReport {
        let shared = &self.shared;
        let mut state = shared.state.lock().unwrap();
        state.closed = true;
        shared.tasks.notify_all();
        let handles = std::mem::take(&mut state.handles);
        drop(state);
        for handle in handles {
            handle.join().unwrap();
        }
        shared.flag.store(true, lab::sync::atomic::Ordering::SeqCst);
        shared.over.notify_all();
        self.monitor.join().unwrap();
        std::mem::take(&mut shared.state.lock().unwrap().report)
    }
}
