//! A room for one process: what it can see, and where it can write. There is no
//! network in it, no home, and no process but its own.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::limits::Limits;
use crate::problem::Problem;

/// How submissions are kept away from everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// By bubblewrap, which makes namespaces.
    Bubblewrap {
        /// Run by root: submissions then run as another user.
        is_root: bool,
    },
    /// Not at all: they can do what the user can who runs the grader.
    None,
}

/// What is in a room.
#[derive(Clone, Debug)]
pub struct Room {
    launcher: PathBuf,
    binds: Vec<Bind>,
    /// Whether there is a `/proc`. The linker needs one. Code of a submission must
    /// not have it: by `/proc/self/mem` it could alter the rules that judge it.
    pub has_proc: bool,
    /// The room's number, from 0: rooms that are open at a time have different ones.
    pub number: u32,
}

#[derive(Clone, Debug)]
struct Bind {
    outside: PathBuf,
    inside: PathBuf,
    is_writable: bool,
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

const LAUNCHER: &str = "/launch";

impl Confinement {
    /// Bubblewrap, if it works here.
    ///
    /// # Errors
    ///
    /// It does not: what to do about it.
    pub fn find() -> Result<Confinement, Problem> {
        let launcher = env::current_exe().map_err(|e| {
            Problem::failed(format!("the grader does not find itself: {e}"))
        })?;
        let is_root = is_root();
        let bubblewrap = Confinement::Bubblewrap { is_root };
        let limits = Limits {
            memory: 1 << 32,
            file: 1 << 20,
            processes: 64,
            time: std::time::Duration::from_secs(10),
            output: 1 << 16,
        };
        let mut room = Room::new(&launcher);
        room.has_proc = true;
        let tried = room
            .command(bubblewrap, &limits, Path::new("/usr/bin/true"))
            .and_then(|mut command| {
                command.stdin(Stdio::null()).output().map_err(|e| {
                    Problem::failed(format!("bwrap cannot be run: {e}"))
                })
            });
        let why = match tried {
            Ok(output) if output.status.success() => return Ok(bubblewrap),
            Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            Err(problem) => problem.sentence,
        };
        Err(Problem::failed(format!(
            "submissions cannot be confined here: {why}. Install bubblewrap and \
             allow user namespaces, or, on a machine that has nothing to lose, \
             say --unconfined"
        )))
    }

    /// Whether it keeps anything away.
    pub fn is_real(self) -> bool {
        self != Confinement::None
    }
}

impl Room {
    /// An empty room. `launcher` is this program: it sees to the limits.
    pub fn new(launcher: &Path) -> Room {
        Room {
            launcher: launcher.to_owned(),
            binds: Vec::new(),
            has_proc: false,
            number: 0,
        }
    }

    /// Shows `outside` as `inside`; a confined process can only read it.
    pub fn reads(mut self, outside: &Path, inside: &str) -> Room {
        self.binds.push(Bind {
            outside: outside.to_owned(),
            inside: inside.into(),
            is_writable: false,
        });
        self
    }

    /// Shows `outside` as `inside`, to read and to write.
    pub fn writes(self, outside: &Path, inside: &str) -> Room {
        let mut room = self.reads(outside, inside);
        room.binds.last_mut().expect("just added").is_writable = true;
        room
    }

    /// The name of a path for those in the room.
    pub fn inside(&self, confinement: Confinement, path: &Path) -> PathBuf {
        let inside = self.binds.iter().find_map(|bind| {
            let rest = path.strip_prefix(&bind.outside).ok()?;
            Some(if rest.as_os_str().is_empty() {
                bind.inside.clone()
            } else {
                bind.inside.join(rest)
            })
        });
        match inside {
            Some(inside) if confinement.is_real() => inside,
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
    ) -> Result<Command, Problem> {
        let Confinement::Bubblewrap { is_root } = confinement else {
            let mut command = Command::new(&self.launcher);
            let path = env::var_os("PATH").unwrap_or_default();
            command.env_clear().env("PATH", path);
            command.args(limits.arguments(None)).arg(program);
            return Ok(command);
        };
        let mut command = Command::new("bwrap");
        command.args(["--die-with-parent", "--new-session", "--clearenv"]);
        command.args(["--unshare-pid", "--unshare-net", "--unshare-ipc"]);
        command.args(["--unshare-uts", "--unshare-cgroup-try"]);
        let user = if is_root {
            // The launcher gives these up when it becomes the other user.
            command.args(["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]);
            let user = std::process::id()
                .wrapping_mul(ROOMS)
                .wrapping_add(self.number);
            Some(FIRST_USER + user % USERS)
        } else {
            command.arg("--unshare-user");
            None
        };
        command.args(["--setenv", "PATH", "/usr/bin:/bin"]);
        for part in SYSTEM.map(Path::new) {
            match part.read_link() {
                Ok(target) => {
                    command.arg("--symlink").arg(target).arg(part);
                }
                Err(_) if part.exists() => {
                    mount(&mut command, "--ro-bind", part, part)
                }
                Err(_) => {}
            }
        }
        command.args(["--perms", "0755", "--dir", "/dev"]);
        for device in ["/dev/null", "/dev/urandom"] {
            command.args(["--dev-bind", device, device]);
        }
        if self.has_proc {
            command.args(["--proc", "/proc"]);
        }
        command.args(["--perms", "1777", "--size", TEMPORARY, "--tmpfs", "/tmp"]);
        mount(
            &mut command,
            "--ro-bind",
            &self.launcher,
            Path::new(LAUNCHER),
        );
        for bind in &self.binds {
            let how = if bind.is_writable {
                "--bind"
            } else {
                "--ro-bind"
            };
            mount(&mut command, how, &bind.outside, &bind.inside);
        }
        command.args(["--remount-ro", "/", "--chdir", "/tmp", "--", LAUNCHER]);
        command.args(limits.arguments(user)).arg(program);
        Ok(command)
    }
}

/// Bubblewrap makes the folders above with rights for their owner only.
fn mount(command: &mut Command, how: &str, outside: &Path, inside: &Path) {
    let above: Vec<&Path> = inside.ancestors().skip(1).collect();
    for folder in above.into_iter().rev().filter(|f| *f != Path::new("/")) {
        command.args(["--perms", "0755", "--dir"]).arg(folder);
    }
    command.arg(how).arg(outside).arg(inside);
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
