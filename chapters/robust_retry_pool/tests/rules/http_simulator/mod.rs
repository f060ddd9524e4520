//! What the HTTP simulator promises, on every schedule.

mod attempts;
mod backoff;
mod figures;
mod pauses;
mod workers;

use lab::time::{Duration, Instant};
use rules::{Rule, scenario};
use workloads::http::{Attempt, Outcome, Policy, Request, requests};
use workloads::job::PoolError;
use workloads::log::Log;

use super::subject::{self, backoff, statistics};

pub fn rules() -> Vec<Rule> {
    let rules = [
        backoff::rules(),
        attempts::rules(),
        pauses::rules(),
        workers::rules(),
        figures::rules(),
    ];
    rules.into_iter().flatten().collect()
}

/// With a boxed closure: what was written is compiled once for all rules.
fn simulate(
    policy: Policy,
    requests: Vec<Request>,
    server: impl Fn(Request, usize) -> u16 + Send + Sync + 'static,
) -> Result<Vec<Outcome>, PoolError> {
    let server: Box<dyn Fn(Request, usize) -> u16 + Send + Sync> = Box::new(server);
    subject::simulate(policy, requests, server)
}

fn policy(workers: usize, jitter: u64, is_retryable: fn(u16) -> bool) -> Policy {
    Policy {
        workers,
        attempts: 3,
        backoff: Duration::from_millis(100),
        jitter: Duration::from_millis(jitter),
        is_retryable,
        seed: 7,
    }
}

/// How to wait.
const WAIT: &str =
    "for a few attempts; wait for what is due next, or without a timeout";

/// What the server answers to each attempt at each request, how many milliseconds
/// it takes for each request, and what it was asked so far.
#[derive(Clone)]
struct Script {
    codes: Vec<Vec<u16>>,
    millis: Vec<u64>,
    calls: Log<(u32, usize, Attempt)>,
}

impl Script {
    /// Answers after 20 ms.
    fn new(codes: &[&[u16]]) -> Script {
        Script {
            codes: codes.iter().map(|codes| codes.to_vec()).collect(),
            millis: vec![20; codes.len()],
            calls: Log::default(),
        }
    }

    fn run(&self, policy: Policy) -> Vec<Outcome> {
        scenario(format_args!(
            "{} workers, and a server that answers {:?}",
            policy.workers, self.codes
        ));
        let script = self.clone();
        let start = Instant::now();
        let server = move |request: Request, attempt: usize| {
            let index = request.id as usize - 1;
            let codes = &script.codes[index];
            // That there is no attempt 0 is told when all has ended.
            let place = attempt.saturating_sub(1);
            let code = codes.get(place).or(codes.last()).copied();
            let code = code.expect("each request has a code");
            let began = start.elapsed();
            lab::work(Duration::from_millis(script.millis[index]));
            let ended = start.elapsed();
            let made = Attempt { code, began, ended };
            script.calls.note((request.id, attempt, made));
            code
        };
        let outcomes =
            simulate(policy, requests(7, self.codes.len() as u32), server)
                .expect("there are workers");
        assert!(
            self.calls.all().iter().all(|call| call.1 > 0),
            "`server` was called with attempt 0; the first is number 1"
        );
        outcomes
    }

    /// The attempts at a request, as they were made; their numbers must ascend.
    fn of(&self, id: u32) -> Vec<Attempt> {
        let calls = self.calls.all().into_iter().filter(|call| call.0 == id);
        let (numbers, attempts): (Vec<_>, Vec<_>) =
            calls.map(|call| (call.1, call.2)).unzip();
        let expected: Vec<_> = (1..=attempts.len()).collect();
        assert_eq!(
            numbers, expected,
            "the numbers of the attempts at request {id}, as the server was given \
             them"
        );
        attempts
    }

    /// An attempt at a request, numbered from 1, which there must have been.
    fn attempt(&self, id: u32, number: usize) -> Attempt {
        let attempts = self.of(id);
        let Some(attempt) = attempts.get(number - 1) else {
            panic!(
                "there was no attempt {number} at request {id}, only {}",
                attempts.len()
            );
        };
        *attempt
    }
}
