use std::time::Duration;

use super::exercises::http_simulator::{simulate, statistics};
use workloads::http::{Policy, Request, passing_errors, requests};

#[test]
fn the_http_simulator_counts() {
    let policy = Policy {
        workers: 5,
        attempts: 3,
        backoff: Duration::from_millis(2),
        jitter: Duration::from_millis(2),
        is_retryable: passing_errors,
        seed: 42,
    };
    let answer = |request: Request, attempt| match request.id % 4 {
        0 => 404,
        1 if attempt < 3 => 503,
        _ => 200,
    };
    let outcomes =
        simulate(policy, requests(42, 40), answer).expect("there are workers");
    let statistics = statistics(&outcomes, Duration::from_secs(4));
    assert_eq!(statistics.requests, 40);
    assert_eq!(statistics.succeeded, 30);
    assert_eq!(statistics.retries, 20);
    let codes = statistics.codes.iter().map(|c| (c.code, c.count));
    let expected = [(200, 30), (404, 10), (503, 20)];
    assert_eq!(codes.collect::<Vec<_>>(), expected);
}
