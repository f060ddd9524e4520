//! Chapter 1.

use crate::{Given, at_least_one, whole_number};
use clap::Arg;
/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Flags {
    files: Option<u32>,
    /// Threads that work; for bounded_spawn: that are alive at once.
    pub workers: usize,
    /// Files that may wait for a worker.
    pub queue: usize,
    /// Requests that the disk serves at a time.
    pub disk: usize,
    /// Threads that the lab allows in the last part of the lesson.
    pub limit: usize,
}

impl crate::Flags for Flags {
    fn args() -> Vec<Arg> {
        vec![
            whole_number("files", "N", "Files to read [usually 10000; traps: 10]"),
            at_least_one(
                "workers",
                "N",
                "Threads that work; for bounded_spawn: that are alive at once",
            )
            .default_value("10"),
            at_least_one("queue", "N", "Files that may wait for a worker")
                .default_value("100"),
            at_least_one("disk", "N", "Requests that the disk serves at a time")
                .default_value("8"),
            at_least_one(
                "limit",
                "N",
                "Threads that the lab allows in the last part of the lesson",
            )
            .default_value("1000"),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            files: given.get("files"),
            workers: given.value("workers"),
            queue: given.value("queue"),
            disk: given.value("disk"),
            limit: given.value("limit"),
        }
    }
}

impl Flags {
    /// How many files there are.
    pub fn files(&self) -> u32 {
        self.files.unwrap_or(10_000)
    }

    /// The same for a trap, which shows a line for each file.
    pub fn few_files(&self) -> u32 {
        self.files.unwrap_or(10)
    }
}
