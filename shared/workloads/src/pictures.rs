//! Pictures to be made smaller: the work of chapter 6.

#![expect(
    clippy::disallowed_types,
    reason = "it counts for the rules, and must not be a step of the schedule"
)]

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// A decoded picture: large, so few of them should be in memory at once.
#[derive(Debug)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Three bytes a pixel: red, green, blue; row after row.
    pub pixels: Vec<u8>,
    /// Counts the picture while it is in memory.
    pub ticket: Option<Ticket>,
}

// ANCHOR: studio
/// The three steps from a file to a smaller one. Each takes time; the real ones
/// compute and read and write files, the simulated ones let virtual time pass.
pub trait Studio: Send + Sync + 'static {
    /// Reads a file and makes a picture of it.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    fn decode(&self, source: &Path) -> Result<Picture, String>;

    /// Makes a picture of `width` × `height` pixels.
    fn resize(&self, picture: Picture, width: u32, height: u32) -> Picture;

    /// Writes a picture into the file `name`.
    ///
    /// # Errors
    ///
    /// Why it could not be written.
    fn encode(&self, name: &Path, picture: Picture) -> Result<(), String>;
}
// ANCHOR_END: studio

/// How many threads each step has, and how many pictures may wait between steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stages {
    /// Threads that decode.
    pub decoders: usize,
    /// Threads that resize.
    pub resizers: usize,
    /// Threads that encode.
    pub encoders: usize,
    /// How many messages each queue holds; with 0 they go from hand to hand.
    pub queue: usize,
}

/// The size of a picture of `width` × `height` when neither side may be longer
/// than `longest`: in proportion, at least one pixel, and never larger than it was.
pub fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let (width, height) = (width.max(1), height.max(1));
    let long = width.max(height);
    if long <= longest {
        return (width, height);
    }
    let scale = |side: u32| {
        let scaled = u64::from(side) * u64::from(longest) / u64::from(long);
        u32::try_from(scaled).unwrap_or(longest).max(1)
    };
    (scale(width), scale(height))
}

/// The name of a thumbnail: `holiday.jpg` gives `holiday_thumb.jpg`.
pub fn thumbnail_name(source: &Path) -> PathBuf {
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push("_thumb");
    if let Some(extension) = source.extension() {
        name.push(".");
        name.push(extension);
    }
    source.with_file_name(name)
}

/// What came of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The file.
    pub source: PathBuf,
    /// The thumbnail, or what is wrong with the file.
    pub result: Result<Thumbnail, String>,
}

/// A picture that has been made smaller and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    /// The name of its file.
    pub name: PathBuf,
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// What came of all files.
#[derive(Debug)]
pub struct Summary {
    outcomes: Vec<Outcome>,
    took: Duration,
}

impl Summary {
    /// Of `outcomes`, which took `took` in all.
    pub fn new(mut outcomes: Vec<Outcome>, took: Duration) -> Summary {
        outcomes.sort_by(|a, b| a.source.cmp(&b.source));
        Summary { outcomes, took }
    }

    /// How many files gave no thumbnail.
    pub fn damaged(&self) -> usize {
        self.outcomes.iter().filter(|o| o.result.is_err()).count()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 results, in the order of names")?;
        for outcome in &self.outcomes {
            let source = outcome.source.display();
            match &outcome.result {
                Ok(made) => writeln!(
                    f,
                    "   🖼️ {source} → {}, {}×{}",
                    made.name.display(),
                    made.width,
                    made.height
                )?,
                Err(reason) => writeln!(f, "   ❌ {source}: {reason}")?,
            }
        }
        let damaged = self.damaged();
        writeln!(
            f,
            "🎉 {} thumbnails, {damaged} damaged files, after {} ms",
            self.outcomes.len() - damaged,
            self.took.as_millis()
        )
    }
}

/// A studio without pictures: its steps take virtual time, and it counts the
/// pictures that are in memory.
#[derive(Default)]
pub struct SimulatedStudio {
    files: HashMap<PathBuf, SimulatedFile>,
    in_memory: Arc<Count>,
}

#[derive(Clone, Debug)]
struct SimulatedFile {
    size: (u32, u32),
    decode: Duration,
    damage: Option<String>,
}

/// Simulated time that resizing a picture takes.
pub const RESIZE: Duration = Duration::from_millis(20);
/// Simulated time that writing a thumbnail takes.
pub const ENCODE: Duration = Duration::from_millis(10);

impl SimulatedStudio {
    /// With a picture in the file `name` that takes `decode` to be read.
    #[must_use]
    pub fn with(mut self, name: &str, size: (u32, u32), decode: Duration) -> Self {
        let file = SimulatedFile {
            size,
            decode,
            damage: None,
        };
        self.files.insert(PathBuf::from(name), file);
        self
    }

    /// With a file that is found to be damaged after 10 ms.
    #[must_use]
    pub fn with_damaged(mut self, name: &str, reason: &str) -> Self {
        let file = SimulatedFile {
            size: (0, 0),
            decode: Duration::from_millis(10),
            damage: Some(reason.to_owned()),
        };
        self.files.insert(PathBuf::from(name), file);
        self
    }

    /// The files, in the order of their names.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = self.files.keys().cloned().collect();
        files.sort();
        files
    }

    /// The most pictures that were in memory at once.
    pub fn most_in_memory(&self) -> usize {
        self.in_memory.most.load(SeqCst)
    }
}

impl Studio for SimulatedStudio {
    fn decode(&self, source: &Path) -> Result<Picture, String> {
        let Some(file) = self.files.get(source) else {
            return Err("no such file".to_owned());
        };
        // The memory is taken before the decoder fills it.
        let ticket = self.in_memory.enter();
        lab::work(file.decode);
        match &file.damage {
            Some(reason) => Err(reason.clone()),
            None => Ok(Picture {
                width: file.size.0,
                height: file.size.1,
                pixels: Vec::new(),
                ticket: Some(ticket),
            }),
        }
    }

    fn resize(&self, picture: Picture, width: u32, height: u32) -> Picture {
        lab::work(RESIZE);
        Picture {
            width,
            height,
            ..picture
        }
    }

    fn encode(&self, name: &Path, picture: Picture) -> Result<(), String> {
        lab::work(ENCODE);
        drop(picture);
        if name.to_string_lossy().contains("full") {
            return Err("no space left on device".to_owned());
        }
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Count {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Count {
    fn enter(self: &Arc<Count>) -> Ticket {
        let now = self.now.fetch_add(1, SeqCst) + 1;
        self.most.fetch_max(now, SeqCst);
        Ticket(Arc::clone(self))
    }
}

/// Stands for the memory of one picture.
#[derive(Debug)]
pub struct Ticket(Arc<Count>);

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, SeqCst);
    }
}
