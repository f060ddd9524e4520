//! `cargo run -p book`: the measurements and the small programs of the book.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use book::choosing::{Mix, Waits, jobs_per_second, waits};
use book::from_go;
use book::plot::{self, Curve};
use clap::{Parser, Subcommand};
use lab::cli::{self, Common};

/// Programs of the book that belong to no chapter.
#[derive(Parser)]
#[command(name = "book")]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Write the measurement as a picture too, to FILE.svg
    #[arg(long, global = true, value_name = "FILE")]
    plot: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
#[command(rename_all = "snake_case")]
enum What {
    /// Jobs a second, by the number of workers
    Workers,
    /// Who waits for how long, by the size of the queue
    Queue,
    /// Coming from Go: a channel that is closed
    Closing,
    /// Coming from Go: the last of several senders
    WaitGroup,
    /// Coming from Go: cancelling
    Context,
    /// Coming from Go: whichever is ready
    Select,
    /// Coming from Go: again and again
    Ticker,
    /// Coming from Go: an answer that nobody takes
    Leak,
}

fn main() -> ExitCode {
    let cli: Cli = cli::parse();
    let program: fn() = match cli.what {
        What::Workers => return measured(&cli, by_workers),
        What::Queue => return measured(&cli, by_queue),
        What::Closing => from_go::closing::run,
        What::WaitGroup => from_go::wait_group::run,
        What::Context => from_go::context::run,
        What::Select => from_go::select::run,
        What::Ticker => from_go::ticker::run,
        What::Leak => from_go::leak::run,
    };
    cli.common.run(|| {
        program();
        ""
    })
}

/// A table, and a picture of it.
type Measured = Result<(String, String), Box<dyn Error>>;

fn measured(cli: &Cli, measure: fn() -> Measured) -> ExitCode {
    let written = measure().and_then(|(table, picture)| {
        lab::print(&table);
        if let Some(path) = &cli.plot {
            fs::write(path, picture)
                .map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the picture: {error}");
            ExitCode::FAILURE
        }
    }
}

fn by_workers() -> Measured {
    let mix = |computes, waits| Mix { computes, waits };
    let mixes = [
        ("computes 10 ms, waits 30 ms", mix(10, 30)),
        ("computes 10 ms, waits 10 ms", mix(10, 10)),
        ("computes 10 ms", mix(10, 0)),
    ];
    let curves: Vec<Curve> = mixes
        .into_iter()
        .map(|(name, mix)| {
            let point = |n| (n, jobs_per_second(mix, n as usize));
            (name, (1..=24).map(point).collect())
        })
        .collect();
    let mut table = "jobs a second, on 4 cores\n\nworkers".to_owned();
    for (name, _) in &curves {
        write!(table, "   {name}")?;
    }
    table.push('\n');
    for row in [1, 2, 4, 6, 8, 12, 16, 20, 24] {
        write!(table, "{row:>7}")?;
        for (name, points) in &curves {
            write!(table, "   {:>1$}", points[row - 1].1, name.len())?;
        }
        table.push('\n');
    }
    Ok((table, plot::svg("workers", "jobs a second", &curves)?))
}

fn by_queue() -> Measured {
    let sizes = [0, 1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48];
    let measured = sizes.map(|size| (size, waits(size as usize)));
    let mut table =
        "queue   a rush holds the caller up   a job waits in the queue\n".to_owned();
    for (size, Waits { caller, job }) in measured {
        writeln!(table, "{size:>5}   {caller:>24} ms   {job:>21} ms")?;
    }
    let curves = [
        (
            "a rush holds the caller up",
            measured.map(|(n, w)| (n, w.caller)).to_vec(),
        ),
        (
            "a job waits in the queue",
            measured.map(|(n, w)| (n, w.job)).to_vec(),
        ),
    ];
    Ok((
        table,
        plot::svg("places in the queue", "milliseconds", &curves)?,
    ))
}
