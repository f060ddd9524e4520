//! A room made by bubblewrap.

use std::path::Path;
use std::process::Command;

use super::{Kind, LAUNCHER, PATH, Room, TEMPORARY, is_root};

/// The command that makes the room; what the launcher is to do comes after it.
pub(super) fn command(room: &Room) -> Command {
    let mut command = Command::new("bwrap");
    command.args(["--die-with-parent", "--new-session", "--clearenv"]);
    command.args(["--unshare-pid", "--unshare-net", "--unshare-ipc"]);
    command.args(["--unshare-uts", "--unshare-cgroup-try"]);
    if is_root() {
        // The launcher gives these up when it becomes the other user.
        command.args(["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]);
    } else {
        command.arg("--unshare-user");
    }
    command.args(["--setenv", "PATH", PATH]);
    if room.has_proc {
        command.args(["--proc", "/proc"]);
    }
    command.args(["--perms", "1777", "--size", TEMPORARY, "--tmpfs", "/tmp"]);
    for part in &room.parts {
        make_folders_above(&mut command, &part.inside);
        let how = match part.kind {
            Kind::Read => "--ro-bind",
            Kind::Write => "--bind",
            Kind::Device => "--dev-bind",
            Kind::Link => "--symlink",
        };
        command.arg(how).arg(&part.outside).arg(&part.inside);
    }
    command.args(["--remount-ro", "/", "--chdir", "/tmp", "--", LAUNCHER]);
    command
}

/// Bubblewrap itself makes them with rights for their owner only.
fn make_folders_above(command: &mut Command, inside: &Path) {
    let above: Vec<&Path> = inside.ancestors().skip(1).collect();
    for folder in above.into_iter().rev().filter(|f| *f != Path::new("/")) {
        command.args(["--perms", "0755", "--dir"]).arg(folder);
    }
}
