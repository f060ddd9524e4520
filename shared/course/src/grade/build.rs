//! Building a chapter's rules with the exercises of a submission. What does not
//! compile is taken out, so that the others are built.
//!
//! The compiler is called directly. Cargo would need a target folder that it can
//! write to, and with it a place where submissions could meet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde::Deserialize;

use super::confine::{Confinement, Room};
use super::given::Given;
use super::limits::Limits;
use super::pristine::Pristine;
use super::process::{self, End, Ended};
use crate::problem::Problem;

/// For the compiler, which takes little of it.
const LIMITS: Limits = Limits {
    memory: 4 << 30,
    file: 1 << 30,
    processes: 256,
    time: Duration::from_secs(60),
    output: 4 << 20,
};

/// Characters kept of the compiler's words.
const KEPT: usize = 8_000;

/// Where things are in the room of a build.
const TREE: &str = "/course";
const OUT: &str = "/out";
const LIBRARIES: &str = "/libraries";
const TOOLCHAIN: &str = "/toolchain";

/// Exercises by name, and their code.
pub type Exercises<'a> = BTreeMap<&'a str, &'a [u8]>;

/// What came of a build.
#[derive(Debug, Default)]
pub struct Built {
    /// Programs that check the rules of these exercises.
    pub specs: Vec<(Vec<String>, PathBuf)>,
    /// What the compiler said of the others.
    pub refused: BTreeMap<String, String>,
}

/// Builds one chapter of one submission.
pub struct Builder<'a> {
    /// The libraries.
    pub given: &'a Given,
    /// The chapter.
    pub pristine: &'a Pristine<'a>,
    /// The chapter's name.
    pub chapter: &'a str,
    /// A folder to build in.
    pub out: &'a Path,
    /// How the compiler is kept away from the rest.
    pub confinement: Confinement,
    /// The number of the room.
    pub room: u32,
    /// Becomes true when the build is to be ended.
    pub interrupted: &'a AtomicBool,
}

enum Attempt {
    Compiled(PathBuf),
    Refused {
        /// The exercises that the errors are in, and the errors.
        blamed: BTreeMap<String, String>,
        all: String,
    },
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    is_primary: bool,
}

