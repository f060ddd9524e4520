//! `cargo course`: see [`course::cli`].

use std::process::ExitCode;

use clap::Parser as _;
use course::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(problem.code)
        }
    }
}
