//! `cargo run -p book`: the measurements and the small programs of the book.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use book::choosing::{Mix, Waits, jobs_per_second, waits};
use book::from_go;
use book::plot::{self, Curve};
use clap::{Arg, value_parser};
use cli::{Common, Given, Program};

struct Flags {
    plot: Option<PathBuf>,
}

impl cli::Flags for Flags {
    fn args() -> Vec<Arg> {
        let help = "Write the measurement as a picture too, to FILE.svg";
        vec![cli::text("plot", "FILE", help).value_parser(value_parser!(PathBuf))]
    }

    fn read(given: &Given) -> Self {
        Self {
            plot: given.get("plot"),
        }
    }
}

fn main() -> ExitCode {
    Program::<Flags>::new("book", "Programs of the book that belong to no chapter")
        .command(
            "workers",
            "Jobs a second, by the number of workers",
            |_, flags| measured(flags, by_workers),
        )
        .command(
            "queue",
            "Who waits for how long, by the size of the queue",
            |_, flags| measured(flags, by_queue),
        )
        .command(
            "closing",
            "Coming from Go: a channel that is closed",
            |common, _| silent(common, from_go::closing::run),
        )
        .command(
            "wait_group",
            "Coming from Go: the last of several senders",
            |common, _| silent(common, from_go::wait_group::run),
        )
        .command("context", "Coming from Go: cancelling", |common, _| {
            silent(common, from_go::context::run)
        })
        .command(
            "select",
            "Coming from Go: whichever is ready",
            |common, _| silent(common, from_go::select::run),
        )
        .command("ticker", "Coming from Go: again and again", |common, _| {
            silent(common, from_go::ticker::run)
        })
        .command(
            "leak",
            "Coming from Go: an answer that nobody takes",
            |common, _| silent(common, from_go::leak::run),
        )
        .main()
}

/// Runs a program that has nothing to say at its end.
fn silent(common: &Common, program: fn()) -> ExitCode {
    common.run(|| {
        program();
        ""
    })
}

/// A table, and a picture of it.
type Measured = Result<(String, String), Box<dyn Error>>;

fn measured(flags: &Flags, measure: fn() -> Measured) -> ExitCode {
    let written = measure().and_then(|(table, picture)| {
        lab::print(&table);
        if let Some(path) = &flags.plot {
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
