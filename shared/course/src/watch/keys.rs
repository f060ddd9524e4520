//! What the keys do.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::session::{Question, Session, View};
use crate::commands::diff;

/// The keys and what they do, as `?` shows them.
pub(super) const HELP: &str = "\
h      a hint; again: the next one, which gives more away
t      the timeline: every step of the schedule on which the rule is broken
r      run the program of this exercise and see what it prints
n      the next exercise, once this one passes
l      the list of all exercises, to go to one
c      check all that you have begun
x      put this exercise back as it was; a copy of yours is kept
s      how yours differs from the solution
Enter  check again
Esc    back to the verdict
↑ ↓    scroll; so do PgUp, PgDn and the space bar
q      quit; nothing is lost

Save the file, and it is checked. The file is the one named above: in most
terminals a click with Ctrl opens it.

The same from the command line: cargo course --help
";

/// Lines that a page key moves.
const PAGE: usize = 10;

/// Does what a key stands for.
pub(super) fn press(session: &mut Session, key: KeyEvent) {
    let is_ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    session.note.clear();
    if is_ctrl && matches!(key.code, KeyCode::Char('c' | 'd')) {
        session.is_over = true;
        return;
    }
    if let View::Ask(question) = session.view {
        return answer(session, question, key.code);
    }
    if let View::List(selected) = session.view
        && choose(session, selected, key.code)
    {
        return;
    }
    match key.code {
        KeyCode::Char('q') => session.is_over = true,
        KeyCode::Char('h') => session.hint(),
        KeyCode::Char('t') => session.timeline(),
        KeyCode::Char('r') => session.run(),
        KeyCode::Char('n') => session.next(),
        KeyCode::Char('c') => session.check_all(),
        KeyCode::Char('l') => show(session, View::List(session.current)),
        KeyCode::Char('?') => show(session, View::Help),
        KeyCode::Char('x') => show(session, View::Ask(Question::Reset)),
        KeyCode::Char('s') if session.is_passed() => solution(session),
        KeyCode::Char('s') => show(session, View::Ask(Question::Solution)),
        KeyCode::Enter => session.check(),
        KeyCode::Esc => show(session, View::Verdict),
        KeyCode::Up | KeyCode::Char('k') => session.scroll_by(-1),
        KeyCode::Down | KeyCode::Char('j') => session.scroll_by(1),
        KeyCode::PageUp => session.scroll_by(-PAGE.cast_signed()),
        KeyCode::PageDown | KeyCode::Char(' ') => {
            session.scroll_by(PAGE.cast_signed())
        }
        KeyCode::Home => session.scroll = 0,
        KeyCode::End => session.scroll = usize::MAX,
        _ => session.note = "? shows the keys.".to_owned(),
    }
}

fn show(session: &mut Session, view: View) {
    session.view = view;
    session.scroll = 0;
}

/// Keys that mean something else in the list. False: this one does not.
fn choose(session: &mut Session, selected: usize, key: KeyCode) -> bool {
    let last = session.exercises.len() - 1;
    match key {
        KeyCode::Up | KeyCode::Char('k') => {
            session.view = View::List(selected.saturating_sub(1));
        }
        KeyCode::Down | KeyCode::Char('j') => {
            session.view = View::List((selected + 1).min(last));
        }
        KeyCode::Home => session.view = View::List(0),
        KeyCode::End => session.view = View::List(last),
        KeyCode::Enter => session.go_to(selected),
        _ => return false,
    }
    true
}

fn answer(session: &mut Session, question: Question, key: KeyCode) {
    show(session, View::Verdict);
    match (key, question) {
        (KeyCode::Char('y' | 'Y'), Question::Solution) => solution(session),
        (KeyCode::Char('y' | 'Y'), Question::Reset) => session.reset(),
        _ => session.note = "Nothing was changed.".to_owned(),
    }
}

fn solution(session: &mut Session) {
    match diff::diff(&session.course, session.exercise()) {
        Ok(text) => {
            let title = "From yours (-) to the solution (+)".to_owned();
            show(session, View::Text(title, text));
        }
        Err(problem) => session.note = problem.sentence,
    }
}
