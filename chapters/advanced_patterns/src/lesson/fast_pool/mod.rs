//! A fast pool, in steps: each file is a pool with one more idea, and the last is the
//! pool to take home.

pub mod batched_by_the_caller;
pub mod batched_by_the_pool;
mod measure;
pub mod one_message_a_job;
pub mod spin_then_park;
mod step;
pub mod work_stealing;

use measure::Row;
use step::Step;

/// Has each step do the same `count` jobs with `workers` workers, and compares. In the
/// lab the jobs take virtual time, and the first is a long one; outside they do nothing,
/// and time is real.
pub fn run(workers: usize, count: u32) -> String {
    let rows = [
        row::<one_message_a_job::Pool<_>>(workers, count),
        row::<batched_by_the_caller::Pool<_>>(workers, count),
        row::<batched_by_the_pool::Pool<_>>(workers, count),
        row::<spin_then_park::Pool<_>>(workers, count),
        row::<work_stealing::WorkerPool<_, ()>>(workers, count),
    ];
    if lab::is_simulated() {
        measure::table_of_times(workers, count, &rows)
    } else {
        measure::table_of_costs(workers, &rows)
    }
}

fn row<S: Step>(workers: usize, count: u32) -> Row {
    if lab::is_simulated() {
        measure::lopsided::<S>(workers, count)
    } else {
        measure::empty_jobs::<S>(workers, count)
    }
}
