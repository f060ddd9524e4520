//! Interleaved rounds, medians, ranges, ratios.

use std::path::Path;
use std::time::Duration;
use std::{fmt, fs, io, thread};

/// Something to be measured: gives the time that `jobs` jobs took.
pub struct Contender {
    name: String,
    jobs: u32,
    run: Box<dyn FnMut() -> Duration>,
}

impl Contender {
    /// `run` does `jobs` jobs and returns the time that they took.
    pub fn new(
        name: impl Into<String>,
        jobs: u32,
        run: impl FnMut() -> Duration + 'static,
    ) -> Contender {
        Contender {
            name: name.into(),
            jobs,
            run: Box::new(run),
        }
    }
}

/// What came out, for the reader and for the plot.
pub struct Table {
    /// The end of the file's name.
    pub id: &'static str,
    /// What was measured.
    pub title: &'static str,
    /// What the figures are, with their unit.
    pub heads: [&'static str; 4],
    /// A contender each.
    pub rows: Vec<Row>,
}

/// What came out for one contender.
pub struct Row {
    /// The contender's.
    pub name: String,
    /// As the table shows them.
    pub cells: [String; 4],
    /// The median, for the plot.
    pub value: f64,
}

/// How long the machine is left alone before each run: the threads of a pool look for
/// work for a while when there is none, and would take it from the next contender.
const PAUSE: Duration = Duration::from_millis(10);

/// Runs each of `contenders` once a round, each round beginning with another one. The
/// ratios are to the one that is called `to`.
pub fn compare(
    id: &'static str,
    title: &'static str,
    rounds: usize,
    to: &str,
    mut contenders: Vec<Contender>,
) -> Table {
    let mut times = vec![Vec::new(); contenders.len()];
    // The first round warms up.
    for round in 0..=rounds {
        for turn in 0..contenders.len() {
            let at = (round + turn) % contenders.len();
            let contender = &mut contenders[at];
            thread::sleep(PAUSE);
            let took = (contender.run)();
            if round > 0 {
                times[at].push(took.as_nanos() as f64 / f64::from(contender.jobs));
            }
        }
    }
    for times in &mut times {
        times.sort_by(f64::total_cmp);
    }
    let median = |times: &Vec<f64>| times[times.len() / 2];
    let base = contenders
        .iter()
        .zip(&times)
        .find(|(contender, _)| contender.name == to)
        .map(|(_, times)| median(times));
    let rows = contenders.iter().zip(&times).map(|(contender, times)| {
        let value = median(times);
        let ratio =
            base.map_or(String::new(), |base| format!("{:.3}", value / base));
        Row {
            name: contender.name.clone(),
            cells: [
                nanos(value),
                nanos(times[0]),
                nanos(times[times.len() - 1]),
                ratio,
            ],
            value,
        }
    });
    Table {
        id,
        title,
        heads: ["ns a job", "least", "most", "ratio"],
        rows: rows.collect(),
    }
}

/// Writes what the book shows: each table into a file of its own whose name begins with
/// `name`, and a plot.
pub fn save(
    name: &str,
    tables: &[Table],
    plot: Option<(&str, String)>,
) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/figures");
    fs::create_dir_all(&folder)?;
    for table in tables {
        let file = folder.join(format!("{name}_{}.txt", table.id));
        fs::write(file, table.to_string())?;
    }
    if let Some((file, plot)) = plot {
        fs::write(folder.join(file), plot)?;
    }
    Ok(())
}

fn nanos(nanos: f64) -> String {
    let places = if nanos < 100.0 { 1 } else { 0 };
    format!("{nanos:.places$}")
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.rows.iter().map(|row| row.name.chars().count());
        let width = widths.max().unwrap_or(0);
        writeln!(f, "{}\n", self.title)?;
        write!(f, "{:width$}", "")?;
        for head in self.heads {
            write!(f, " {head:>10}")?;
        }
        writeln!(f)?;
        for row in &self.rows {
            write!(f, "{:width$}", row.name)?;
            for cell in &row.cells {
                write!(f, " {cell:>10}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
