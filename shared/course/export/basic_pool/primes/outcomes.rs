use super::exercises::primes::{find_primes, is_prime, listing};

#[test]
fn primes_are_those_that_no_smaller_number_divides() {
    let limit = 2_000;
    let report = find_primes(limit, 6).expect("there are workers");
    let has_divisor = |n: u32| (2..n).any(|d| n.is_multiple_of(d));
    let expected = (2..=limit).filter(|&n| !has_divisor(n));
    assert_eq!(report.primes, expected.collect::<Vec<_>>());
    assert_eq!(report.tested, 2_000);
    assert_eq!(report.per_worker.iter().sum::<usize>(), 2_000);
    let (slowest, longest) = report.slowest.expect("numbers were tested");
    assert!((1..=limit).contains(&slowest));
    assert!(report.mean() <= longest);
    assert!(!is_prime(1) && is_prime(2) && !is_prime(1_999 * 1_999));
    assert_eq!(listing(&report.primes, 3), "2, 3, 5 and 300 more");
}
