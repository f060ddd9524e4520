//! The session as lines of a window.

use colored::Colorize;
use textwrap::core::display_width;

use super::keys;
use super::session::{Question, Session, Standing, Task, View};
use super::text::{cut, lines, link};
use crate::check::{Progress, Status};
use crate::outside;
use crate::show;

/// Cells of the progress bar.
const BAR: usize = 18;

/// The rows of the window, from the first to the last.
pub(super) fn draw(
    session: &mut Session,
    (width, height): (usize, usize),
) -> Vec<String> {
    let mut rows = head(session, width);
    let room = height.saturating_sub(rows.len() + 2);
    let (body, selected) = body(session, width);
    let last = body.len().saturating_sub(room);
    session.scroll = match selected {
        // The selected line is always in the window.
        Some(line) => session.scroll.clamp((line + 1).saturating_sub(room), line),
        None => session.scroll,
    }
    .min(last);
    let below = last - session.scroll;
    let shown = body.into_iter().skip(session.scroll).take(room);
    rows.extend(shown);
    rows.resize(height.saturating_sub(2), String::new());
    rows.push(rule(session, below, width));
    rows.push(cut(&foot(session, width), width).dimmed().to_string());
    rows.truncate(height);
    rows
}

fn head(session: &Session, width: usize) -> Vec<String> {
    let exercise = session.exercise();
    let chapter = &session.course.chapter(exercise).title;
    let passed = Standing::Known(Status::Passed);
    let done = session.standings.iter().filter(|s| **s == passed).count();
    let of = session.standings.len();
    let filled = done * BAR / of.max(1);
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled));
    let count = format!("{done} of {of}");
    let room = width.saturating_sub(BAR + count.len() + 3);
    let chapter = cut(chapter, room);
    let gap = " ".repeat(room.saturating_sub(display_width(&chapter)) + 1);
    let title = cut(&format!("{}: {}", exercise.name, exercise.title), width);
    let file = exercise.file().display().to_string();
    let url = format!("file://{}", session.course.root.join(&file).display());
    vec![
        format!("{}{gap}{count}  {}", chapter.bold(), bar.green()),
        title,
        link(&cut(&file, width).cyan().to_string(), &url),
        status(session),
        "─".repeat(width).dimmed().to_string(),
    ]
}

/// Where the learner stands, or what is under way.
fn status(session: &Session) -> String {
    let task = session
        .busy
        .as_ref()
        .map(|busy| (&busy.task, busy.progress));
    match (task, &session.outcome) {
        (Some((Task::Check(exercise), progress)), _)
            if *exercise == session.current =>
        {
            match progress {
                Progress::Building => "… compiling".yellow().to_string(),
                Progress::BuildingAll => {
                    let text = "… compiling: the first time this takes a minute";
                    text.yellow().to_string()
                }
                Progress::Checking { done, of } => {
                    format!("… checking: {done} of {of} rules")
                        .yellow()
                        .to_string()
                }
            }
        }
        (_, Some(Ok(outcome))) => show::summary(session.exercise(), outcome),
        (_, Some(Err(_))) => "✗ it could not be checked".red().to_string(),
        (_, None) => String::new(),
    }
}

/// The lines below the head, and which of them is selected.
fn body(session: &Session, width: usize) -> (Vec<String>, Option<usize>) {
    let text = match &session.view {
        View::List(selected) => return list(session, *selected, width),
        View::Verdict => verdict(session),
        View::Hints(hints) => {
            let hint = |hint: &crate::commands::hint::Hint| {
                format!("{}\n\n{}\n", hint.title.bold(), hint.text)
            };
            // The newest first: the window may be small.
            let hints: Vec<_> = hints.iter().rev().map(hint).collect();
            hints.join("\n")
        }
        View::Text(title, text) => format!("{}\n\n{text}", title.bold()),
        View::Help => keys::HELP.to_owned(),
        View::Ask(Question::Reset) => format!(
            "Put {} back as it was in the beginning?\nA copy of yours is kept in \
             `backups`.\n\ny  yes\nn  no",
            session.exercise().id()
        ),
        View::Ask(Question::Solution) => "It does not pass yet. A hint (h) gives \
             less away.\n\ny  show how mine differs from the solution\nn  not now"
            .to_owned(),
    };
    (lines(&text, width), None)
}

