//! What processes use, where `/proc` tells it: processor time, which says more than
//! the clock on the wall when a machine is busy with something else, and memory.

use std::fs;
use std::time::Duration;

/// Time that the main thread of a process could have run and had no processor.
pub(crate) fn delay_of(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/schedstat")).ok()?;
    let nanos = stat.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

/// Processor time that the children of this process have used that have ended.
pub(crate) fn time_of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name before it may hold blanks and brackets.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(13);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    // Of the user and of the system: a hundred a second, on every Linux.
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}

/// Bytes of memory that this process has touched and holds.
#[cfg(not(target_os = "linux"))]
pub(crate) fn memory() -> Option<u64> {
    let stats = memory_stats::memory_stats()?;
    Some(stats.physical_mem as u64)
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::hint::black_box;

    use super::*;

    #[test]
    fn waiting_for_a_processor_adds_up() {
        let me = std::process::id();
        let before = delay_of(me).unwrap();
        assert!(delay_of(me).unwrap() >= before);
        assert_eq!(delay_of(0), None);
        assert!(time_of_children().is_some());
    }

    #[test]
    fn memory_counts_once_it_is_touched() {
        let me = std::process::id();
        let before = memory_of(me).unwrap();
        let mut large = Vec::<u8>::with_capacity(64 << 20);
        assert!(memory_of(me).unwrap() < before + (32 << 20));
        large.resize(64 << 20, 1);
        // Without it, an optimised build writes nothing that nobody reads.
        black_box(&large);
        assert!(memory_of(me).unwrap() >= before + (48 << 20));
    }
}
