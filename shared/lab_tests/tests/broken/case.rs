use std::fmt;
use std::fs;
use std::path::Path;

use lab::{Config, Found, Run, Schedule, Verdict};

/// A broken program, and how it fails.
pub struct Case {
    pub name: &'static str,
    pub program: fn(),
    pub ends: Ends,
    /// At how many decisions the shortest failing schedule differs from the
    /// natural one.
    pub deviations: usize,
    /// In how many of 500 random schedules it must fail at least.
    pub least: u32,
    /// Parts of the report that a learner needs to mend it.
    pub says: &'static [&'static str],
}

/// How a program fails.
pub enum Ends {
    Deadlock,
    Leaked,
    Polling,
    StepBound,
    /// Main panics, saying this.
    Panic(&'static str),
    /// A thread that nobody joins panics, saying this.
    Unseen(&'static str),
}

impl Ends {
    fn word(&self) -> &'static str {
        match self {
            Ends::Deadlock => "deadlock",
            Ends::Leaked => "leaked thread",
            Ends::Polling => "polling",
            Ends::StepBound => "too many steps",
            Ends::Panic(_) => "panic",
            Ends::Unseen(_) => "done",
        }
    }

    /// Any other end than this one and a good one is a mistake of the lab.
    fn shows(&self, run: &Run<()>) -> bool {
        let says = |message: &str, part| message.contains(part);
        match (self, &run.verdict) {
            (Ends::Deadlock, Verdict::Deadlock(_))
            | (Ends::Leaked, Verdict::Leaked(_))
            | (Ends::Polling, Verdict::Polling(_))
            | (Ends::StepBound, Verdict::StepBound(_)) => true,
            (Ends::Panic(part), Verdict::Panicked(p)) => says(&p.message, part),
            (Ends::Unseen(part), Verdict::Done) => {
                let mut threads = run.figures.threads.iter();
                threads.any(|t| t.panicked.as_ref().is_some_and(|p| says(p, part)))
            }
            _ => false,
        }
    }

    pub fn of_worker(&self, run: &Run<()>) -> String {
        let panicked = |t: &lab::report::ThreadFigures| {
            let message = t.panicked.as_ref()?;
            Some(format!("{} panicked: {message}\n", run.figures.label(t)))
        };
        run.figures.threads.iter().filter_map(panicked).collect()
    }
}

impl Case {
    fn config(&self) -> Config {
        let mut config = Config::default();
        // What has no end need not go on for long.
        config.step_limit = match self.ends {
            Ends::StepBound => 1_000,
            _ => 5_000,
        };
        config
    }

    fn run(&self, schedule: Schedule) -> bool {
        let config = self.config().schedule(schedule).unexplained();
        let run = lab::run(&config, self.program);
        let shows = self.ends.shows(&run);
        assert!(
            shows || run.verdict.is_done(),
            "{}: a verdict nobody expects: {:?}",
            self.name,
            run.verdict,
        );
        shows
    }

    pub fn run_explained(&self, schedule: Schedule) -> Run<()> {
        lab::run(&self.config().schedule(schedule), self.program)
    }

    pub fn run_traced(&self, schedule: Schedule) -> Run<()> {
        lab::run(&self.config().schedule(schedule).traced(), self.program)
    }

    pub fn shortest(&self) -> Found {
        let fails = |run: &Run<()>| self.ends.shows(run);
        lab::shortest(&self.config().unexplained(), 100_000, self.program, fails)
            .unwrap_or_else(|| panic!("{} is not found", self.name))
    }

    /// How many schedules of each strategy its share is counted on. A program that goes
    /// on and on takes a hundred times as long as others, and does so on any schedule. One
    /// that fails on the natural schedule fails on most.
    pub fn schedules(&self) -> u32 {
        match self.ends {
            Ends::Polling | Ends::StepBound => 50,
            _ if self.deviations == 0 => 100,
            _ => 500,
        }
    }
}

/// The first seed below 1,000 whose schedule shows the failure.
pub fn found_by(case: &Case, schedule: fn(u64) -> Schedule) -> Option<Schedule> {
    (0..1_000).map(schedule).find(|s| case.run(s.clone()))
}

/// In how many of [`Case::schedules`] a program fails.
pub struct Share {
    name: &'static str,
    ends: &'static str,
    schedules: u32,
    natural: bool,
    pub random: u32,
    pub early: u32,
    pct: u32,
    deviations: usize,
}

impl Share {
    pub const HEADER: &'static str = "\
program                                  ends as         natural   of  random  early clock  pct, depth 3  deviations
";

    pub fn of(case: &Case) -> Share {
        let count = |schedule: fn(u64) -> Schedule| {
            let seeds = 0..u64::from(case.schedules());
            let runs = seeds.filter(|&seed| case.run(schedule(seed)));
            runs.count() as u32
        };
        Share {
            name: case.name,
            ends: case.ends.word(),
            schedules: case.schedules(),
            natural: case.run(Schedule::Natural),
            random: count(|seed| Schedule::Random {
                seed,
                early_clock: false,
            }),
            early: count(|seed| Schedule::Random {
                seed,
                early_clock: true,
            }),
            pct: count(|seed| Schedule::Pct { seed, depth: 3 }),
            deviations: case.deviations,
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let natural = if self.natural { "yes" } else { "no" };
        let words = self.name.replace('_', " ");
        writeln!(
            f,
            "{words:<39}  {:<14}  {natural:<7}  {:>3}  {:>6}  {:>11}  {:>12}  {:>10}",
            self.ends,
            self.schedules,
            self.random,
            self.early,
            self.pct,
            self.deviations,
        )
    }
}

/// Compares `text` with a committed file, or writes it if `UPDATE` is set.
pub fn compare(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/broken")
        .join(file);
    let text = text.replace('\\', "/");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).expect("the file can be written");
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let known: Vec<_> = known.lines().collect();
    let lines: Vec<_> = text.lines().collect();
    for (at, pair) in known.iter().zip(&lines).enumerate() {
        assert_eq!(pair.0, pair.1, "line {} of {file}; see main.rs", at + 1);
    }
    assert_eq!(known.len(), lines.len(), "lines of {file}; see main.rs");
}

/// Programs that fail on the natural schedule already, and on half of the others.
macro_rules! cases {
    ($($name:ident $ends:ident says $($says:literal)+),* $(,)?) => {
        &[$(Case {
            name: stringify!($name),
            program: $name,
            ends: Ends::$ends,
            deviations: 0,
            least: 250,
            says: &[$($says),+],
        }),*]
    };
}

pub(crate) use cases;
