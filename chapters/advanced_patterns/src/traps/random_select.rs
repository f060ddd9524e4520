//! The trap: three queues, and a `select!` that takes from any of them.
//!
//! Of several arms that are ready `select!` takes one at random, so that none is
//! forgotten. That is fair, and the opposite of a priority.

use lab::channel::{Receiver, select, unbounded};
use lab::{println, thread};
use workloads::priority::{Log, Priority, Task, Waits, worst_order};

/// Lets one worker do `count` tasks, which are all there from the beginning.
///
/// # Panics
///
/// When a task was started while one of higher priority was waiting.
pub fn run(count: u32) -> Waits {
    let log = Log::new();
    let (high_tx, high_rx) = unbounded();
    let (normal_tx, normal_rx) = unbounded();
    let (low_tx, low_rx) = unbounded();
    for task in worst_order(count) {
        log.submitted(&task);
        let queue = match task.priority {
            Priority::High => &high_tx,
            Priority::Normal => &normal_tx,
            Priority::Low => &low_tx,
        };
        queue.send(task).expect("this thread holds a receiver");
    }

    let worker = {
        let log = log.clone();
        let queues = [high_rx, normal_rx, low_rx];
        thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || worker(count, &queues, &log))
            .expect("the system has no thread left")
    };
    worker.join().expect("the worker does not panic");

    let started: Vec<_> = log.entries().into_iter().map(|e| e.task).collect();
    expect_urgent_first(&started);
    log.waits()
}

fn worker(count: u32, [high, normal, low]: &[Receiver<Task>; 3], log: &Log) {
    for _ in 0..count {
        let task = select! {
            recv(high) -> task => task,
            recv(normal) -> task => task,
            recv(low) -> task => task,
        };
        let task = task.expect("main keeps the senders until the end");
        println!("👷 the worker takes {} task {}", task.priority, task.id);
        log.started(&task);
        lab::work(task.duration);
    }
}

fn expect_urgent_first(started: &[Task]) {
    for (at, task) in started.iter().enumerate() {
        let waiting = started[at..].iter();
        let urgent = waiting.filter(|t| t.priority < task.priority).count();
        assert!(
            urgent == 0,
            "{} task {} was started as number {} while {urgent} tasks of higher \
             priority were waiting; `select!` takes any queue that has something, \
             `select_biased!` the first one",
            task.priority,
            task.id,
            at + 1
        );
    }
}
