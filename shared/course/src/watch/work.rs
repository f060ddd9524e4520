//! Work that takes its time: a check, or a program whose output is to be shown.

use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::event::Event;
use crate::catalog::{Course, Exercise};
use crate::check::{self, Outcome, Progress, Stop};
use crate::problem::Problem;

/// Bytes of output that are shown; who prints more is ended.
const SHOWN: u64 = 200_000;

/// Word of the work under way.
pub(super) struct Report {
    /// Which work: word of earlier work is out of date.
    pub(super) number: u64,
    pub(super) news: News,
}

pub(super) enum News {
    Progress(Progress),
    Checked(Result<Outcome, Problem>),
    Output(Result<String, Problem>),
}

/// Tells the session of one piece of work.
#[derive(Clone)]
pub(super) struct Reporter {
    pub(super) number: u64,
    pub(super) events: Sender<Event>,
}

impl Reporter {
    fn tell(&self, news: News) {
        let number = self.number;
        // The session may be over.
        let _ = self.events.send(Event::Work(Report { number, news }));
    }
}

/// Checks an exercise in a thread of its own.
pub(super) fn check(
    course: Arc<Course>,
    exercise: Exercise,
    reporter: Reporter,
    stop: Stop,
) {
    thread::spawn(move || {
        let progress = |progress| reporter.tell(News::Progress(progress));
        let outcome = check::check(&course, &exercise, &stop, progress);
        reporter.tell(News::Checked(outcome));
    });
}

/// Runs the command that `make` makes in a thread of its own and hands over what it
/// prints.
pub(super) fn show(
    make: impl FnOnce(&Stop) -> Result<Command, Problem> + Send + 'static,
    reporter: Reporter,
    stop: Stop,
) {
    thread::spawn(move || {
        let output = make(&stop).and_then(|mut command| {
            output(&mut command, &stop)
                .map_err(|e| Problem::failed(format!("it cannot be run: {e}")))
        });
        reporter.tell(News::Output(output));
    });
}

/// Both outputs of a command, in the order in which they came.
fn output(command: &mut Command, stop: &Stop) -> io::Result<String> {
    let (reader, writer) = io::pipe()?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    if colored::control::SHOULD_COLORIZE.should_colorize() {
        command.env("CLICOLOR_FORCE", "1");
    }
    let child = stop.spawn(command)?;
    // The command holds the other ends of the pipe, which would never close.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut bytes = Vec::new();
    reader.take(SHOWN).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == SHOWN {
        stop.stop();
        bytes.extend(b"\n... and so on: it was ended, for it printed too much.");
    } else {
        stop.wait(child)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
