//! The trap: nobody remembers which pages have been fetched.
//!
//! Pages link to each other, and back to the start. Only the depth ends this
//! crawl, and with each level the work is a multiple of the level's before.

use lab::time::Instant;
use lab::{channel, println, thread};
use workloads::site::{Fetch, START, generated};

/// Lets `workers` workers fetch the pages up to `depth` links away, again and again.
pub fn run(workers: usize, depth: u32, seed: u64) -> String {
    let site = generated(seed);
    let began = Instant::now();
    let (urls_tx, urls_rx) = channel::unbounded::<(String, u32)>();
    let (answers_tx, answers_rx) = channel::unbounded();
    thread::scope(|scope| {
        for id in 1..=workers {
            let (urls_rx, answers_tx) = (urls_rx.clone(), answers_tx.clone());
            let site = &site;
            let work = move || {
                for (url, depth) in urls_rx {
                    let links = match site.fetch(&url) {
                        Ok(page) => page.links().to_vec(),
                        Err(_) => Vec::new(),
                    };
                    if answers_tx.send((links, depth)).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn_scoped(scope, work)
                .expect("the system has no thread left");
        }
        let mut level = 0;
        let mut in_flight = 1;
        urls_tx
            .send((START.to_owned(), 0))
            .expect("the workers receive");
        while in_flight > 0 {
            let (links, found_at) = answers_rx.recv().expect("the workers live");
            in_flight -= 1;
            if found_at == depth {
                continue;
            }
            for link in links {
                urls_tx
                    .send((link, found_at + 1))
                    .expect("the workers receive");
                in_flight += 1;
            }
            if found_at + 1 > level {
                level = found_at + 1;
                println!("🕷️ depth {level}: {in_flight} or more requests to come");
            }
        }
        drop(urls_tx);
    });
    let fetched = site.fetched();
    let requests: usize = fetched.values().sum();
    let start = fetched.get(START).copied().unwrap_or(0);
    format!(
        "\n📊 {requests} requests for {} addresses, {start} of them for {START}\n\
         🐌 {} ms; `cargo run -p real_world_cases -- crawl` goes deeper in less\n",
        fetched.len(),
        began.elapsed().as_millis()
    )
}
