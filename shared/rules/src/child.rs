//! A rule runs in a process of its own: whatever the learner's code does to it,
//! the other rules still run.

use std::env;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::Rule;
use crate::verdict::{Failure, Verdict};

/// Where a rule's process leaves its verdict: not standard output, to which the
/// learner's code may write what it likes.
const VERDICT_FILE: &str = "RULES_VERDICT_FILE";

/// The first argument of a rule's process.
pub(crate) const ONE_RULE: &str = "--one-rule";

/// Real time after which a rule's process is ended. Far more than any rule needs:
/// it is for code that never ends, and must not hit slow machines.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Bytes kept of what the learner's code printed.
const KEPT_OUTPUT: usize = 2_000;

/// Runs the rule `name` of this very program in a process of its own.
pub(crate) fn run(name: &str) -> Verdict {
    match try_run(name) {
        Ok(verdict) => verdict,
        Err(error) => Verdict::Broken(Failure::plain(format!(
            "the rule could not be started: {error}"
        ))),
    }
}

fn try_run(name: &str) -> io::Result<Verdict> {
    let file = VerdictFile::new();
    let mut child = Command::new(env::current_exe()?)
        .args([ONE_RULE, name])
        .env(VERDICT_FILE, &file.0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let out = child
        .stdout
        .take()
        .map(|out| thread::spawn(move || keep(out)));
    let err = child
        .stderr
        .take()
        .map(|err| thread::spawn(move || keep(err)));
    let status = wait(&mut child)?;
    let printed: String = [out, err]
        .into_iter()
        .flatten()
        .filter_map(|reader| reader.join().ok())
        .collect();
    let verdict = file
        .read()
        .unwrap_or_else(|| Verdict::Broken(Failure::plain(obituary(status))));
    Ok(match verdict {
        Verdict::Broken(mut failure) if !printed.is_empty() => {
            failure.details.push(format!("It printed:\n{printed}"));
            Verdict::Broken(failure)
        }
        verdict => verdict,
    })
}

/// In the process of one rule: runs it and leaves the verdict.
pub(crate) fn report(rule: &Rule) {
    lab::on_stuck(|stuck| {
        leave(&Verdict::Broken(Failure::plain(stuck.to_string())));
        std::process::exit(1);
    });
    leave(&rule.run());
}

fn leave(verdict: &Verdict) {
    let Some(path) = env::var_os(VERDICT_FILE) else {
        return;
    };
    // Under another name first: a verdict is there as a whole or not at all.
    let path = PathBuf::from(path);
    let draft = path.with_extension("draft");
    let written =
        fs::write(&draft, verdict.encode()).and_then(|()| fs::rename(draft, path));
    if let Err(error) = written {
        eprintln!("cannot write the verdict: {error}");
    }
}

/// Waits for the child, but not for ever. `None`: its time was over.
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > TIME_LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Reads to the end, so that the child never waits for us, and keeps the start.
fn keep(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let mut buffer = [0; 8192];
    while let Ok(n @ 1..) = from.read(&mut buffer) {
        let room = KEPT_OUTPUT.saturating_sub(kept.len());
        kept.extend_from_slice(&buffer[..n.min(room)]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// Why a process ended that left no verdict.
fn obituary(status: Option<ExitStatus>) -> String {
    let Some(status) = status else {
        return format!(
            "no end: the rule was stopped after {} s",
            TIME_LIMIT.as_secs()
        );
    };
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        match status.signal() {
            Some(libc_signal::SEGV | libc_signal::BUS) => {
                return "stack overflow: a thread used up its stack, as a \
                        recursion without an end does"
                    .to_owned();
            }
            Some(libc_signal::ABRT) => {
                return "aborted: a panic within a destructor that ran because of \
                        a panic, or a call of `abort`"
                    .to_owned();
            }
            Some(signal) => return format!("killed by signal {signal}"),
            None => {}
        }
    }
    match status.code() {
        Some(code) => format!(
            "the whole process was ended with code {code}, by `process::exit` or \
             the like; return instead"
        ),
        None => format!("the rule's process ended: {status}"),
    }
}

#[cfg(unix)]
mod libc_signal {
    //! Numbers that are the same on every Unix, but for `BUS` on Linux.
    pub(super) const ABRT: i32 = 6;
    pub(super) const SEGV: i32 = 11;
    pub(super) const BUS: i32 = if cfg!(target_os = "linux") { 7 } else { 10 };
}

struct VerdictFile(PathBuf);

impl VerdictFile {
    fn new() -> VerdictFile {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("rule-verdict-{}-{number}", std::process::id());
        VerdictFile(env::temp_dir().join(name))
    }

    fn read(&self) -> Option<Verdict> {
        Verdict::decode(&fs::read_to_string(&self.0).ok()?)
    }
}

impl Drop for VerdictFile {
    fn drop(&mut self) {
        // Gone already, or never there: both are fine.
        let _ = fs::remove_file(&self.0);
    }
}
