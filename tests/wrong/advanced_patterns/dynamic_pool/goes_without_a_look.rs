//! Wrong: a worker whose patience is over goes, and does not look whether a task has
//! come at that moment.

use std::collections::VecDeque;

use lab::channel::{Receiver, RecvTimeoutError, Sender, bounded};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::Instant;
use workloads::scaling::{
    Change, Sample, Scaling, ScalingError, ScalingReport, Task,
};

/// A pool that grows under load, shrinks when there is little to do, and keeps a
/// diary of both.
///
/// Threads may share it and submit at the same time. Who has to wait sleeps: nobody
/// asks again and again.
pub struct DynamicPool {
    shared: Arc<Shared>,
    work: Arc<dyn Fn(Task) + Send + Sync>,
    monitor: JoinHandle<Vec<Sample>>,
    /// Nothing is sent through it: that it closes ends the monitor.
    stop: Sender<()>,
}

impl DynamicPool {
    /// Starts `scaling.min` workers, which call `work` with each task, the oldest
    /// first, and one more thread, the monitor. `work` does not panic.
    ///
    /// - A worker that has waited for `scaling.idle` without getting a task ends at
    ///   that moment, if no task waits then, and there are more than `scaling.min`. One
    ///   that stays may count its waiting from there anew.
    /// - The monitor looks every `scaling.every`, counted from now: not at 0, and
    ///   neither later nor earlier however long a look takes. When one comes late, on
    ///   a slow machine, the next is in time all the same. Each look is a `Sample` of
    ///   the report. It only looks, and starts nobody.
    ///
    /// # Errors
    ///
    /// Those of [`Scaling::check`].
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

    /// Puts the task into the queue; waits while it holds `scaling.queue` tasks that
    /// nobody has taken yet (0 counts as 1).
    ///
    /// If the queue is then crowded ([`Scaling::is_crowded`]: more than so many percent
    /// full, this task included) and there are fewer than `scaling.max` workers, one more
    /// is started. All of this is one step: of two threads that submit at the same
    /// time, one does it after the other.
    pub fn submit(&self, task: Task) {
        let shared = &self.shared;
        let most = shared.scaling.queue.max(1);
        let state = shared.state.lock().unwrap();
        let mut state = shared
            .room
            .wait_while(state, |state| state.queue.len() >= most)
            .unwrap();
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

    /// Waits until every submitted task is done and every thread has ended, and tells
    /// the pool's life: each change of the number of workers, after the first
    /// `scaling.min` and before this call; each look of the monitor until the last
    /// task is done; how many tasks were done. Does not wait for the next look.
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

/// What all threads of the pool have in common.
struct Shared {
    scaling: Scaling,
    began: Instant,
    state: Mutex<State>,
    /// A task came, or nothing more will. Workers wait for it.
    ready: Condvar,
    /// A task was taken. Those who submit wait for it.
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
    /// Takes the oldest task, waiting while there is none. `None` tells a worker to
    /// end: nothing more will come, or it is not needed.
    fn next(&self) -> Option<Task> {
        let mut state = self.state.lock().unwrap();
        loop {
            let until = Instant::now() + self.scaling.idle;
            let mut timed_out = false;
            while state.queue.is_empty() && !state.closed && !timed_out {
                let left = until.saturating_duration_since(Instant::now());
                let waited = self.ready.wait_timeout(state, left).unwrap();
                (state, timed_out) = (waited.0, waited.1.timed_out());
            }
            if timed_out && state.alive > self.scaling.min {
                state.alive -= 1;
                self.note_change(&mut state);
                return None;
            }
            if let Some(task) = state.queue.pop_front() {
                self.room.notify_one();
                return Some(task);
            }
            if state.closed {
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

    /// Looks at the pool every so often, until `stopped` closes.
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
