//! A room made with the tools of util-linux, where there is no bubblewrap.

use std::process::Command;

use super::{Kind, LAUNCHER, PATH, Room, TEMPORARY, is_root};

/// Furnishes the room, from within its namespaces.
const SCRIPT: &str = include_str!("room.sh");

/// The command that makes the room; what the launcher is to do comes after it.
pub(super) fn command(room: &Room) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--mount", "--net", "--pid", "--ipc", "--uts"]);
    command.arg("--kill-child");
    // Rights that are left in the room.
    let rights = if is_root() {
        // The launcher gives these up when it becomes the other user.
        "-all,+setuid,+setgid"
    } else {
        command.args(["--user", "--map-root-user"]);
        "-all"
    };
    // What follows a script is `$0`, and then its arguments.
    command.args(["--", "sh", "-c", SCRIPT, "room", TEMPORARY, PATH, rights]);
    command.arg(if room.has_proc { "proc" } else { "no proc" });
    for part in &room.parts {
        command.arg(match part.kind {
            Kind::Read => "read",
            Kind::Write => "write",
            Kind::Device => "device",
            Kind::Link => "link",
        });
        command.arg(&part.outside).arg(&part.inside);
    }
    command.args(["--", LAUNCHER]);
    command
}
