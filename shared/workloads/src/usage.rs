//! What a way of working costs: threads, memory, time.

use std::fmt;
use std::fs;
use std::io;
use std::time::Duration;

use lab::sync::Arc;
use lab::sync::atomic::{AtomicIsize, AtomicU64, AtomicUsize, Ordering};
use lab::time::Instant;

/// MiB of address space that std reserves for the stack of a thread.
const STACK_MIB: u64 = 2;

/// Counts threads as they come and go. Clones count together.
#[derive(Clone, Debug)]
pub struct Meter {
    began: Instant,
    counts: Arc<Counts>,
}

#[derive(Debug)]
struct Counts {
    /// Below zero while a thread has ended that its spawner has yet to count.
    alive: AtomicIsize,
    peak: AtomicIsize,
    started: AtomicUsize,
    resident_before: u64,
    resident_peak: AtomicU64,
}

impl Meter {
    /// Nobody is counted yet; time begins.
    pub fn new() -> Meter {
        let resident = resident_kib().unwrap_or(0);
        Meter {
            began: Instant::now(),
            counts: Arc::new(Counts {
                alive: AtomicIsize::new(0),
                peak: AtomicIsize::new(0),
                started: AtomicUsize::new(0),
                resident_before: resident,
                resident_peak: AtomicU64::new(resident),
            }),
        }
    }

    /// One more is there: called by whoever started it.
    pub fn started(&self) {
        let counts = &self.counts;
        let alive = counts.alive.fetch_add(1, Ordering::Relaxed) + 1;
        counts.peak.fetch_max(alive, Ordering::Relaxed);
        let started = counts.started.fetch_add(1, Ordering::Relaxed) + 1;
        // Looking at the memory takes time too: now and then is enough.
        if started <= 16 || started.is_multiple_of(100) {
            self.look_at_memory();
        }
    }

    /// The caller is as good as gone.
    pub fn ended(&self) {
        self.counts.alive.fetch_sub(1, Ordering::Relaxed);
    }

    /// The most that were there at once.
    pub fn peak(&self) -> usize {
        self.counts.peak.load(Ordering::Relaxed).unsigned_abs()
    }

    /// What was used from [`Meter::new`] to now.
    pub fn usage(&self) -> Usage {
        self.look_at_memory();
        let peak = self.counts.resident_peak.load(Ordering::Relaxed);
        Usage {
            peak_threads: self.peak(),
            took: self.began.elapsed(),
            resident_kib: resident_kib()
                .map(|_| peak.saturating_sub(self.counts.resident_before)),
        }
    }

    fn look_at_memory(&self) {
        if let Some(resident) = resident_kib() {
            let peak = &self.counts.resident_peak;
            peak.fetch_max(resident, Ordering::Relaxed);
        }
    }
}

impl Default for Meter {
    fn default() -> Meter {
        Meter::new()
    }
}

/// What a way of working used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The most threads that were counted at once.
    pub peak_threads: usize,
    /// From beginning to end.
    pub took: Duration,
    /// By how much the process's memory grew, in KiB; `None` where the system does
    /// not tell, and in the lab, whose threads are no real ones.
    pub resident_kib: Option<u64>,
}

