//! Right, and built otherwise: idle workers are in a list and parked, and the monitor
//! waits on a condition variable.

use std::collections::VecDeque;

use lab::sync::{Arc, Condvar, Mutex, MutexGuard};
use lab::thread::{self, JoinHandle, Thread};
use lab::time::Instant;
use workloads::scaling::{
    Change, Sample, Scaling, ScalingError, ScalingReport, Task,
};

pub struct DynamicPool {
    inner: Arc<Inner>,
    monitor: JoinHandle<Vec<Sample>>,
}

struct Inner {
    scaling: Scaling,
    began: Instant,
    work: Box<dyn Fn(Task) + Send + Sync>,
    state: Mutex<State>,
    room: Condvar,
    all_done: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Task>,
    idle: Vec<Thread>,
    is_closed: bool,
    is_over: bool,
    alive: usize,
    handles: Vec<JoinHandle<usize>>,
    changes: Vec<Change>,
}

impl DynamicPool {
    pub fn new<W>(scaling: Scaling, work: W) -> Result<DynamicPool, ScalingError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        scaling.check()?;
        let inner = Arc::new(Inner {
            scaling,
            began: Instant::now(),
            work: Box::new(work),
            state: Mutex::default(),
            room: Condvar::new(),
            all_done: Condvar::new(),
        });
        for _ in 0..scaling.min {
            inner.add(&mut inner.state.lock().unwrap());
        }
        let watched = Arc::clone(&inner);
        let monitor = thread::spawn(move || watched.watch());
        Ok(DynamicPool { inner, monitor })
    }

    pub fn submit(&self, task: Task) {
        let inner = &self.inner;
        let most = inner.scaling.queue.max(1);
        let mut state = inner.state.lock().unwrap();
        while state.queue.len() >= most {
            state = inner.room.wait(state).unwrap();
        }
        state.queue.push_back(task);
        if let Some(worker) = state.idle.pop() {
            worker.unpark();
        }
        let is_crowded = inner.scaling.is_crowded(state.queue.len());
        if is_crowded && state.alive < inner.scaling.max {
            inner.add(&mut state);
            inner.note(&mut state);
        }
    }

    pub fn finish(self) -> ScalingReport {
        let mut state = self.inner.state.lock().unwrap();
        state.is_closed = true;
        for worker in state.idle.drain(..) {
            worker.unpark();
        }
        let handles = std::mem::take(&mut state.handles);
        drop(state);
        let counts = handles.into_iter().map(|handle| handle.join());
        let done = counts.map(|count| count.expect("no panic")).sum();
        self.inner.state.lock().unwrap().is_over = true;
        self.inner.all_done.notify_one();
        let samples = self.monitor.join().expect("no panic");
        let mut state = self.inner.state.lock().unwrap();
        ScalingReport {
            changes: std::mem::take(&mut state.changes),
            samples,
            done,
        }
    }
}

impl Inner {
    fn add(self: &Arc<Self>, state: &mut State) {
        state.alive += 1;
        let inner = Arc::clone(self);
        state
            .handles
            .push(thread::spawn(move || inner.run_worker()));
    }

    fn note(&self, state: &mut State) {
        state.changes.push(Change {
            at: self.began.elapsed(),
            workers: state.alive,
        });
    }

    fn run_worker(&self) -> usize {
        let mut done = 0;
        while let Some(task) = self.next() {
            (self.work)(task);
            done += 1;
        }
        done
    }

    fn next(&self) -> Option<Task> {
        let me = thread::current();
        let mut state = self.state.lock().unwrap();
        let mut patient_until = Instant::now() + self.scaling.idle;
        loop {
            state.idle.retain(|other| other.id() != me.id());
            if let Some(task) = state.queue.pop_front() {
                self.room.notify_one();
                return Some(task);
            }
            if state.is_closed {
                return None;
            }
            let now = Instant::now();
            if now >= patient_until {
                if state.alive > self.scaling.min {
                    state.alive -= 1;
                    self.note(&mut state);
                    return None;
                }
                patient_until = now + self.scaling.idle;
            }
            state.idle.push(me.clone());
            drop(state);
            thread::park_timeout(patient_until - now);
            state = self.state.lock().unwrap();
        }
    }

    fn watch(&self) -> Vec<Sample> {
        let mut samples = Vec::new();
        let mut due = self.began + self.scaling.every;
        let mut state = self.state.lock().unwrap();
        while !state.is_over {
            let now = Instant::now();
            if now >= due {
                samples.push(self.sample(&state));
                due += self.scaling.every;
                continue;
            }
            state = self.all_done.wait_timeout(state, due - now).unwrap().0;
        }
        samples
    }

    fn sample(&self, state: &MutexGuard<'_, State>) -> Sample {
        Sample {
            at: self.began.elapsed(),
            queued: state.queue.len(),
            workers: state.alive,
        }
    }
}
