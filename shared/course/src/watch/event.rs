//! What the session is told.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event as TerminalEvent, KeyEvent, KeyEventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::work::Report;
use crate::catalog::Course;

/// How long nothing may happen to the files before they are looked at: editors save
/// in several steps.
const QUIET: Duration = Duration::from_millis(40);

/// Something that happened.
pub(super) enum Event {
    Key(KeyEvent),
    /// The window has another size.
    Resized,
    /// Something was saved in the chapters.
    Saved,
    /// Word of the work under way.
    Work(Report),
    /// The terminal is gone.
    Closed,
}

/// Sends keys until the terminal is gone.
pub(super) fn read_keys(events: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(TerminalEvent::Key(key)) if key.kind != KeyEventKind::Release => {
                    Event::Key(key)
                }
                Ok(TerminalEvent::Resize(..)) => Event::Resized,
                Ok(_) => continue,
                Err(_) => Event::Closed,
            };
            let is_last = matches!(event, Event::Closed);
            if events.send(event).is_err() || is_last {
                break;
            }
        }
    });
}

/// Sends a word whenever something was saved in the chapters and it is quiet again.
/// Lasts as long as the watcher that it returns.
pub(super) fn watch_files(
    course: &Course,
    events: Sender<Event>,
) -> notify::Result<RecommendedWatcher> {
    let (touched, touches) = mpsc::channel();
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access()) {
                // Gone with the session.
                let _ = touched.send(());
            }
        })?;
    watcher.watch(&course.root.join("chapters"), RecursiveMode::Recursive)?;
    thread::spawn(move || debounce(&touches, &events));
    Ok(watcher)
}

fn debounce(touches: &Receiver<()>, events: &Sender<Event>) {
    while touches.recv().is_ok() {
        while touches.recv_timeout(QUIET).is_ok() {}
        if events.send(Event::Saved).is_err() {
            break;
        }
    }
}
