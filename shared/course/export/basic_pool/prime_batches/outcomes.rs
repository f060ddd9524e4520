use super::exercises::prime_batches::{batches, find_primes_in_batches};
use workloads::primes::is_prime;

#[test]
fn every_number_is_in_one_batch_and_every_prime_is_found() {
    assert_eq!(batches(1_200, 500), [1..=500, 501..=1_000, 1_001..=1_200]);
    let report = find_primes_in_batches(10_100, 4, 500, is_prime);
    let report = report.expect("there are workers");
    assert_eq!(report.batches, batches(10_100, 500));
    assert_eq!(report.per_worker.iter().sum::<usize>(), 21);
    let expected = (1..=10_100).filter(|&n| is_prime(n));
    assert_eq!(report.primes, expected.collect::<Vec<_>>());
}
