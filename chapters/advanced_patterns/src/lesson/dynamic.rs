//! As many workers as are needed: a monitor adds one when the queue is crowded,
//! and a worker that has nothing to do for a while ends.

use lab::channel::{Receiver, RecvTimeoutError, bounded, select, tick};
use lab::println;
use lab::sync::{Arc, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::Duration;
use workloads::scaling::{Scaling, Task, feed};

/// How often the monitor looks whether the queue is crowded.
const LOOK: Duration = Duration::from_millis(500);

/// Lets a pool that grows and shrinks do a rush of `count` tasks and what follows.
pub fn run(scaling: Scaling, count: u32) -> String {
    let (tasks_tx, tasks_rx) = bounded::<Task>(scaling.queue.max(1));
    // Nothing is ever sent through it: that it closes is the message.
    let (stop_tx, stop_rx) = bounded::<()>(0);
    let mut pool = Pool {
        scaling,
        tasks: tasks_rx,
        alive: Arc::new(Mutex::new(0)),
        threads: Vec::new(),
    };
    while pool.grow(scaling.min) {}
    let monitor = thread::Builder::new()
        .name("monitor".to_owned())
        .spawn(move || pool.watch(&stop_rx))
        .expect("the system has no thread left");

    feed(count, |task| {
        tasks_tx.send(task).expect("the monitor holds a receiver");
    });
    drop(tasks_tx);
    drop(stop_tx);
    let started = monitor.join().expect("the monitor does not panic");
    format!("\n📊 {started} workers were started in all\n🎉 done\n")
}

/// What the monitor needs in order to start workers: no sender, or the tasks
/// would never close.
struct Pool {
    scaling: Scaling,
    tasks: Receiver<Task>,
    /// How many workers there are. Whoever wants to change it looks at it and
    /// changes it under one lock: so it never leaves its bounds.
    alive: Arc<Mutex<usize>>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    // ANCHOR: watch
    /// Watches the queue until `stop` closes, then waits for the workers. Tells how
    /// many of them there ever were.
    fn watch(mut self, stop: &Receiver<()>) -> usize {
        let looks = tick(LOOK);
        let reports = tick(self.scaling.every);
        loop {
            select! {
                recv(looks) -> _ => {
                    if self.scaling.is_crowded(self.tasks.len()) {
                        self.grow(self.scaling.max);
                    }
                }
                recv(reports) -> _ => {
                    let alive = *self.alive.lock().unwrap();
                    println!("📈 {} tasks wait, workers: {alive}", self.tasks.len());
                }
                recv(stop) -> _ => break,
            }
        }
        let started = self.threads.len();
        for thread in self.threads {
            thread.join().expect("the workers do not panic");
        }
        started
    }
    // ANCHOR_END: watch

    // ANCHOR: grow
    /// Starts one more worker, unless there are `most` of them.
    fn grow(&mut self, most: usize) -> bool {
        let mut alive = self.alive.lock().unwrap();
        if *alive >= most {
            return false;
        }
        *alive += 1;
        println!("🔧 one more, workers: {alive}");
        drop(alive);
        let (scaling, tasks) = (self.scaling, self.tasks.clone());
        let alive = Arc::clone(&self.alive);
        let thread = thread::Builder::new()
            .name(format!("worker {}", self.threads.len() + 1))
            .spawn(move || worker(scaling, &tasks, &alive))
            .expect("the system has no thread left");
        self.threads.push(thread);
        true
    }
    // ANCHOR_END: grow
}

// ANCHOR: worker
/// Does tasks until they close, or until it has waited for long and is not needed.
fn worker(scaling: Scaling, tasks: &Receiver<Task>, alive: &Mutex<usize>) {
    loop {
        match tasks.recv_timeout(scaling.idle) {
            Ok(task) => lab::work(task.duration),
            Err(RecvTimeoutError::Timeout) => {
                let mut alive = alive.lock().unwrap();
                // A task that came at this very moment is not left to the others.
                if *alive > scaling.min && tasks.is_empty() {
                    *alive -= 1;
                    println!("🔧 one fewer, workers: {alive}");
                    return;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
// ANCHOR_END: worker
