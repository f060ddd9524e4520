//! What the compiler of a learner's package may use, and what is said of more.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::usage;

/// How often it is looked at.
pub(super) const PERIOD: Duration = Duration::from_millis(100);

/// Processor time that counts at most from one look to the next. A machine that shares
/// its processors with others may be held up for seconds and take them for work.
const MOST: Duration = Duration::from_millis(200);

/// Processor time of one compiler: many times more than the package takes. What other
/// packages take, or others on this machine, does not count.
const TIME: Duration = Duration::from_secs(8);

/// The same where other packages are compiled before it, as they are once: nothing of
/// it is there yet either, and on a machine that others slow down it takes many times
/// as long.
const TIME_AT_FIRST: Duration = Duration::from_secs(40);

/// Bytes of memory of one compiler: many times more, too.
const MEMORY: u64 = 3 << 30;

/// Time on the clock for which all that cargo has started may do nothing at all.
const WAITING: Duration = Duration::from_secs(5);

/// Time on the clock in any case, and where the system does not tell what processes
/// use: alone, or with other packages, as they are compiled once.
const ON_THE_CLOCK: Duration = Duration::from_secs(300);
const UNSEEN: Duration = Duration::from_secs(20);

/// Looks after the compilers of one package and its rules.
pub(super) struct Limits<'a> {
    /// The process group of the cargo that has started them.
    group: u32,
    package: &'a str,
    test: &'a str,
    began: Instant,
    /// Processor time that what cargo has started has used, and since when it does
    /// nothing but wait.
    still: (Duration, Instant),
    compilers: HashMap<u32, Compiler>,
}

/// What is known of one compiler.
#[derive(Default)]
struct Compiler {
    /// Processor time that it had used when it was looked at last.
    used: Duration,
    /// What counts of it.
    counts: Duration,
}

impl<'a> Limits<'a> {
    /// The compilers of `package` and its `test` begin now.
    pub(super) fn begin(group: u32, [package, test]: [&'a str; 2]) -> Limits<'a> {
        let now = Instant::now();
        Limits {
            group,
            package,
            test,
            began: now,
            still: (Duration::ZERO, now),
            compilers: HashMap::new(),
        }
    }

    /// Why they have to be stopped, if they have; to be asked once in a [`PERIOD`].
    /// `is_alone` while no other package had to be compiled.
    pub(super) fn exceeded(&mut self, is_alone: bool) -> Option<String> {
        let package = self.package;
        let at_work = format!("the compiler was still at work on {package} after");
        let usage = usage::of_group(self.group, [package, self.test]);
        let limit = match usage {
            None if is_alone => UNSEEN,
            _ => ON_THE_CLOCK,
        };
        if self.began.elapsed() > limit {
            let why = format!("no end: {at_work} {} s", limit.as_secs());
            return Some(endless(package, &why));
        }
        let usage = usage?;
        let is_still = usage.is_waiting && usage.time == self.still.0;
        if !is_still || usage.compilers.is_empty() {
            self.still = (usage.time, Instant::now());
        }
        if self.still.1.elapsed() > WAITING {
            return Some(format!(
                "no end: the compiler of {package} did nothing but wait for {} s, and \
                 was stopped. Look for an included file that is a pipe or a device\n",
                WAITING.as_secs(),
            ));
        }
        let time = if is_alone { TIME } else { TIME_AT_FIRST };
        usage.compilers.iter().find_map(|used| {
            let compiler = self.compilers.entry(used.process).or_default();
            let more = used.time.saturating_sub(compiler.used);
            compiler.used = used.time;
            compiler.counts += more.min(MOST);
            let why = if used.memory > MEMORY {
                let megabytes = MEMORY >> 20;
                format!(
                    "out of memory: the compiler had taken {megabytes} MB for {package}"
                )
            } else if compiler.counts > time {
                format!("no end: {at_work} {} s of processor time", time.as_secs())
            } else {
                return None;
            };
            Some(endless(package, &why))
        })
    }
}

fn endless(package: &str, why: &str) -> String {
    format!(
        "{why}, and was stopped. Look for a constant or a macro that never comes to an \
         end. If it is only slow here, build it without a limit: \
         cargo test -p {package} --no-run\n"
    )
}
