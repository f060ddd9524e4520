//! Pools that are given one job after the other, and the time from the first of them
//! until all are done: until every worker has ended, or until the last job has said so
//! to a [`Latch`]. To end threads takes as long as thousands of small jobs, and a program
//! does it once.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use advanced_patterns::lesson::fast_pool::{
    batched_by_the_pool, one_message_a_job, spin_then_park, work_stealing,
};
use crossbeam::channel;

use super::QUEUE;
use super::latch::Latch;

/// Jobs in a message of many.
const BATCH: usize = 256;

/// How long workers have to start before they are given jobs.
pub const START: Duration = Duration::from_millis(1);

/// Submits the jobs to the pool, and ends it, which waits for all of them. The time
/// until then, or, if there is a latch, until it opens.
pub fn time<P, J>(
    pool: P,
    jobs: impl Iterator<Item = J>,
    submit: impl Fn(&P, J),
    end: impl FnOnce(P),
    last: Option<&Latch>,
) -> Duration {
    thread::sleep(START);
    let began = Instant::now();
    jobs.for_each(|job| submit(&pool, job));
    let waited = last.map(|last| {
        last.wait();
        began.elapsed()
    });
    end(pool);
    waited.unwrap_or_else(|| began.elapsed())
}

/// The pool to take home.
pub fn work_stealing<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    last: Option<&Latch>,
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
    let submit = |pool: &work_stealing::WorkerPool<J, ()>, job| {
        pool.submit(job).expect("the pool is open");
    };
    time(pool, jobs, submit, drop, last)
}

/// The same, while another thread reads the outcomes.
pub fn with_outcomes<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    _: Option<&Latch>,
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
            last: Option<&Latch>,
        ) -> Duration
        where
            J: Send + 'static,
            W: Fn(J) + Send + Sync + 'static,
        {
            let pool = $name::Pool::start(workers, QUEUE, work);
            time(
                pool,
                jobs,
                |pool, job| pool.submit(job),
                |pool| pool.finish(),
                last,
            )
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
    last: Option<&Latch>,
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
    let end = |sender| {
        drop(sender);
        join(workers);
    };
    time(
        sender,
        jobs,
        |sender, job| sender.send(job).expect("workers receive"),
        end,
        last,
    )
}

/// Messages of many jobs over crossbeam's channel.
pub fn crossbeam_batches<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    last: Option<&Latch>,
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
    let work = move |batch: Vec<J>| batch.into_iter().for_each(&work);
    crossbeam(workers, batches, work, last)
}

/// The pool of many tutorials: a receiver in a lock.
pub fn mutex_receiver<J, W>(
    workers: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    last: Option<&Latch>,
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
    let end = |sender| {
        drop(sender);
        join(workers);
    };
    time(
        sender,
        jobs,
        |sender, job| sender.send(job).expect("workers receive"),
        end,
        last,
    )
}

/// No pool at all: one thread does the jobs.
pub fn no_pool<J, W>(
    _: usize,
    jobs: impl Iterator<Item = J>,
    work: W,
    _: Option<&Latch>,
) -> Duration
where
    W: Fn(J),
{
    let began = Instant::now();
    jobs.for_each(work);
    began.elapsed()
}

pub fn join(workers: Vec<thread::JoinHandle<()>>) {
    for worker in workers {
        worker.join().expect("no panic");
    }
}
