//! Cancels a pool while its jobs run, one of which panics.

use exercises::cancel_and_panic::{CancellablePool, Ticket};
use workloads::pool::{Job, show_cancel};

fn main() {
    let (workers, jobs) = (3, 8);
    let pool = CancellablePool::start(workers, Job::perform_or_panic)
        .expect("the workers start");
    let summary = show_cancel(
        jobs,
        pool,
        CancellablePool::submit,
        CancellablePool::cancel,
        Ticket::wait,
    );
    print!("{summary}");
}