fn verdict(session: &Session) -> String {
    match &session.outcome {
        Some(Ok(outcome)) => {
            let mut text = show::body(outcome);
            if outcome.status() != Status::Passed {
                let notes = outside::notes(&session.course, session.exercise());
                if !notes.is_empty() {
                    text = format!("{notes}\n{text}");
                }
            }
            if outcome.status() == Status::Passed {
                text += "\nn goes to the next exercise, s shows how yours differs \
                         from the solution.\n";
            }
            text
        }
        Some(Err(problem)) => problem.sentence.clone(),
        None => String::new(),
    }
}

fn list(
    session: &Session,
    selected: usize,
    width: usize,
) -> (Vec<String>, Option<usize>) {
    let mut rows = Vec::new();
    let mut at = None;
    let mut index = 0;
    for chapter in &session.course.chapters {
        rows.push(cut(&chapter.title, width).bold().to_string());
        for exercise in &chapter.exercises {
            let mark = match session.standings[index] {
                Standing::Known(status) => show::mark(status),
                Standing::Unknown => "?".to_owned(),
                Standing::Failed => "!".red().to_string(),
            };
            let text = format!("{:17} {}", exercise.name, exercise.title);
            let text = cut(&text, width.saturating_sub(4));
            if index == selected {
                at = Some(rows.len());
                rows.push(format!("> {mark} {}", text.reversed()));
            } else {
                rows.push(format!("  {mark} {text}"));
            }
            index += 1;
        }
    }
    (rows, at)
}

/// The line above the keys: a note, work for others, or how much is below.
fn rule(session: &Session, below: usize, width: usize) -> String {
    let elsewhere = session.busy.as_ref().and_then(|busy| match &busy.task {
        Task::Check(exercise) if *exercise != session.current => Some(format!(
            "checking {} as well",
            session.exercises[*exercise].id()
        )),
        Task::Show(title) => Some(format!("{title} ...")),
        Task::Check(_) => None,
    });
    let more = (below > 0).then(|| match below {
        1 => "1 more line ↓".to_owned(),
        _ => format!("{below} more lines ↓"),
    });
    let note = (!session.note.is_empty()).then(|| session.note.clone());
    let parts: Vec<_> = [note, elsewhere, more].into_iter().flatten().collect();
    if parts.is_empty() {
        return "─".repeat(width).dimmed().to_string();
    }
    let text = cut(&format!("── {} ", parts.join(" · ")), width);
    let rest = "─".repeat(width.saturating_sub(display_width(&text)));
    format!("{text}{}", rest.dimmed())
}

fn foot(session: &Session, width: usize) -> String {
    match session.view {
        View::List(_) => "↑↓ choose  Enter go there  Esc back  q quit".to_owned(),
        View::Ask(_) => "y yes  n no".to_owned(),
        _ => {
            let is_verdict = session.view == View::Verdict;
            let keys = [
                ("Enter check", session.is_manual),
                ("Esc back", !is_verdict),
                ("n next", session.is_passed()),
                ("h hint", true),
                ("t timeline", true),
                ("r run", true),
                ("l list", true),
                ("c all", true),
                ("s solution", is_verdict),
                ("x reset", is_verdict),
            ];
            let keys = keys.iter().filter(|(_, counts)| *counts);
            let mut keys: Vec<_> = keys.map(|(key, _)| *key).collect();
            let end = "?  q quit";
            // What does not fit is in the help.
            while keys.join("  ").len() + end.len() + 2 > width
                && keys.pop().is_some()
            {}
            keys.push(end);
            keys.join("  ")
        }
    }
}
