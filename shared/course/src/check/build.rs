//! Building the rules of one chapter, and nothing else.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use serde::Deserialize;

use super::Stop;
use super::limits::{Limits, PERIOD};
use crate::problem::Problem;

/// What came of building a package's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Build {
    /// It compiles.
    Built {
        /// The program that checks the rules: see `rules::main`.
        spec: PathBuf,
        /// What the compiler said about the package all the same.
        warnings: String,
    },
    /// What the compiler said, in its own words and colours.
    Refused(String),
}

/// A line of cargo's `--message-format=json`, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    package_id: Option<String>,
    message: Option<Diagnostic>,
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Diagnostic {
    rendered: Option<String>,
    level: String,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds `test`, rules of `package`, in the workspace at `root`. Calls `others` once if
/// other packages have to be compiled first.
///
/// # Errors
///
/// There is no cargo, it failed before it compiled anything, or it was stopped.
pub fn build(
    root: &Path,
    package: &str,
    test: &str,
    coloured: bool,
    stop: &Stop,
    others: impl FnOnce(),
) -> Result<Build, Problem> {
    let format = if coloured {
        "--message-format=json-diagnostic-rendered-ansi"
    } else {
        "--message-format=json"
    };
    let mut command = Command::new(cargo());
    command
        .args(["build", "--package", package, "--test", test])
        // Cargo would build the chapter's program for a test of it: for nothing.
        .arg("--no-default-features")
        .arg(format)
        // The rules say where something went wrong: what a debugger needs is not read.
        .args(["--config", &without_debug_info(package)])
        .current_dir(root);
    let said = run(&mut command, [package, test], stop, others).map_err(
        |e| match e.kind() {
            io::ErrorKind::NotFound => Problem::failed(
                "there is no cargo in the path: install Rust from https://rustup.rs",
            ),
            _ => Problem::failed(format!("cargo cannot be run: {e}")),
        },
    )?;
    if let Some(why) = said.stopped {
        return Ok(Build::Refused(why));
    }
    let mut refusal = String::new();
    let mut warnings = String::new();
    let own = format!("/{package}#");
    let mut spec = None;
    for line in said.stdout.lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else {
            continue;
        };
        if let Some(diagnostic) = message.message {
            let text = diagnostic.rendered.unwrap_or_default();
            let is_own = message.package_id.is_some_and(|id| id.contains(&own));
            if diagnostic.level != "warning" {
                refusal += &text;
            } else if is_own && !warnings.contains(&text) {
                warnings += &text;
            }
        }
        if let Some(target) = message.target
            && target.name == test
        {
            spec = spec.or(message.executable);
        }
    }
    match spec {
        Some(spec) if said.is_success => Ok(Build::Built { spec, warnings }),
        _ if !refusal.is_empty() => Ok(Build::Refused(refusal)),
        _ => Err(Problem::failed(said.stderr.trim())),
    }
}

/// For cargo's `--config`: the workspace has debug information of what learners change.
pub fn without_debug_info(package: &str) -> String {
    format!("profile.dev.package.{package}.debug=false")
}

struct Said {
    is_success: bool,
    /// Why it was stopped, if it was.
    stopped: Option<String>,
    stdout: String,
    stderr: String,
}

enum Line {
    Out(String),
    Err(String),
}

fn run(
    command: &mut Command,
    [package, test]: [&str; 2],
    stop: &Stop,
    others: impl FnOnce(),
) -> io::Result<Said> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = stop.spawn(command)?;
    let (lines, read) = mpsc::channel();
    forward(child.stdout.take(), lines.clone(), Line::Out);
    forward(child.stderr.take(), lines, Line::Err);
    let mut said = Said {
        is_success: false,
        stopped: None,
        stdout: String::new(),
        stderr: String::new(),
    };
    let own = format!(" Compiling {package} v");
    // What the learner's package may use, once it is compiled, and when that was
    // looked at last.
    let mut limits: Option<Limits> = None;
    let mut looked = Instant::now();
    let mut others = Some(others);
    loop {
        let line = match limits {
            Some(_) => read.recv_timeout(PERIOD),
            None => read.recv().map_err(RecvTimeoutError::from),
        };
        match line {
            Ok(Line::Out(line)) => said.stdout += &line,
            Ok(Line::Err(line)) => {
                let begins = line.contains(" Compiling ");
                said.stderr += &line;
                if begins
                    && !line.contains(&own)
                    && let Some(others) = others.take()
                {
                    others();
                }
                if begins && line.contains(&own) {
                    limits = Some(Limits::begin(child.id(), [package, test]));
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(limits) = &mut limits
            && looked.elapsed() >= PERIOD
        {
            looked = Instant::now();
            said.stopped = limits.exceeded(others.is_some());
            if said.stopped.is_some() {
                stop.end_process();
                break;
            }
        }
    }
    said.is_success = stop.wait(child)?.success();
    Ok(said)
}

/// Sends on the lines of an output, each with its end.
fn forward(
    from: Option<impl Read + Send + 'static>,
    to: Sender<Line>,
    line: fn(String) -> Line,
) {
    let Some(from) = from else { return };
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut bytes = Vec::new();
        // What was read before an error is all there is to show.
        while from.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if to.send(line(text)).is_err() {
                break;
            }
            bytes.clear();
        }
    });
}

/// The cargo that runs this program, or the one in the path.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
