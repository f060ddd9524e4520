//! The trap: a worker gives the links of its page to the pool and waits for what
//! comes of them.
//!
//! Whoever waits does no work. As soon as every worker waits for its page's links,
//! nobody is left to fetch them.

use lab::channel::{Receiver, Sender};
use lab::println;
use lab::{channel, thread};
use workloads::site::{Fetch, START, generated};

/// A page to fetch, and where to send how many pages were fetched for it.
struct Task {
    url: String,
    depth: u32,
    reply: Sender<usize>,
}

/// Lets `workers` workers fetch the pages up to `depth` links away.
pub fn run(workers: usize, depth: u32, seed: u64) -> String {
    let site = generated(seed);
    let (tasks_tx, tasks_rx) = channel::unbounded();
    let (reply, count) = channel::bounded(1);
    let url = START.to_owned();
    let task = Task { url, depth, reply };
    tasks_tx.send(Some(task)).expect("main holds a receiver");
    let pages = thread::scope(|scope| {
        for id in 1..=workers {
            let (site, tasks_tx) = (&site, &tasks_tx);
            let tasks_rx = tasks_rx.clone();
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn_scoped(scope, move || worker(id, site, tasks_tx, &tasks_rx))
                .expect("the system has no thread left");
        }
        drop(tasks_rx);
        let pages = count.recv().expect("every task is replied to");
        for _ in 0..workers {
            tasks_tx.send(None).expect("there are workers");
        }
        pages
    });
    format!("🎉 {pages} pages\n")
}

fn worker(
    id: usize,
    site: &dyn Fetch,
    tasks_tx: &Sender<Option<Task>>,
    tasks_rx: &Receiver<Option<Task>>,
) {
    while let Ok(Some(task)) = tasks_rx.recv() {
        println!("🌐 worker {id} fetches {}", task.url);
        let (reply, children) = channel::unbounded();
        // Both must hold: the page came, and its links are not too far away.
        if let Ok(page) = site.fetch(&task.url)
            && task.depth > 0
        {
            for link in page.links() {
                let url = link.clone();
                let (depth, reply) = (task.depth - 1, reply.clone());
                let child = Task { url, depth, reply };
                tasks_tx.send(Some(child)).expect("there are workers");
            }
        }
        drop(reply);
        println!("👷 worker {id} waits for the links of {}", task.url);
        let mut pages = 1;
        while let Ok(more) = children.recv() {
            pages += more;
        }
        if task.reply.send(pages).is_err() {
            break;
        }
    }
}
