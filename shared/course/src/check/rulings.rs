//! Running the rules that were built.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use rules::Ruling;

use super::{Progress, Stop};
use crate::catalog::{Exercise, NEAR, likeness};
use crate::problem::Problem;

/// Seconds after which a rule is ended that gives no sign of an end. The lab speaks
/// up earlier wherever it can tell why.
const TIME_LIMIT: &str = "8";

/// Runs the rules of `exercise` that are in the program `spec`, or only the one with
/// this full name. Tells also how many there were to run.
pub(super) fn run(
    root: &Path,
    spec: &Path,
    exercise: &Exercise,
    only: Option<&str>,
    stop: &Stop,
    mut progress: impl FnMut(Progress),
) -> Result<(Vec<Ruling>, usize), Problem> {
    let problem = |e: io::Error| {
        Problem::failed(format!("the rules of {} cannot be run: {e}", exercise.id()))
    };
    let mut names = names(spec, exercise).map_err(problem)?;
    if let Some(rule) = only {
        if !names.iter().any(|name| name == rule) {
            return Err(no_such_rule(rule, names.iter().map(String::as_str)));
        }
        names = vec![rule.to_owned()];
    }
    let of = names.len();
    progress(Progress::Checking { done: 0, of });
    let mut command = Command::new(spec);
    command
        .env("CARGO_MANIFEST_DIR", root)
        .args(["--report", only.unwrap_or(&exercise.name)])
        .args(["--until-hang", "--until-slow", "--time-limit", TIME_LIMIT])
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
    Ok((rulings, of))
}

/// What to say of a rule that is not among these: those meant may be the ones in whose
/// names it occurs, or else the one that is nearest.
pub(crate) fn no_such_rule<'a>(
    rule: &str,
    names: impl Iterator<Item = &'a str>,
) -> Problem {
    const MOST: usize = 3;
    // They begin with the name of the exercise, and are alike for that alone.
    let own = |name: &str| name.rsplit("::").next().unwrap_or_default().to_owned();
    let wanted = own(rule);
    let names: Vec<_> = names.collect();
    let has_it = |name: &&&str| !wanted.is_empty() && own(name).contains(&wanted);
    let mut meant: Vec<_> =
        names.iter().filter(has_it).take(MOST).copied().collect();
    if meant.is_empty() {
        let likeness = |name: &&str| likeness(&wanted, &own(name));
        let nearest = |a: &&str, b: &&str| likeness(a).total_cmp(&likeness(b));
        let nearest = names.into_iter().max_by(nearest);
        meant.extend(nearest.filter(|name| likeness(name) >= NEAR));
    }
    let advice = match meant.as_slice() {
        [] => "the page of the exercise in the book names them all".to_owned(),
        _ => format!("did you mean `{}`?", meant.join("` or `")),
    };
    Problem::usage(format!("there is no rule `{rule}`; {advice}"))
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
