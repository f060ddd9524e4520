//! Processor time of processes, where `/proc` tells it: on a machine that is busy
//! with something else, it says more than the clock on the wall.

use std::fs;
use std::time::Duration;

/// What the process itself has used so far.
pub(crate) fn of(process: u32) -> Option<Duration> {
    read(&format!("/proc/{process}/stat"), 11)
}

/// What the children of this process have used that have ended.
pub(crate) fn of_children() -> Option<Duration> {
    read("/proc/self/stat", 13)
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
        let before = of(std::process::id()).unwrap();
        let later = before + Duration::from_millis(20);
        let mut n = 0_u64;
        while of(std::process::id()).unwrap() < later {
            n = std::hint::black_box(n + 1);
        }
        assert!(n > 0);
        assert!(of_children().is_some());
    }
}
