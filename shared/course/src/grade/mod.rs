//! `cargo course grade`: the rules of the course on what others have handed in.
//!
//! Of each submission only the files of the exercises are taken. They are set into
//! a pristine copy of their chapter, built and checked in a confined room: see
//! [`confine`] for what it keeps away, and [`limits`] for what it may use.

pub mod build;
pub mod check;
pub mod class;
pub mod confine;
pub mod given;
pub mod grader;
pub mod kept;
pub mod limits;
pub mod merge;
pub mod model;
pub mod pristine;
pub mod process;
pub mod reports;
pub mod submission;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use clap_derive::Args;

use self::confine::Confinement;
use self::given::Given;
use self::grader::Grader;
use self::kept::Kept;
use self::model::{Grade, Report};
use self::submission::Submission;
use crate::catalog::{Course, Exercise};
use crate::problem::{Problem, code};

/// The command line of `cargo course grade`.
#[derive(Clone, Debug, Args)]
pub struct Grading {
    /// Submissions: copies of the course, or of its folder `chapters`; with --merge
    /// reports
    #[arg(required = true, value_name = "DIR")]
    submissions: Vec<PathBuf>,
    /// Put JSON reports together instead of grading
    #[arg(long, conflicts_with_all = ["only", "unconfined", "fresh", "jobs"])]
    merge: bool,
    /// Grade this exercise or chapter only; may be repeated
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// The submission's name in the reports, instead of its folder's
    #[arg(long)]
    name: Option<String>,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a line for each exercise of each submission
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the report as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write a page for the class and one for each submission
    #[arg(long, value_name = "FOLDER")]
    html: Option<PathBuf>,
    /// Submissions at a time [usually one for each processor]
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    jobs: Option<u16>,
    /// Seconds for all rules of an exercise
    #[arg(long, value_name = "S", default_value = "120")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
    time_limit: u64,
    /// MiB of memory for an exercise
    #[arg(long, value_name = "MIB", default_value = "2048")]
    #[arg(value_parser = clap::value_parser!(u64).range(256..=1_048_576))]
    memory: u64,
    /// Where marks are kept for later runs [usually target/course]
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Grade again what is known from an earlier run
    #[arg(long)]
    fresh: bool,
    /// Run submissions without confining them: they can do whatever you can
    #[arg(long)]
    unconfined: bool,
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

impl Grading {
    /// Grades, or merges, and writes the reports.
    ///
    /// # Errors
    ///
    /// The command line makes no sense, submissions cannot be confined, the course
    /// does not compile, or a report cannot be written.
    pub fn run(self, course: &Course) -> Result<u8, Problem> {
        if self.merge {
            let report = merge::merge(&self.submissions)?;
            return self.write(&report).map(|()| code::DONE);
        }
        let only = only(course, &self.only)?;
        let (submissions, is_whole) = self.read(course)?;
        let confinement = if self.unconfined {
            eprintln!(
                "Submissions are not confined: they can read and write whatever \
                 you can, and reach the network."
            );
            Confinement::None
        } else {
            Confinement::find()?
        };
        // A second one ends the program; what it runs ends with it.
        let handler = || {
            if INTERRUPTED.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(code::BROKEN));
            }
        };
        ctrlc::set_handler(handler).map_err(|e| {
            Problem::failed(format!("cannot listen for Ctrl-C: {e}"))
        })?;
        eprintln!("Building what the course gives to every submission.");
        let given = Given::prepare(course)?;
        let kept = self.keep.as_ref().unwrap_or(&given.kept);
        let kept = Kept::open(kept, self.fresh);
        let workers = self.jobs.map_or_else(
            || thread::available_parallelism().map_or(1, usize::from),
            usize::from,
        );
        let grader = Grader {
            course: course.clone(),
            given,
            confinement,
            only,
            limits: Grader::limits(
                Duration::from_secs(self.time_limit),
                self.memory << 20,
            ),
            interrupted: &INTERRUPTED,
            rooms: Mutex::new((0..1000).rev().collect()),
        };
        let (began, count) = (Instant::now(), submissions.len());
        let class = class::grade(grader, submissions, workers, &kept)?;
        if let Some(error) = class.not_kept {
            eprintln!(
                "Marks could not be kept for a later run: {error}. Make room on the \
                 disk; the reports below are complete all the same."
            );
        }
        if class.done < class.of {
            return Err(Problem::failed(format!(
                "interrupted: {} of {} chapters are graded and kept; the same \
                 command goes on from there",
                class.done, class.of
            )));
        }
        self.write(&class.report)?;
        eprintln!(
            "{} in {:.1} s; {} chapters were built, {} known from before.",
            plural(count, "submission"),
            began.elapsed().as_secs_f64(),
            class.done - class.known,
            class.known
        );
        let mut graded = class.report.submissions.iter();
        let is_graded = graded.all(|s| s.count(Grade::NotChecked) == 0);
        Ok(if is_whole && is_graded {
            code::DONE
        } else {
            code::BROKEN
        })
    }

    /// Reads all submissions; whether all of them are some.
    fn read(&self, course: &Course) -> Result<(Vec<Submission>, bool), Problem> {
        if self.name.is_some() && self.submissions.len() > 1 {
            let sentence = "--name needs one submission, and there are more";
            return Err(Problem::usage(sentence));
        }
        let mut read = Vec::new();
        let mut problems = Vec::new();
        for folder in &self.submissions {
            match Submission::read(course, folder) {
                Ok(mut submission) => {
                    if let Some(name) = &self.name {
                        submission.name.clone_from(name);
                    }
                    read.push(submission);
                }
                Err(problem) if !folder.is_dir() => return Err(problem),
                Err(problem) => {
                    read.push(Submission::nothing(course, folder, &problem));
                    problems.push(problem);
                }
            }
        }
        if problems.len() == read.len() {
            return Err(problems.swap_remove(0));
        }
        for problem in &problems {
            eprintln!("{problem}");
        }
        submission::tell_apart(&mut read, &self.submissions);
        Ok((read, problems.is_empty()))
    }

    /// Prints the table and writes the reports that were asked for.
    fn write(&self, report: &Report) -> Result<(), Problem> {
        let write = |path: &PathBuf, content: String| {
            kept::write(path, content.as_bytes()).map_err(|e| {
                let path = path.display();
                Problem::failed(format!("the report {path} cannot be written: {e}"))
            })
        };
        if let Some(folder) = &self.html {
            std::fs::create_dir_all(folder)
                .map_err(|e| Problem::with(folder, &e))?;
            for (name, page) in reports::html::pages(report) {
                write(&folder.join(name), page)?;
            }
        }
        if let Some(path) = &self.json {
            let json = serde_json::to_string_pretty(report);
            let json = json.map_err(|e| Problem::failed(e.to_string()))?;
            write(path, json + "\n")?;
        }
        if let Some(path) = &self.csv {
            write(path, reports::csv::csv(report))?;
        }
        if let Some(path) = &self.junit {
            write(path, reports::junit::junit(report))?;
        }
        let table = reports::table::table(report);
        io::stdout().write_all(table.as_bytes()).map_err(|e| {
            Problem::failed(format!("the table cannot be printed: {e}"))
        })
    }
}

/// The ids that were asked for, which may be those of chapters; all, if none.
fn only(course: &Course, asked: &[String]) -> Result<Vec<String>, Problem> {
    if asked.is_empty() {
        return Ok(course.exercises().map(Exercise::id).collect());
    }
    let mut ids = Vec::new();
    for id in asked {
        let chapter = course.chapters.iter().find(|chapter| chapter.name == *id);
        match chapter {
            Some(chapter) => ids.extend(chapter.exercises.iter().map(Exercise::id)),
            None => ids.push(course.find(id)?.id()),
        }
    }
    Ok(ids)
}

/// `1 submission`, `2 submissions`
pub fn plural(count: usize, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{s}")
}
