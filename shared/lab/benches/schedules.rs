//! How much the lab gets done: `cargo bench -p lab`. Medians of several rounds.

use std::time::{Duration, Instant};

use lab::sync::Barrier;
use lab::{Config, Schedule, channel, thread};

const ROUNDS: usize = 7;

/// The median time of one call of `f`.
fn median(mut f: impl FnMut()) -> Duration {
    f();
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            f();
            began.elapsed()
        })
        .collect();
    rounds.sort();
    rounds[ROUNDS / 2]
}

fn run<T>(seed: u64, program: impl FnOnce() -> T) -> T {
    let schedule = Schedule::Random {
        seed,
        early_clock: false,
    };
    let run = lab::run(&Config::default().schedule(schedule), program);
    assert!(run.verdict.is_done(), "{:?}", run.verdict);
    run.value.expect("main returned")
}

fn pool(workers: u64, jobs: u64) {
    let (jobs_tx, jobs_rx) = channel::bounded(jobs as usize);
    let (results_tx, results_rx) = channel::unbounded();
    for _ in 0..workers {
        let (jobs, results) = (jobs_rx.clone(), results_tx.clone());
        thread::spawn(move || {
            for job in jobs {
                lab::work(Duration::from_millis(100 + 10 * (job % 3)));
                results.send(job).expect("main receives");
            }
        });
    }
    drop((jobs_rx, results_tx));
    (0..jobs).for_each(|job| jobs_tx.send(job).expect("workers receive"));
    drop(jobs_tx);
    assert_eq!(results_rx.iter().count() as u64, jobs);
}

/// All of them are alive at once.
fn meet(threads: usize) {
    let barrier = Barrier::new(threads);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| barrier.wait());
        }
    });
}

/// Two threads hand a message to and fro while `blocked` others wait; the real
/// time that one operation takes.
fn ping_pong(blocked: usize) -> Duration {
    const TIMES: u32 = 20_000;
    let (open_tx, open_rx) = channel::bounded::<()>(1);
    let (ping_tx, ping_rx) = channel::bounded(1);
    let (pong_tx, pong_rx) = channel::bounded(1);
    thread::scope(|s| {
        for _ in 0..blocked {
            s.spawn(|| open_rx.recv().is_err());
        }
        // Lets them get as far as to wait.
        thread::sleep(Duration::from_millis(1));
        s.spawn(move || ping_rx.iter().for_each(|n| pong_tx.send(n).expect("open")));
        let began = Instant::now();
        for n in 0..TIMES {
            ping_tx.send(n).expect("open");
            pong_rx.recv().expect("open");
        }
        let time = began.elapsed();
        drop((ping_tx, open_tx));
        time / (4 * TIMES)
    })
}

/// A thread sends to and receives from a channel that holds `depth` messages; the
/// real time that one operation takes.
fn deep(depth: usize) -> Duration {
    const TIMES: u32 = 20_000;
    let (tx, rx) = channel::unbounded();
    (0..depth).for_each(|n| tx.send(n).expect("open"));
    let began = Instant::now();
    for _ in 0..TIMES {
        tx.send(0).expect("open");
        rx.recv().expect("open");
    }
    began.elapsed() / (2 * TIMES)
}

/// The most memory that this process has had, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn rate(program: impl Fn(u64)) -> f64 {
    const SCHEDULES: u64 = 2_000;
    let time = median(|| (0..SCHEDULES).for_each(&program));
    SCHEDULES as f64 / time.as_secs_f64()
}

fn step(beside: impl Fn() -> Duration) -> u128 {
    let mut rounds: Vec<_> = (0..ROUNDS).map(|_| run(1, &beside)).collect();
    rounds.sort();
    rounds[ROUNDS / 2].as_nanos()
}

fn main() {
    let random = rate(|seed| run(seed, || pool(3, 10)));
    println!("3 workers, 10 jobs, random      {random:>10.0} schedules/s");
    let natural = rate(|_| {
        lab::run(&Config::default(), || pool(3, 10));
    });
    println!("3 workers, 10 jobs, natural     {natural:>10.0} schedules/s");

    let before = peak_memory();
    for threads in [10_000, 50_000] {
        let time = median(|| run(1, || meet(threads)));
        let time = time.as_millis();
        println!("{threads:>6} threads in one run       {time:>10} ms");
    }
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        let each = (after - before) as f64 / 50_000.0;
        println!("memory of a thread              {each:>10.1} KiB");
    }

    for blocked in [0, 10, 100, 1_000, 10_000] {
        let step = step(|| ping_pong(blocked));
        println!("an operation beside {blocked:>6} blocked {step:>7} ns");
    }
    for depth in [0, 100, 10_000, 1_000_000] {
        let step = step(|| deep(depth));
        println!("an operation, {depth:>9} messages  {step:>7} ns");
    }
}
