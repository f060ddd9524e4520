//! The command line.

use clap::{Parser, Subcommand};

use crate::catalog::Course;
use crate::commands::list;
use crate::problem::Problem;

/// The course at your side.
#[derive(Debug, Parser)]
#[command(name = "cargo course", bin_name = "cargo course")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// All exercises
    List,
}

impl Cli {
    /// Does what was asked for and returns the exit code.
    ///
    /// # Errors
    ///
    /// What kept it from that.
    pub fn run(self) -> Result<u8, Problem> {
        let course = Course::here()?;
        match self.command {
            Command::List => list::run(&course),
        }
    }
}
