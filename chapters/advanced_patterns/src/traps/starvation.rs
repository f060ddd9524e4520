//! The trap: strict priority, under a load that never lets up.
//!
//! Urgent tasks come as fast as the worker does them. There is always one, so the
//! one that is not urgent is never the next.

use lab::channel::{Receiver, bounded, select_biased};
use lab::time::Duration;
use lab::{println, thread};
use workloads::priority::{Entry, Log, Priority, Task, Waits};

/// How long a task may have to wait.
const PATIENCE: Duration = Duration::from_secs(2);

/// Lets one worker do `count` high tasks, one every 100 ms, and a low one.
///
/// # Panics
///
/// When a task had to wait for more than two seconds.
pub fn run(count: u32) -> Waits {
    let log = Log::new();
    let (high_tx, high_rx) = bounded(Priority::High.queue());
    let (low_tx, low_rx) = bounded(Priority::Low.queue());
    let worker = {
        let log = log.clone();
        thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || worker(count + 1, &high_rx, &low_rx, &log))
            .expect("the system has no thread left")
    };

    for id in 1..=count {
        let task = Task::new(id, Priority::High, 100);
        log.submitted(&task);
        high_tx.send(task).expect("the worker holds a receiver");
        if id == 2 {
            let task = Task::new(count + 1, Priority::Low, 100);
            println!("📋 low task {} submitted", task.id);
            log.submitted(&task);
            low_tx.send(task).expect("the worker holds a receiver");
        }
        // The worker never has to wait: the next task comes just before it is done.
        thread::sleep(Duration::from_millis(if id == 1 { 95 } else { 100 }));
    }
    worker.join().expect("the worker does not panic");

    expect_nobody_starves(&log.entries());
    log.waits()
}

fn worker(count: u32, high: &Receiver<Task>, low: &Receiver<Task>, log: &Log) {
    for _ in 0..count {
        let task = select_biased! {
            recv(high) -> task => task,
            recv(low) -> task => task,
        };
        let task = task.expect("main keeps the senders until the end");
        println!("👷 the worker takes {} task {}", task.priority, task.id);
        log.started(&task);
        lab::work(task.duration);
    }
}

fn expect_nobody_starves(started: &[Entry]) {
    for (at, entry) in started.iter().enumerate() {
        let overtook = started[..at].iter();
        let overtook = overtook.filter(|e| e.submitted > entry.submitted).count();
        assert!(
            entry.waited() <= PATIENCE,
            "{} task {} waited {} ms, and {} ms is the most that is promised: \
             {overtook} tasks that came later were started before it, and as long \
             as they keep coming, so it goes on",
            entry.task.priority,
            entry.task.id,
            entry.waited().as_millis(),
            PATIENCE.as_millis()
        );
    }
}
