//! What a job and a round trip are made of, each part by itself: below their sum no
//! pool that is made of them can come.

use std::hint::black_box;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{hint, thread};

use crossbeam::utils::CachePadded;
use lab::deque::Worker;

use benches::measure::{Contender, Table, compare};

/// How often a part is done in a round.
const TIMES: u32 = 200_000;

/// Looks in vain after which a spinning thread lets others have the processor: on a
/// busy machine the other one may have none.
const LOOKS: u32 = 1_000;

/// As many as are taken along at once.
const DEPTH: usize = 64;

fn part(name: &'static str, mut run: impl FnMut(u32) + 'static) -> Contender {
    Contender::new(name, TIMES, move || {
        let began = Instant::now();
        for n in 0..TIMES {
            run(n);
        }
        began.elapsed()
    })
}

/// A number that goes to another thread and back, and nothing else.
pub fn spinning(name: &'static str, trips: u32) -> Contender {
    Contender::new(name, trips, move || there_and_back(trips))
}

/// How often it goes before the time is taken: the system moves a thread that spins to a
/// core of its own only after a while.
const BEFORE: u32 = 20_000;

fn there_and_back(trips: u32) -> Duration {
    let there = Arc::new(CachePadded::new(AtomicU32::new(0)));
    let back = Arc::new(CachePadded::new(AtomicU32::new(0)));
    let wait_for = |place: &AtomicU32, n: u32| {
        let mut looks = 0_u32;
        while place.load(Ordering::Acquire) < n {
            hint::spin_loop();
            looks += 1;
            if looks.is_multiple_of(LOOKS) {
                thread::yield_now();
            }
        }
    };
    let (to, from) = (Arc::clone(&there), Arc::clone(&back));
    let other = thread::spawn(move || {
        for n in 1..=BEFORE + trips {
            wait_for(&to, n);
            from.store(n, Ordering::Release);
        }
    });
    let mut began = Instant::now();
    for n in 1..=BEFORE + trips {
        if n == BEFORE + 1 {
            began = Instant::now();
        }
        there.store(n, Ordering::Release);
        wait_for(&back, n);
    }
    let took = began.elapsed();
    other.join().expect("no panic");
    took
}

/// The parts, each on one thread that nobody disturbs; but for the last.
pub fn parts(rounds: usize) -> Table {
    let number = AtomicU32::new(0);
    let lock = lab::sync::Mutex::new(0_u32);
    let spinning_lock = lab::spin::Mutex::new(0_u32);
    let contenders = vec![
        part("an atomic addition", move |n| {
            black_box(&number).fetch_add(n, Ordering::Relaxed);
        }),
        part("to lock and to unlock", move |n| {
            *black_box(&lock).lock().expect("no panic") += n;
        }),
        part("the same with a lock that spins", move |n| {
            *black_box(&spinning_lock).lock() += n;
        }),
        Contender::new("to lock that, push to a deque, and unlock", TIMES, || {
            let inbox = lab::spin::Mutex::new(Worker::new_fifo());
            let began = Instant::now();
            for n in 0..TIMES {
                black_box(&inbox).lock().push(n);
            }
            began.elapsed()
        }),
        Contender::new("to take along, and pop", TIMES, || {
            let (inbox, desk) = (Worker::new_fifo(), Worker::new_fifo());
            for n in 0..TIMES {
                inbox.push(n);
            }
            let waiting = inbox.stealer();
            let began = Instant::now();
            for _ in 0..TIMES {
                while black_box(desk.pop()).is_none() {
                    let _ = waiting.steal_batch_with_limit(&desk, DEPTH);
                }
            }
            began.elapsed()
        }),
        part("catch_unwind", |n| {
            let _ = black_box(panic::catch_unwind(|| black_box(n)));
        }),
        spinning("to another thread and back, spinning", 5_000),
    ];
    compare("parts", "What the parts cost", rounds, "", contenders)
}
