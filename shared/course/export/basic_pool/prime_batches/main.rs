//! Looks for the primes up to a limit, many numbers a job.

use exercises::prime_batches::find_primes_in_batches;
use workloads::primes::is_prime;

fn main() {
    let (limit, workers, batch) = (10_000, 4, 500);
    let report = find_primes_in_batches(limit, workers, batch, is_prime);
    print!("{}", report.expect("there are workers"));
}
