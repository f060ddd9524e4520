//! Right, and built otherwise: a bounded channel of tasks, timeouts on receiving, and
//! a monitor that selects between its next look and the end.

use lab::channel::{Receiver, RecvTimeoutError, Sender, at, bounded, select};
use lab::sync::{Arc, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::Instant;
use workloads::scaling::{
    Change, Sample, Scaling, ScalingError, ScalingReport, Task,
};

pub struct DynamicPool {
    crew: Arc<Crew>,
    tasks: Sender<Task>,
    /// Whose turn it is to submit: nobody else's task comes between a task and the
    /// look at the queue. Workers never wait for it.
    turn: Mutex<()>,
    stop: Sender<()>,
    monitor: JoinHandle<Vec<Sample>>,
}

struct Crew {
    scaling: Scaling,
    began: Instant,
    tasks: Receiver<Task>,
    work: Box<dyn Fn(Task) + Send + Sync>,
    members: Mutex<Members>,
}

#[derive(Default)]
struct Members {
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
        let (tasks, tasks_rx) = bounded(scaling.queue.max(1));
        let (stop, stopped) = bounded(0);
        let crew = Arc::new(Crew {
            scaling,
            began: Instant::now(),
            tasks: tasks_rx,
            work: Box::new(work),
            members: Mutex::default(),
        });
        for _ in 0..scaling.min {
            add(&crew, scaling.min);
        }
        crew.members.lock().unwrap().changes.clear();
        let monitor = {
            let crew = Arc::clone(&crew);
            thread::spawn(move || crew.watch(&stopped))
        };
        Ok(DynamicPool {
            crew,
            tasks,
            turn: Mutex::default(),
            stop,
            monitor,
        })
    }

    pub fn submit(&self, task: Task) {
        let _turn = self.turn.lock().unwrap();
        self.tasks.send(task).expect("the crew holds a receiver");
        if self.crew.scaling.is_crowded(self.tasks.len()) {
            add(&self.crew, self.crew.scaling.max);
        }
    }

    pub fn finish(self) -> ScalingReport {
        drop(self.tasks);
        let handles = std::mem::take(&mut self.crew.members.lock().unwrap().handles);
        let counts = handles.into_iter().map(|handle| handle.join());
        let done = counts.map(|count| count.expect("no panic")).sum();
        drop(self.stop);
        let samples = self.monitor.join().expect("no panic");
        let mut members = self.crew.members.lock().unwrap();
        ScalingReport {
            changes: std::mem::take(&mut members.changes),
            samples,
            done,
        }
    }
}

fn add(crew: &Arc<Crew>, most: usize) {
    let mut members = crew.members.lock().unwrap();
    if members.alive < most {
        let member = Arc::clone(crew);
        let handle = thread::spawn(move || member.run_worker());
        members.handles.push(handle);
        crew.change(&mut members, 1);
    }
}

impl Crew {
    fn run_worker(&self) -> usize {
        let mut done = 0;
        while let Some(task) = self.next() {
            (self.work)(task);
            done += 1;
        }
        done
    }

    fn next(&self) -> Option<Task> {
        loop {
            match self.tasks.recv_timeout(self.scaling.idle) {
                Ok(task) => return Some(task),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            let mut members = self.members.lock().unwrap();
            // Whoever submits looks at the number after the task is there: it sees that
            // this one is gone, or this one sees the task.
            if let Ok(task) = self.tasks.try_recv() {
                return Some(task);
            }
            if members.alive > self.scaling.min {
                self.change(&mut members, -1);
                return None;
            }
        }
    }

    fn change(&self, members: &mut Members, by: isize) {
        members.alive = members.alive.saturating_add_signed(by);
        members.changes.push(Change {
            at: self.began.elapsed(),
            workers: members.alive,
        });
    }

    fn watch(&self, stopped: &Receiver<()>) -> Vec<Sample> {
        let mut samples = Vec::new();
        let mut due = self.began + self.scaling.every;
        loop {
            select! {
                recv(at(due)) -> _ => samples.push(Sample {
                    at: self.began.elapsed(),
                    queued: self.tasks.len(),
                    workers: self.members.lock().unwrap().alive,
                }),
                recv(stopped) -> _ => return samples,
            }
            due += self.scaling.every;
        }
    }
}
