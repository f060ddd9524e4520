//! Wrong: wakes a worker only if the queue was empty. Of two batches that come one right
//! after the other, the second wakes nobody, and a worker sleeps beside a full queue.

use lab::channel;
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use std::collections::VecDeque;
use std::ops::RangeInclusive;
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let size = size.max(1);
    let count = limit.div_ceil(size);
    (0..count)
        .map(|i| i * size + 1..=limit.min((i * size).saturating_add(size)))
        .collect()
}

#[derive(Default)]
struct Queue {
    state: Mutex<(VecDeque<RangeInclusive<u32>>, bool)>,
    filled: Condvar,
    room: Condvar,
}

impl Queue {
    fn push(&self, n: RangeInclusive<u32>) {
        let mut s = self.state.lock().unwrap();
        while s.0.len() == 100 {
            s = self.room.wait(s).unwrap();
        }
        let was_empty = s.0.is_empty();
        s.0.push_back(n);
        drop(s);
        if was_empty {
            self.filled.notify_one();
        }
    }
    fn pop(&self) -> Option<RangeInclusive<u32>> {
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

pub fn find_primes_in_batches(
    limit: u32,
    workers: usize,
    size: u32,
    is_prime: fn(u32) -> bool,
) -> Result<BatchReport, PoolError> {
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let queue = Arc::new(Queue::default());
    let (atx, arx) = channel::unbounded();
    let hs: Vec<_> = (0..workers)
        .map(|w| {
            let queue = queue.clone();
            let atx = atx.clone();
            thread::spawn(move || {
                while let Some(batch) = queue.pop() {
                    let primes: Vec<u32> = lab::compute(batch_cost(&batch), || {
                        batch.clone().filter(|n| is_prime(*n)).collect()
                    });
                    atx.send((w, batch, primes)).unwrap();
                }
            })
        })
        .collect();
    drop(atx);
    for b in batches(limit, size) {
        queue.push(b);
    }
    queue.close();
    let mut report = BatchReport {
        per_worker: vec![0; workers],
        ..Default::default()
    };
    let mut all: Vec<_> = arx.iter().collect();
    for h in hs {
        h.join().unwrap();
    }
    all.sort_by_key(|(_, b, _)| *b.start());
    for (w, b, p) in all {
        report.per_worker[w] += 1;
        report.batches.push(b);
        report.primes.extend(p);
    }
    Ok(report)
}
