//! Pools that are given one job after the other, and the time from the first of them
//! until all are done.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use advanced_patterns::lesson::fast_pool::{
    batched_by_the_pool, one_message_a_job, spin_then_park, work_stealing,
};
use crossbeam::channel;

use super::QUEUE;

/// Jobs in a message of many.
const BATCH: usize = 256;

/// The pool to take home.
pub fn work_stealing<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let pool = work_stealing::WorkerPool::builder()
        .workers(workers)
        .queue(QUEUE);
    let pool = pool
        .build_without_outcomes(work)
        .expect("there are workers");
    let began = Instant::now();
    for job in jobs {
        pool.submit(job).expect("the pool is open");
    }
    drop(pool);
    began.elapsed()
}

/// The same, while another thread reads the outcomes.
pub fn with_outcomes<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let pool = work_stealing::WorkerPool::builder()
        .workers(workers)
        .queue(QUEUE);
    let pool = pool.build(work).expect("there are workers");
    let began = Instant::now();
    thread::scope(|scope| {
        let reader = scope.spawn(|| pool.outcomes().count());
        for job in jobs {
            pool.submit(job).expect("the pool is open");
        }
        pool.shutdown();
        reader.join().expect("no panic");
    });
    began.elapsed()
}

macro_rules! step {
    ($name:ident) => {
        pub fn $name<J, W>(
            workers: usize,
            jobs: impl Iterator<Item = J>,
            work: W,
        ) -> Duration
        where
            J: Send + 'static,
            W: Fn(J) + Send + Sync + 'static,
        {
            let pool = $name::Pool::start(workers, QUEUE, work);
            let began = Instant::now();
            for job in jobs {
                pool.submit(job);
            }
            pool.finish();
            began.elapsed()
        }
    };
}

step!(one_message_a_job);
step!(batched_by_the_pool);
step!(spin_then_park);

/// One message a job over crossbeam's channel, without the lab around it.
pub fn crossbeam<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let (sender, receiver) = channel::bounded::<J>(QUEUE);
    let work = Arc::new(work);
    let worker = |_| {
        let (receiver, work) = (receiver.clone(), Arc::clone(&work));
        thread::spawn(move || receiver.iter().for_each(|job| work(job)))
    };
    let workers: Vec<_> = (0..workers).map(worker).collect();
    let began = Instant::now();
    for job in jobs {
        sender.send(job).expect("workers receive");
    }
    drop(sender);
    join(workers);
    began.elapsed()
}

/// Messages of many jobs over crossbeam's channel.
pub fn crossbeam_batches<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let mut jobs = jobs;
    let batches = std::iter::from_fn(move || {
        let batch: Vec<J> = jobs.by_ref().take(BATCH).collect();
        (!batch.is_empty()).then_some(batch)
    });
    crossbeam(workers, batches, move |batch: Vec<J>| {
        batch.into_iter().for_each(&work);
    })
}

/// The pool of many tutorials: a receiver in a lock.
pub fn mutex_receiver<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
) -> Duration
where
    J: Send + 'static,
    W: Fn(J) + Send + Sync + 'static,
{
    let (sender, receiver) = mpsc::sync_channel::<J>(QUEUE);
    let receiver = Arc::new(Mutex::new(receiver));
    let work = Arc::new(work);
    let worker = |_| {
        let (receiver, work) = (Arc::clone(&receiver), Arc::clone(&work));
        thread::spawn(move || {
            loop {
                let job = receiver.lock().expect("no panic").recv();
                let Ok(job) = job else { break };
                work(job);
            }
        })
    };
    let workers: Vec<_> = (0..workers).map(worker).collect();
    let began = Instant::now();
    for job in jobs {
        sender.send(job).expect("workers receive");
    }
    drop(sender);
    join(workers);
    began.elapsed()
}

/// No pool at all: one thread does the jobs.
pub fn no_pool<J, W>(_: usize, jobs: impl Iterator<Item = J>, work: W) -> Duration
where
    W: Fn(J),
{
    let began = Instant::now();
    jobs.for_each(work);
    began.elapsed()
}

fn join(workers: Vec<thread::JoinHandle<()>>) {
    for worker in workers {
        worker.join().expect("no panic");
    }
}
