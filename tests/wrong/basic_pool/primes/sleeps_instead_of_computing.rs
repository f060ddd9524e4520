//! Wrong: sleeps for as long as a test takes, and tests then.

use lab::sync::{Condvar, Mutex};
use lab::thread;
use lab::time::Instant;
use std::collections::VecDeque;
use std::time::Duration;
use workloads::job::PoolError;
use workloads::primes::{PrimeReport, test_cost};

pub fn is_prime(n: u32) -> bool {
    match n {
        0 | 1 => false,
        2 | 3 => true,
        _ if n.is_multiple_of(2) || n.is_multiple_of(3) => false,
        _ => (5..)
            .step_by(6)
            .take_while(|d| *d <= n / *d)
            .all(|d: u32| !n.is_multiple_of(d) && !n.is_multiple_of(d + 2)),
    }
}

#[derive(Default)]
struct Queue {
    state: Mutex<(VecDeque<u32>, bool)>,
    filled: Condvar,
    room: Condvar,
}

impl Queue {
    fn push(&self, n: u32) {
        let mut s = self.state.lock().unwrap();
        while s.0.len() == 100 {
            s = self.room.wait(s).unwrap();
        }
        s.0.push_back(n);
        drop(s);
        self.filled.notify_one();
    }
    fn pop(&self) -> Option<u32> {
        let mut s = self.state.lock().unwrap();
        loop {
            if let Some(n) = s.0.pop_front() {
                drop(s);
                self.room.notify_one();
                return Some(n);
            }
            if s.1 {
                return None;
            }
            s = self.filled.wait(s).unwrap();
        }
    }
    fn close(&self) {
        self.state.lock().unwrap().1 = true;
        self.filled.notify_all();
    }
}

pub fn find_primes(limit: u32, workers: usize) -> Result<PrimeReport, PoolError> {
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let queue = Queue::default();
    let start = Instant::now();
    let parts: Vec<PrimeReport> = thread::scope(|s| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                s.spawn(|| {
                    let mut mine = PrimeReport::default();
                    while let Some(n) = queue.pop() {
                        let from = Instant::now();
                        thread::sleep(test_cost(n));
                        if is_prime(n) {
                            mine.primes.push(n);
                        }
                        let took = from.elapsed();
                        mine.tested += 1;
                        mine.testing += took;
                        mine.slowest = mine.slowest.max_by_time((n, took));
                    }
                    mine
                })
            })
            .collect();
        (1..=limit).for_each(|n| queue.push(n));
        queue.close();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });
    let mut all = PrimeReport {
        took: start.elapsed(),
        ..Default::default()
    };
    for p in parts {
        all.per_worker.push(p.tested);
        all.tested += p.tested;
        all.testing += p.testing;
        if let Some(s) = p.slowest {
            all.slowest = all.slowest.max_by_time(s);
        }
        all.primes.extend(p.primes);
    }
    all.primes.sort();
    Ok(all)
}

trait MaxByTime {
    fn max_by_time(self, other: (u32, Duration)) -> Self;
}
impl MaxByTime for Option<(u32, Duration)> {
    fn max_by_time(self, other: (u32, Duration)) -> Self {
        Some(match self {
            Some(s) if s.1 >= other.1 => s,
            _ => other,
        })
    }
}

pub fn listing(primes: &[u32], shown: usize) -> String {
    let (first, rest) = primes.split_at(shown.min(primes.len()));
    let list = first
        .iter()
        .map(u32::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    if rest.is_empty() {
        list
    } else if list.is_empty() {
        format!("{} more", rest.len())
    } else {
        format!("{list} and {} more", rest.len())
    }
}
