#[path = "../../../solutions/basic_pool/src/exercises/mod.rs"]
mod exercises;

use exercises::{prime_batches, primes, run_pool};
use workloads::job::{JobResult, jobs};

#[test]
fn run_pool_does_every_job_on_plain_crossbeam() {
    let results = run_pool::run_pool(3, jobs(40), |job| JobResult {
        job_id: job.id,
        output: 2 * job.data,
    });
    let mut results = results.expect("there are workers");
    results.sort_unstable_by_key(|result| result.job_id);
    let expected = (1..=40).map(|id| JobResult {
        job_id: id,
        output: 2 * u64::from(id),
    });
    assert_eq!(results, expected.collect::<Vec<_>>());
}

#[test]
fn the_prime_calculators_agree_on_plain_crossbeam() {
    let one_by_one = primes::find_primes(10_000, 6).expect("there are workers");
    let in_batches =
        prime_batches::find_primes_in_batches(10_000, 4, 500, primes::is_prime)
            .expect("there are workers");
    assert_eq!(one_by_one.primes, in_batches.primes);
    assert_eq!(one_by_one.primes.len(), 1_229);
    let (slowest, longest) = one_by_one.slowest.expect("numbers were tested");
    assert!((1..=10_000).contains(&slowest));
    assert!(one_by_one.mean() <= longest);
    assert_eq!(
        primes::listing(&one_by_one.primes, 3),
        "2, 3, 5 and 1226 more"
    );
}
