//! What `RateLimiter` promises, on every schedule.

mod tokens;
mod trying;
mod waiting;

use std::time::Duration;

use lab::sync::Mutex;
use lab::thread;
use lab::time::Instant;
use rules::{Rule, counted, scenario};

use super::subject::RateLimiter;

pub fn rules() -> Vec<Rule> {
    let rules = [tokens::rules(), trying::rules(), waiting::rules()];
    rules.into_iter().flatten().collect()
}

/// Rounded to microseconds: what floating point may get wrong is less.
fn rounded(time: Duration) -> Duration {
    Duration::from_micros(((time.as_nanos() + 500) / 1_000) as u64)
}

/// Some clients make `count` requests in all as fast as they may; the times at
/// which they did.
fn rush(clients: u32, rate: u32, burst: u32, count: u32) -> Vec<Duration> {
    scenario(format_args!(
        "{}, {rate} per second, a burst of {burst}",
        counted(clients as usize, "client")
    ));
    let limiter = RateLimiter::new(rate, burst);
    let began = Instant::now();
    let left = Mutex::new(count);
    let times = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                loop {
                    {
                        let mut left = left.lock().unwrap();
                        if *left == 0 {
                            break;
                        }
                        *left -= 1;
                    }
                    limiter.acquire();
                    times.lock().unwrap().push(began.elapsed());
                }
            });
        }
    });
    let times = times.lock().unwrap();
    times.clone()
}
