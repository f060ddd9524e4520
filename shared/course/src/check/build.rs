//! Building the rules of one chapter, and nothing else.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde::Deserialize;

use super::Stop;
use crate::problem::Problem;

/// What came of building a package's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Build {
    /// The program that checks the rules: see `rules::main`.
    Built(PathBuf),
    /// What the compiler said, in its own words and colours.
    Refused(String),
}

/// A line of cargo's `--message-format=json`, as far as it matters here.
#[derive(Deserialize)]
struct Message {
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

/// Builds the rules of `package` in the workspace at `root`.
///
/// # Errors
///
/// There is no cargo, it failed before it compiled anything, or it was stopped.
pub fn build(
    root: &Path,
    package: &str,
    coloured: bool,
    stop: &Stop,
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
    let said = run(&mut command, stop).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => Problem::failed(
            "there is no cargo in the path: install Rust from https://rustup.rs",
        ),
        _ => Problem::failed(format!("cargo cannot be run: {e}")),
    })?;
    let mut refusal = String::new();
    let mut spec = None;
    for line in said.stdout.lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else {
            continue;
        };
        if let Some(diagnostic) = message.message
            && diagnostic.level != "warning"
        {
            refusal += diagnostic.rendered.as_deref().unwrap_or_default();
        }
        if let Some(target) = message.target
            && target.name == "spec"
        {
            spec = spec.or(message.executable);
        }
    }
    match spec {
        Some(spec) if said.is_success => Ok(Build::Built(spec)),
        _ if !refusal.is_empty() => Ok(Build::Refused(refusal)),
        _ => Err(Problem::failed(said.stderr.trim())),
    }
}

struct Said {
    is_success: bool,
    stdout: String,
    stderr: String,
}

fn run(command: &mut Command, stop: &Stop) -> io::Result<Said> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = stop.spawn(command)?;
    let stderr = child.stderr.take().map(|stderr| {
        thread::spawn(move || {
            let mut text = Vec::new();
            // What was read before an error is all there is to show.
            let _ = BufReader::new(stderr).read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        })
    });
    let mut stdout = String::new();
    if let Some(pipe) = child.stdout.take() {
        for line in BufReader::new(pipe).lines() {
            stdout += &line?;
            stdout.push('\n');
        }
    }
    Ok(Said {
        is_success: stop.wait(child)?.success(),
        stdout,
        stderr: stderr
            .and_then(|reader| reader.join().ok())
            .unwrap_or_default(),
    })
}

/// The cargo that runs this program, or the one in the path.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
