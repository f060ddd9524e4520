//! Wrong: the time of a test is taken from before the worker waits for the number.

use lab::time::{Duration, Instant};
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::primes::{PrimeReport, test_cost};

const QUEUE: usize = 100;

struct Answer {
    worker: usize,
    number: u32,
    is_prime: bool,
    took: Duration,
}

pub fn is_prime(n: u32) -> bool {
    if n < 4 {
        return n >= 2;
    }
    if n.is_multiple_of(2) {
        return false;
    }
    (3..)
        .step_by(2)
        .take_while(|d| *d <= n / d)
        .all(|d| !n.is_multiple_of(d))
}

pub fn find_primes(limit: u32, workers: usize) -> Result<PrimeReport, PoolError> {
    if workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let began = Instant::now();
    let (numbers_tx, numbers_rx) = channel::bounded::<u32>(QUEUE);
    let (answers_tx, answers_rx) = channel::bounded(QUEUE);

    let mut handles = Vec::new();
    for worker in 0..workers {
        let numbers_rx = numbers_rx.clone();
        let answers_tx = answers_tx.clone();
        handles.push(thread::spawn(move || {
            loop {
                let began = Instant::now();
                let Ok(number) = numbers_rx.recv() else {
                    break;
                };
                let answer = Answer {
                    worker,
                    number,
                    is_prime: lab::compute(test_cost(number), || is_prime(number)),
                    took: began.elapsed(),
                };
                if answers_tx.send(answer).is_err() {
                    break;
                }
            }
        }));
    }
    drop(numbers_rx);
    drop(answers_tx);
    handles.push(thread::spawn(move || {
        for number in 1..=limit {
            if numbers_tx.send(number).is_err() {
                break;
            }
        }
    }));

    let mut report = PrimeReport {
        per_worker: vec![0; workers],
        ..PrimeReport::default()
    };
    for answer in answers_rx {
        report.tested += 1;
        report.per_worker[answer.worker] += 1;
        report.testing += answer.took;
        if report
            .slowest
            .is_none_or(|(_, longest)| answer.took > longest)
        {
            report.slowest = Some((answer.number, answer.took));
        }
        if answer.is_prime {
            report.primes.push(answer.number);
        }
    }
    for handle in handles {
        handle.join().expect("testing a number does not panic");
    }
    // Answers arrive in any order.
    report.primes.sort_unstable();
    report.took = began.elapsed();
    Ok(report)
}

pub fn listing(primes: &[u32], shown: usize) -> String {
    let first: Vec<_> = primes.iter().take(shown).map(u32::to_string).collect();
    let first = first.join(", ");
    match primes.len().saturating_sub(shown) {
        0 => first,
        more if shown == 0 => format!("{more} more"),
        more => format!("{first} and {more} more"),
    }
}
