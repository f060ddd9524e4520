//! The command line.

use std::path::PathBuf;

use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap_derive::{Parser, Subcommand};

use crate::catalog::Course;
use crate::commands::{
    book, check, diff, export, hint, list, replay, reset, run, verify,
};
use crate::grade::Grading;
use crate::grade::limits::Within;
use crate::problem::Problem;
use crate::watch;

/// The course at your side. Without a command: watches what you save.
#[derive(Debug, Parser)]
#[command(name = "cargo course", bin_name = "cargo course")]
pub struct Cli {
    /// No colour
    #[arg(long, global = true)]
    plain: bool,
    /// Check when Enter is pressed: where saving a file gives no event
    #[arg(long)]
    manual: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Follow what you save; so does `cargo course` alone
    Watch {
        /// Such as run_pool; without it, the exercise you are at
        id: Option<String>,
    },
    /// All exercises, and where you stand
    List,
    /// Check an exercise, or all that you have begun
    Check {
        /// Such as run_pool, or run_pool::nobody_polls for one rule
        id: Option<String>,
    },
    /// For those who write the course: is it whole? Takes minutes
    Verify,
    /// Build the book and serve it
    Book(book::Reading),
    /// Grade submissions: the rules of this copy of the course, on files of others
    Grade(Grading),
    #[command(hide = true)]
    Within(Within),
    /// Run the program of an exercise
    Run {
        /// Such as run_pool
        id: String,
        /// Flags for the program, after --
        #[arg(last = true)]
        flags: Vec<String>,
    },
    /// The hint that fits what went wrong, and those of the exercise
    Hint {
        /// Such as run_pool, or run_pool::nobody_polls; without it, what you are at
        id: Option<String>,
        /// How much to give away: `--level 2`, or just `2`
        #[arg(value_name = "1 to 3", default_value_t = 1)]
        #[arg(value_parser = clap::value_parser!(u8).range(1..=3))]
        level: u8,
        #[arg(long = "level", hide = true, conflicts_with = "level")]
        #[arg(value_name = "1 to 3")]
        #[arg(value_parser = clap::value_parser!(u8).range(1..=3))]
        flag: Option<u8>,
    },
    /// A schedule on which a rule is broken: its lanes, and its last steps, up to 200
    Timeline {
        /// Such as run_pool, or run_pool::nobody_polls
        id: String,
    },
    /// Repeat the schedule that a failure named
    Replay {
        /// Such as s1.1, r2, or n for the natural schedule
        code: String,
        /// Such as run_pool::nobody_polls; needed when several rules fail on it
        rule: Option<String>,
    },
    /// Put an exercise back as it was in the beginning; keeps a copy of yours
    Reset {
        /// Such as run_pool
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// How yours differs from the solution
    Diff {
        /// Such as run_pool
        id: String,
    },
    /// Take yours home: a crate of its own, on plain crossbeam and std
    Export {
        /// Such as run_pool
        id: String,
        /// A folder that is new or empty
        dir: PathBuf,
    },
}

impl Cli {
    /// The command line of this process. Where it asks for help, or makes no sense in
    /// another way than by its command, the process has been told so and ends.
    ///
    /// # Errors
    ///
    /// There is no such command: a sentence with the nearest one.
    pub fn read() -> Result<Cli, Problem> {
        Cli::try_parse().map_err(|error| match no_such_command(&error) {
            Some(problem) => problem,
            None => error.exit(),
        })
    }

    /// Does what was asked for and returns the exit code.
    ///
    /// # Errors
    ///
    /// What kept it from that.
    pub fn run(self) -> Result<u8, Problem> {
        if self.plain {
            colored::control::set_override(false);
        }
        if let Some(Command::Within(within)) = self.command {
            return within.run();
        }
        let course = Course::here()?;
        match self.command.unwrap_or(Command::Watch { id: None }) {
            Command::Watch { id } => watch::run(&course, id.as_deref(), self.manual),
            Command::List => list::run(&course),
            Command::Check { id: Some(id) } => check::one(&course, &id),
            Command::Check { id: None } => check::all(&course),
            Command::Book(reading) => reading.run(&course),
            Command::Grade(grading) => grading.run(&course),
            Command::Within(within) => within.run(),
            Command::Run { id, flags } => run::run(&course, &id, &flags),
            Command::Hint { id, level, flag } => {
                hint::run(&course, id.as_deref(), flag.unwrap_or(level).into())
            }
            Command::Timeline { id } => replay::timeline(&course, &id),
            Command::Replay { code, rule } => {
                replay::replay(&course, &code, rule.as_deref())
            }
            Command::Reset { id, yes } => reset::run(&course, &id, yes),
            Command::Verify => verify::run(&course),
            Command::Diff { id } => diff::run(&course, &id),
            Command::Export { id, dir } => export::run(&course, &id, &dir),
        }
    }
}

/// If that is what is wrong: as it is said of an exercise that is not there.
fn no_such_command(error: &clap::Error) -> Option<Problem> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let text = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.as_str()),
        ContextValue::Strings(texts) => texts.first().map(String::as_str),
        _ => None,
    };
    let command = text(ContextKind::InvalidSubcommand)?;
    let did_you_mean = match text(ContextKind::SuggestedSubcommand) {
        Some(nearest) => format!("did you mean `{nearest}`? "),
        None => String::new(),
    };
    Some(Problem::usage(format!(
        "there is no command `{command}`; {did_you_mean}`cargo course --help` lists all of \
         them"
    )))
}
