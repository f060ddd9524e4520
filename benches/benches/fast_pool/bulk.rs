//! Jobs in bulk: what one costs, with how many workers, and how large it must be.

use std::hint::black_box;
#[cfg(feature = "peers")]
use std::time::Instant;

use super::{WORKERS, each};
use benches::measure::{Contender, Table, compare};

/// Jobs of a round.
const JOBS: u32 = 1_000_000;

/// Jobs of a round, for those that need much longer.
#[cfg(feature = "peers")]
const FEWER: u32 = 200_000;

/// A job that does nothing.
fn nothing(job: u32) {
    black_box(job);
}

macro_rules! contender {
    ($name:literal, $run:path, $jobs:expr) => {
        Contender::new($name, $jobs, || $run(WORKERS, 0..$jobs, nothing, None))
    };
}

/// One million jobs that do nothing.
pub fn empty_jobs(rounds: usize) -> Table {
    #[cfg_attr(not(feature = "peers"), allow(unused_mut))]
    let mut contenders = vec![
        contender!("this pool", each::work_stealing, JOBS),
        contender!("this pool, outcomes read", each::with_outcomes, JOBS),
        contender!("step: one_message_a_job", each::one_message_a_job, JOBS),
        contender!("step: batched_by_the_pool", each::batched_by_the_pool, JOBS),
        contender!("step: spin_then_park", each::spin_then_park, JOBS),
        contender!("crossbeam, one message a job", each::crossbeam, JOBS),
        contender!("crossbeam, batches of 256", each::crossbeam_batches, JOBS),
        contender!("Arc<Mutex<Receiver>>", each::mutex_receiver, JOBS),
        contender!("no pool", each::no_pool, JOBS),
    ];
    #[cfg(feature = "peers")]
    {
        use super::peers;
        contenders.extend([
            contender!("kanal", peers::kanal, JOBS),
            contender!("threadpool", peers::threadpool, FEWER),
            contender!("rayon spawn", peers::rayon_spawn, FEWER),
            contender!("tokio spawn_blocking", peers::tokio_spawn_blocking, FEWER),
        ]);
        let pool = peers::rayon_pool(WORKERS);
        contenders.push(Contender::new("rayon par_iter", JOBS, move || {
            use rayon::prelude::*;
            let began = Instant::now();
            pool.install(|| (0..JOBS).into_par_iter().for_each(nothing));
            began.elapsed()
        }));
    }
    compare(
        "bulk",
        "One million jobs that do nothing, two workers",
        rounds,
        "crossbeam, one message a job",
        contenders,
    )
}

/// The same with more and fewer workers.
pub fn workers(rounds: usize) -> Table {
    let contenders = [1, 2, 4, 8].into_iter().flat_map(|workers| {
        [
            Contender::new(
                format!("this pool, {workers} workers"),
                JOBS,
                move || each::work_stealing(workers, 0..JOBS, nothing, None),
            ),
            Contender::new(
                format!("crossbeam, {workers} workers"),
                JOBS,
                move || each::crossbeam(workers, 0..JOBS, nothing, None),
            ),
        ]
    });
    compare(
        "workers",
        "One million jobs that do nothing, by number of workers",
        rounds,
        "crossbeam, 2 workers",
        contenders.collect(),
    )
}

/// Computes for about so many ns.
fn compute(nanos: u32) {
    let mut x = u64::from(nanos);
    for _ in 0..nanos {
        // Each step needs the one before: about a nanosecond.
        x = black_box(x.wrapping_mul(6_364_136_223_846_793_005).rotate_left(7));
    }
    black_box(x);
}

/// How large a job must be before two workers beat none.
pub fn sizes(rounds: usize) -> Table {
    let sizes = [0, 10, 30, 100, 300, 1_000, 10_000].into_iter();
    let contenders = sizes.flat_map(|size| {
        let count = (20_000_000 / (size + 20)).min(500_000);
        let jobs = move || std::iter::repeat_n(size, count as usize);
        [
            Contender::new(
                format!("no pool, jobs of {size} steps"),
                count,
                move || each::no_pool(WORKERS, jobs(), compute, None),
            ),
            Contender::new(format!("this pool, {size} steps"), count, move || {
                each::work_stealing(WORKERS, jobs(), compute, None)
            }),
            Contender::new(format!("crossbeam, {size} steps"), count, move || {
                each::crossbeam(WORKERS, jobs(), compute, None)
            }),
        ]
    });
    compare(
        "sizes",
        "How large a job must be before two workers are quicker than none",
        rounds,
        "",
        contenders.collect(),
    )
}
