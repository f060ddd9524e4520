//! The same, by pools and channels of others.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::QUEUE;
use super::each::{START, join, time};
use super::latch::Latch;

pub fn kanal<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    last: Option<&Latch>,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let (sender, receiver) = kanal::bounded::<J>(QUEUE);
    let work = Arc::new(work);
    let worker = |_| {
        let (receiver, work) = (receiver.clone(), Arc::clone(&work));
        thread::spawn(move || {
            while let Ok(job) = receiver.recv() {
                work(job);
            }
        })
    };
    let workers: Vec<_> = (0..workers).map(worker).collect();
    let submit = |sender: &kanal::Sender<J>, job| {
        sender.send(job).expect("workers receive");
    };
    let end = |sender| {
        drop(sender);
        join(workers);
    };
    time(sender, jobs, submit, end, last)
}

pub fn threadpool<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    _: Option<&Latch>,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let pool = threadpool::ThreadPool::new(workers);
    let work = Arc::new(work);
    thread::sleep(START);
    let began = Instant::now();
    for job in jobs {
        let work = Arc::clone(&work);
        pool.execute(move || work(job));
    }
    pool.join();
    began.elapsed()
}

pub fn rayon_pool(workers: usize) -> rayon::ThreadPool {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(workers);
    pool.build().expect("threads")
}

pub fn rayon_spawn<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J> + Send,
    work: W,
    _: Option<&Latch>,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let pool = rayon_pool(workers);
    let work = &work;
    thread::sleep(START);
    let began = Instant::now();
    // From outside, as the other pools are fed.
    pool.in_place_scope(|scope| {
        for job in jobs {
            scope.spawn(move |_| work(job));
        }
    });
    began.elapsed()
}

pub fn tokio_pool(workers: usize) -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(workers)
        .build()
        .expect("threads")
}

pub fn tokio_spawn_blocking<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    _: Option<&Latch>,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let runtime = tokio_pool(workers);
    let work = Arc::new(work);
    let began = Instant::now();
    let handles: Vec<_> = jobs
        .map(|job| {
            let work = Arc::clone(&work);
            runtime.spawn_blocking(move || work(job))
        })
        .collect();
    runtime.block_on(async {
        for handle in handles {
            handle.await.expect("no panic");
        }
    });
    began.elapsed()
}
