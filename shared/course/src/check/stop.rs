//! Ending what a check has started, from another thread.

use std::io::{self, ErrorKind};
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
#[cfg(unix)]
use std::thread;

#[cfg(unix)]
use signal_hook::iterator::Signals;

/// Shared by a check and whoever may want to end it: its clones are one.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    is_stopped: bool,
    /// The process group that runs now.
    group: Option<u32>,
}

impl Stop {
    /// One that stops when a signal asks this process to end: what it has started is
    /// in a group of its own, which Ctrl-C does not reach.
    pub fn on_signal() -> Stop {
        let stop = Stop::default();
        let stopped = stop.clone();
        on_signal(move || stopped.stop());
        stop
    }

    /// Kills what the check runs now, with all that it has started itself, and
    /// whatever it would have started next.
    pub fn stop(&self) {
        let mut state = self.state();
        state.is_stopped = true;
        if let Some(group) = state.group {
            kill(group);
        }
    }

    /// Kills what the check runs now; the check goes on.
    pub(crate) fn end_process(&self) {
        let group = self.state().group;
        if let Some(group) = group {
            kill(group);
        }
    }

    /// Whether the check was stopped.
    pub fn is_stopped(&self) -> bool {
        self.state().is_stopped
    }

    /// Starts a program in a process group of its own, so that it ends as a whole.
    ///
    /// # Errors
    ///
    /// It cannot be started, or the check was stopped.
    pub(crate) fn spawn(&self, command: &mut Command) -> io::Result<Child> {
        let mut state = self.state();
        if state.is_stopped {
            return Err(ErrorKind::Interrupted.into());
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command.spawn()?;
        state.group = Some(child.id());
        Ok(child)
    }

    /// Waits for what [`Stop::spawn`] has started.
    ///
    /// # Errors
    ///
    /// The system cannot wait for it, or the check was stopped.
    pub(crate) fn wait(&self, mut child: Child) -> io::Result<ExitStatus> {
        let status = child.wait();
        let mut state = self.state();
        state.group = None;
        if state.is_stopped {
            return Err(ErrorKind::Interrupted.into());
        }
        status
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Calls `end` when a signal asks this process to end, instead of ending it.
#[cfg(unix)]
pub(crate) fn on_signal(end: impl FnOnce() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Without it, a signal ends the process as it always does.
    if let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        thread::spawn(move || {
            if signals.forever().next().is_some() {
                end();
            }
        });
    }
}

#[cfg(not(unix))]
pub(crate) fn on_signal(_: impl FnOnce() + Send + 'static) {}

#[cfg(unix)]
fn kill(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        // It may have ended a moment ago.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill(process: u32) {
    // With all that it has started; it may have ended a moment ago.
    let _ = Command::new("taskkill")
        .args(["/F", "/T", "/PID", &process.to_string()])
        .output();
}
