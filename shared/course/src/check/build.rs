//! Building the rules of one chapter, and nothing else.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::Stop;
use crate::problem::Problem;
use crate::usage;

/// Processor time after which a compiler is stopped that is at work on the learner's
/// package: many times more than that takes. What other packages take, or others on
/// this machine, does not count.
const LIMIT: Duration = Duration::from_secs(8);

/// Bytes of memory at which it is stopped: many times more, too.
const MEMORY: u64 = 3 << 30;

/// Time on the clock after which it is stopped in any case, and where the system does
/// not tell what it uses: alone, or with other packages, as they are compiled once.
const LIMIT_ON_THE_CLOCK: Duration = Duration::from_secs(300);
const LIMIT_UNSEEN: Duration = Duration::from_secs(20);

/// How often it is looked at.
const PERIOD: Duration = Duration::from_millis(100);

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

/// Builds the rules of `package` in the workspace at `root`. Calls `others` once if
/// other packages have to be compiled first.
///
/// # Errors
///
/// There is no cargo, it failed before it compiled anything, or it was stopped.
pub fn build(
    root: &Path,
    package: &str,
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
        .args(["build", "--package", package, "--test", "spec"])
        .arg(format)
        .current_dir(root);
    let said =
        run(&mut command, package, stop, others).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Problem::failed(
                "there is no cargo in the path: install Rust from https://rustup.rs",
            ),
            _ => Problem::failed(format!("cargo cannot be run: {e}")),
        })?;
    if let Some(why) = said.stopped {
        return Ok(Build::Refused(format!(
            "{why}, and was stopped. Look for a constant or a macro that never comes \
             to an end. If it is only slow here, build it without a limit: \
             cargo test -p {package} --no-run\n",
        )));
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
            && target.name == "spec"
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
    package: &str,
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
    // Since when the learner's package is compiled, and when it was looked at last.
    let mut began: Option<Instant> = None;
    let mut looked = Instant::now();
    let mut others = Some(others);
    loop {
        let line = match began {
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
                    began = Some(Instant::now());
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(began) = began
            && looked.elapsed() >= PERIOD
        {
            looked = Instant::now();
            let is_alone = others.is_some();
            said.stopped = too_much(child.id(), package, is_alone, began.elapsed());
            if said.stopped.is_some() {
                stop.end_process();
                break;
            }
        }
    }
    said.is_success = stop.wait(child)?.success();
    Ok(said)
}

/// What the compilers of the learner's package in a process group use too much of.
fn too_much(
    group: u32,
    package: &str,
    is_alone: bool,
    elapsed: Duration,
) -> Option<String> {
    let at_work = format!("the compiler was still at work on {package} after");
    let used = usage::of_compilers(group, package);
    let limit = match used {
        None if is_alone => LIMIT_UNSEEN,
        _ => LIMIT_ON_THE_CLOCK,
    };
    if elapsed > limit {
        return Some(format!("no end: {at_work} {} s", limit.as_secs()));
    }
    used?.iter().find_map(|used| {
        if used.memory > MEMORY {
            let megabytes = MEMORY >> 20;
            Some(format!(
                "out of memory: the compiler had taken {megabytes} MB for {package}"
            ))
        } else if used.time > LIMIT {
            let seconds = LIMIT.as_secs();
            Some(format!("no end: {at_work} {seconds} s of processor time"))
        } else {
            None
        }
    })
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
