//! Running the rules of one exercise that was built.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use rules::{Ruling, Verdict};

use super::confine::{Confinement, Room};
use super::limits::Limits;
use super::model::{Grade, Mark};
use super::process::{self, End};
use crate::catalog::Exercise;
use crate::problem::Problem;

/// Where things are in the room of a check.
const TREE: &str = "/course";
const OUT: &str = "/out";

/// What is needed to check one exercise.
pub struct Checker<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// How many rules it has.
    pub of: usize,
    /// The sources, for reports that quote them.
    pub tree: &'a Path,
    /// See [`Room::new`].
    pub launcher: &'a Path,
    /// The program that checks the rules.
    pub spec: &'a Path,
    /// What it may use.
    pub limits: Limits,
    /// How it is kept away from the rest.
    pub confinement: Confinement,
    /// The number of the room.
    pub room: u32,
    /// Becomes true when the check is to be ended.
    pub interrupted: &'a AtomicBool,
}

impl Checker<'_> {
    /// Waits until every rule has its verdict, or a limit is reached.
    pub fn check(&self) -> Result<Mark, Problem> {
        let out = self.spec.parent().unwrap_or(self.spec);
        let mut room = Room::new(self.launcher)
            .reads(self.tree, TREE)
            .reads(out, OUT);
        room.number = self.room;
        let spec = room.inside(self.confinement, self.spec);
        let mut command = room.command(self.confinement, &self.limits, &spec);
        command.args(["--report", &self.exercise.name, "--jobs", "1"]);
        // Not until one is slow: how many there are would depend on the machine.
        command.arg("--until-hang");
        let ended = process::run(command, &self.limits, self.interrupted)?;
        let tree = room.inside(self.confinement, self.tree);
        let prefix = format!("{}/", tree.display());
        let said = String::from_utf8_lossy(&ended.stdout);
        let rulings: Vec<Ruling> = said
            .lines()
            .filter_map(|line| serde_json::from_str(&line.replace(&prefix, "")).ok())
            .collect();
        let id = self.exercise.id();
        if let Some(reason) = ended.how.sentence(&self.limits) {
            // How far it came is a matter of luck, and not told.
            return Ok(Mark::plain(&id, self.of, Grade::Failed, &reason));
        }
        let End::Exited(status) = ended.how else {
            return Err(Problem::failed("interrupted"));
        };
        if !status.success() || rulings.is_empty() {
            let why = String::from_utf8_lossy(&ended.stderr);
            let reason = format!("the rules did not run: {status}: {}", why.trim());
            return Ok(Mark::plain(&id, self.of, Grade::NotChecked, &reason));
        }
        Ok(self.mark(rulings))
    }

    fn mark(&self, rulings: Vec<Ruling>) -> Mark {
        let broken = rulings.iter().find_map(|ruling| match &ruling.verdict {
            Verdict::Broken(failure) => {
                Some(format!("{}: {}", ruling.promise, failure.sentence))
            }
            _ => None,
        });
        let hole = rulings.iter().find_map(|ruling| match &ruling.verdict {
            Verdict::NotStarted { todo, place } => Some(format!("{place}: {todo}")),
            _ => None,
        });
        let (grade, reason) = match (broken, hole) {
            (Some(sentence), _) => (Grade::Failed, sentence),
            (None, Some(hole)) => (Grade::NotStarted, hole),
            (None, None) if rulings.len() == self.of => {
                (Grade::Passed, String::new())
            }
            (None, None) => (
                Grade::NotChecked,
                format!("only {} of {} rules ran", rulings.len(), self.of),
            ),
        };
        let mut mark = Mark::plain(&self.exercise.id(), self.of, grade, &reason);
        let rules = rulings.into_iter().map(|r| (r.rule, r.verdict));
        mark.rules = rules.collect();
        mark.clean();
        mark
    }
}
