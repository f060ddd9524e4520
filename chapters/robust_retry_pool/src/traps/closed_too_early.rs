//! The trap: the end is announced when all tasks are submitted.
//!
//! Behind the last task main puts one stop for each worker. But a task that failed
//! comes back behind the stops, where nobody is left to take it.

use lab::println;
use lab::{channel, thread};
use workloads::retry::{Flaky, Policy, Task, tasks};

/// What a worker may find in its queue.
enum Message {
    Try(Task, usize),
    Stop,
}

/// Lets workers do `count` tasks, and loses those that have to be tried again.
///
/// # Panics
///
/// When an outcome is missing at the end.
pub fn run(policy: Policy, service: Flaky, count: u32) -> String {
    let (tasks_tx, tasks_rx) = channel::unbounded();
    let (results_tx, results_rx) = channel::unbounded();

    for id in 1..=policy.workers {
        let tasks_tx = tasks_tx.clone();
        let tasks_rx = tasks_rx.clone();
        let results_tx = results_tx.clone();
        let work = move || {
            while let Ok(Message::Try(task, attempt)) = tasks_rx.recv() {
                println!("👷 worker {id} takes task {}, attempt {attempt}", task.id);
                let result = service.serve(task, attempt);
                if result.is_ok() || attempt == policy.attempts {
                    let _ = results_tx.send(result);
                    continue;
                }
                println!("⚠️ task {} failed and is to come back", task.id);
                let (tasks_tx, results_tx) = (tasks_tx.clone(), results_tx.clone());
                thread::spawn(move || {
                    thread::sleep(policy.pause);
                    let again = Message::Try(task, attempt + 1);
                    if tasks_tx.send(again).is_err() {
                        println!("❌ task {} comes back: nobody is there", task.id);
                    }
                    // As long as a task is to come back, the results stay open.
                    drop(results_tx);
                });
            }
            println!("🏁 worker {id} ends");
        };
        thread::Builder::new()
            .name(format!("worker {id}"))
            .spawn(work)
            .expect("the system has no thread left");
    }
    drop(tasks_rx);
    drop(results_tx);

    for task in tasks(count) {
        let _ = tasks_tx.send(Message::Try(task, 1));
    }
    for _ in 0..policy.workers {
        let _ = tasks_tx.send(Message::Stop);
    }
    println!("🛑 all tasks are submitted: {} stops", policy.workers);

    let outcomes = results_rx.iter().count();
    let missing = count as usize - outcomes;
    assert!(
        missing == 0,
        "{missing} of {count} tasks have no outcome: they failed, and came back \
         behind the stops, which were sent when all tasks were submitted, not when \
         all were done"
    );
    format!("🎉 {outcomes} outcomes\n")
}
