//! Wrong: a worker that finds no batch at once takes that for the end.

use lab::channel;
use lab::thread;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use workloads::job::PoolError;
use workloads::primes::{BatchReport, batch_cost};

pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
    let size = size.max(1);
    (1..=limit)
        .step_by(size as usize)
        .map(|a| a..=a.saturating_add(size - 1).min(limit))
        .collect()
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
    let (feed, eat) = channel::bounded(0);
    let (say, hear) = channel::bounded(1);
    let mut found = BTreeMap::new();
    let mut per_worker = vec![0; workers];
    thread::scope(|s| {
        s.spawn(move || {
            for b in batches(limit, size) {
                if feed.send(b).is_err() {
                    return;
                }
            }
        });
        for id in 0..workers {
            let (eat, say) = (eat.clone(), say.clone());
            s.spawn(move || {
                while let Ok(b) = eat.try_recv() {
                    let mut p = Vec::new();
                    lab::compute(batch_cost(&b), || {
                        for n in b.clone() {
                            if is_prime(n) {
                                p.push(n);
                            }
                        }
                    });
                    let _ = say.send((id, b, p));
                }
            });
        }
        drop((eat, say));
        while let Ok((id, b, p)) = hear.recv() {
            per_worker[id] += 1;
            found.insert(*b.start(), (b, p));
        }
    });
    let mut report = BatchReport {
        per_worker,
        ..BatchReport::default()
    };
    for (_, (b, p)) in found {
        report.batches.push(b);
        report.primes.extend(p);
    }
    Ok(report)
}
