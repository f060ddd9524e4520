//! Wrong: the time in all ends when the last number is submitted, not with its result.

use lab::channel;
use lab::thread;
use lab::time::Instant;
use std::time::Duration;
use workloads::job::PoolError;
use workloads::primes::{PrimeReport, test_cost};

pub fn is_prime(n: u32) -> bool {
    if n < 4 {
        return n >= 2;
    }
    if n.is_multiple_of(2) {
        return false;
    }
    let mut d = 3u32;
    while u64::from(d) * u64::from(d) <= u64::from(n) {
        if n.is_multiple_of(d) {
            return false;
        }
        d += 2;
    }
    true
}

pub fn find_primes(limit: u32, workers: usize) -> Result<PrimeReport, PoolError> {
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let mut report = PrimeReport {
        per_worker: vec![0; workers],
        ..Default::default()
    };
    let begin = Instant::now();
    let (num_tx, num_rx) = channel::bounded::<u32>(100);
    let (ans_tx, ans_rx) = channel::bounded::<(usize, u32, bool, Duration)>(100);
    let mut handles = Vec::new();
    for w in 0..workers {
        let (rx, tx) = (num_rx.clone(), ans_tx.clone());
        handles.push(thread::spawn(move || {
            while let Ok(n) = rx.recv() {
                let t = Instant::now();
                let p = lab::compute(test_cost(n), || is_prime(n));
                if tx.send((w, n, p, t.elapsed())).is_err() {
                    return;
                }
            }
        }));
    }
    drop((num_rx, ans_tx));
    let feeder = thread::spawn(move || {
        for n in 1..=limit {
            if num_tx.send(n).is_err() {
                break;
            }
        }
        begin.elapsed()
    });
    for (w, n, p, t) in ans_rx.iter() {
        report.tested += 1;
        report.per_worker[w] += 1;
        report.testing += t;
        if p {
            report.primes.push(n);
        }
        if report.slowest.is_none_or(|(_, s)| t > s) {
            report.slowest = Some((n, t));
        }
    }
    report.took = feeder.join().unwrap();
    for h in handles {
        h.join().unwrap();
    }
    report.primes.sort_unstable();
    Ok(report)
}

pub fn listing(primes: &[u32], shown: usize) -> String {
    let shown = shown.min(primes.len());
    let text: Vec<String> = primes[..shown].iter().map(|p| p.to_string()).collect();
    let text = text.join(", ");
    let more = primes.len() - shown;
    match (shown, more) {
        (_, 0) => text,
        (0, m) => format!("{m} more"),
        (_, m) => format!("{text} and {m} more"),
    }
}
