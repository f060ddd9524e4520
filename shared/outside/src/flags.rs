//! The flags of chapter 6.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Arg, value_parser};
use cli::{Common, Given};
use lab::channel::{self, Receiver};
use lab::time::Instant;
use tempfile::TempDir;
use workloads::checksums::Options;
use workloads::pictures::Stages;
use workloads::site::{self, Fetch, Limits};

use crate::stop;
use crate::studio::{self, RealStudio};
use crate::web::{self, Web};

/// After this a request is given up.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What can be set on the command line, besides what all chapters have.
#[derive(Clone, Debug)]
pub struct Flags {
    workers: Option<usize>,
    input: Option<PathBuf>,
    output: Option<PathBuf>,
    pictures: u32,
    size: usize,
    url: Option<String>,
    depth: Option<u32>,
    per_host: usize,
    delay: u32,
    attempts: usize,
    stop_after: Option<u32>,
}

impl cli::Flags for Flags {
    fn args() -> Vec<Arg> {
        vec![
            cli::threads(
                "workers",
                "Threads that work [usually 4 for pictures and files, 10 for sites]",
            ),
            cli::text(
                "input",
                "DIR",
                "Pictures to make smaller, or the files to take checksums of",
            )
            .value_parser(value_parser!(PathBuf)),
            cli::text("output", "DIR", "Where to put thumbnails")
                .value_parser(value_parser!(PathBuf)),
            cli::whole_number(
                "pictures",
                "N",
                "How many pictures to generate when there is no --input",
            )
            .default_value("12"),
            cli::at_least_one(
                "size",
                "N",
                "The longest side of a thumbnail, in pixels",
            )
            .default_value("64"),
            cli::text("url", "URL", "Where a crawl begins; needs --real"),
            cli::whole_number(
                "depth",
                "N",
                "How many links away from its start a crawl goes [usually 6; on the web 2]",
            ),
            cli::at_least_one(
                "per-host",
                "N",
                "Requests to one host at the same time",
            )
            .default_value("2"),
            cli::whole_number(
                "delay",
                "MS",
                "Milliseconds between two requests to one host, for the lesson",
            )
            .default_value("100"),
            cli::at_least_one("attempts", "N", "How often a file is tried")
                .default_value("3"),
            cli::whole_number(
                "stop-after",
                "MS",
                "Press Ctrl-C after so many milliseconds, for the crawl and the checksums",
            ),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            workers: given.get("workers"),
            input: given.get("input"),
            output: given.get("output"),
            pictures: given.value("pictures"),
            size: given.value("size"),
            url: given.get("url"),
            depth: given.get("depth"),
            per_host: given.value("per-host"),
            delay: given.value("delay"),
            attempts: given.value("attempts"),
            stop_after: given.get("stop-after"),
        }
    }
}

impl Flags {
    /// Threads, unless the command line says something else.
    pub fn workers(&self, usually: usize) -> usize {
        self.workers.unwrap_or(usually)
    }

    /// Links from the start, unless the command line says something else.
    pub fn depth(&self, usually: u32) -> u32 {
        self.depth.unwrap_or(usually)
    }

    /// The longest side of a thumbnail.
    pub fn size(&self) -> u32 {
        self.size as u32
    }

    /// The pictures to work on; generated ones are gone with what is returned.
    ///
    /// # Errors
    ///
    /// A sentence that says what to do.
    pub fn pictures(&self, seed: u64) -> Result<Pictures, String> {
        let say = |what: &str, path: &Path, error: io::Error| {
            format!("cannot {what} {}: {error}", path.display())
        };
        let (folder, input, output) = match (&self.input, &self.output) {
            (Some(_), None) => {
                return Err("--input needs --output DIR: where to put the \
                            thumbnails"
                    .to_owned());
            }
            (Some(input), Some(output)) => (None, input.clone(), output.clone()),
            (None, Some(output)) => (None, output.clone(), output.join("thumbs")),
            (None, None) => {
                let folder = TempDir::new()
                    .map_err(|error| format!("no temporary folder: {error}"))?;
                let input = folder.path().to_owned();
                let output = input.join("thumbs");
                (Some(folder), input, output)
            }
        };
        if self.input.is_none() {
            studio::generate(&input, self.pictures, seed)
                .map_err(|error| say("write pictures to", &input, error))?;
        }
        let studio = RealStudio::new(&input, &output)
            .map_err(|error| say("make the folder", &output, error))?;
        let files = studio
            .files()
            .map_err(|error| say("read the folder", &input, error))?;
        Ok(Pictures {
            studio: Arc::new(studio),
            files,
            _folder: folder,
        })
    }

    /// The site to crawl, and where to begin.
    ///
    /// # Errors
    ///
    /// A sentence that says what to do.
    pub fn site(&self, common: &Common) -> Result<Start, String> {
        let Some(url) = &self.url else {
            return Ok(Start {
                web: Arc::new(site::generated(common.seed)),
                url: site::START.to_owned(),
                limits: self.limits(6),
            });
        };
        if !common.real {
            return Err(
                "--url needs --real: there is no network in the lab".to_owned()
            );
        }
        let url = web::absolute(url, "")
            .filter(|url| url.starts_with("http://"))
            .ok_or_else(|| {
                format!("{url} is no address that begins with http:// (https is left out)")
            })?;
        Ok(Start {
            web: Arc::new(Web::new(TIMEOUT)),
            url,
            limits: self.limits(2),
        })
    }

    fn limits(&self, depth: u32) -> Limits {
        Limits {
            workers: self.workers(10),
            depth: self.depth(depth),
            per_host: self.per_host,
        }
    }

    /// The time between two requests to a host.
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay.into())
    }

    /// Gives a message, or closes, when the program is to stop: at Ctrl-C, or in the
    /// lab when `--stop-after` says so.
    pub fn stop(&self) -> Receiver<Instant> {
        match self.stop_after {
            Some(millis) => channel::after(Duration::from_millis(millis.into())),
            None if lab::is_simulated() => channel::never(),
            None => stop::on_ctrl_c(),
        }
    }

    /// Threads for each stage, and what may wait between two of them.
    pub fn stages(&self) -> Stages {
        let workers = self.workers(4);
        Stages {
            decoders: workers,
            resizers: workers,
            encoders: workers,
            queue: 4,
        }
    }

    /// The folder or file to take checksums of.
    pub fn root(&self) -> Option<&Path> {
        self.input.as_deref()
    }

    /// How checksums are to be taken.
    pub fn options(&self) -> Options {
        Options {
            workers: self.workers(4),
            queue: 100,
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
        }
    }

    /// Asks whether the program is to stop, as [`Flags::stop`] does.
    pub fn cancelled(&self) -> Arc<dyn Fn() -> bool + Send + Sync> {
        match self.stop_after {
            Some(millis) => {
                let began = Instant::now();
                let after = Duration::from_millis(millis.into());
                Arc::new(move || began.elapsed() >= after)
            }
            None if lab::is_simulated() => Arc::new(|| false),
            None => {
                drop(stop::on_ctrl_c());
                Arc::new(stop::is_pressed)
            }
        }
    }
}

/// What [`Flags::pictures`] gives.
pub struct Pictures {
    /// Reads and writes them.
    pub studio: Arc<RealStudio>,
    /// Their names.
    pub files: Vec<PathBuf>,
    _folder: Option<TempDir>,
}

/// What [`Flags::site`] gives.
pub struct Start {
    /// Fetches its pages.
    pub web: Arc<dyn Fetch>,
    /// Where to begin.
    pub url: String,
    /// What the crawler may do.
    pub limits: Limits,
}
