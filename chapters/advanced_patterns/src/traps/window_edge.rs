//! The trap: a limit that counts within fixed windows of a second.
//!
//! A new window knows nothing of the one before. Requests at the end of one and
//! the beginning of the next are within the limit of both, and together twice as
//! many as it allows.

use lab::time::{Duration, Instant};
use lab::{println, thread};
use workloads::rate::{RateReport, busiest};

const WINDOW: Duration = Duration::from_secs(1);

/// A limit on requests per window of one second. The windows lie end to end.
struct FixedWindow {
    limit: u32,
    began: Instant,
    used: u32,
}

impl FixedWindow {
    fn new(limit: u32) -> FixedWindow {
        FixedWindow {
            limit,
            began: Instant::now(),
            used: 0,
        }
    }

    /// Waits until the window has room for one more request.
    fn acquire(&mut self) {
        if self.used == self.limit {
            let end = self.began + WINDOW;
            thread::sleep(end - Instant::now());
        }
        while self.began.elapsed() >= WINDOW {
            self.began += WINDOW;
            self.used = 0;
        }
        self.used += 1;
    }
}

/// Makes `count` requests, and is meant to make at most `rate` of them within any
/// second. It begins after 900 ms.
///
/// # Panics
///
/// When there were more than `rate` requests within a second.
pub fn run(count: u32, rate: u32) -> RateReport {
    let began = Instant::now();
    let mut window = FixedWindow::new(rate);
    let mut times = Vec::new();
    thread::sleep(Duration::from_millis(900));
    for request in 1..=count {
        window.acquire();
        println!("🌐 request {request}");
        times.push(began.elapsed());
    }

    if let Some((begin, count)) = busiest(&times) {
        let second = times.iter().filter(|&&at| at >= begin);
        let last = second.take(count).last().copied().unwrap_or(begin);
        assert!(
            count <= rate as usize,
            "{count} requests within {} ms, from {} to {} ms, where {rate} are \
             allowed within any second: the first window ended at a whole second, \
             and the next one began to count at 0 again",
            (last - begin).as_millis(),
            begin.as_millis(),
            last.as_millis()
        );
    }
    RateReport::new(times, began.elapsed())
}
