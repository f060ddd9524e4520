//! Where the learner stands in the course: computed from the code.

use std::fs;

use crate::catalog::{Course, Exercise};
use crate::check::{Cache, Outcome, Status};

/// What can be told about an exercise without a check: `None` when it takes one.
pub fn known(course: &Course, cache: &Cache, exercise: &Exercise) -> Option<Status> {
    if is_untouched(course, exercise) {
        return Some(Status::NotStarted);
    }
    cache.get(exercise).as_ref().map(Outcome::status)
}

/// Whether the file is as it was before anybody did anything.
pub fn is_untouched(course: &Course, exercise: &Exercise) -> bool {
    let file = fs::read(course.root.join(exercise.file())).ok();
    let stub = fs::read(course.root.join(exercise.stub())).ok();
    file.is_some() && file == stub
}

/// The exercise that comes after this one, of those of which it is not known that they
/// pass: from the end of the course on with its beginning. `None` if there is none.
pub fn next<'a>(course: &'a Course, exercise: &Exercise) -> Option<&'a Exercise> {
    let cache = Cache::of(course);
    let all: Vec<_> = course.exercises().collect();
    let here = all.iter().position(|e| *e == exercise)?;
    let (before, after) = all.split_at(here);
    let others = after[1..].iter().chain(before).copied();
    let is_open = |e: &&Exercise| known(course, &cache, e) != Some(Status::Passed);
    others.into_iter().find(is_open)
}

/// The exercise to go on with: the first of which it is not known that it passes.
pub fn current(course: &Course) -> &Exercise {
    let cache = Cache::of(course);
    let is_open = |e: &&Exercise| known(course, &cache, e) != Some(Status::Passed);
    let mut exercises = course.exercises();
    let open = exercises.find(is_open);
    open.or_else(|| course.exercises().last())
        .expect("the course has exercises")
}
