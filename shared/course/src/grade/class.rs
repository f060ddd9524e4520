//! A whole class: many chapters of many submissions, on the pool that the course
//! itself teaches.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use configurable_pool_solution::exercises::worker_pool::WorkerPool;
use indicatif::{ProgressBar, ProgressStyle};

use super::grader::Grader;
use super::kept::Kept;
use super::model::{FORMAT, Grade, Graded, Mark, Report};
use super::submission::Submission;
use crate::problem::Problem;

/// What came of grading a class.
pub struct Class {
    /// The report; incomplete after an interruption.
    pub report: Report,
    /// Chapters that have their marks, of all that had to be built.
    pub done: usize,
    /// See `done`.
    pub of: usize,
    /// Of those done, how many were known from before.
    pub known: usize,
    /// Why marks could not be kept.
    pub not_kept: Option<String>,
}

/// A chapter of a submission, and the name of what its marks depend on.
struct Unit {
    key: String,
    submission: usize,
    chapter: usize,
}

/// Grades all submissions, with as many at a time as `workers`. Waits for all of
/// them, or until the grader is interrupted.
///
/// # Errors
///
/// The pool cannot be started.
pub fn grade(
    grader: Grader,
    submissions: Vec<Submission>,
    workers: usize,
    kept: &Kept,
) -> Result<Class, Problem> {
    let grader = Arc::new(grader);
    let submissions = Arc::new(submissions);
    let mut marks: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for (submission, handed) in submissions.iter().enumerate() {
        for (chapter, of) in grader.course.chapters.iter().enumerate() {
            if let Some(key) = grader.key(handed, of) {
                // The same files get the same marks: they are graded once.
                units.entry(key.clone()).or_insert(Unit {
                    key,
                    submission,
                    chapter,
                });
            }
        }
    }
    let of = units.len();
    units.retain(|key, _| match kept.get(key) {
        Some(known) => {
            marks.insert(key.clone(), known);
            false
        }
        None => true,
    });
    let known = marks.len();
    if !units.is_empty() {
        grader.try_out()?;
    }
    let not_kept = run(&grader, &submissions, units, workers, kept, &mut marks)?;
    Ok(Class {
        done: marks.len(),
        of,
        known,
        not_kept,
        report: report(&grader, &submissions, &marks),
    })
}

fn run(
    grader: &Arc<Grader>,
    submissions: &Arc<Vec<Submission>>,
    units: BTreeMap<String, Unit>,
    workers: usize,
    kept: &Kept,
    marks: &mut BTreeMap<String, Vec<Mark>>,
) -> Result<Option<String>, Problem> {
    let bar = ProgressBar::new(units.len() as u64);
    let style = ProgressStyle::with_template(
        "{bar:40} {pos} of {len} chapters  {elapsed} gone, {eta} to go",
    );
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(500));
    let work = {
        let (grader, submissions) = (Arc::clone(grader), Arc::clone(submissions));
        move |unit: Unit| {
            let chapter = &grader.course.chapters[unit.chapter];
            let marks = if grader.interrupted.load(Ordering::Relaxed) {
                Err(Problem::failed("interrupted"))
            } else {
                grader.grade(&submissions[unit.submission], chapter)
            };
            (unit, marks)
        }
    };
    let pool = WorkerPool::builder()
        .workers(workers)
        .name("grader")
        .build(work);
    let pool = pool.map_err(|e| Problem::failed(format!("no pool: {e}")))?;
    let not_kept = Mutex::new(None);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for unit in units.into_values() {
                // Refused only after a shutdown, which comes below.
                let _ = pool.submit(unit);
            }
            pool.shutdown();
        });
        // A panic of the grader leaves its unit without marks, which is reported.
        for (unit, outcome) in pool.outcomes().filter_map(Result::ok) {
            bar.inc(1);
            match outcome {
                Ok(given) => {
                    let is_sure = |m: &Mark| m.grade != Grade::NotChecked;
                    if given.iter().all(is_sure)
                        && let Err(error) = kept.put(&unit.key, &given)
                    {
                        *not_kept.lock().expect("nothing panics here") =
                            Some(error.to_string());
                    }
                    marks.insert(unit.key, given);
                }
                Err(_) if grader.interrupted.load(Ordering::Relaxed) => {}
                Err(problem) => {
                    let chapter = &grader.course.chapters[unit.chapter];
                    let failed = chapter.exercises.iter().map(|exercise| {
                        let reason = &problem.sentence;
                        let of = grader.of(exercise);
                        Mark::plain(&exercise.id(), of, Grade::NotChecked, reason)
                    });
                    marks.insert(unit.key, failed.collect());
                }
            }
        }
    });
    bar.finish_and_clear();
    Ok(not_kept.into_inner().unwrap_or_default())
}

fn report(
    grader: &Grader,
    submissions: &[Submission],
    marks: &BTreeMap<String, Vec<Mark>>,
) -> Report {
    let graded = submissions.iter().map(|submission| {
        let mut exercises = Vec::new();
        for chapter in &grader.course.chapters {
            let key = grader.key(submission, chapter);
            let built = key.and_then(|key| marks.get(&key));
            let plain = grader.plain(submission, chapter);
            for exercise in &chapter.exercises {
                let id = exercise.id();
                let all = built.into_iter().flatten().chain(&plain);
                let mark = all.into_iter().find(|mark| mark.id == id).cloned();
                exercises.extend(grader.only.contains(&id).then(|| {
                    mark.unwrap_or_else(|| {
                        let of = grader.of(exercise);
                        let reason = "the grader failed";
                        Mark::plain(&id, of, Grade::NotChecked, reason)
                    })
                }));
            }
        }
        Graded {
            name: submission.name.clone(),
            notes: submission.notes.clone(),
            exercises,
        }
    });
    Report {
        format: FORMAT,
        rules: grader.given.fingerprint.clone(),
        confined: grader.confinement.is_real(),
        submissions: graded.collect(),
    }
}
