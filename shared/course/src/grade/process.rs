//! Runs one confined process to its end, or to the end of our patience.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::limits::Limits;
use crate::check::Stop;
use crate::problem::Problem;
use crate::usage;

/// What came of a process.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub how: End,
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it printed beside that.
    pub stderr: Vec<u8>,
}

/// Why a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself.
    Exited(ExitStatus),
    /// Its time was over.
    Time,
    /// It used more memory than it may.
    Memory,
    /// It printed more than it may.
    Output,
    /// The whole grading was interrupted.
    Interrupted,
}

impl End {
    /// The limit that ended it, in a sentence.
    pub fn sentence(self, limits: &Limits) -> Option<String> {
        Some(match self {
            End::Exited(_) | End::Interrupted => return None,
            End::Time => {
                format!("it was stopped after {} s", limits.time.as_secs())
            }
            End::Memory => format!(
                "it was stopped when it used more than {} MiB of memory",
                limits.memory >> 20
            ),
            End::Output => format!(
                "it was stopped when it had printed more than {} KiB",
                limits.output >> 10
            ),
        })
    }
}

/// How often memory and time are looked at.
const PERIOD: Duration = Duration::from_millis(100);

/// Starts `command` and waits until it ends or has to be ended.
pub fn run(
    mut command: Command,
    limits: &Limits,
    interrupted: &AtomicBool,
) -> Result<Ended, Problem> {
    let problem = |e: io::Error| Problem::failed(format!("cannot run a check: {e}"));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let group = Stop::default();
    let mut child = group.spawn(&mut command).map_err(problem)?;
    let out = Pipe::read(child.stdout.take(), limits.output);
    let err = Pipe::read(child.stderr.take(), limits.output);
    let began = Instant::now();
    let mut pause = Duration::from_millis(2);
    let how = loop {
        if let Some(status) = child.try_wait().map_err(problem)? {
            break End::Exited(status);
        }
        if interrupted.load(Ordering::Relaxed) {
            break End::Interrupted;
        } else if began.elapsed() > limits.time {
            break End::Time;
        } else if out.is_too_much() || err.is_too_much() {
            break End::Output;
        } else if pause == PERIOD && usage::memory_of(child.id()) > limits.memory {
            break End::Memory;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(PERIOD);
    };
    // Also what it has left behind, when it has ended itself.
    group.stop();
    child.wait().map_err(problem)?;
    let how = match how {
        End::Exited(_) if out.is_too_much() || err.is_too_much() => End::Output,
        how => how,
    };
    Ok(Ended {
        how,
        stdout: out.finish(),
        stderr: err.finish(),
    })
}

/// An output that is read while the process runs.
struct Pipe {
    kept: Arc<Mutex<Vec<u8>>>,
    read: Arc<AtomicUsize>,
    most: usize,
    reader: Option<thread::JoinHandle<()>>,
}

impl Pipe {
    fn read(from: Option<impl Read + Send + 'static>, most: usize) -> Pipe {
        let mut pipe = Pipe {
            kept: Arc::default(),
            read: Arc::default(),
            most,
            reader: None,
        };
        let (kept, read) = (Arc::clone(&pipe.kept), Arc::clone(&pipe.read));
        pipe.reader = from.map(|mut from| {
            thread::spawn(move || {
                let mut buffer = [0; 8192];
                while let Ok(n @ 1..) = from.read(&mut buffer) {
                    read.fetch_add(n, Ordering::Relaxed);
                    let mut kept =
                        kept.lock().unwrap_or_else(PoisonError::into_inner);
                    let room = most.saturating_sub(kept.len());
                    kept.extend_from_slice(&buffer[..n.min(room)]);
                }
            })
        });
        pipe
    }

    fn is_too_much(&self) -> bool {
        self.read.load(Ordering::Relaxed) > self.most
    }

    /// What was read. The end comes with the end of the last process that could
    /// write: when that has gone its own way, after a moment of waiting.
    fn finish(self) -> Vec<u8> {
        let patience = Instant::now() + Duration::from_secs(1);
        let reader = self.reader.as_ref();
        while reader.is_some_and(|reader| !reader.is_finished())
            && Instant::now() < patience
        {
            thread::sleep(Duration::from_millis(1));
        }
        std::mem::take(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
