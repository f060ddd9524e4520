//! Wrong: each worker measures from its own start.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use lab::channel::{Receiver, Sender, select};
use lab::time::Instant;
use lab::{channel, thread};
use workloads::http::{
    Attempt, CodeCount, Outcome, Policy, Request, Statistics, is_success,
};
use workloads::job::PoolError;

struct Outstanding {
    request: Request,
    attempts: Vec<Attempt>,
}

pub fn backoff(policy: &Policy, request: u32, failed: usize) -> Duration {
    let mut backoff = policy.backoff;
    for _ in 1..failed {
        backoff = backoff.saturating_mul(2);
    }
    backoff.saturating_add(policy.jitter_of(request, failed))
}

pub fn simulate<S>(
    policy: Policy,
    requests: Vec<Request>,
    server: S,
) -> Result<Vec<Outcome>, PoolError>
where
    S: Fn(Request, usize) -> u16 + Send + Sync + 'static,
{
    if policy.workers == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (ready_tx, ready_rx) = channel::unbounded::<Outstanding>();
    let (answered_tx, answered_rx) = channel::unbounded();
    let server = Arc::new(server);

    let workers: Vec<_> = (0..policy.workers)
        .map(|_| {
            let ready_rx = ready_rx.clone();
            let answered_tx = answered_tx.clone();
            let server = Arc::clone(&server);
            thread::spawn(move || {
                let start = Instant::now();
                for mut outstanding in ready_rx {
                    let began = start.elapsed();
                    let attempt = outstanding.attempts.len() + 1;
                    let code = server(outstanding.request, attempt);
                    let ended = start.elapsed();
                    outstanding.attempts.push(Attempt { code, began, ended });
                    if answered_tx.send(outstanding).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(ready_rx);
    drop(answered_tx);

    let outcomes = dispatch(&policy, requests, &ready_tx, &answered_rx);
    drop(ready_tx);
    for worker in workers {
        worker.join().expect("the server does not panic");
    }
    Ok(outcomes)
}

fn dispatch(
    policy: &Policy,
    requests: Vec<Request>,
    ready: &Sender<Outstanding>,
    answered: &Receiver<Outstanding>,
) -> Vec<Outcome> {
    let mut left = requests.len();
    for request in requests {
        let attempts = Vec::new();
        let outstanding = Outstanding { request, attempts };
        ready.send(outstanding).expect("the workers receive");
    }

    let mut outcomes = Vec::new();
    // By the time at which they are due; ids tell those of the same time apart.
    let mut paused: BTreeMap<(Instant, u32), Outstanding> = BTreeMap::new();
    while left > 0 {
        let next_due = match paused.first_key_value() {
            Some((&(due, _), _)) => channel::at(due),
            None => channel::never(),
        };
        select! {
            recv(answered) -> message => {
                let Outstanding { request, attempts } =
                    message.expect("the workers send");
                let failed = attempts.len();
                let wants_retry = attempts.last().is_some_and(|last| {
                    !is_success(last.code) && (policy.is_retryable)(last.code)
                });
                if wants_retry && failed < policy.attempts {
                    let due = Instant::now() + backoff(policy, request.id, failed);
                    paused.insert(
                        (due, request.id),
                        Outstanding { request, attempts },
                    );
                } else {
                    left -= 1;
                    outcomes.push(Outcome { request: request.id, attempts });
                }
            }
            recv(next_due) -> _ => {
                if let Some((_, outstanding)) = paused.pop_first() {
                    ready.send(outstanding).expect("the workers receive");
                }
            }
        }
    }
    outcomes
}

pub fn statistics(outcomes: &[Outcome], took: Duration) -> Statistics {
    let attempts = outcomes.iter().flat_map(|outcome| &outcome.attempts);
    let mut durations = Vec::new();
    let mut successful = Vec::new();
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for Attempt { code, began, ended } in attempts {
        durations.push(*ended - *began);
        if is_success(*code) {
            successful.push(*ended - *began);
        }
        *counts.entry(*code).or_default() += 1;
    }
    durations.sort_unstable();
    successful.sort_unstable();

    let requests = outcomes.len();
    // An outcome's last attempt is its only one that can have succeeded.
    let succeeded = successful.len();
    let failed = requests - succeeded;
    let share = |(&code, &count)| CodeCount {
        code,
        count,
        share: ratio(count, durations.len() as f64),
    };
    Statistics {
        requests,
        succeeded,
        succeeded_share: ratio(succeeded, requests as f64),
        failed,
        failed_share: ratio(failed, requests as f64),
        retries: durations.len().saturating_sub(requests),
        shortest: durations.first().copied().unwrap_or_default(),
        mean: mean(&durations),
        longest: durations.last().copied().unwrap_or_default(),
        median_of_successful: median(&successful),
        per_second: ratio(requests, took.as_secs_f64()),
        codes: counts.iter().map(share).collect(),
    }
}

fn ratio(part: usize, of: f64) -> f64 {
    if of > 0.0 { part as f64 / of } else { 0.0 }
}

fn mean(durations: &[Duration]) -> Duration {
    let count = u32::try_from(durations.len()).unwrap_or(u32::MAX);
    let sum: Duration = durations.iter().sum();
    sum.checked_div(count).unwrap_or_default()
}

fn median(sorted: &[Duration]) -> Duration {
    // The one in the middle, or the two around it.
    let lower = sorted.len().saturating_sub(1) / 2;
    let upper = sorted.len() / 2;
    match (sorted.get(lower), sorted.get(upper)) {
        (Some(&lower), Some(&upper)) => (lower + upper) / 2,
        _ => Duration::ZERO,
    }
}
