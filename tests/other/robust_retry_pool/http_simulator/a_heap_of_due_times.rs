//! Right, and built otherwise: workers decide what becomes of a request, and this
//! thread keeps those that wait in a heap. Statistics are counted in seconds.
use std::cmp::Reverse;

use std::collections::{BinaryHeap, HashMap};
use std::time::Duration;

use lab::channel::{self, RecvTimeoutError};
use lab::sync::Mutex;
use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::thread;
use lab::time::Instant;
use workloads::http::{
    Attempt, CodeCount, Outcome, Policy, Request, Statistics, is_success,
};
use workloads::job::PoolError;

pub fn backoff(policy: &Policy, request: u32, failed: usize) -> Duration {
    let factor = u32::try_from(failed - 1).map_or(u128::MAX, |doublings| {
        2_u128.checked_pow(doublings).unwrap_or(u128::MAX)
    });
    let nanos = policy.backoff.as_nanos().saturating_mul(factor);
    let seconds = u64::try_from(nanos / 1_000_000_000);
    let doubled = seconds.map_or(Duration::MAX, |seconds| {
        Duration::new(seconds, (nanos % 1_000_000_000) as u32)
    });
    doubled.saturating_add(policy.jitter_of(request, failed))
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
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let start = Instant::now();
    let left = AtomicUsize::new(requests.len());
    let log: Mutex<HashMap<u32, Vec<Attempt>>> = Mutex::new(HashMap::new());
    let (ready_tx, ready_rx) = channel::unbounded();
    let (failed_tx, failed_rx) = channel::unbounded::<(Duration, u32)>();
    let by_id: HashMap<u32, Request> = requests.iter().map(|r| (r.id, *r)).collect();
    for request in &requests {
        ready_tx.send(Some(*request)).unwrap();
    }
    let workers = policy.workers;
    thread::scope(|scope| {
        for _ in 0..workers {
            let (ready_tx, ready_rx, failed_tx) =
                (ready_tx.clone(), ready_rx.clone(), failed_tx.clone());
            let (server, log, left) = (&server, &log, &left);
            scope.spawn(move || {
                while let Ok(Some(request)) = ready_rx.recv() {
                    let number =
                        1 + log.lock().unwrap().get(&request.id).map_or(0, Vec::len);
                    let began = start.elapsed();
                    let code = server(request, number);
                    let ended = start.elapsed();
                    log.lock()
                        .unwrap()
                        .entry(request.id)
                        .or_default()
                        .push(Attempt { code, began, ended });
                    if !is_success(code)
                        && (policy.is_retryable)(code)
                        && number < policy.attempts
                    {
                        failed_tx
                            .send((
                                ended + backoff(&policy, request.id, number),
                                request.id,
                            ))
                            .unwrap();
                    } else if left.fetch_sub(1, SeqCst) == 1 {
                        for _ in 0..workers {
                            ready_tx.send(None).unwrap();
                        }
                    }
                }
            });
        }
        drop(failed_tx);
        let mut heap = BinaryHeap::new();
        loop {
            let message = match heap.peek() {
                None => failed_rx.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(&Reverse((due, _))) => failed_rx.recv_deadline(start + due),
            };
            match message {
                Ok(entry) => heap.push(Reverse(entry)),
                Err(RecvTimeoutError::Timeout) => {
                    let Reverse((_, id)) = heap.pop().unwrap();
                    ready_tx.send(Some(by_id[&id])).unwrap();
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    });
    let mut log = log.into_inner().unwrap();
    Ok(requests
        .iter()
        .map(|r| Outcome {
            request: r.id,
            attempts: log.remove(&r.id).unwrap(),
        })
        .collect())
}

pub fn statistics(outcomes: &[Outcome], took: Duration) -> Statistics {
    let ratio = |part: f64, of: f64| if of == 0.0 { 0.0 } else { part / of };
    let attempts = || outcomes.iter().flat_map(|outcome| &outcome.attempts);
    let seconds = |only_successful: bool| {
        let counted = attempts().filter(|a| !only_successful || is_success(a.code));
        let mut seconds: Vec<f64> = counted
            .map(|attempt| (attempt.ended - attempt.began).as_secs_f64())
            .collect();
        seconds.sort_by(f64::total_cmp);
        seconds
    };
    let (all, good) = (seconds(false), seconds(true));
    let median = match (good.len(), good.len() / 2) {
        (0, _) => 0.0,
        (n, half) if n % 2 == 1 => good[half],
        (_, half) => f64::midpoint(good[half - 1], good[half]),
    };
    let succeeded = outcomes
        .iter()
        .filter(|outcome| outcome.attempts.iter().any(|a| is_success(a.code)))
        .count();
    let failed = outcomes.len() - succeeded;
    let mut codes = Vec::new();
    for code in 100..600 {
        let count = attempts().filter(|attempt| attempt.code == code).count();
        let share = ratio(count as f64, all.len() as f64);
        if count > 0 {
            codes.push(CodeCount { code, count, share });
        }
    }
    let requests = outcomes.len() as f64;
    let duration = |seconds: Option<&f64>| {
        seconds.map_or(Duration::ZERO, |&seconds| Duration::from_secs_f64(seconds))
    };
    Statistics {
        requests: outcomes.len(),
        succeeded,
        succeeded_share: ratio(succeeded as f64, requests),
        failed,
        failed_share: ratio(failed as f64, requests),
        retries: all.len() - outcomes.len(),
        shortest: duration(all.first()),
        mean: duration(Some(&ratio(all.iter().sum(), all.len() as f64))),
        longest: duration(all.last()),
        median_of_successful: duration(Some(&median)),
        per_second: ratio(requests, took.as_secs_f64()),
        codes,
    }
}
