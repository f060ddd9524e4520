//! What processes use, where `/proc` tells it.

use std::fs;
use std::time::Duration;

/// What a compiler has used up to now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Used {
    /// Its number.
    pub(crate) process: u32,
    /// Processor time, of all its threads.
    pub(crate) time: Duration,
    /// Bytes of memory that it holds.
    pub(crate) memory: u64,
}

/// What a process group has used, and whether it does anything now.
#[derive(Debug)]
pub(crate) struct Group {
    /// Its compilers that are at work on a package, or on its rules: one for each.
    pub(crate) compilers: Vec<Used>,
    /// Processor time of all that cargo, its leader, has started. Cargo itself looks
    /// around now and then.
    pub(crate) time: Duration,
    /// Whether each thread of these waits, and not for a disk or for a processor.
    pub(crate) is_waiting: bool,
}

/// What a process group uses in which these `crates` are compiled. `None` where the
/// system does not tell.
pub(crate) fn of_group(group: u32, crates: [&str; 2]) -> Option<Group> {
    let names = crates.map(|name| format!("--crate-name\0{name}\0"));
    let is_ours = |process: u32| {
        let command = fs::read(format!("/proc/{process}/cmdline"));
        let command = command.unwrap_or_default();
        let command = String::from_utf8_lossy(&command);
        names.iter().any(|name| command.contains(name))
    };
    fs::metadata("/proc/self/stat").ok()?;
    let mut whole = Group {
        compilers: Vec::new(),
        time: Duration::ZERO,
        is_waiting: true,
    };
    for process in processes() {
        let Some(stat) = stat(&format!("/proc/{process}/stat")) else {
            continue; // It has ended.
        };
        if stat.group != group {
            continue;
        }
        if process != group {
            whole.time += stat.time;
            whole.is_waiting &= !threads_of(process).any(|thread| thread.is_busy);
        }
        if is_ours(process)
            && let Some(Status { memory, .. }) = status(process)
        {
            whole.compilers.push(Used {
                process,
                time: stat.time,
                memory,
            });
        }
    }
    Some(whole)
}

/// A process, or one of its threads.
struct Stat {
    group: u32,
    time: Duration,
    /// Whether it runs, would run, or waits for a disk.
    is_busy: bool,
}

fn stat(path: &str) -> Option<Stat> {
    let text = fs::read_to_string(path).ok()?;
    // The name before it may hold blanks and brackets.
    let (_, fields) = text.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let number = |field: usize| fields.get(field)?.parse::<u64>().ok();
    Some(Stat {
        group: u32::try_from(number(2)?).ok()?,
        // Of the user and of the system: a hundred a second, on every Linux.
        time: Duration::from_millis(10 * (number(11)? + number(12)?)),
        is_busy: matches!(fields[0], "R" | "D"),
    })
}

fn threads_of(process: u32) -> impl Iterator<Item = Stat> {
    let tasks = format!("/proc/{process}/task");
    let entries = fs::read_dir(tasks).into_iter().flatten().flatten();
    entries.filter_map(|entry| stat(entry.path().join("stat").to_str()?))
}

/// Bytes of memory that a process and all that it started use now; 0 where the
/// system does not tell.
pub(crate) fn memory_of(root: u32) -> u64 {
    let all: Vec<Status> = processes().filter_map(status).collect();
    let (mut sum, mut waiting) = (0, vec![root]);
    while let Some(process) = waiting.pop() {
        for one in &all {
            if one.process == process {
                sum += one.memory;
            }
            if one.parent == process && one.process != process {
                waiting.push(one.process);
            }
        }
    }
    sum
}

struct Status {
    process: u32,
    parent: u32,
    memory: u64,
}

fn status(process: u32) -> Option<Status> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let number = |name: &str| {
        let mut lines = text.lines();
        let value = lines.find_map(|line| line.strip_prefix(name))?;
        value.split_whitespace().next()?.parse::<u64>().ok()
    };
    Some(Status {
        process,
        parent: u32::try_from(number("PPid:")?).ok()?,
        // A process that is ending has no memory any more.
        memory: number("VmRSS:").unwrap_or(0) << 10,
    })
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}
