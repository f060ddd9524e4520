//! Looks for the primes up to a limit, one number a job.

use exercises::primes::{find_primes, listing};

fn main() {
    let (limit, workers) = (10_000, 6);
    let find = || find_primes(limit, workers);
    print!("{}", workloads::primes::demonstrate(find, listing));
}
