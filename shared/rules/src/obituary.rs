//! Why a process ended that left no verdict.

use std::process::ExitStatus;
use std::time::Duration;

use crate::child::MEMORY;
use crate::printed::FLOOD;

/// How a rule's process ended.
pub(crate) enum End {
    /// By itself, or by a signal that is not ours.
    Exited(ExitStatus),
    /// It was killed when its time was over.
    TimeOver(Duration),
    /// It was killed because it printed too much.
    Flood,
    /// It was killed because it took too much memory.
    Memory,
    /// It was killed because nobody wanted to know any more.
    CalledOff,
}

const STACK_OVERFLOW: &str = "stack overflow: a thread used up its stack, as a recursion \
                              without an end does";
const ABORTED: &str = "aborted: a panic within a destructor that ran because of a panic, \
                       or a call of `abort`";

pub(crate) fn too_much_memory() -> String {
    format!(
        "out of memory: it was stopped when it held {} MB",
        MEMORY >> 20
    )
}

/// In one sentence.
pub(crate) fn obituary(end: &End, printed: &str) -> String {
    let status = match end {
        End::Exited(status) => status,
        End::TimeOver(limit) => {
            return format!(
                "no end: the rule was still at work after {} s, and was stopped",
                limit.as_secs()
            );
        }
        End::CalledOff => return "called off".to_owned(),
        End::Memory => return too_much_memory(),
        End::Flood => {
            return format!(
                "too much output: it was stopped after {} MB",
                FLOOD >> 20
            );
        }
    };
    if printed.contains("memory allocation of") {
        return "out of memory: it asked for more than it is allowed".to_owned();
    }
    // The system's own, spawned past the lab.
    let no_thread = [
        "failed to spawn thread",
        "failed to set up alternative stack",
    ];
    if no_thread.iter().any(|words| printed.contains(words)) {
        return "too many threads: the system has none left".to_owned();
    }
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        match status.signal() {
            Some(number::SEGV | number::BUS) => {
                return STACK_OVERFLOW.to_owned();
            }
            Some(number::ABRT) => {
                return ABORTED.to_owned();
            }
            Some(number::XFSZ) => {
                return "it wrote more into a file than it is allowed".to_owned();
            }
            Some(signal) => return format!("killed by signal {signal}"),
            None => {}
        }
    }
    #[cfg(windows)]
    match status.code().map(i32::cast_unsigned) {
        Some(number::STATUS_STACK_OVERFLOW) => return STACK_OVERFLOW.to_owned(),
        Some(number::STATUS_STACK_BUFFER_OVERRUN) => return ABORTED.to_owned(),
        _ => {}
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
mod number {
    //! Numbers of signals: the same on every Unix, but for `BUS` on Linux.
    pub(super) const ABRT: i32 = 6;
    pub(super) const SEGV: i32 = 11;
    pub(super) const XFSZ: i32 = 25;
    pub(super) const BUS: i32 = if cfg!(target_os = "linux") { 7 } else { 10 };
}

#[cfg(windows)]
mod number {
    //! Codes with which the system ends a process.
    pub(super) const STATUS_STACK_OVERFLOW: u32 = 0xC000_00FD;
    /// The name is older than its use: this is how `abort` ends a process.
    pub(super) const STATUS_STACK_BUFFER_OVERRUN: u32 = 0xC000_0409;
}
