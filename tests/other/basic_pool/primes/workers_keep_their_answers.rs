//! Right, and built otherwise: each worker sends what it found when it ends.

use lab::time::{Duration, Instant};
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::primes::{PrimeReport, test_cost};

pub fn is_prime(n: u32) -> bool {
    n >= 2
        && (2..)
            .take_while(|&d| d <= n / d)
            .all(|d| !n.is_multiple_of(d))
}

pub fn find_primes(limit: u32, workers: usize) -> Result<PrimeReport, PoolError> {
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let began = Instant::now();
    let (numbers_tx, numbers_rx) = channel::bounded::<u32>(100);
    let mut report = PrimeReport::default();
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|_| {
                let numbers_rx = numbers_rx.clone();
                scope.spawn(move || {
                    let mut found: Vec<(u32, bool, Duration)> = Vec::new();
                    for n in numbers_rx {
                        let began = Instant::now();
                        let answer = lab::compute(test_cost(n), || is_prime(n));
                        found.push((n, answer, began.elapsed()));
                    }
                    found
                })
            })
            .collect();
        drop(numbers_rx);
        for number in 1..=limit {
            numbers_tx.send(number).expect("the workers receive");
        }
        drop(numbers_tx);
        for handle in handles {
            let found = handle.join().expect("no panic");
            report.tested += found.len();
            report.per_worker.push(found.len());
            for (n, is_prime, took) in found {
                report.testing += took;
                let both = report.slowest.into_iter().chain([(n, took)]);
                report.slowest = both.max_by_key(|(_, took)| *took);
                if is_prime {
                    report.primes.push(n);
                }
            }
        }
    });
    report.primes.sort_unstable();
    report.took = began.elapsed();
    Ok(report)
}

pub fn listing(primes: &[u32], shown: usize) -> String {
    let mut text = String::new();
    for (index, prime) in primes.iter().take(shown).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&prime.to_string());
    }
    if primes.len() > shown {
        let more = primes.len() - shown;
        let and = if text.is_empty() { "" } else { " and " };
        text.push_str(&format!("{and}{more} more"));
    }
    text
}