impl Builder<'_> {
    /// Builds the rules on stubs alone, to see whether the compiler works in a room.
    ///
    /// # Errors
    ///
    /// It does not: what it says.
    pub fn try_out(&self) -> Result<(), Problem> {
        match self.attempt(&BTreeMap::new(), "spec")? {
            Attempt::Compiled(_) => Ok(()),
            Attempt::Refused { all, .. } => Err(Problem::failed(format!(
                "the course itself cannot be built where submissions are: {all}"
            ))),
        }
    }

    /// Builds the exercises; none of them keeps another from being built.
    pub fn build(&self, exercises: &Exercises<'_>) -> Result<Built, Problem> {
        let mut built = Built::default();
        self.build_into(exercises.clone(), &mut built)?;
        Ok(built)
    }

    fn build_into(
        &self,
        mut exercises: Exercises<'_>,
        built: &mut Built,
    ) -> Result<(), Problem> {
        while !exercises.is_empty() {
            let number = built.specs.len();
            match self.attempt(&exercises, &format!("spec_{number}"))? {
                Attempt::Compiled(spec) => {
                    let names = exercises.keys().map(|name| (*name).to_owned());
                    built.specs.push((names.collect(), spec));
                    return Ok(());
                }
                Attempt::Refused { blamed, all } if blamed.is_empty() => {
                    if exercises.len() == 1 {
                        let names = exercises.keys().map(|n| (*n).to_owned());
                        built.refused.extend(names.map(|n| (n, all.clone())));
                        return Ok(());
                    }
                    // Nobody knows which of them it is: each for itself.
                    for (name, code) in exercises {
                        self.build_into(BTreeMap::from([(name, code)]), built)?;
                    }
                    return Ok(());
                }
                Attempt::Refused { blamed, .. } => {
                    exercises.retain(|name, _| !blamed.contains_key(*name));
                    built.refused.extend(blamed);
                }
            }
        }
        Ok(())
    }

    fn attempt(
        &self,
        exercises: &Exercises<'_>,
        name: &str,
    ) -> Result<Attempt, Problem> {
        self.pristine.put(exercises)?;
        let externs = &self.given.externs[self.chapter];
        let files = externs
            .iter()
            .map(|(name, file)| (name.as_str(), file.as_str()));
        let library = self.compile(
            &[
                "--crate-type=lib",
                "--crate-name",
                self.chapter,
                "-Funsafe_code",
            ],
            &files.clone().collect::<Vec<_>>(),
            "src/lib.rs",
        )?;
        if let Some(refused) = self.refusal(exercises, library)? {
            return Ok(refused);
        }
        // The rules name the library that was just built, and those it is made of.
        let spec = self.compile(
            &["--crate-type=bin", "--crate-name", name],
            &files
                .chain([("rules", self.given.rules.as_str()), (self.chapter, "")])
                .collect::<Vec<_>>(),
            "tests/spec.rs",
        )?;
        if let Some(refused) = self.refusal(exercises, spec)? {
            return Ok(refused);
        }
        Ok(Attempt::Compiled(self.out.join(name)))
    }

    fn compile(
        &self,
        what: &[&str],
        externs: &[(&str, &str)],
        file: &str,
    ) -> Result<Ended, Problem> {
        let mut room = Room::new(&self.given.launcher)
            .reads(&self.given.toolchain, TOOLCHAIN)
            .reads(&self.given.libraries, LIBRARIES)
            .reads(&self.pristine.root, TREE)
            .writes(self.out, OUT);
        room.number = self.room;
        // The compiler runs no code of a submission.
        room.has_proc = true;
        let inside = |path: &Path| room.inside(self.confinement, path);
        let toolchain = inside(&self.given.toolchain);
        let libraries = inside(&self.given.libraries);
        let out = inside(self.out);
        let rustc = toolchain.join("bin/rustc");
        let tree = inside(&self.pristine.root);
        let mut command = room.command(self.confinement, &LIMITS, &rustc);
        command.arg("--sysroot").arg(&toolchain);
        command.args(["--edition", &self.given.edition, "--error-format=json"]);
        command.args(["-Awarnings", "-Cdebuginfo=line-tables-only"]);
        command.args(what).arg("--out-dir").arg(&out);
        let mut folder = "dependency=".to_owned();
        folder += &libraries.to_string_lossy();
        command.arg("-L").arg(folder);
        for (name, file) in externs {
            let path = if file.is_empty() {
                out.join(format!("lib{name}.rlib"))
            } else {
                libraries.join(file)
            };
            command.arg("--extern");
            command.arg(format!("{name}={}", path.display()));
        }
        command.arg(tree.join("chapters").join(self.chapter).join(file));
        process::run(command, &LIMITS, self.interrupted)
    }

    /// What the compiler has against the exercises, if anything.
    fn refusal(
        &self,
        exercises: &Exercises<'_>,
        ended: Ended,
    ) -> Result<Option<Attempt>, Problem> {
        let limit = ended.how.sentence(&LIMITS);
        match ended.how {
            End::Exited(status) if status.success() => return Ok(None),
            End::Interrupted => return Err(Problem::failed("interrupted")),
            _ => {}
        }
        let said = String::from_utf8_lossy(&ended.stderr);
        let mut blamed: BTreeMap<String, String> = BTreeMap::new();
        let mut all = String::new();
        for line in said.lines() {
            let Ok(error) = serde_json::from_str::<Diagnostic>(line) else {
                // Not the compiler's: the room's, or a crash.
                all += line;
                all.push('\n');
                continue;
            };
            if !error.level.starts_with("error") {
                continue;
            }
            let text = self.shorten(&error.rendered.unwrap_or_default());
            all += &text;
            for name in exercises.keys() {
                let is_in = |span: &Span| {
                    let file = &span.file_name;
                    file.ends_with(&format!("/src/exercises/{name}.rs"))
                        || file.ends_with(&format!("/tests/rules/{name}.rs"))
                        || file.contains(&format!("/tests/rules/{name}/"))
                };
                if error.spans.iter().any(|s| s.is_primary && is_in(s)) {
                    let said = blamed.entry((*name).to_owned()).or_default();
                    *said += &text;
                }
            }
        }
        if let Some(limit) = limit {
            // What it had said by then may be anything.
            blamed.clear();
            all = format!("the compiler gave no answer: {limit}");
        }
        if all.trim().is_empty() {
            all = format!("the compiler ended without a word: {:?}", ended.how);
        }
        blamed.values_mut().chain([&mut all]).for_each(cut);
        Ok(Some(Attempt::Refused { blamed, all }))
    }

    /// Names files as the learner does.
    fn shorten(&self, text: &str) -> String {
        let tree = Path::new(TREE);
        let tree = if self.confinement.is_real() {
            tree
        } else {
            &self.pristine.root
        };
        text.replace(&format!("{}/", tree.display()), "")
    }
}

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(KEPT) {
        text.truncate(end);
        text.push('…');
    }
}
