//! `cargo course list`

use crate::catalog::Course;
use crate::problem::{Problem, code};

/// Names every exercise.
///
/// # Errors
///
/// None so far.
pub fn run(course: &Course) -> Result<u8, Problem> {
    for chapter in &course.chapters {
        println!("{}", chapter.title);
        for exercise in &chapter.exercises {
            println!("  {:40} {}", exercise.id(), exercise.title);
        }
    }
    Ok(code::DONE)
}
