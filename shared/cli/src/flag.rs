//! Flags: how they are declared, checked and read.
//!
//! Written with clap's builder. Its derive macros would cost a learner's first build
//! a third of its time: `syn` is the largest crate that they need.

use clap::{Arg, ArgAction, ArgMatches};

/// What a number on a command line may be at most: a million jobs take a while, a
/// billion fill the memory.
const MOST: u32 = 1_000_000;

/// Threads that a command line may ask for.
const MOST_THREADS: u32 = 1_000;

/// The flags of a chapter, besides those that all chapters have.
pub trait Flags: Sized {
    /// What clap is told of them.
    fn args() -> Vec<Arg>;

    /// What came in.
    fn read(given: &Given) -> Self;

    /// Whether they go together.
    ///
    /// # Errors
    ///
    /// A sentence that says what cannot be.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// What a command line says.
pub struct Given(pub(super) ArgMatches);

impl Given {
    /// The value of a flag that has a default; of any, if it was given.
    ///
    /// # Panics
    ///
    /// If the flag is not declared, or as something else.
    pub fn get<T: Clone + Send + Sync + 'static>(&self, name: &str) -> Option<T> {
        self.0.get_one(name).cloned()
    }

    /// The value of a flag that has a default.
    ///
    /// # Panics
    ///
    /// As [`Given::get`], and if the flag has no default.
    pub fn value<T: Clone + Send + Sync + 'static>(&self, name: &str) -> T {
        self.get(name).expect("the flag has a default")
    }

    /// Whether a [`switch`] was given.
    pub fn is_set(&self, name: &str) -> bool {
        self.0.get_flag(name)
    }
}

/// A flag without a value.
pub fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .global(true)
        .action(ArgAction::SetTrue)
}

/// A flag with a value, which is a text unless it gets a parser.
pub fn text(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .global(true)
        .value_name(value)
}

/// A number of threads, from 1 to 1,000; read as `usize`.
pub fn threads(name: &'static str, help: &'static str) -> Arg {
    number(name, "N", help)
        .value_parser(|text: &str| within(text, 1, MOST_THREADS).map(|n| n as usize))
}

/// A whole number from 1 to 1,000,000; read as `usize`.
pub fn at_least_one(
    name: &'static str,
    unit: &'static str,
    help: &'static str,
) -> Arg {
    number(name, unit, help)
        .value_parser(|text: &str| within(text, 1, MOST).map(|n| n as usize))
}

/// A whole number from 0 to 1,000,000; read as `u32`.
pub fn whole_number(
    name: &'static str,
    unit: &'static str,
    help: &'static str,
) -> Arg {
    number(name, unit, help).value_parser(|text: &str| within(text, 0, MOST))
}

/// A whole number from 0 to 100; read as `u32`.
pub fn percent(name: &'static str, help: &'static str) -> Arg {
    number(name, "N", help).value_parser(|text: &str| within(text, 0, 100))
}

/// `-1` is a number that is wrong, not a flag that is unknown.
pub(super) fn number(
    name: &'static str,
    unit: &'static str,
    help: &'static str,
) -> Arg {
    text(name, unit, help).allow_negative_numbers(true)
}

fn within(text: &str, least: u32, most: u32) -> Result<u32, String> {
    match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("it must be a whole number from {least} to {most}")),
    }
}
