//! The trap: a pool that only grows, and a monitor that never ends.
//!
//! Workers tell the monitor of each task they did, and it adds a worker when the
//! queue is crowded. For the next worker it keeps a sender of reports of its own.
//! So the reports never close; and no worker ever ends before the tasks do.

use lab::channel::{Receiver, Sender, bounded, unbounded};
use lab::time::Duration;
use lab::{println, thread};
use workloads::scaling::Task;

/// How many tasks may wait.
const QUEUE: usize = 20;

/// The time without new tasks before the end.
const QUIET: Duration = Duration::from_secs(3);

/// Lets a pool of at most `max` workers do a rush of `count` tasks, and never
/// notices that they are done.
///
/// # Panics
///
/// When workers are left after a time without tasks.
pub fn run(max: usize, count: u32) -> &'static str {
    let (tasks_tx, tasks_rx) = bounded(QUEUE);
    let (reports_tx, reports_rx) = unbounded();
    let monitor = thread::Builder::new()
        .name("monitor".to_owned())
        .spawn(move || monitor(max, &tasks_rx, &reports_tx, &reports_rx))
        .expect("the system has no thread left");

    for id in 1..=count {
        let task = Task::new(id, 200);
        tasks_tx.send(task).expect("the monitor holds a receiver");
    }
    println!("🚀 all {count} tasks are submitted; nothing more for three seconds");
    thread::sleep(QUIET);
    drop(tasks_tx);
    let left = monitor.join().expect("the monitor does not panic");
    assert!(
        left <= 1,
        "after {} ms without a new task there were still {left} workers, and 1 \
         would have been enough: no worker ends before the tasks do",
        QUIET.as_millis()
    );
    "🎉 done\n"
}

/// Adds workers as they are needed. Tells how many there were in the end.
fn monitor(
    max: usize,
    tasks: &Receiver<Task>,
    reports_tx: &Sender<Duration>,
    reports_rx: &Receiver<Duration>,
) -> usize {
    let mut workers = Vec::new();
    let mut grow = || {
        let id = workers.len() + 1;
        println!("🔧 one worker more: {id}");
        let (tasks, reports) = (tasks.clone(), reports_tx.clone());
        let worker = thread::Builder::new()
            .name(format!("worker {id}"))
            .spawn(move || worker(&tasks, &reports))
            .expect("the system has no thread left");
        workers.push(worker);
        id
    };
    let mut alive = grow();
    for _ in reports_rx {
        if tasks.len() * 5 > QUEUE * 4 && alive < max {
            alive = grow();
        }
    }
    println!("🏁 the monitor ends");
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    alive
}

fn worker(tasks: &Receiver<Task>, reports: &Sender<Duration>) {
    for task in tasks {
        lab::work(task.duration);
        if reports.send(task.duration).is_err() {
            break;
        }
    }
}
