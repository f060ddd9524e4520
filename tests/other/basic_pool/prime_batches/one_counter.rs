//! Right, and built otherwise: a counter hands out the batches, and the workers
//! return their answers when they end.

use std::ops::RangeInclusive;

use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::thread;
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let size = u64::from(size.max(1));
    let ends = (1..).map(|number| number * size);
    let mut batches = Vec::new();
    for end in ends {
        let first = end - size + 1;
        if first > u64::from(limit) {
            break;
        }
        let end = end.min(u64::from(limit));
        batches.push(first as u32..=end as u32);
    }
    batches
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
    let batches = batches(limit, size);
    let next = AtomicUsize::new(0);
    let mut report = BatchReport::default();
    thread::scope(|scope| {
        let test = || {
            let (mut done, mut primes) = (0, Vec::new());
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed))
            {
                primes.extend(lab::compute(batch_cost(batch), || {
                    batch.clone().filter(|&n| is_prime(n)).collect::<Vec<_>>()
                }));
                done += 1;
            }
            (done, primes)
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(test)).collect();
        for handle in handles {
            let (done, primes) = handle.join().expect("no panic");
            report.per_worker.push(done);
            report.primes.extend(primes);
        }
    });
    report.primes.sort_unstable();
    report.batches = batches;
    Ok(report)
}
