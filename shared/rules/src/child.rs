//! A rule runs in a process of its own: whatever the learner's code does to it,
//! the other rules still run.
//!
//! The parent hands a secret word over standard input, which the process has read
//! before any of the learner's code runs. The verdict comes back on standard
//! output, to which that code may write too, in lines that begin with the word.

use std::env;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use crate::explore;
#[cfg(not(target_os = "linux"))]
use crate::obituary::too_much_memory;
use crate::obituary::{End, obituary};
use crate::printed::Reader;
use crate::usage;
use crate::verdict::{Failure, Verdict};

/// The first argument of a rule's process.
pub(crate) const ONE_RULE: &str = "--one-rule";

/// Or that of a process for all rules of a subject.
pub(crate) const ALL_RULES: &str = "--all-rules";

/// The third argument, after the rule's name, when one schedule is enough.
pub(crate) const ONCE: &str = "--once";

/// Real time after which a rule's process is ended. Far more than any rule needs:
/// it is for code that never ends, and must not hit slow machines.
pub(crate) const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The same for one schedule: what takes longer has certainly been started.
const ONCE_LIMIT: Duration = Duration::from_secs(5);

/// Bytes of memory at which a rule's process is ended. What it takes between two looks
/// must be there as well.
pub(crate) const MEMORY: u64 = 1 << 30;

/// How often a process is looked at.
const PERIOD: Duration = Duration::from_millis(20);

/// Bytes of the verdict in a line: with the word before them they are less than
/// what a pipe takes at once, so that nothing gets between them.
const PIECE: usize = 2_000;

static WORD: OnceLock<String> = OnceLock::new();

/// What became of a rule's process.
pub(crate) struct Ran {
    pub(crate) verdict: Verdict,
    /// It would not have ended by itself.
    pub(crate) is_hung: bool,
    /// Nobody wanted to know any more, and it was ended.
    pub(crate) is_called_off: bool,
}

/// The exit code of a process that ends itself because it is stuck.
const STUCK: i32 = 1;

/// Runs the rule `name` of this very program in a process of its own, for no longer
/// than `time_limit`.
pub(crate) fn run(name: &str, time_limit: Duration) -> Ran {
    run_until(name, time_limit, || false)
}

/// As [`run`], and no longer than until it is called off.
pub(crate) fn run_until(
    name: &str,
    time_limit: Duration,
    is_called_off: impl Fn() -> bool,
) -> Ran {
    or_broken(try_run(&[ONE_RULE, name], time_limit, is_called_off))
}

/// Runs all rules of the subject `name`, one after the other in one process.
pub(crate) fn run_all(name: &str, time_limit: Duration) -> Ran {
    or_broken(try_run(&[ALL_RULES, name], time_limit, || false))
}

fn or_broken(ran: io::Result<Ran>) -> Ran {
    ran.unwrap_or_else(|error| {
        let sentence = format!("the rule could not be started: {error}");
        Ran {
            verdict: Verdict::Broken(Failure::plain(sentence)),
            is_hung: false,
            is_called_off: false,
        }
    })
}

/// Whether the rule `name` reaches a hole on the natural schedule.
pub(crate) fn is_not_started(name: &str) -> bool {
    let ran = try_run(&[ONE_RULE, name, ONCE], ONCE_LIMIT, || false);
    matches!(ran, Ok(ran) if matches!(ran.verdict, Verdict::NotStarted { .. }))
}

fn try_run(
    arguments: &[&str],
    time_limit: Duration,
    is_called_off: impl Fn() -> bool,
) -> io::Result<Ran> {
    let word = secret();
    let mut child = Command::new(this_program()?)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A process that has ended already is spoken of below.
        let _ = writeln!(stdin, "{word}");
    }
    let out = child.stdout.take().map(|out| Reader::start(out, &word));
    let err = child.stderr.take().map(|err| Reader::start(err, ""));
    let readers = || [&out, &err].into_iter().flatten();
    let ended_early = || {
        if readers().any(Reader::is_flood) {
            Some(End::Flood)
        } else {
            is_called_off().then_some(End::CalledOff)
        }
    };
    let end = wait(&mut child, out.as_ref(), time_limit, ended_early)?;
    if let Some(out) = &out {
        let is_whole = |text: &[u8]| serde_json::from_slice::<Verdict>(text).is_ok();
        out.wait_for_verdict(is_whole);
    }
    let (mut printed, verdict) = out.map(Reader::finish).unwrap_or_default();
    printed += &err.map(Reader::finish).unwrap_or_default().0;
    let verdict = serde_json::from_slice(&verdict).unwrap_or_else(|_| {
        Verdict::Broken(Failure::plain(obituary(&end, &printed)))
    });
    let verdict = match verdict {
        Verdict::Broken(mut failure) if !printed.is_empty() => {
            failure.details.push(format!("It printed:\n{printed}"));
            Verdict::Broken(failure)
        }
        verdict => verdict,
    };
    Ok(Ran {
        verdict,
        is_called_off: matches!(end, End::CalledOff),
        is_hung: match end {
            End::Exited(status) => status.code() == Some(STUCK),
            End::CalledOff => false,
            End::TimeOver(_) | End::Flood | End::Memory => true,
        },
    })
}

