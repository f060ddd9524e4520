//! Sends requests to a server that may fail, and counts what comes back.

use std::time::Duration;

use exercises::http_simulator::{simulate, statistics};
use workloads::http::{Policy, Server, any_error, demonstrate};

fn main() {
    let seed = 42;
    let policy = Policy {
        workers: 5,
        attempts: 3,
        backoff: Duration::from_millis(100),
        jitter: Duration::ZERO,
        is_retryable: any_error,
        seed,
    };
    let server = Server {
        seed,
        failing: 20,
        longest: 500,
    };
    let answer = move |request, attempt| server.answer_aloud(request, attempt);
    let simulate = |requests| simulate(policy, requests, answer);
    print!("{}", demonstrate(seed, 50, simulate, statistics));
}
