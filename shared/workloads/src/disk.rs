//! Files, and the simulated disk of chapter 1 that they are on.

use std::fmt;
use std::time::Duration;

use lab::channel::{self, Receiver, Sender};
use lab::sync::Arc;
use lab::sync::atomic::{AtomicU64, Ordering};
use lab::time::Instant;
use rand::RngExt;

use crate::usage::{Meter, Usage, grouped, millis};

/// Requests that the disk of the lesson serves at a time.
pub const REQUESTS: usize = 8;

/// A file to be read, and its words counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its number, from 1.
    pub id: u32,
    /// How large it is, in KiB.
    pub kib: u32,
}

impl File {
    /// How long the disk needs for it: 10 µs a KiB.
    pub fn read_time(&self) -> Duration {
        Duration::from_micros(10) * self.kib
    }

    /// How long counting its words takes: 2.5 µs a KiB.
    pub fn count_time(&self) -> Duration {
        Duration::from_nanos(2_500) * self.kib
    }

    /// Counts its words, for as long as that takes.
    #[track_caller]
    pub fn count_words(&self) -> u64 {
        lab::work(self.count_time());
        self.words()
    }

    /// How many words are in it: 160 a KiB.
    pub fn words(&self) -> u64 {
        160 * u64::from(self.kib)
    }
}

/// Files 1 to `count`, of 100 to 300 KiB each; the seed settles their sizes.
pub fn files(count: u32, seed: u64) -> Vec<File> {
    let file = |id| File {
        id,
        kib: lab::rng(seed, u64::from(id), 0).random_range(100..=300),
    };
    (1..=count).map(file).collect()
}

/// A disk that serves only so many requests at a time. Whoever comes when all are
/// in use waits, the longest waiting go first.
#[derive(Debug)]
pub struct SimulatedDisk {
    /// One message for each request that could be served now.
    permits: (Sender<()>, Receiver<()>),
    /// Nanoseconds that threads have waited for a permit, all added up.
    waited: AtomicU64,
}

impl SimulatedDisk {
    /// A disk that serves `requests` at a time.
    pub fn new(requests: usize) -> SimulatedDisk {
        let permits = channel::bounded(requests);
        for _ in 0..requests {
            permits.0.send(()).expect("the receiver is here");
        }
        SimulatedDisk {
            permits,
            waited: AtomicU64::new(0),
        }
    }

    /// Reads a file; waits before while the disk is busy.
    #[track_caller]
    pub fn read(&self, file: &File) {
        let (give_back, permits) = &self.permits;
        let asked = Instant::now();
        permits.recv().expect("the sender is here");
        let waited = u64::try_from(asked.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.waited.fetch_add(waited, Ordering::Relaxed);
        lab::work(file.read_time());
        give_back.send(()).expect("the receiver is here");
    }

    /// How long threads have waited for the disk to begin, all added up.
    pub fn waited(&self) -> Duration {
        Duration::from_nanos(self.waited.load(Ordering::Relaxed))
    }
}

/// Files on the disk of the lesson, for a solution to process.
#[derive(Debug)]
pub struct Demonstration {
    files: Vec<File>,
    disk: Arc<SimulatedDisk>,
    meter: Meter,
}

impl Demonstration {
    /// With `count` files on a disk that serves `requests` at a time; the seed
    /// settles their sizes. Time begins.
    pub fn new(count: u32, requests: usize, seed: u64) -> Demonstration {
        Demonstration {
            files: files(count, seed),
            disk: Arc::new(SimulatedDisk::new(requests)),
            meter: Meter::new(),
        }
    }

    /// The files to be processed.
    pub fn files(&self) -> Vec<File> {
        self.files.clone()
    }

    /// What is to be done with each file: read it and count its words.
    pub fn process(&self) -> impl Fn(File) -> u64 + Send + Sync + 'static {
        let (disk, meter) = (Arc::clone(&self.disk), self.meter.clone());
        move |file| {
            meter.started();
            disk.read(&file);
            let words = file.count_words();
            meter.ended();
            words
        }
    }

    /// What came of it: the words of each file, as far as they are known.
    pub fn summary(self, words: &[Option<u64>]) -> Summary {
        Summary {
            files: self.files.len(),
            outcomes: words.len(),
            words: words.iter().flatten().sum(),
            usage: self.meter.usage(),
            waited: self.disk.waited(),
        }
    }
}

/// What a solution achieved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    files: usize,
    outcomes: usize,
    words: u64,
    usage: Usage,
    waited: Duration,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (outcomes, files) = (self.outcomes as u64, self.files as u64);
        let (outcomes, files) = (grouped(outcomes), grouped(files));
        writeln!(f, "\n📊 {outcomes} outcomes of {files} files")?;
        writeln!(f, "📈 words counted: {}", grouped(self.words))?;
        let at_once = grouped(self.usage.peak_threads as u64);
        writeln!(f, "📈 files in progress at once: {at_once}")?;
        writeln!(
            f,
            "📈 waiting for the disk, in all: {}",
            millis(self.waited)
        )?;
        writeln!(f, "🎉 done after {}", millis(self.usage.took))
    }
}
