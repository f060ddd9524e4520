//! Running the rules that were built.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use rules::Ruling;

use super::{Outcome, Progress, Stop};
use crate::catalog::Exercise;
use crate::problem::Problem;

/// Seconds after which a rule is ended that gives no sign of an end. The lab speaks
/// up earlier wherever it can tell why.
const TIME_LIMIT: &str = "8";

/// Runs the rules of `exercise` that are in the program `spec`, which was compiled
/// with these warnings.
pub(super) fn run(
    spec: &Path,
    exercise: &Exercise,
    warnings: String,
    stop: &Stop,
    mut progress: impl FnMut(Progress),
) -> Result<Outcome, Problem> {
    let problem = |e: io::Error| {
        Problem::failed(format!("the rules of {} cannot be run: {e}", exercise.id()))
    };
    let names = names(spec, exercise).map_err(problem)?;
    let of = names.len();
    progress(Progress::Checking { done: 0, of });
    let mut command = Command::new(spec);
    command
        .args(["--report", &exercise.name, "--until-hang"])
        .args(["--time-limit", TIME_LIMIT])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = stop.spawn(&mut command).map_err(problem)?;
    let mut rulings: Vec<Ruling> = Vec::new();
    if let Some(pipe) = child.stdout.take() {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let ruling = serde_json::from_str(&line).map_err(io::Error::from);
            rulings.push(ruling.map_err(problem)?);
            progress(Progress::Checking {
                done: rulings.len(),
                of,
            });
        }
    }
    let status = stop.wait(child).map_err(problem)?;
    if rulings.is_empty() {
        return Err(problem(io::Error::other(format!("they ended: {status}"))));
    }
    // They come as they end; several run at a time.
    rulings.sort_by_key(|ruling| names.iter().position(|name| *name == ruling.rule));
    Ok(Outcome::Ruled {
        rulings,
        of,
        warnings,
    })
}

/// The full names of the rules, in their order.
fn names(spec: &Path, exercise: &Exercise) -> io::Result<Vec<String>> {
    let list = Command::new(spec)
        .args(["--list", "--format", "terse"])
        .stderr(Stdio::null())
        .output()?;
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    let prefix = format!("{}::", exercise.name);
    Ok(list
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .filter(|name| name.starts_with(&prefix))
        .map(str::to_owned)
        .collect())
}
