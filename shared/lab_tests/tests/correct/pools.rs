//! Workers and their jobs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use lab::channel::{self, Sender};
use lab::deque::{Injector, Steal, Stealer, Worker};
use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, Mutex};
use lab::thread;

use crate::always;

const MS: Duration = Duration::from_millis(1);

type Job = Box<dyn FnOnce() + Send>;

/// Runs jobs until it is dropped; dropping waits for all of them.
struct Pool {
    jobs: Option<Sender<Job>>,
    workers: Vec<thread::JoinHandle<u32>>,
}

impl Pool {
    fn new(workers: usize) -> Pool {
        let (jobs_tx, jobs_rx) = channel::unbounded::<Job>();
        let work = |_| {
            let jobs = jobs_rx.clone();
            thread::spawn(move || {
                let mut panics = 0;
                for job in jobs {
                    panics +=
                        u32::from(catch_unwind(AssertUnwindSafe(job)).is_err());
                }
                panics
            })
        };
        Pool {
            jobs: Some(jobs_tx),
            workers: (0..workers).map(work).collect(),
        }
    }

    fn run(&self, job: impl FnOnce() + Send + 'static) {
        let jobs = self.jobs.as_ref().expect("open until it is dropped");
        jobs.send(Box::new(job)).expect("a worker is left");
    }

    fn close(&mut self) -> u32 {
        self.jobs = None;
        self.workers.drain(..).map(|w| w.join().unwrap()).sum()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

#[test]
fn a_dropped_pool_has_done_all_its_jobs() {
    always(3, || {
        let done = Arc::new(AtomicUsize::new(0));
        let pool = Pool::new(2);
        for _ in 0..3 {
            let done = done.clone();
            pool.run(move || {
                lab::work(MS);
                done.fetch_add(1, SeqCst);
            });
        }
        drop(pool);
        done.load(SeqCst)
    });
}

#[test]
fn a_pool_dropped_by_a_panic_still_ends_its_jobs() {
    always((true, 2), || {
        let done = Arc::new(AtomicUsize::new(0));
        let theirs = done.clone();
        let outer = thread::spawn(move || {
            let pool = Pool::new(2);
            for _ in 0..2 {
                let done = theirs.clone();
                pool.run(move || {
                    done.fetch_add(1, SeqCst);
                });
            }
            panic!("with jobs under way");
        });
        (outer.join().is_err(), done.load(SeqCst))
    });
}

#[test]
fn a_worker_outlives_a_job_that_panics() {
    always((1, 2), || {
        let done = Arc::new(AtomicUsize::new(0));
        let mut pool = Pool::new(1);
        for job in 0..3 {
            let done = done.clone();
            pool.run(move || {
                assert!(job != 1, "job 1 is broken");
                done.fetch_add(1, SeqCst);
            });
        }
        let panics = pool.close();
        (panics, done.load(SeqCst))
    });
}

#[test]
fn a_scoped_map_returns_results_in_the_order_of_the_input() {
    always(vec![1, 4, 9], || {
        let input = [1, 2, 3];
        thread::scope(|s| {
            let square = |n| s.spawn(move || n * n);
            let threads: Vec<_> = input.iter().map(square).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        })
    });
}

/// Takes from its own queue, then from the common one, then from the others.
fn find_job(
    own: &Worker<u32>,
    common: &Injector<u32>,
    others: &[Stealer<u32>],
) -> Option<u32> {
    let steal = || {
        let common = common.steal_batch_and_pop(own);
        common.or_else(|| others.iter().map(Stealer::steal).collect())
    };
    own.pop().or_else(|| {
        std::iter::repeat_with(steal)
            .find(|stolen| !stolen.is_retry())
            .and_then(Steal::success)
    })
}

#[test]
fn work_stealing_with_parking_does_every_job_once() {
    always(15, || {
        let common = Injector::new();
        let closed = AtomicBool::new(false);
        let total = AtomicUsize::new(0);
        let idle = Mutex::new(Vec::<thread::Thread>::new());
        let queues = [Worker::new_fifo(), Worker::new_lifo()];
        let stealers: Vec<_> = queues.iter().map(Worker::stealer).collect();
        thread::scope(|s| {
            for own in queues {
                let (common, stealers) = (&common, &stealers);
                let (closed, total, idle) = (&closed, &total, &idle);
                s.spawn(move || {
                    loop {
                        if let Some(job) = find_job(&own, common, stealers) {
                            total.fetch_add(job as usize, SeqCst);
                            continue;
                        }
                        idle.lock().unwrap().push(thread::current());
                        // In this order: a closed queue still owes what it
                        // holds, and a job may have come meanwhile.
                        let last_look = closed.load(SeqCst);
                        if !common.is_empty() {
                            continue;
                        }
                        if last_look {
                            break;
                        }
                        thread::park();
                    }
                });
            }
            let wake = || {
                let idle = std::mem::take(&mut *idle.lock().unwrap());
                idle.iter().for_each(thread::Thread::unpark);
            };
            for job in 1..6 {
                common.push(job);
                wake();
            }
            closed.store(true, SeqCst);
            wake();
        });
        total.load(SeqCst)
    });
}
