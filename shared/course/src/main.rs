//! `cargo course`: see [`course::cli`].

use std::process::ExitCode;

use course::cli::Cli;

fn main() -> ExitCode {
    match Cli::read().and_then(Cli::run) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(problem.code)
        }
    }
}
