//! Requests that must not come too fast.

use std::fmt;
use std::time::Duration;

use lab::sync::Mutex;
use lab::time::Instant;
use lab::{println, thread};

/// The most of these `times` that lie within one second, wherever it begins. A
/// second does not hold both of its ends.
pub fn busiest_second(times: &[Duration]) -> usize {
    busiest(times).map_or(0, |(_, count)| count)
}

/// Where the busiest second begins, and how many of the `times` it holds.
pub fn busiest(times: &[Duration]) -> Option<(Duration, usize)> {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let windows = sorted.iter().enumerate().map(|(first, &begin)| {
        let end = begin + Duration::from_secs(1);
        let count = sorted[first..].iter().take_while(|&&at| at < end).count();
        (begin, count)
    });
    // Of several that are equally busy the earliest: `max_by_key` keeps the last.
    windows.rev().max_by_key(|&(_, count)| count)
}

/// When requests were made.
#[derive(Debug)]
pub struct RateReport {
    times: Vec<Duration>,
    took: Duration,
}

impl RateReport {
    /// Of requests made at these `times`.
    pub fn new(times: Vec<Duration>, took: Duration) -> RateReport {
        RateReport { times, took }
    }
}

impl fmt::Display for RateReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 {} requests", self.times.len())?;
        if let Some((begin, count)) = busiest(&self.times) {
            writeln!(
                f,
                "📈 the busiest second began at {} ms and saw {count} of them",
                begin.as_millis()
            )?;
        }
        writeln!(f, "🎉 done after {} ms", self.took.as_millis())
    }
}

/// Four clients make `count` requests, then all is quiet for two seconds, then
/// they make `count` more. Before each request they call `acquire`.
pub fn demonstrate(count: u32, acquire: impl Fn() + Sync) -> RateReport {
    let began = Instant::now();
    let times = Mutex::new(Vec::new());
    let next = Mutex::new(1);
    let client = |client: usize, last: u32| {
        while let Some(request) = take_number(&next, last) {
            acquire();
            let now = began.elapsed();
            times.lock().unwrap().push(now);
            println!("🌐 client {client} makes request {request}");
        }
    };
    for (last, is_first) in [(count, true), (2 * count, false)] {
        if !is_first {
            println!("   … two quiet seconds …");
            thread::sleep(Duration::from_secs(2));
        }
        thread::scope(|scope| {
            for number in 1..=4 {
                let client = &client;
                scope.spawn(move || client(number, last));
            }
        });
    }
    let times = std::mem::take(&mut *times.lock().unwrap());
    RateReport::new(times, began.elapsed())
}

fn take_number(next: &Mutex<u32>, last: u32) -> Option<u32> {
    let mut next = next.lock().unwrap();
    let number = *next;
    (number <= last).then(|| {
        *next += 1;
        number
    })
}
