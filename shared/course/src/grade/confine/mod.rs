//! A room for one process: what it can see, and where it can write. There is no
//! network in it, no home, and no process but its own.

mod bubblewrap;
mod namespaces;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::limits::Limits;
use crate::problem::Problem;

/// How submissions are kept away from everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// By bubblewrap, which makes namespaces.
    Bubblewrap,
    /// By the same namespaces, made with the tools that every Linux has.
    Namespaces,
    /// Not at all: they can do what the user can who runs the grader.
    None,
}

/// What is in a room.
#[derive(Clone, Debug)]
pub struct Room {
    launcher: PathBuf,
    parts: Vec<Part>,
    /// Whether there is a `/proc`. The linker needs one. Code of a submission must
    /// not have it: by `/proc/self/mem` it could alter the rules that judge it.
    pub has_proc: bool,
    /// The room's number, from 0: rooms that are open at a time have different ones.
    pub number: u32,
}

/// Something that is there.
#[derive(Clone, Debug)]
struct Part {
    kind: Kind,
    /// What it is outside; what a link leads to.
    outside: PathBuf,
    inside: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Read,
    Write,
    Device,
    Link,
}

/// Bytes of the room's temporary folder.
const TEMPORARY: &str = "67108864";

/// The first of the users that submissions run as when root grades, and how many
/// there are. Below 65,536: containers often know no others.
const FIRST_USER: u32 = 40_000;
const USERS: u32 = 20_000;

/// Rooms of a grader, usually. The limit on processes counts all those of a user:
/// another grader has to have other users.
const ROOMS: u32 = 16;

/// Of the system: compilers, linkers and libraries.
const SYSTEM: [&str; 8] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib64",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/nix/store",
];

const DEVICES: [&str; 2] = ["/dev/null", "/dev/urandom"];

const LAUNCHER: &str = "/launch";

/// The path in a room.
const PATH: &str = "/usr/bin:/bin";

impl Confinement {
    /// The first that works here: bubblewrap, or namespaces without it.
    ///
    /// # Errors
    ///
    /// None does: what to do about it.
    pub fn find() -> Result<Confinement, Problem> {
        let launcher = env::current_exe().map_err(|e| {
            Problem::failed(format!("the grader does not find itself: {e}"))
        })?;
        let mut why = Vec::new();
        for confinement in [Confinement::Bubblewrap, Confinement::Namespaces] {
            match confinement.try_out(&launcher) {
                Ok(()) => return Ok(confinement),
                Err(error) => why.push(error),
            }
        }
        Err(Problem::failed(format!(
            "submissions cannot be confined here: {}. Install bubblewrap and \
             allow user namespaces, or, on a machine that has nothing to lose, \
             say --unconfined",
            why.join("; ")
        )))
    }

    /// Runs a program that does nothing; or tells why that does not work.
    fn try_out(self, launcher: &Path) -> Result<(), String> {
        let limits = Limits {
            memory: 1 << 32,
            file: 1 << 20,
            processes: 64,
            time: std::time::Duration::from_secs(10),
            output: 1 << 16,
        };
        let mut room = Room::new(launcher);
        room.has_proc = true;
        let mut command = room.command(self, &limits, Path::new("/usr/bin/true"));
        let program = command.get_program().to_string_lossy().into_owned();
        match command.stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => Ok(()),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                let said: Vec<&str> = said.lines().map(str::trim).collect();
                Err(format!("{program} fails: {}", said.join(" ")))
            }
            Err(error) => Err(format!("{program} cannot be run: {error}")),
        }
    }

    /// Whether it keeps anything away.
    pub fn is_real(self) -> bool {
        self != Confinement::None
    }
}

impl Room {
    /// A room with nothing but the system in it. `launcher` is this program: it sees
    /// to the limits.
    pub fn new(launcher: &Path) -> Room {
        let mut room = Room {
            launcher: launcher.to_owned(),
            parts: Vec::new(),
            has_proc: false,
            number: 0,
        };
        for path in SYSTEM.map(Path::new) {
            match path.read_link() {
                Ok(target) => room.add(Kind::Link, &target, path),
                Err(_) if path.exists() => room.add(Kind::Read, path, path),
                Err(_) => {}
            }
        }
        for device in DEVICES.map(Path::new) {
            room.add(Kind::Device, device, device);
        }
        room.add(Kind::Read, launcher, Path::new(LAUNCHER));
        room
    }

    fn add(&mut self, kind: Kind, outside: &Path, inside: &Path) {
        self.parts.push(Part {
            kind,
            outside: outside.to_owned(),
            inside: inside.to_owned(),
        });
    }

    /// Shows `outside` as `inside`; a confined process can only read it.
    pub fn reads(mut self, outside: &Path, inside: &str) -> Room {
        self.add(Kind::Read, outside, Path::new(inside));
        self
    }

    /// Shows `outside` as `inside`, to read and to write.
    pub fn writes(mut self, outside: &Path, inside: &str) -> Room {
        self.add(Kind::Write, outside, Path::new(inside));
        self
    }

    /// The name of a path for those in the room.
    pub fn inside(&self, confinement: Confinement, path: &Path) -> PathBuf {
        // The longest: the system is among the parts.
        let parts = self.parts.iter().filter(|part| part.kind != Kind::Link);
        let parts = parts.filter(|part| path.starts_with(&part.outside));
        match parts.max_by_key(|part| part.outside.as_os_str().len()) {
            Some(part) if confinement.is_real() => {
                let rest = path.strip_prefix(&part.outside).unwrap_or(path);
                // Without a slash at the end, as `join` would leave it.
                part.inside.components().chain(rest.components()).collect()
            }
            _ => path.to_owned(),
        }
    }

    /// A command that runs `program`, which is named as the room names it. Its
    /// environment is empty but for the path.
    pub fn command(
        &self,
        confinement: Confinement,
        limits: &Limits,
        program: &Path,
    ) -> Command {
        let user = self.user().filter(|_| confinement.is_real());
        let mut command = match confinement {
            Confinement::Bubblewrap => bubblewrap::command(self),
            Confinement::Namespaces => namespaces::command(self),
            Confinement::None => {
                let mut command = Command::new(&self.launcher);
                let path = env::var_os("PATH").unwrap_or_default();
                command.env_clear().env("PATH", path);
                command
            }
        };
        command.args(limits.arguments(user)).arg(program);
        command
    }

    /// The user that a program in the room becomes when root grades.
    fn user(&self) -> Option<u32> {
        let number = std::process::id()
            .wrapping_mul(ROOMS)
            .wrapping_add(self.number);
        is_root().then_some(FIRST_USER + number % USERS)
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
