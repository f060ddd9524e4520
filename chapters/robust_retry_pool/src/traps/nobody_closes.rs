//! The trap: everybody waits for somebody else to say that it is over.
//!
//! A worker puts a failed task back itself, so each worker holds a sender of tasks,
//! and so does main, which means to drop it after the last result. The tasks never
//! close, the workers never end, and the results never close.

use lab::println;
use lab::{channel, thread};
use workloads::retry::{Flaky, Policy, Task, tasks};

/// Lets workers do `count` tasks, and never notices that they are done.
pub fn run(policy: Policy, service: Flaky, count: u32) -> String {
    let (tasks_tx, tasks_rx) = channel::unbounded::<(Task, usize)>();
    let (results_tx, results_rx) = channel::unbounded();

    for id in 1..=policy.workers {
        let tasks_tx = tasks_tx.clone();
        let tasks_rx = tasks_rx.clone();
        let results_tx = results_tx.clone();
        let work = move || {
            for (task, attempt) in tasks_rx {
                let result = service.serve(task, attempt);
                if result.is_err() && attempt < policy.attempts {
                    let tasks_tx = tasks_tx.clone();
                    thread::spawn(move || {
                        thread::sleep(policy.pause);
                        let _ = tasks_tx.send((task, attempt + 1));
                    });
                } else if results_tx.send((task, result)).is_err() {
                    break;
                }
            }
        };
        thread::Builder::new()
            .name(format!("worker {id}"))
            .spawn(work)
            .expect("the system has no thread left");
    }
    drop(tasks_rx);
    drop(results_tx);

    for task in tasks(count) {
        tasks_tx
            .send((task, 1))
            .expect("the workers wait for tasks");
    }
    for (task, result) in results_rx {
        match result {
            Ok(output) => println!("✅ task {} → {output}", task.id),
            Err(_) => println!("❌ task {} failed", task.id),
        }
    }
    drop(tasks_tx);
    "🎉 never reached\n".to_owned()
}
