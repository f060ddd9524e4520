//! The trap: a task counts as done when a worker takes it.
//!
//! The count is zero while workers are still busy with the last tasks. What comes
//! of these, success or failure, interests nobody any more.

use lab::println;
use lab::{channel, thread};
use workloads::retry::{Flaky, Policy, Task, TaskError, tasks};

/// What a worker says.
enum Event {
    Taken,
    Tried(Task, usize, Result<u64, TaskError>),
}

/// Lets workers do `count` tasks, and goes home while they do the last ones.
///
/// # Panics
///
/// When an outcome is missing at the end.
pub fn run(policy: Policy, service: Flaky, count: u32) -> String {
    let (tasks_tx, tasks_rx) = channel::unbounded::<(Task, usize)>();
    let (events_tx, events_rx) = channel::unbounded();

    let worker = |id: usize| {
        let tasks_rx = tasks_rx.clone();
        let events_tx = events_tx.clone();
        let work = move || {
            for (task, attempt) in tasks_rx {
                let _ = events_tx.send(Event::Taken);
                println!("👷 worker {id} takes task {}, attempt {attempt}", task.id);
                let result = service.serve(task, attempt);
                if events_tx.send(Event::Tried(task, attempt, result)).is_err() {
                    println!("❌ task {}: nobody asks for its outcome", task.id);
                }
            }
        };
        thread::Builder::new()
            .name(format!("worker {id}"))
            .spawn(work)
            .expect("the system has no thread left")
    };
    let workers: Vec<_> = (1..=policy.workers).map(worker).collect();

    let mut left = 0;
    for task in tasks(count) {
        left += 1;
        tasks_tx
            .send((task, 1))
            .expect("the workers wait for tasks");
    }
    let mut outcomes = 0;
    while left > 0 {
        match events_rx.recv().expect("the workers are there") {
            Event::Taken => left -= 1,
            Event::Tried(task, attempt, Err(_)) if attempt < policy.attempts => {
                left += 1;
                let tasks_tx = tasks_tx.clone();
                thread::spawn(move || {
                    thread::sleep(policy.pause);
                    let _ = tasks_tx.send((task, attempt + 1));
                });
            }
            Event::Tried(..) => outcomes += 1,
        }
    }
    println!("🛑 no task is left: the count is 0");
    drop(events_rx);
    drop(tasks_tx);
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    let missing = count as usize - outcomes;
    assert!(
        missing == 0,
        "{missing} of {count} tasks have no outcome: the count of tasks left fell \
         when a worker took one, so it was 0 while workers were still busy"
    );
    format!("🎉 {outcomes} outcomes\n")
}
