//! Wrong: whoever waits for room looks again every 10 ms.

use std::collections::VecDeque;

use lab::channel::{Receiver, RecvTimeoutError, Sender, bounded};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::Instant;
use workloads::scaling::{
    Change, Sample, Scaling, ScalingError, ScalingReport, Task,
};

pub struct DynamicPool {
    shared: Arc<Shared>,
    work: Arc<dyn Fn(Task) + Send + Sync>,
    monitor: JoinHandle<Vec<Sample>>,
    stop: Sender<()>,
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
            state: Mutex::default(),
            ready: Condvar::new(),
            room: Condvar::new(),
        });
        let (stop, stopped) = bounded(0);
        let monitor = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.watch(&stopped))
        };
        let pool = DynamicPool {
            shared,
            work: Arc::new(work),
            monitor,
            stop,
        };
        let mut state = pool.shared.state.lock().unwrap();
        for _ in 0..scaling.min {
            pool.start_worker(&mut state);
        }
        drop(state);
        Ok(pool)
    }

    pub fn submit(&self, task: Task) {
        let shared = &self.shared;
        let most = shared.scaling.queue.max(1);
        let mut state = shared.state.lock().unwrap();
        while state.queue.len() >= most {
            state = shared
                .room
                .wait_timeout(state, lab::time::Duration::from_millis(10))
                .unwrap()
                .0;
        }
        state.queue.push_back(task);
        shared.ready.notify_one();
        // Under the same lock as the count: two who submit at once must not both
        // find room for one more.
        if shared.scaling.is_crowded(state.queue.len())
            && state.alive < shared.scaling.max
        {
            self.start_worker(&mut state);
            shared.note_change(&mut state);
        }
    }

    pub fn finish(self) -> ScalingReport {
        let workers = {
            let mut state = self.shared.state.lock().unwrap();
            state.closed = true;
            std::mem::take(&mut state.workers)
        };
        self.shared.ready.notify_all();
        for worker in workers {
            worker.join().expect("the work does not panic");
        }
        drop(self.stop);
        let samples = self.monitor.join().expect("the monitor does not panic");
        let mut state = self.shared.state.lock().unwrap();
        ScalingReport {
            changes: std::mem::take(&mut state.changes),
            samples,
            done: state.done,
        }
    }

    fn start_worker(&self, state: &mut State) {
        let (shared, work) = (Arc::clone(&self.shared), Arc::clone(&self.work));
        state.alive += 1;
        state.workers.push(thread::spawn(move || {
            while let Some(task) = shared.next() {
                work(task);
                shared.state.lock().unwrap().done += 1;
            }
        }));
    }
}

struct Shared {
    scaling: Scaling,
    began: Instant,
    state: Mutex<State>,
    ready: Condvar,
    room: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Task>,
    closed: bool,
    alive: usize,
    workers: Vec<JoinHandle<()>>,
    changes: Vec<Change>,
    done: usize,
}

impl Shared {
    fn next(&self) -> Option<Task> {
        let mut state = self.state.lock().unwrap();
        loop {
            let idle = self.scaling.idle;
            let nothing =
                |state: &mut State| state.queue.is_empty() && !state.closed;
            let waited = self.ready.wait_timeout_while(state, idle, nothing);
            state = waited.unwrap().0;
            if let Some(task) = state.queue.pop_front() {
                self.room.notify_one();
                return Some(task);
            }
            if state.closed {
                return None;
            }
            if state.alive > self.scaling.min {
                state.alive -= 1;
                self.note_change(&mut state);
                return None;
            }
        }
    }

    fn note_change(&self, state: &mut State) {
        let change = Change {
            at: self.began.elapsed(),
            workers: state.alive,
        };
        state.changes.push(change);
    }

    fn watch(&self, stopped: &Receiver<()>) -> Vec<Sample> {
        let mut samples = Vec::new();
        let mut due = self.began + self.scaling.every;
        while stopped.recv_deadline(due) == Err(RecvTimeoutError::Timeout) {
            let state = self.state.lock().unwrap();
            samples.push(Sample {
                at: self.began.elapsed(),
                queued: state.queue.len(),
                workers: state.alive,
            });
            // From when it was due, not from now: looks do not drift.
            due += self.scaling.every;
        }
        samples
    }
}
