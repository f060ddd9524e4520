//! The jobs of chapter 2.

use std::fmt;
use std::time::Duration;

use lab::println;
use lab::time::Instant;

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number, from 1.
    pub id: u32,
    /// What it is about.
    pub data: u64,
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobResult {
    /// The job's number.
    pub job_id: u32,
    /// What was made of its data.
    pub output: u64,
}

/// A pool that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// Without workers no job would ever be done.
    NoWorkers,
}

impl fmt::Display for PoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pool needs at least one worker")
    }
}

impl std::error::Error for PoolError {}

impl Job {
    /// How long it takes to work on the job: 100 ms, and 10 ms for each number
    /// it has.
    pub fn duration(&self) -> Duration {
        Duration::from_millis(100 + 10 * u64::from(self.id))
    }

    /// Works on the job for as long as it takes.
    #[track_caller]
    pub fn process(self) -> JobResult {
        lab::work(self.duration());
        JobResult {
            job_id: self.id,
            output: self.data * self.data,
        }
    }
}

/// Has a pool do `count` jobs, each of which says when it begins and ends.
///
/// # Panics
///
/// When the pool refuses.
pub fn demonstrate<P>(count: u32, pool: P) -> Summary
where
    P: FnOnce(Vec<Job>, fn(Job) -> JobResult) -> Result<Vec<JobResult>, PoolError>,
{
    let jobs = jobs(count);
    let began = Instant::now();
    let results = pool(jobs.clone(), process_aloud).expect("there are workers");
    Summary::new(results, &jobs, began.elapsed())
}

fn process_aloud(job: Job) -> JobResult {
    println!("👷 job {} begins", job.id);
    let result = job.process();
    println!("✅ job {} is done", result.job_id);
    result
}

/// Jobs 1 to `count`; job n is about the number n.
pub fn jobs(count: u32) -> Vec<Job> {
    let job = |id| Job {
        id,
        data: u64::from(id),
    };
    (1..=count).map(job).collect()
}

/// The results of a pool, and what they show.
#[derive(Debug)]
pub struct Summary {
    results: Vec<JobResult>,
    took: Duration,
    alone: Duration,
}

impl Summary {
    /// Of `results` that took `took` in all.
    pub fn new(results: Vec<JobResult>, jobs: &[Job], took: Duration) -> Summary {
        let alone = jobs.iter().map(Job::duration).sum();
        Summary {
            results,
            took,
            alone,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 results, in the order of arrival")?;
        for result in &self.results {
            writeln!(f, "   job {:>3} → {}", result.job_id, result.output)?;
        }
        writeln!(
            f,
            "🎉 {} results after {} ms; one worker alone needs {} ms",
            self.results.len(),
            self.took.as_millis(),
            self.alone.as_millis()
        )
    }
}
