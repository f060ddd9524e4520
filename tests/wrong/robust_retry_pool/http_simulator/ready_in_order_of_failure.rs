//! Wrong: of several requests that are ready again, the one that failed first comes
//! first, and not the one that has been ready for longest.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use lab::sync::{Condvar, Mutex};
use lab::thread;
use lab::time::Instant;
use workloads::http::{
    Attempt, CodeCount, Outcome, Policy, Request, Statistics, is_success,
};
use workloads::job::PoolError;

pub fn backoff(policy: &Policy, request: u32, failed: usize) -> Duration {
    let doubled = |time: Duration, _| time.saturating_mul(2);
    let backoff = (1..failed).fold(policy.backoff, doubled);
    backoff.saturating_add(policy.jitter_of(request, failed))
}

#[derive(Default)]
struct State {
    ready: VecDeque<Outstanding>,
    paused: Vec<(Instant, Outstanding)>,
    outstanding: usize,
    outcomes: Vec<Outcome>,
}

type Outstanding = (Request, Vec<Attempt>);

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
    let start = Instant::now();
    let state = Mutex::new(State {
        outstanding: requests.len(),
        ready: requests.into_iter().map(|r| (r, Vec::new())).collect(),
        ..State::default()
    });
    let changed = Condvar::new();
    let work = || {
        while let Some((request, mut attempts)) = next(&state, &changed) {
            let began = start.elapsed();
            let code = server(request, attempts.len() + 1);
            let ended = start.elapsed();
            attempts.push(Attempt { code, began, ended });
            let failed = attempts.len();
            let again = !is_success(code)
                && (policy.is_retryable)(code)
                && failed < policy.attempts;
            let mut state = state.lock().unwrap();
            if again {
                let due = start + ended + backoff(&policy, request.id, failed);
                state.paused.push((due, (request, attempts)));
            } else {
                let request = request.id;
                state.outstanding -= 1;
                state.outcomes.push(Outcome { request, attempts });
            }
            changed.notify_all();
        }
    };
    thread::scope(|scope| {
        for _ in 0..policy.workers {
            scope.spawn(work);
        }
    });
    Ok(state.into_inner().unwrap().outcomes)
}

/// The next request, waiting for it if need be; `None` when none is outstanding.
fn next(state: &Mutex<State>, changed: &Condvar) -> Option<Outstanding> {
    let mut state = state.lock().unwrap();
    loop {
        let now = Instant::now();
        while let Some(i) = state.paused.iter().position(|(due, _)| *due <= now) {
            let (_, outstanding) = state.paused.remove(i);
            state.ready.push_back(outstanding);
        }
        if let Some(next) = state.ready.pop_front() {
            return Some(next);
        }
        if state.outstanding == 0 {
            return None;
        }
        state = match state.paused.iter().min_by_key(|(due, _)| *due) {
            None => changed.wait(state).unwrap(),
            Some((due, _)) => {
                let wait = due.saturating_duration_since(now);
                changed.wait_timeout(state, wait).unwrap().0
            }
        };
    }
}

pub fn statistics(outcomes: &[Outcome], took: Duration) -> Statistics {
    let mut found = Statistics {
        requests: outcomes.len(),
        ..Statistics::default()
    };
    let mut all = Vec::new();
    let mut good = Vec::new();
    let mut codes = BTreeMap::new();
    for outcome in outcomes {
        let code = |attempt: &Attempt| attempt.code;
        if outcome.attempts.last().map(code).is_some_and(is_success) {
            found.succeeded += 1;
        } else {
            found.failed += 1;
        }
        for attempt in &outcome.attempts {
            all.push(attempt.ended - attempt.began);
            *codes.entry(attempt.code).or_insert(0_usize) += 1;
            if is_success(attempt.code) {
                good.push(attempt.ended - attempt.began);
            }
        }
    }
    if outcomes.is_empty() {
        return found;
    }
    let requests = outcomes.len() as f64;
    found.succeeded_share = found.succeeded as f64 / requests;
    found.failed_share = found.failed as f64 / requests;
    found.retries = all.len() - outcomes.len();
    found.shortest = all.iter().copied().min().unwrap_or_default();
    found.longest = all.iter().copied().max().unwrap_or_default();
    found.mean = all.iter().sum::<Duration>() / all.len() as u32;
    if !good.is_empty() {
        good.sort();
        let half = good.len() / 2;
        found.median_of_successful = match good.len() % 2 {
            1 => good[half],
            _ => (good[half - 1] + good[half]) / 2,
        };
    }
    if !took.is_zero() {
        found.per_second = requests / took.as_secs_f64();
    }
    for (code, count) in codes {
        let share = count as f64 / all.len() as f64;
        found.codes.push(CodeCount { code, count, share });
    }
    found
}
