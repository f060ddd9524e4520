//! What a process of a submission may use, and the program that sees to it.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use clap_derive::Args;

use crate::problem::Problem;

/// What a process and all that it starts may use.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Limits {
    /// Bytes of memory for all processes together. Each may have much more
    /// address space: the lab sets aside stacks that nobody ever touches.
    pub memory: u64,
    /// Bytes of a file.
    pub file: u64,
    /// Processes and threads.
    pub processes: u64,
    /// Real time, from start to end.
    pub time: Duration,
    /// Bytes of output.
    pub output: usize,
}

/// Runs a program within limits: the first program in a confined room.
#[derive(Clone, Debug, Args)]
pub struct Within {
    #[arg(long)]
    space: u64,
    #[arg(long)]
    file: u64,
    #[arg(long)]
    processes: u64,
    #[arg(long)]
    seconds: u64,
    /// The user to become, for one who may.
    #[arg(long)]
    user: Option<u32>,
    #[arg(last = true, required = true)]
    program: Vec<PathBuf>,
}

/// Address space for a byte of memory, and the least there is: a rule starts 20,000
/// threads in the lab, with a stack of 256 KiB each.
const SPACE: u64 = 4;
const LEAST_SPACE: u64 = 8 << 30;

/// The name of the hidden command.
pub const WITHIN: &str = "within";

impl Limits {
    /// The arguments that make [`Within`] of these limits.
    pub fn arguments(&self, user: Option<u32>) -> Vec<String> {
        let mut arguments = vec![WITHIN.to_owned()];
        // Processor time: for what goes on when nobody watches any more.
        let seconds = 4 * self.time.as_secs();
        let flags = [
            ("--space", (SPACE * self.memory).max(LEAST_SPACE)),
            ("--file", self.file),
            ("--processes", self.processes),
            ("--seconds", seconds),
        ];
        for (flag, value) in flags {
            arguments.extend([flag.to_owned(), value.to_string()]);
        }
        if let Some(user) = user {
            arguments.extend(["--user".to_owned(), user.to_string()]);
        }
        arguments.push("--".to_owned());
        arguments
    }
}

impl Within {
    /// Becomes the program. Returns only if that fails.
    #[cfg(unix)]
    pub fn run(self) -> Result<u8, Problem> {
        use std::os::unix::process::CommandExt;

        use rustix::process::{Resource, Rlimit, setrlimit};

        for (resource, limit) in [
            (Resource::As, self.space),
            (Resource::Fsize, self.file),
            (Resource::Nproc, self.processes),
            (Resource::Cpu, self.seconds),
            (Resource::Core, 0),
        ] {
            let limit = Some(limit);
            let limit = Rlimit {
                current: limit,
                maximum: limit,
            };
            setrlimit(resource, limit)
                .map_err(|e| Problem::failed(format!("cannot set a limit: {e}")))?;
        }
        let mut command = Command::new(&self.program[0]);
        command.args(&self.program[1..]);
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        let error = command.exec();
        let program = self.program[0].display();
        Err(Problem::failed(format!("cannot run {program}: {error}")))
    }

    /// Runs the program: there are no limits on this system.
    #[cfg(not(unix))]
    pub fn run(self) -> Result<u8, Problem> {
        let status = Command::new(&self.program[0])
            .args(&self.program[1..])
            .status()
            .map_err(|e| Problem::failed(e.to_string()))?;
        Ok(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1))
    }
}
