//! What processes use, where `/proc` tells it: processor time, which says more than
//! the clock on the wall when a machine is busy with something else, and memory.

use std::fs;
use std::time::Duration;

/// Processor time that the process itself has used so far.
pub(crate) fn time_of(process: u32) -> Option<Duration> {
    read(&format!("/proc/{process}/stat"), 11)
}

/// Processor time that the children of this process have used that have ended.
pub(crate) fn time_of_children() -> Option<Duration> {
    read("/proc/self/stat", 13)
}

/// Bytes of memory that the process has touched and holds. What it has only set
/// aside, as the lab does with stacks, does not count.
pub(crate) fn memory_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = ["VmRSS:", "VmSwap:"].map(|name| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
    });
    Some(1024 * (kilobytes[0]? + kilobytes[1].unwrap_or(0)))
}

/// Two neighbouring numbers of a `stat` file, user and system, added.
fn read(file: &str, first: usize) -> Option<Duration> {
    let stat = fs::read_to_string(file).ok()?;
    // The name before it may hold blanks and brackets.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(first);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    // A hundred ticks a second, on every Linux.
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn work_uses_processor_time() {
        let before = time_of(std::process::id()).unwrap();
        let later = before + Duration::from_millis(20);
        let mut n = 0_u64;
        while time_of(std::process::id()).unwrap() < later {
            n = std::hint::black_box(n + 1);
        }
        assert!(n > 0);
        assert!(time_of_children().is_some());
    }

    #[test]
    fn memory_counts_once_it_is_touched() {
        let me = std::process::id();
        let before = memory_of(me).unwrap();
        let mut large = Vec::<u8>::with_capacity(64 << 20);
        assert!(memory_of(me).unwrap() < before + (32 << 20));
        large.resize(64 << 20, 1);
        assert!(memory_of(me).unwrap() >= before + (48 << 20));
        assert_eq!(large.last(), Some(&1));
    }
}
