//! Wrong: counts within windows of a second that lie end to end.

use lab::sync::Mutex;
use lab::thread;
use lab::time::{Duration, Instant};

pub struct RateLimiter {
    limit: u32,
    window: Mutex<Window>,
}

struct Window {
    began: Instant,
    used: u32,
}

const SECOND: Duration = Duration::from_secs(1);

impl RateLimiter {
    pub fn new(rate: u32, burst: u32) -> RateLimiter {
        RateLimiter {
            limit: rate.max(1) + burst.max(1),
            window: Mutex::new(Window {
                began: Instant::now(),
                used: 0,
            }),
        }
    }

    pub fn acquire(&self) {
        while !self.try_acquire() {
            let end = self.window.lock().unwrap().began + SECOND;
            thread::sleep(end - Instant::now());
        }
    }

    pub fn try_acquire(&self) -> bool {
        let mut window = self.window.lock().unwrap();
        while window.began.elapsed() >= SECOND {
            window.began += SECOND;
            window.used = 0;
        }
        let is_room = window.used < self.limit;
        window.used += u32::from(is_room);
        is_room
    }
}
