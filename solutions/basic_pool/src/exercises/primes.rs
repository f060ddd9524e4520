//! Exercise: the primes up to a limit, one number a job.

use lab::time::{Duration, Instant};
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::primes::{PrimeReport, test_cost};

/// How many numbers, and how many answers, may wait.
const QUEUE: usize = 100;

/// What a worker found out about a number.
struct Answer {
    worker: usize,
    number: u32,
    is_prime: bool,
    took: Duration,
}

/// Whether `n` has exactly two divisors.
///
/// Trial division by the odd numbers up to the square root is enough.
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

/// Tests the numbers `1..=limit` with `workers` threads, one number a job, over
/// channels that hold at most 100 messages each, and reports what they found: the
/// fields of [`PrimeReport`] say what. `slowest` is a number and the time of its test.
///
/// A worker tests a number within `lab::compute(test_cost(number), …)`, so that tests
/// take time in the lab too, and measures each; `test_cost` is in `workloads::primes`,
/// as the report is. A free worker takes the oldest number that nobody has taken yet.
///
/// Returns when every number is tested and every worker has ended. Besides the
/// workers it may start one more thread. Who has to wait sleeps: nobody asks again
/// and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when `workers` is 0.
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
            for number in numbers_rx {
                let began = Instant::now();
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

/// The first `shown` of `primes`, separated by commas; if there are more,
/// followed by how many: `2, 3, 5 and 1226 more`. With none shown, it is only how
/// many: `1229 more`.
pub fn listing(primes: &[u32], shown: usize) -> String {
    let first: Vec<_> = primes.iter().take(shown).map(u32::to_string).collect();
    let first = first.join(", ");
    match primes.len().saturating_sub(shown) {
        0 => first,
        more if shown == 0 => format!("{more} more"),
        more => format!("{first} and {more} more"),
    }
}
