//! Building the rules of one chapter, and nothing else.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

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
/// There is no cargo, or it failed before it compiled anything.
pub fn build(root: &Path, package: &str, coloured: bool) -> Result<Build, Problem> {
    let format = if coloured {
        "--message-format=json-diagnostic-rendered-ansi"
    } else {
        "--message-format=json"
    };
    let output = Command::new(cargo())
        .args(["build", "--quiet", "--package", package, "--test", "spec"])
        .arg(format)
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| Problem::failed(format!("cargo cannot be run: {e}")))?;
    let mut said = String::new();
    let mut spec = None;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else {
            continue;
        };
        if let Some(diagnostic) = message.message
            && diagnostic.level != "warning"
        {
            said += diagnostic.rendered.as_deref().unwrap_or_default();
        }
        if let Some(target) = message.target
            && target.name == "spec"
        {
            spec = spec.or(message.executable);
        }
    }
    match spec {
        Some(spec) if output.status.success() => Ok(Build::Built(spec)),
        _ if !said.is_empty() => Ok(Build::Refused(said)),
        _ => Err(Problem::failed(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        )),
    }
}

/// The cargo that runs this program, or the one in the path.
fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
