//! From a save to the verdict:
//! `cargo bench -p course --bench verdict --profile dev`.
//!
//! Each exercise is solved in a copy of the course, and checked after each of several
//! edits that move all of its lines. Medians and the longest, of `cargo course check`.

use std::time::{Duration, Instant};

use course::catalog::Course;

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/course/copy.rs"]
mod copy;
#[path = "../tests/course/places.rs"]
mod places;

use copy::{Copy, ROOT, solution};

const EDITS: usize = 5;

fn main() {
    let copy = Copy::fresh();
    let course = Course::at(ROOT.as_ref()).expect("the course");
    println!(
        "{:<36} {:>5} {:>7} {:>7}",
        "exercise", "rules", "ms", "most"
    );
    let mut medians = Vec::new();
    for exercise in course.exercises() {
        let id = exercise.id();
        let solution = solution(&id);
        // The first time, the chapter may have to be built.
        let (_, rules) = check(&copy, &id, &solution);
        let mut times: Vec<Duration> = (1..=EDITS)
            .map(|edit| check(&copy, &id, &("\n".repeat(edit) + &solution)).0)
            .collect();
        times.sort();
        let (median, most) = (times[EDITS / 2], times[EDITS - 1]);
        let (median_ms, most_ms) = (median.as_millis(), most.as_millis());
        println!("{id:<36} {rules:>5} {median_ms:>7} {most_ms:>7}");
        medians.push(median);
    }
    medians.sort();
    let median = medians[medians.len() / 2].as_millis();
    let most = medians[medians.len() - 1].as_millis();
    println!(
        "{:<42} {median:>7} {most:>7}",
        "median of the medians, and the longest"
    );
}

/// How long it takes until what was saved is known to be right, and by how many rules.
fn check(copy: &Copy, id: &str, text: &str) -> (Duration, String) {
    copy.save(id, text);
    let began = Instant::now();
    let output = copy.course(&["check", id]).output().expect("it runs");
    let took = began.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{id}: {said}");
    let (_, all) = said.split_once("✓ all ").expect("all rules hold");
    let (rules, _) = all.split_once(' ').expect("their number");
    (took, rules.to_owned())
}
