//! A table of what a program can do, which is its command line.

use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command};

use super::flag::{Flags, Given};
use super::{Common, usage};

/// What happens when a name was given; the result is the program's exit code.
pub type Action<F> = fn(&Common, &F) -> ExitCode;

struct Entry<F> {
    name: &'static str,
    help: &'static str,
    action: Action<F>,
}

/// A program with a lesson, exercises and traps, each with a name.
pub struct Program<F> {
    name: &'static str,
    about: &'static str,
    lesson: Option<Action<F>>,
    commands: Vec<Entry<F>>,
    traps: Vec<Entry<F>>,
}

impl<F: Flags> Program<F> {
    /// A program that can do nothing yet.
    pub fn new(name: &'static str, about: &'static str) -> Self {
        Self {
            name,
            about,
            lesson: None,
            commands: Vec::new(),
            traps: Vec::new(),
        }
    }

    /// What it does without a command. Otherwise a command is needed.
    pub fn lesson(mut self, action: Action<F>) -> Self {
        self.lesson = Some(action);
        self
    }

    /// What it does for `name`.
    pub fn command(
        mut self,
        name: &'static str,
        help: &'static str,
        action: Action<F>,
    ) -> Self {
        self.commands.push(Entry { name, help, action });
        self
    }

    /// What it does for `trap name`.
    pub fn trap(
        mut self,
        name: &'static str,
        help: &'static str,
        action: Action<F>,
    ) -> Self {
        self.traps.push(Entry { name, help, action });
        self
    }

    /// Reads the command line and does what it says. On a wrong one it says what is
    /// wrong and ends the process with code 2.
    pub fn main(self) -> ExitCode {
        let given = Given(self.clap().get_matches());
        let common = Common::read(&given);
        let flags = F::read(&given);
        if let Err(problem) = flags.check() {
            return usage(&problem);
        }
        self.chosen(&given)(&common, &flags)
    }

    fn clap(&self) -> Command {
        let mut command = Command::new(self.name)
            .about(self.about)
            .args(Common::args())
            .args(F::args())
            .subcommand_required(self.lesson.is_none())
            .arg_required_else_help(self.lesson.is_none());
        for entry in &self.commands {
            command = command.subcommand(Command::new(entry.name).about(entry.help));
        }
        if self.traps.is_empty() {
            return command;
        }
        let names = self.traps.iter();
        let names = names.map(|trap| PossibleValue::new(trap.name).help(trap.help));
        command.subcommand(
            Command::new("trap")
                .about("A program that is broken on purpose")
                .arg(
                    Arg::new("name")
                        .value_name("NAME")
                        .required(true)
                        .value_parser(PossibleValuesParser::new(names)),
                ),
        )
    }

    /// Clap lets only names pass that are in the tables.
    fn chosen(&self, given: &Given) -> Action<F> {
        let (entries, name) = match given.0.subcommand() {
            None => return self.lesson.expect("clap asks for a command"),
            Some(("trap", trap)) => (
                &self.traps,
                trap.get_one::<String>("name").expect("required"),
            ),
            Some((name, _)) => (&self.commands, &name.to_owned()),
        };
        let entry = entries.iter().find(|entry| entry.name == name);
        entry.expect("clap knows the names").action
    }
}
