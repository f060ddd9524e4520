//! The pool to take home beside others: `cargo bench -p benches --features peers`.
//!
//! Every contender runs once a round, one after the other, so that a busy moment of the
//! machine hits them all. Printed are medians, the range, and the ratio of the medians to
//! that of one crossbeam message a job. With `-- --save` the tables and the plot of the
//! book are written; with `-- --quick` there are three rounds.

mod bulk;
mod each;
mod latch;
mod parts;
#[cfg(feature = "peers")]
mod peers;
mod plot;
mod primes;
mod system;
mod trips;

use std::process::ExitCode;

use benches::flags::Flags;
use benches::measure::save;

/// Threads of every pool, unless a table says something else.
const WORKERS: usize = 2;

/// Jobs that may wait, in every bounded queue.
const QUEUE: usize = 16_384;

fn main() -> ExitCode {
    let flags = Flags::parse();
    let rounds = if flags.is_quick { 3 } else { 15 };
    let tables = [
        bulk::empty_jobs(rounds),
        trips::round_trips(rounds),
        parts::parts(rounds),
        primes::one_a_job(rounds),
        primes::small_batches(rounds),
        primes::large_batches(rounds),
        bulk::workers(rounds),
        bulk::sizes(rounds),
        system::idle(),
        system::a_thread_each(),
    ];
    for table in &tables {
        println!("{table}");
    }
    if flags.saves {
        let plot = ("fast_pool.svg", plot::bars(&tables[..2]));
        if let Err(error) = save("fast_pool", &tables, Some(plot)) {
            eprintln!("the results could not be saved: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
