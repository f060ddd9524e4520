//! What the screen shows, and what changes it.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::event::Event;
use super::keys;
use super::work::{self, News, Report, Reporter};
use crate::catalog::{Course, Exercise};
use crate::check::{Cache, Outcome, Progress, Status, Stop};
use crate::commands::hint::{self, Hint};
use crate::commands::{replay, reset, run};
use crate::problem::Problem;
use crate::standing;

/// The learner's session.
pub(super) struct Session {
    pub(super) course: Arc<Course>,
    pub(super) exercises: Vec<Exercise>,
    /// Where the learner stands with each of them.
    pub(super) standings: Vec<Standing>,
    /// The one that is shown: an index.
    pub(super) current: usize,
    /// What came of its last check.
    pub(super) outcome: Option<Result<Outcome, Problem>>,
    pub(super) view: View,
    /// Lines of the view above the window.
    pub(super) scroll: usize,
    /// A sentence on what was pressed last.
    pub(super) note: String,
    pub(super) busy: Option<Busy>,
    /// File events do not arrive: only keys begin a check.
    pub(super) is_manual: bool,
    pub(super) is_over: bool,
    /// What each exercise was when it was last looked at.
    keys: Vec<Option<u64>>,
    cache: Cache,
    events: Sender<Event>,
    works: u64,
}

/// What is known about an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Known(Status),
    /// It takes a check.
    Unknown,
    /// It could not be checked.
    Failed,
}

/// What is below the head of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum View {
    Verdict,
    /// The first so many hints.
    Hints(Vec<Hint>),
    /// Something to read, with its title.
    Text(String, String),
    /// All exercises, with the one that Enter goes to.
    List(usize),
    Help,
    Ask(Question),
}

/// What a `y` would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Reset,
    Solution,
}

/// Work that is under way.
pub(super) struct Busy {
    pub(super) task: Task,
    pub(super) progress: Progress,
    number: u64,
    stop: Stop,
}

/// What the work is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// The verdict on an exercise: an index.
    Check(usize),
    /// Output to show under this title.
    Show(String),
}

impl Session {
    pub(super) fn new(
        course: &Course,
        exercise: &Exercise,
        events: Sender<Event>,
    ) -> Session {
        let exercises: Vec<_> = course.exercises().cloned().collect();
        let cache = Cache::of(course);
        let standings = exercises.iter().map(|exercise| {
            let known = standing::known(course, &cache, exercise);
            known.map_or(Standing::Unknown, Standing::Known)
        });
        Session {
            standings: standings.collect(),
            current: exercises.iter().position(|e| e == exercise).unwrap_or(0),
            outcome: None,
            view: View::Verdict,
            scroll: 0,
            note: String::new(),
            busy: None,
            is_manual: false,
            is_over: false,
            keys: exercises.iter().map(|e| cache.key(e)).collect(),
            course: Arc::new(course.clone()),
            exercises,
            cache,
            events,
            works: 0,
        }
    }

    pub(super) fn exercise(&self) -> &Exercise {
        &self.exercises[self.current]
    }

    pub(super) fn is_passed(&self) -> bool {
        self.standings[self.current] == Standing::Known(Status::Passed)
    }

