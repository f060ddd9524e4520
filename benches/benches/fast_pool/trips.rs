//! Round trips: a job is handed in, and its outcome is waited for before the next.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use advanced_patterns::lesson::fast_pool::work_stealing::WorkerPool;
use crossbeam::channel;

use super::{WORKERS, parts};
use benches::measure::{Contender, Table, compare};

/// Round trips in a round.
const TRIPS: u32 = 5_000;

/// Round trips before the time is taken: threads that slept are woken one by one, and
/// not always on a core of their own.
const BEFORE: u32 = 2_000;

/// The time of a round, each trip one call.
fn round(mut trip: impl FnMut(u32)) -> Duration {
    (0..BEFORE).for_each(&mut trip);
    let began = Instant::now();
    (0..TRIPS).for_each(trip);
    began.elapsed()
}

pub fn round_trips(rounds: usize) -> Table {
    let pool = WorkerPool::builder().workers(WORKERS).queue(16);
    let pool = pool
        .build(|n: u32| black_box(n))
        .expect("there are workers");
    let ours = Contender::new("this pool", TRIPS, move || {
        round(|n| {
            pool.submit(n).expect("the pool is open");
            black_box(pool.next_outcome());
        })
    });
    let (jobs_tx, jobs_rx) = channel::bounded::<u32>(16);
    let (outcomes_tx, outcomes_rx) = channel::bounded::<u32>(16);
    for _ in 0..WORKERS {
        let (jobs, outcomes) = (jobs_rx.clone(), outcomes_tx.clone());
        // Ends when the contender is dropped.
        thread::spawn(move || {
            for n in jobs {
                let _ = outcomes.send(n);
            }
        });
    }
    let crossbeam =
        Contender::new("crossbeam, one message a job", TRIPS, move || {
            round(|n| {
                jobs_tx.send(n).expect("workers receive");
                black_box(outcomes_rx.recv().expect("workers send"));
            })
        });
    #[cfg_attr(not(feature = "peers"), allow(unused_mut))]
    let mut contenders =
        vec![ours, crossbeam, parts::spinning("spinning, no pool", TRIPS)];
    #[cfg(feature = "peers")]
    contenders.extend(peers());
    compare(
        "trips",
        "One job after the other, each waited for, two workers",
        rounds,
        "crossbeam, one message a job",
        contenders,
    )
}

#[cfg(feature = "peers")]
fn peers() -> [Contender; 3] {
    use super::peers::{rayon_pool, tokio_pool};

    let pool = rayon_pool(WORKERS);
    let rayon = Contender::new("rayon install", TRIPS, move || {
        round(|n| {
            black_box(pool.install(|| black_box(n)));
        })
    });
    let runtime = tokio_pool(WORKERS);
    let tokio = Contender::new("tokio spawn_blocking", TRIPS, move || {
        round(|n| {
            let handle = runtime.spawn_blocking(move || black_box(n));
            black_box(runtime.block_on(handle).expect("no panic"));
        })
    });
    let pool = threadpool::ThreadPool::new(WORKERS);
    let (sender, receiver) = std::sync::mpsc::channel();
    let threadpool = Contender::new("threadpool", TRIPS, move || {
        round(|n| {
            let sender = sender.clone();
            pool.execute(move || sender.send(n).expect("main receives"));
            black_box(receiver.recv().expect("workers send"));
        })
    });
    [rayon, tokio, threadpool]
}
