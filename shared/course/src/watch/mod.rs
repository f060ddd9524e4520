//! `cargo course`: a screen that follows what the learner saves.
//!
//! Threads for the keys, the files and the work under way send events over one
//! channel; one loop takes them in turn, changes the session and draws it. Nothing
//! else is shared.

mod event;
mod frame;
mod keys;
mod session;
mod terminal;
mod text;
mod work;

use std::io::{self, IsTerminal};
use std::sync::mpsc;

use crate::catalog::Course;
use crate::check::on_signal;
use crate::commands::check;
use crate::problem::{Problem, code};
use crate::standing;
use session::Session;
use terminal::Terminal;

/// Watches the exercises until the learner has enough. Without a terminal it checks
/// the current exercise once.
///
/// # Errors
///
/// There is no such exercise, or the terminal cannot be used.
pub fn run(course: &Course, id: Option<&str>, manual: bool) -> Result<u8, Problem> {
    let exercise = match id {
        Some(id) => course.find(id)?,
        None => standing::current(course),
    };
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return check::one(course, &exercise.id());
    }
    let (events, inbox) = mpsc::channel();
    let mut session = Session::new(course, exercise, events.clone());
    // It lives as long as the session.
    let watcher = (!manual).then(|| event::watch_files(course, events.clone()));
    if let Some(Err(error)) = &watcher {
        session.note = format!("Files cannot be watched here ({error}).");
    }
    session.is_manual = !matches!(watcher, Some(Ok(_)));
    // Before the terminal is changed: whoever kills it gets the terminal back as well.
    let killed = events.clone();
    on_signal(move || drop(killed.send(event::Event::Closed)));
    let mut terminal = Terminal::enter()
        .map_err(|e| Problem::failed(format!("the terminal cannot be used: {e}")))?;
    event::read_keys(events);
    session.check();
    while !session.is_over {
        let frame = frame::draw(&mut session, terminal.size());
        terminal
            .show(&frame)
            .map_err(|e| Problem::failed(format!("the terminal is gone: {e}")))?;
        match inbox.recv() {
            Ok(event) => session.take(event),
            Err(_) => break,
        }
    }
    session.stop();
    Ok(code::DONE)
}
