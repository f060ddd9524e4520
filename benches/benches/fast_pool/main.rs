//! The pool to take home beside others: `cargo bench -p benches --features peers`.
//!
//! Every contender runs once a round, one after the other, so that a busy moment of the
//! machine hits them all. Printed are medians, the range, and the ratio of the medians to
//! that of one crossbeam message a job. With `-- --save` the tables and the plot of the
//! book are written; with `-- --quick` there are three rounds.

mod bulk;
mod each;
mod measure;
mod parts;
#[cfg(feature = "peers")]
mod peers;
mod plot;
mod primes;
mod system;
mod trips;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use measure::Table;

/// Threads of every pool, unless a table says something else.
const WORKERS: usize = 2;

/// Jobs that may wait, in every bounded queue.
const QUEUE: usize = 16_384;

fn main() -> ExitCode {
    let has = |flag: &str| env::args().any(|argument| argument == flag);
    let rounds = if has("--quick") { 3 } else { 15 };
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
    if has("--save")
        && let Err(error) = save(&tables)
    {
        eprintln!("the results could not be saved: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Writes what the book shows.
fn save(tables: &[Table]) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/figures");
    fs::create_dir_all(&folder)?;
    for table in tables {
        let file = folder.join(format!("fast_pool_{}.txt", table.id));
        fs::write(file, table.to_string())?;
    }
    fs::write(folder.join("fast_pool.svg"), plot::bars(&tables[..2]))
}
