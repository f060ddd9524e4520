//! Wrong: reads the number of the next batch and writes it back in two steps, and another
//! worker reads it in between.

use lab::sync::Mutex;
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::thread;
use std::ops::RangeInclusive;
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let mut all = Vec::new();
    let mut done = 0;
    while done < limit {
        let len = size.max(1).min(limit - done);
        all.push(done + 1..=done + len);
        done += len;
    }
    all
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
    let all = batches(limit, size);
    let slots: Vec<Mutex<Vec<u32>>> = all.iter().map(|_| Mutex::default()).collect();
    let next = AtomicUsize::new(0);
    let per_worker = thread::scope(|s| {
        let work = || {
            let mut count = 0;
            loop {
                let i = next.load(Ordering::SeqCst);
                next.store(i + 1, Ordering::SeqCst);
                let Some(batch) = all.get(i) else {
                    return count;
                };
                let found = lab::compute(batch_cost(batch), || {
                    batch.clone().filter(|&n| is_prime(n)).collect()
                });
                *slots[i].lock().unwrap() = found;
                count += 1;
            }
        };
        let hs: Vec<_> = (0..workers).map(|_| s.spawn(work)).collect();
        hs.into_iter().map(|h| h.join().unwrap()).collect()
    });
    let primes = slots
        .into_iter()
        .flat_map(|s| s.into_inner().unwrap())
        .collect();
    Ok(BatchReport {
        batches: all,
        primes,
        per_worker,
    })
}