/// The memory that this process has now, in KiB, as Linux tells it.
fn resident_kib() -> Option<u64> {
    if lab::is_simulated() {
        return None;
    }
    // `/proc/self/statm` has the same number, in pages of unknown size.
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Whether the system has room for one more thread, when `unjoined` threads were
/// started that nobody has joined yet: these keep their stacks, ended or not.
///
/// Ask before spawning thousands of threads. The system may have room for a
/// thread's stack and then none for the small one that std adds for its signals;
/// of this `spawn` knows nothing, and std ends the whole process.
///
/// # Errors
///
/// When Linux would have to keep more pieces of memory than it does for a process.
/// In the lab, and on other systems, there is always room.
pub fn room_for_a_thread(unjoined: usize) -> io::Result<()> {
    // Two pieces for a stack and its guard, and as long as the thread is alive two
    // more for its signals, and one to spare.
    match (pieces_allowed(), threads_now()) {
        (Some(allowed), Some(alive)) if 2 * unjoined + 3 * alive >= allowed => {
            Err(io::Error::other("vm.max_map_count allows no more stacks"))
        }
        _ => Ok(()),
    }
}

fn pieces_allowed() -> Option<usize> {
    if lab::is_simulated() {
        return None;
    }
    let allowed = fs::read_to_string("/proc/sys/vm/max_map_count").ok()?;
    // The program itself has some too.
    allowed.trim().parse::<usize>().ok()?.checked_sub(1_000)
}

/// How many threads this process has.
fn threads_now() -> Option<usize> {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        // A folder has a link for each folder in it, and two more.
        let links = fs::metadata("/proc/self/task").ok()?.nlink();
        usize::try_from(links).ok()?.checked_sub(2)
    }
    #[cfg(not(target_os = "linux"))]
    None
}

/// One way of reading all files, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    /// In a few words.
    pub name: String,
    /// How many files were read.
    pub files: usize,
    /// How many words were counted in them.
    pub words: u64,
    /// How many threads the system did not start.
    pub refused: usize,
    /// How long threads waited for the disk, all added up.
    pub waited: Duration,
    /// Threads, memory and time.
    pub usage: Usage,
}

/// Ways of doing the same work, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    files: usize,
    ways: Vec<Costs>,
    is_simulated: bool,
}

impl Comparison {
    /// Of these ways to read `files` files, in this order.
    pub fn new(files: usize, ways: Vec<Costs>) -> Comparison {
        Comparison {
            files,
            ways,
            is_simulated: lab::is_simulated(),
        }
    }

    fn row(&self, label: &str, cell: impl Fn(&Costs) -> String) -> String {
        let mut row = format!("   {label:<20}");
        for costs in &self.ways {
            row += &format!("{:>16}", cell(costs));
        }
        row
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The picture is two columns wide.
        let names = self.row("", |costs| costs.name.clone());
        writeln!(f, "\n📊{}", &names[2..])?;
        let count = |number: usize| grouped(number as u64);
        writeln!(f, "{}", self.row("files read", |c| count(c.files)))?;
        writeln!(f, "{}", self.row("words counted", |c| grouped(c.words)))?;
        writeln!(f, "{}", self.row("threads refused", |c| count(c.refused)))?;
        let peak = |costs: &Costs| count(costs.usage.peak_threads);
        writeln!(f, "{}", self.row("peak threads", peak))?;
        writeln!(f, "{}", self.row("stack reserved", stack))?;
        let time = if self.is_simulated {
            "makespan"
        } else {
            writeln!(f, "{}", self.row("memory grew by", resident))?;
            "wall time"
        };
        writeln!(f, "{}", self.row(time, |c| millis(c.usage.took)))?;
        writeln!(
            f,
            "{}",
            self.row("waiting for the disk", |c| millis(c.waited))
        )?;
        if self.ways.iter().all(|costs| costs.files == self.files) {
            writeln!(f, "🎉 no file was lost")
        } else {
            writeln!(
                f,
                "❌ there are {} files: some were lost",
                count(self.files)
            )
        }
    }
}

fn stack(costs: &Costs) -> String {
    let mib = STACK_MIB * costs.usage.peak_threads as u64;
    format!("{} MiB", grouped(mib))
}

fn resident(costs: &Costs) -> String {
    match costs.usage.resident_kib {
        Some(kib) => format!("{} KiB", grouped(kib)),
        None => "unknown here".to_owned(),
    }
}

/// Whole milliseconds: `1,550 ms`.
pub fn millis(duration: Duration) -> String {
    format!("{} ms", grouped(duration.as_millis() as u64))
}

/// A number with its digits in groups of three: `10,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_have_a_comma_at_each_thousand() {
        let texts = [0, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