/// Where `/proc` is hidden, the name it was called by is all there is.
fn this_program() -> io::Result<PathBuf> {
    env::current_exe().or_else(|error| {
        let name = env::args_os().next().map(PathBuf::from);
        name.filter(|name| name.is_absolute()).ok_or(error)
    })
}

/// Known to nobody: the standard library seeds its hashers from the system's
/// randomness.
fn secret() -> String {
    let half = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", half(), half())
}

/// In the process of one rule: has `judge` run it and leaves the verdict.
pub(crate) fn report(judge: impl FnOnce() -> Verdict) {
    let mut word = String::new();
    if let Err(error) = io::stdin().read_line(&mut word) {
        eprintln!("cannot read what the harness says: {error}");
    }
    let _ = WORD.set(word.trim().to_owned());
    #[cfg(not(target_os = "linux"))]
    thread::spawn(watch_memory);
    lab::on_stuck(|stuck| {
        leave(Verdict::Broken(Failure::plain(stuck.to_string())));
        std::process::exit(STUCK);
    });
    lab::on_abort(|run| {
        leave(explore::aborted(run));
        // What the standard library would do next, without its words.
        std::process::abort();
    });
    leave(judge());
}

/// Ends this process when it takes too much memory, where its parent cannot see that.
#[cfg(not(target_os = "linux"))]
fn watch_memory() {
    while usage::memory().is_none_or(|used| used <= MEMORY) {
        thread::sleep(PERIOD);
    }
    leave(Verdict::Broken(Failure::plain(too_much_memory())));
    std::process::exit(STUCK);
}

fn leave(mut verdict: Verdict) {
    verdict.shorten();
    let written = serde_json::to_vec(&verdict)
        .map_err(io::Error::from)
        .and_then(|text| say(&text));
    if let Err(error) = written {
        eprintln!("cannot write the verdict: {error}");
    }
}

fn say(text: &[u8]) -> io::Result<()> {
    let word = WORD.get().map_or("", String::as_str);
    let mut out = unbuffered_output()?;
    for piece in text.chunks(PIECE) {
        let mut line = format!("\n{word}").into_bytes();
        line.extend_from_slice(piece);
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// Standard output past its lock, which the learner's code may hold.
#[cfg(unix)]
fn unbuffered_output() -> io::Result<impl Write> {
    use std::os::fd::AsFd;
    let out = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(out))
}

#[cfg(not(unix))]
fn unbuffered_output() -> io::Result<impl Write> {
    Ok(io::LineWriter::new(io::stdout()))
}

/// Waits for the child, but not for ever, nor while it takes memory without end, nor
/// when there is another reason to end it. The end of its output is a sign that it ends.
fn wait(
    child: &mut Child,
    mut out: Option<&Reader>,
    time_limit: Duration,
    ended_early: impl Fn() -> Option<End>,
) -> io::Result<End> {
    let began = Instant::now();
    // Grows while a process lives on without an output.
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(End::Exited(status));
        }
        let end = ended_early().or_else(|| {
            if usage::memory_of(child.id()).is_some_and(|used| used > MEMORY) {
                return Some(End::Memory);
            }
            let is_over = began.elapsed() > patience(child, time_limit);
            is_over.then_some(End::TimeOver(time_limit))
        });
        if let Some(end) = end {
            child.kill()?;
            child.wait()?;
            return Ok(end);
        }
        match out {
            Some(still_open) if !still_open.ends_within(PERIOD) => {}
            Some(_) => out = None,
            None => {
                thread::sleep(pause);
                pause = (pause * 2).min(PERIOD);
            }
        }
    }
}

/// What a process waited for a processor does not count: others were at work. What
/// it slept does.
fn patience(child: &Child, time_limit: Duration) -> Duration {
    let delay = usage::delay_of(child.id()).unwrap_or_default();
    (time_limit + delay).min(4 * time_limit)
}
