//! The command line.

use clap::{Parser, Subcommand};

use crate::catalog::Course;
use crate::commands::{book, check, list};
use crate::grade::Grading;
use crate::grade::limits::Within;
use crate::problem::Problem;

/// The course at your side.
#[derive(Debug, Parser)]
#[command(name = "cargo course", bin_name = "cargo course")]
pub struct Cli {
    /// No colour
    #[arg(long, global = true)]
    plain: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// All exercises, and where you stand
    List,
    /// Check an exercise, or all that you have begun
    Check {
        /// Such as run_pool
        id: Option<String>,
    },
    /// Build the book and serve it
    Book(book::Reading),
    /// Grade submissions: the rules of this copy of the course, on files of others
    Grade(Grading),
    #[command(hide = true)]
    Within(Within),
}

impl Cli {
    /// Does what was asked for and returns the exit code.
    ///
    /// # Errors
    ///
    /// What kept it from that.
    pub fn run(self) -> Result<u8, Problem> {
        if self.plain {
            colored::control::set_override(false);
        }
        if let Command::Within(within) = self.command {
            return within.run();
        }
        let course = Course::here()?;
        match self.command {
            Command::List => list::run(&course),
            Command::Check { id: Some(id) } => check::one(&course, &id),
            Command::Check { id: None } => check::all(&course),
            Command::Book(reading) => reading.run(&course),
            Command::Grade(grading) => grading.run(&course),
            Command::Within(within) => within.run(),
        }
    }
}
