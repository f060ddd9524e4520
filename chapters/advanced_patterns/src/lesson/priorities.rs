//! Urgent tasks first: a queue for each priority, and workers that look into the
//! highest one first.

use lab::channel::{Receiver, Sender, bounded, never, select_biased};
use lab::time::Duration;
use lab::{println, thread};
use workloads::priority::{Log, Task, Waits, worst_order};

/// The time from one submission to the next.
const GAP: Duration = Duration::from_millis(20);

/// Lets `workers` workers do `count` tasks, of which the least urgent come first.
/// Each priority has a queue with its `places`, the highest first.
pub fn run(workers: usize, places: [usize; 3], count: u32) -> Waits {
    println!("🚀 {workers} workers, {count} tasks, three queues");
    let log = Log::new();
    let (senders, queues) = queues(places);

    let workers: Vec<_> = (1..=workers)
        .map(|id| {
            let (queues, log) = (queues.clone(), log.clone());
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn(move || worker(id, queues, &log))
                .expect("the system has no thread left")
        })
        .collect();
    drop(queues);

    for task in worst_order(count) {
        println!("📋 {} task {} submitted", task.priority, task.id);
        log.submitted(&task);
        // Waits while the queue of this priority is full, whatever the others hold.
        let queue = &senders[task.priority.index()];
        queue.send(task).expect("the workers hold receivers");
        thread::sleep(GAP);
    }
    // All three queues close: the workers finish what they hold, and end.
    drop(senders);

    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    log.waits()
}

fn worker(id: usize, mut queues: Queues, log: &Log) {
    let mut done = 0;
    while let Some(task) = queues.next() {
        println!("👷 worker {id} takes {} task {}", task.priority, task.id);
        log.started(&task);
        lab::work(task.duration);
        println!("✅ worker {id} finished {} task {}", task.priority, task.id);
        done += 1;
    }
    println!("🏁 worker {id} ends; tasks done: {done}");
}

/// The receiving ends of the three queues.
#[derive(Clone)]
struct Queues {
    receivers: [Receiver<Task>; 3],
    open: usize,
}

/// A queue for the high tasks, one for the normal, and one for the low.
fn queues([high, normal, low]: [usize; 3]) -> ([Sender<Task>; 3], Queues) {
    let (high_tx, high_rx) = bounded(high);
    let (normal_tx, normal_rx) = bounded(normal);
    let (low_tx, low_rx) = bounded(low);
    let queues = Queues {
        receivers: [high_rx, normal_rx, low_rx],
        open: 3,
    };
    ([high_tx, normal_tx, low_tx], queues)
}

impl Queues {
    // ANCHOR: next
    /// Takes the oldest task of the highest priority, waiting while there is none.
    /// `None` when all queues are closed and empty.
    fn next(&mut self) -> Option<Task> {
        while self.open > 0 {
            let [high, normal, low] = &self.receivers;
            // Unlike `select!` it looks at its arms in the order of the text.
            let (index, task) = select_biased! {
                recv(high) -> task => (0, task),
                recv(normal) -> task => (1, task),
                recv(low) -> task => (2, task),
            };
            if let Ok(task) = task {
                return Some(task);
            }
            // A closed queue is always ready to say so, and would hide those below.
            self.receivers[index] = never();
            self.open -= 1;
        }
        None
    }
    // ANCHOR_END: next
}
