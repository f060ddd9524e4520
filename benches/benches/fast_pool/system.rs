//! What a pool costs the system: processor time while idle, threads and memory.

use std::time::{Duration, Instant};
use std::{fs, thread};

use advanced_patterns::lesson::fast_pool::work_stealing::WorkerPool;

use benches::measure::{Row, Table};

/// How long an idle pool is watched.
const IDLE: Duration = Duration::from_secs(3);

/// Jobs that wait for something, all at once.
const WAITING: usize = 500;

/// For so long.
const WAIT: Duration = Duration::from_millis(50);

/// Processor time of all threads of this process. Linux tells; others get zero.
fn processor_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let nanos = tasks.filter_map(|task| {
        let times = fs::read_to_string(task.path().join("schedstat")).ok()?;
        times.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanos.sum())
}

/// Kilobytes of memory in use, and threads: both from Linux.
fn status(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A pool that has nothing to do.
pub fn idle() -> Table {
    let pool = WorkerPool::builder().workers(2);
    let pool = pool.build(|n: u32| n).expect("there are workers");
    for n in 0..1_000 {
        pool.submit(n).expect("it is open");
        pool.next_outcome();
    }
    let before = processor_time();
    thread::sleep(IDLE);
    let used = processor_time().saturating_sub(before);
    drop(pool);
    let share = 100.0 * used.as_secs_f64() / IDLE.as_secs_f64();
    Table {
        id: "idle",
        title: "Two workers without a job, after work",
        heads: ["µs", "in ms", "% of core", ""],
        rows: vec![Row {
            name: "this pool".to_owned(),
            cells: [
                used.as_micros().to_string(),
                IDLE.as_millis().to_string(),
                format!("{share:.4}"),
                String::new(),
            ],
            value: share,
        }],
    }
}

/// Jobs that wait: a thread for each of them, and a pool with fewer threads.
pub fn a_thread_each() -> Table {
    // Before both: stacks of threads that have ended are kept for the next ones.
    let memory = status("VmRSS:");
    let used = || {
        // All have begun, and none has ended.
        thread::sleep(WAIT / 4);
        (status("Threads:"), status("VmRSS:").saturating_sub(memory))
    };
    let row = |name: &str, run: &dyn Fn() -> (u64, u64)| {
        let began = Instant::now();
        let (threads, grown) = run();
        let took = began.elapsed();
        Row {
            name: name.to_owned(),
            cells: [
                took.as_millis().to_string(),
                threads.to_string(),
                grown.to_string(),
                String::new(),
            ],
            value: took.as_secs_f64(),
        }
    };
    let spawned = || {
        let job = || thread::sleep(WAIT);
        let spawn = |_| thread::Builder::new().spawn(job);
        // Those that the system refuses are missing in the count.
        let threads: Vec<_> = (0..WAITING).flat_map(spawn).collect();
        let most = used();
        for thread in threads {
            thread.join().expect("no panic");
        }
        most
    };
    let pooled = || {
        let pool = WorkerPool::builder().workers(50).queue(WAITING);
        let pool = pool.build_without_outcomes(|()| thread::sleep(WAIT));
        let pool = pool.expect("there are workers");
        for () in [(); WAITING] {
            pool.submit(()).expect("it is open");
        }
        let most = used();
        drop(pool);
        most
    };
    Table {
        id: "threads",
        title: "500 jobs that wait for 50 ms each",
        heads: ["ms in all", "threads", "KiB more", ""],
        // The pool first: it has fewer stacks that are kept.
        rows: vec![
            row("this pool, 50 workers", &pooled),
            row("a thread each", &spawned),
        ],
    }
}
