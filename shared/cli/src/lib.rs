//! The command line that all chapters share.

use std::fmt::Display;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, io, thread};

use clap::{Arg, value_parser};
use colored::{ColoredString, Colorize};

use lab::report::{Report, Verdict};
use lab::trace::source;
use lab::{Config, Run, Schedule, print, run, time};

mod flag;
pub mod flags;
mod program;

pub use flag::{
    Flags, Given, at_least_one, percent, switch, text, threads, whole_number,
};
pub use program::{Action, Program};

/// A rule was broken, or the program could not go on.
const BROKEN: u8 = 1;
/// The command line made no sense.
const USAGE: u8 = 2;
/// The exercise has a hole left.
const NOT_STARTED: u8 = 3;

/// Columns of a timeline.
const WIDTH: usize = 80;

/// Real time after which a program that is broken on purpose is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The flags that mean the same in every chapter.
#[derive(Clone, Debug)]
pub struct Common {
    /// Seed of everything random.
    pub seed: u64,
    /// Whether to run on OS threads and in real time instead of the lab.
    pub real: bool,
    timeline: bool,
    trace: Option<PathBuf>,
    replay: Option<Schedule>,
    plain: bool,
}

/// Says what is wrong with a command line that clap let pass; the code is 2.
pub fn usage(problem: &str) -> ExitCode {
    eprintln!("error: {problem}");
    ExitCode::from(USAGE)
}

fn seed(text: &str) -> Result<u64, String> {
    let wrong = |_| format!("it must be a whole number from 0 to {}", u64::MAX);
    text.parse().map_err(wrong)
}

impl Common {
    fn args() -> [Arg; 6] {
        [
            flag::number("seed", "N", "Seed of everything random")
                .default_value("42")
                .value_parser(seed),
            switch(
                "real",
                "Run on OS threads and in real time instead of the lab",
            ),
            switch("timeline", "Show what each thread did when"),
            text(
                "trace",
                "FILE",
                "Write a trace to FILE: .svg, .json, or any other name for Perfetto",
            )
            .value_parser(value_parser!(PathBuf)),
            text("replay", "CODE", "Run the schedule that a report named")
                .value_parser(|code: &str| code.parse::<Schedule>()),
            switch("plain", "No colour"),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            seed: given.value("seed"),
            real: given.is_set("real"),
            timeline: given.is_set("timeline"),
            trace: given.get("trace"),
            replay: given.get("replay"),
            plain: given.is_set("plain"),
        }
    }

    /// Runs a program, prints what it returns, and says how it ended.
    pub fn run<R: Display>(&self, program: impl FnOnce() -> R) -> ExitCode {
        if self.plain {
            colored::control::set_override(false);
        }
        if !self.real {
            return self.run_in_lab(program);
        }
        let only_in_lab = [
            (self.timeline, "--timeline"),
            (self.trace.is_some(), "--trace"),
            (self.replay.is_some(), "--replay"),
        ];
        if let Some((_, flag)) = only_in_lab.iter().find(|(given, _)| *given) {
            eprintln!(
                "{flag} needs the lab, where every step is seen: leave out --real"
            );
            return ExitCode::from(USAGE);
        }
        stop_at_a_hole();
        time::start();
        // Its message is out already; what is left to say is the exit code.
        let Ok(value) = panic::catch_unwind(AssertUnwindSafe(program)) else {
            return ExitCode::from(BROKEN);
        };
        print(&value.to_string());
        ExitCode::SUCCESS
    }

    /// As [`Common::run`], for a program that is broken on purpose: under
    /// `--real` it is given up after ten seconds of silence.
    pub fn run_trap<R: Display>(&self, program: impl FnOnce() -> R) -> ExitCode {
        if self.real {
            thread::spawn(|| {
                thread::sleep(PATIENCE);
                eprintln!(
                    "Given up after {} s. This is what a deadlock looks like \
                     outside the lab: nothing. Leave out --real to be told why.",
                    PATIENCE.as_secs()
                );
                std::process::exit(BROKEN.into());
            });
        }
        self.run(program)
    }

