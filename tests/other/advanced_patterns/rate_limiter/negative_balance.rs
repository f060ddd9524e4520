//! Right, and built otherwise: a balance in tokens, with fractions, that may be
//! negative.

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};

pub struct RateLimiter {
    rate: f64,
    burst: f64,
    account: Mutex<Account>,
}

struct Account {
    tokens: f64,
    at: Instant,
}

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        let burst = f64::from(burst.max(1));
        RateLimiter {
            rate: f64::from(rate.max(1)),
            burst,
            account: Mutex::new(Account {
                tokens: burst,
                at: Instant::now(),
            }),
        }
    }

    pub fn acquire(&self) {
        let mut account = self.account.lock().unwrap();
        self.fill(&mut account);
        account.tokens -= 1.0;
        let debt = -account.tokens;
        drop(account);
        if debt > 0.0 {
            thread::sleep(Duration::from_secs_f64(debt / self.rate));
        }
    }

    pub fn try_acquire(&self) -> bool {
        let mut account = self.account.lock().unwrap();
        self.fill(&mut account);
        let is_there = account.tokens >= 1.0;
        if is_there {
            account.tokens -= 1.0;
        }
        is_there
    }

    fn fill(&self, account: &mut Account) {
        let now = Instant::now();
        let came = (now - account.at).as_secs_f64() * self.rate;
        account.tokens = (account.tokens + came).min(self.burst);
        account.at = now;
    }
}
