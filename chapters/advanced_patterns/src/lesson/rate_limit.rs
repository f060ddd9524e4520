//! No more than so many requests a second: a channel as a bucket of tokens.
//!
//! Whoever makes a request takes a token out of the bucket, waiting while it is
//! empty. A thread of its own puts tokens in at a steady pace; what does not fit
//! is lost, so that no more than a full bucket is ever saved up.

use lab::channel::{Receiver, Sender, bounded, select, tick, unbounded};
use lab::sync::{Arc, Mutex};
use lab::time::{Duration, Instant};
use lab::{println, thread};
use workloads::rate::RateReport;

/// How long a request takes.
const REQUEST: Duration = Duration::from_millis(30);

/// Lets `workers` workers make `requests` requests, `rate` of them per second,
/// after a first burst of `burst`.
pub fn run(workers: usize, requests: u32, rate: u32, burst: usize) -> RateReport {
    println!("🚀 {requests} requests, {rate} per second, bursts of {burst}");
    let began = Instant::now();
    let times = Arc::new(Mutex::new(Vec::new()));
    let (requests_tx, requests_rx) = unbounded();
    let (tokens_tx, tokens_rx) = bounded(burst);
    for _ in 0..burst {
        tokens_tx.send(()).expect("the bucket has room for them");
    }

    // Nothing is ever sent through it: that it closes is the message.
    let (stop_tx, stop_rx) = bounded::<()>(0);
    let refill = thread::Builder::new()
        .name("refill".to_owned())
        .spawn(move || refill(Duration::from_secs(1) / rate, &tokens_tx, &stop_rx))
        .expect("the system has no thread left");

    let workers: Vec<_> = (1..=workers)
        .map(|id| {
            let (requests_rx, tokens_rx) = (requests_rx.clone(), tokens_rx.clone());
            let times = Arc::clone(&times);
            let work = move || {
                for request in requests_rx {
                    tokens_rx.recv().expect("the refilling goes on");
                    let now = began.elapsed();
                    println!("🌐 worker {id} makes request {request}");
                    times.lock().unwrap().push(now);
                    lab::work(REQUEST);
                }
            };
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn(work)
                .expect("the system has no thread left")
        })
        .collect();

    for request in 1..=requests {
        requests_tx.send(request).expect("main holds a receiver");
    }
    drop(requests_tx);
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    // Not before: without new tokens the workers would wait for ever.
    drop(stop_tx);
    refill.join().expect("the refilling does not panic");

    let times = std::mem::take(&mut *times.lock().unwrap());
    RateReport::new(times, began.elapsed())
}

// ANCHOR: refill
/// Puts a token into the bucket every `interval`, until `stop` closes.
fn refill(interval: Duration, tokens: &Sender<()>, stop: &Receiver<()>) {
    let ticks = tick(interval);
    loop {
        select! {
            // Full: the token is lost. Waiting for room would save up the ticks.
            recv(ticks) -> _ => {
                let _ = tokens.try_send(());
            }
            recv(stop) -> _ => break,
        }
    }
}
// ANCHOR_END: refill