    /// Runs programs one after the other, each with a clock of its own, until one
    /// ends with another code than 0.
    pub fn run_each(&self, programs: &[(&str, &dyn Fn() -> ExitCode)]) -> ExitCode {
        if self.trace.is_some() {
            let names: Vec<_> = programs.iter().map(|(name, _)| *name).collect();
            return usage(&format!(
                "--trace writes what one program did: name one of {}",
                names.join(", ")
            ));
        }
        let mut codes = programs.iter().map(|(name, program)| {
            print(&format!("\n── {name} ──\n\n"));
            program()
        });
        codes
            .find(|code| *code != ExitCode::SUCCESS)
            .unwrap_or(ExitCode::SUCCESS)
    }

    fn run_in_lab<R: Display>(&self, program: impl FnOnce() -> R) -> ExitCode {
        // Before the program runs, which may take a while.
        if let Err(problem) = self.check_trace() {
            return usage(&problem);
        }
        let mut config = Config::default().seed(self.seed);
        config.trace = self.timeline || self.trace.is_some();
        config.live = true;
        if let Some(schedule) = &self.replay {
            config.schedule = schedule.clone();
        }
        let mut run = run(&config, program);
        if let Some(value) = &run.value {
            print(&value.to_string());
        }
        if let Err(error) = self.show(&run) {
            eprintln!("{error}");
            return ExitCode::from(BROKEN);
        }
        if run.verdict.is_done()
            && let Some(note) = run.note.take()
        {
            say(&note, &"⚠️ note:".yellow());
        }
        conclude(&run.verdict)
    }

    /// The pictures that were asked for.
    fn show<R>(&self, run: &Run<R>) -> Result<(), String> {
        let Some(trace) = &run.trace else {
            return Ok(());
        };
        if self.timeline {
            print(&format!("\n{}", trace.lanes_in_colour(WIDTH)));
        }
        if let Some(path) = &self.trace {
            let text = match path.extension().and_then(|e| e.to_str()) {
                Some("svg") => trace.svg(),
                Some("json") => trace.json(),
                _ => trace.chrome(),
            };
            fs::write(path, text).map_err(|error| unwritable(path, &error))?;
        }
        Ok(())
    }

    fn check_trace(&self) -> Result<(), String> {
        let Some(path) = &self.trace else {
            return Ok(());
        };
        let mut file = fs::OpenOptions::new();
        match file.append(true).create(true).open(path) {
            Ok(_) => Ok(()),
            Err(error) => Err(unwritable(path, &error)),
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    format!(
        "cannot write the trace to {}: {error}; name a file in a folder that exists",
        path.display()
    )
}

/// Says how a run ended, if it did not end well.
fn conclude(verdict: &Verdict) -> ExitCode {
    let Some(report) = verdict.report() else {
        return ExitCode::SUCCESS;
    };
    if let Verdict::NotStarted(todo) = verdict {
        eprintln!("{}", not_started(&todo.message, &todo.place));
        return ExitCode::from(NOT_STARTED);
    }
    say(&report, &"✗".red().bold());
    ExitCode::from(BROKEN)
}

fn say(report: &Report, mark: &ColoredString) {
    let mut text = format!("\n{mark} {}\n", report.sentence.bold());
    for line in &report.details {
        text += &format!("  {}\n", line.replace('\n', "\n  "));
    }
    print(&text);
}

fn not_started(message: &str, place: &str) -> String {
    let task = message
        .trim_start_matches("not yet implemented")
        .trim_start_matches(": ");
    format!("Not started: {task}.\nOpen {place} and fill in the hole.")
}

/// Under `--real` a hole ends the program wherever it is reached.
fn stop_at_a_hole() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let message = info.payload_as_str().unwrap_or_default();
        if message.starts_with("not yet implemented") {
            let place = info.location().map_or_else(String::new, source::at);
            eprintln!("{}", not_started(message, &place));
            std::process::exit(NOT_STARTED.into());
        }
        previous(info);
    }));
}