    /// Takes note of what happened.
    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::Key(key) => keys::press(self, key),
            Event::Resized => {}
            Event::Saved => self.look_at_files(),
            Event::Work(report) => self.hear(report),
            Event::Closed => self.is_over = true,
        }
    }

    /// Puts the exercise back as it was in the beginning.
    pub(super) fn reset(&mut self) {
        match reset::reset(&self.course, self.exercise()) {
            Ok(backup) => {
                self.look_at_files();
                self.note = format!("Yours is in {}.", backup.display());
            }
            Err(problem) => self.note = problem.sentence,
        }
    }

    /// Begins what the saved files ask for. A file that was saved without a change
    /// asks for nothing.
    fn look_at_files(&mut self) {
        let keys = self.exercises.iter().map(|e| self.cache.key(e)).collect();
        let before = std::mem::replace(&mut self.keys, keys);
        let all = 0..self.exercises.len();
        let changed: Vec<_> = all.filter(|&i| before[i] != self.keys[i]).collect();
        for &exercise in &changed {
            self.standings[exercise] = self.known(exercise);
        }
        if changed.contains(&self.current) {
            self.check();
        } else if let [other] = changed[..] {
            // The learner works on another one.
            self.go_to(other);
        } else if !changed.is_empty() {
            self.go_on();
        }
    }

    fn known(&self, exercise: usize) -> Standing {
        standing::known(&self.course, &self.cache, &self.exercises[exercise])
            .map_or(Standing::Unknown, Standing::Known)
    }

    /// Shows another exercise, and checks it.
    pub(super) fn go_to(&mut self, exercise: usize) {
        self.current = exercise;
        self.outcome = None;
        self.check();
    }

    /// Checks the current exercise, whatever is under way.
    pub(super) fn check(&mut self) {
        self.view = View::Verdict;
        self.scroll = 0;
        self.note.clear();
        self.start_check(self.current);
    }

    /// Checks all exercises that the learner has changed, one after the other.
    pub(super) fn check_all(&mut self) {
        for exercise in 0..self.exercises.len() {
            if !standing::is_untouched(&self.course, &self.exercises[exercise]) {
                self.standings[exercise] = Standing::Unknown;
            }
        }
        self.check();
        self.view = View::List(self.current);
    }

    fn start_check(&mut self, exercise: usize) {
        let (reporter, stop) = self.start(Task::Check(exercise));
        let (course, exercise) = (&self.course, &self.exercises[exercise]);
        work::check(Arc::clone(course), exercise.clone(), reporter, stop);
    }

    /// Runs the program of the exercise and shows what it prints.
    pub(super) fn run(&mut self) {
        let exercise = self.exercise().clone();
        let title = format!("cargo course run {}", exercise.name);
        let (reporter, stop) = self.start(Task::Show(title));
        let course = Arc::clone(&self.course);
        work::show(
            move |_| Ok(run::command(&course, &exercise)),
            reporter,
            stop,
        );
    }

    /// Shows every step of the failing schedule.
    pub(super) fn timeline(&mut self) {
        let Some((rule, code)) = self.failing() else {
            self.note = "There is no failing schedule to show. r runs the program."
                .to_owned();
            return;
        };
        let exercise = self.exercise().clone();
        let title = format!("{rule}, schedule {code}");
        let (reporter, stop) = self.start(Task::Show(title));
        let course = Arc::clone(&self.course);
        let make = move |stop: &Stop| {
            replay::command(&course, &exercise, &rule, &code, stop)
        };
        work::show(make, reporter, stop);
    }

    fn failing(&self) -> Option<(String, String)> {
        let outcome = self.outcome.as_ref()?.as_ref().ok()?;
        outcome
            .broken()
            .find_map(|(r, failure)| Some((r.rule.clone(), failure.code.clone()?)))
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        self.scroll = self.scroll.saturating_add_signed(lines);
    }

    /// Shows one hint more.
    pub(super) fn hint(&mut self) {
        let outcome = self
            .outcome
            .as_ref()
            .and_then(|outcome| outcome.as_ref().ok());
        match hint::hints(&self.course, self.exercise(), outcome) {
            Ok(mut hints) => {
                let shown = match &self.view {
                    View::Hints(hints) => hints.len(),
                    _ => 0,
                };
                hints.truncate(shown + 1);
                // The newest is at the top.
                self.scroll = 0;
                self.view = View::Hints(hints);
            }
            Err(problem) => self.note = problem.sentence,
        }
    }

    /// Goes to the next exercise that does not pass yet.
    pub(super) fn next(&mut self) {
        if !self.is_passed() {
            self.note = "Not yet: its rules do not all hold. l lists all exercises."
                .to_owned();
            return;
        }
        let count = self.exercises.len();
        let others = (1..count).map(|step| (self.current + step) % count);
        let passed = Standing::Known(Status::Passed);
        let open = others.into_iter().find(|&i| self.standings[i] != passed);
        match open {
            Some(exercise) => self.go_to(exercise),
            None => self.note = "All exercises pass. Well done!".to_owned(),
        }
    }

    fn start(&mut self, task: Task) -> (Reporter, Stop) {
        self.stop();
        self.works += 1;
        let stop = Stop::default();
        self.busy = Some(Busy {
            task,
            progress: Progress::Building,
            number: self.works,
            stop: stop.clone(),
        });
        let reporter = Reporter {
            number: self.works,
            events: self.events.clone(),
        };
        (reporter, stop)
    }

    /// Ends the work under way.
    pub(super) fn stop(&mut self) {
        if let Some(busy) = self.busy.take() {
            busy.stop.stop();
        }
    }

    fn hear(&mut self, report: Report) {
        let Some(busy) = &mut self.busy else { return };
        if busy.number != report.number {
            return;
        }
        let result = match report.news {
            News::Progress(progress) => {
                busy.progress = progress;
                return;
            }
            News::Checked(result) => Ok(result),
            News::Output(result) => Err(result),
        };
        let task = self.busy.take().map(|busy| busy.task);
        match (task, result) {
            (Some(Task::Check(exercise)), Ok(result)) => {
                self.standings[exercise] = match &result {
                    Ok(outcome) => Standing::Known(outcome.status()),
                    Err(_) => Standing::Failed,
                };
                if exercise == self.current {
                    self.outcome = Some(result);
                }
            }
            (Some(Task::Show(title)), Err(Ok(text))) => {
                self.view = View::Text(title, text);
                self.scroll = 0;
            }
            (_, Err(Err(problem))) => self.note = problem.sentence,
            _ => {}
        }
        self.go_on();
    }

    /// Checks the next exercise about which nothing is known, if nothing else is to
    /// be done.
    fn go_on(&mut self) {
        let mut standings = self.standings.iter();
        let unknown = standings.position(|s| *s == Standing::Unknown);
        if let (Some(exercise), None) = (unknown, &self.busy) {
            self.start_check(exercise);
        }
    }
}
