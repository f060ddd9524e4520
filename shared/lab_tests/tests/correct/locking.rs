//! Locks, and conditions on what they protect.

use std::collections::VecDeque;
use std::time::Duration;

use lab::sync::{Arc, Condvar, Mutex, Once, OnceLock, RwLock};
use lab::{Config, thread};

use crate::{always, always_with};

const MS: Duration = Duration::from_millis(1);

struct BoundedBuffer {
    jobs: Mutex<VecDeque<u32>>,
    not_empty: Condvar,
    not_full: Condvar,
}

impl BoundedBuffer {
    fn new() -> BoundedBuffer {
        BoundedBuffer {
            jobs: Mutex::new(VecDeque::new()),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
        }
    }

    fn put(&self, job: u32) {
        let jobs = self.jobs.lock().unwrap();
        let mut jobs = self.not_full.wait_while(jobs, |j| j.len() == 1).unwrap();
        jobs.push_back(job);
        drop(jobs);
        self.not_empty.notify_one();
    }

    fn take(&self) -> u32 {
        let jobs = self.jobs.lock().unwrap();
        let empty = |jobs: &mut VecDeque<u32>| jobs.is_empty();
        let mut jobs = self.not_empty.wait_while(jobs, empty).unwrap();
        let job = jobs.pop_front().unwrap();
        drop(jobs);
        self.not_full.notify_one();
        job
    }
}

fn two_producers_two_consumers() -> u32 {
    let buffer = BoundedBuffer::new();
    thread::scope(|s| {
        s.spawn(|| (1..3).for_each(|job| buffer.put(job)));
        s.spawn(|| (3..5).for_each(|job| buffer.put(job)));
        let take = || buffer.take() + buffer.take();
        let takers = [s.spawn(take), s.spawn(take)];
        takers.map(|t| t.join().unwrap()).into_iter().sum()
    })
}

#[test]
fn a_bounded_buffer_hands_on_every_job() {
    always(10, two_producers_two_consumers);
}

#[test]
fn a_bounded_buffer_withstands_wake_ups_without_cause() {
    let mut config = Config::default();
    config.spurious_wakeups = true;
    always_with(&config, 10, two_producers_two_consumers);
}

#[test]
fn philosophers_who_take_the_lower_fork_first_all_eat() {
    always(3, || {
        let forks: Vec<_> = (0..3).map(|_| Mutex::new(0)).collect();
        let eaten = Mutex::new(0);
        thread::scope(|s| {
            for at in 0..3_usize {
                let (forks, eaten) = (&forks, &eaten);
                s.spawn(move || {
                    let (left, right) = (at, (at + 1) % 3);
                    let mut first = forks[left.min(right)].lock().unwrap();
                    let mut second = forks[left.max(right)].lock().unwrap();
                    lab::work(MS);
                    *first += 1;
                    *second += 1;
                    *eaten.lock().unwrap() += 1;
                });
            }
        });
        let eaten = *eaten.lock().unwrap();
        assert!(forks.into_iter().all(|f| f.into_inner().unwrap() == 2));
        eaten
    });
}

#[test]
fn readers_never_see_half_of_a_write() {
    always((2, 2), || {
        let pair = RwLock::new((0, 0));
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    let mut pair = pair.write().unwrap();
                    pair.0 += 1;
                    thread::yield_now();
                    pair.1 += 1;
                });
                s.spawn(|| {
                    let pair = pair.read().unwrap();
                    thread::yield_now();
                    assert_eq!(pair.0, pair.1);
                });
            }
        });
        pair.into_inner().unwrap()
    });
}

#[test]
fn a_value_is_made_once_however_many_ask_for_it() {
    always((1, vec![7, 7, 7]), || {
        let (cell, made) = (OnceLock::new(), Mutex::new(0));
        let once = Once::new();
        let values = thread::scope(|s| {
            let ask = || {
                once.call_once(|| *made.lock().unwrap() += 1);
                *cell.get_or_init(|| {
                    thread::yield_now();
                    7
                })
            };
            let askers = [s.spawn(ask), s.spawn(ask), s.spawn(ask)];
            askers.map(|asker| asker.join().unwrap()).to_vec()
        });
        (made.into_inner().unwrap(), values)
    });
}

#[test]
fn a_poisoned_lock_is_recovered() {
    always((true, 3), || {
        let total = Arc::new(Mutex::new(1));
        let theirs = total.clone();
        let worker = thread::spawn(move || {
            let mut total = theirs.lock().unwrap();
            *total += 1;
            panic!("half way");
        });
        assert!(worker.join().is_err());
        let poisoned = total.is_poisoned();
        *total.lock().unwrap_or_else(|e| e.into_inner()) += 1;
        total.clear_poison();
        (poisoned, *total.lock().unwrap())
    });
}

#[test]
fn a_lock_that_is_tried_a_few_times_is_not_called_polling() {
    always(2, || {
        let total = Mutex::new(0);
        let add = || {
            for _ in 0..20 {
                if let Ok(mut total) = total.try_lock() {
                    *total += 1;
                    return;
                }
            }
            *total.lock().unwrap() += 1;
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        total.into_inner().unwrap()
    });
}
