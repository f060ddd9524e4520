//! Chapter 5.

use std::time::Duration;

use clap::Arg;
use lab::cli::{self, Given};

use crate::scaling::Scaling;

/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Flags {
    workers: Option<usize>,
    tasks: Option<u32>,
    /// Requests to make.
    pub requests: u32,
    rate: usize,
    burst: usize,
    min: usize,
    /// A pool that scales: most workers.
    pub max: usize,
    queue: usize,
    idle: usize,
    every: usize,
    patience: u32,
}

impl cli::Flags for Flags {
    fn args() -> Vec<Arg> {
        vec![
            cli::threads(
                "workers",
                "Threads that work [usually 3 or 4; priority_pool: 2]",
            ),
            cli::whole_number("tasks", "N", "Tasks to do [usually 15 to 60]"),
            cli::whole_number("requests", "N", "Requests to make")
                .default_value("20"),
            cli::at_least_one("rate", "N", "Requests per second")
                .default_value("10"),
            cli::at_least_one("burst", "N", "Requests that may come at once")
                .default_value("5"),
            cli::threads("min", "A pool that scales: least workers")
                .default_value("1"),
            cli::threads("max", "A pool that scales: most workers")
                .default_value("5"),
            cli::at_least_one(
                "queue",
                "N",
                "A pool that scales: how many tasks may wait",
            )
            .default_value("20"),
            cli::at_least_one(
                "idle",
                "MS",
                "A pool that scales: ms after which an idle worker ends",
            )
            .default_value("3000"),
            cli::at_least_one(
                "every",
                "MS",
                "A pool that scales: ms between two lines of the monitor",
            )
            .default_value("5000"),
            cli::whole_number(
                "patience",
                "MS",
                "priority_pool: ms after which nobody is overtaken",
            )
            .default_value("1000"),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            workers: given.get("workers"),
            tasks: given.get("tasks"),
            requests: given.value("requests"),
            rate: given.value("rate"),
            burst: given.value("burst"),
            min: given.value("min"),
            max: given.value("max"),
            queue: given.value("queue"),
            idle: given.value("idle"),
            every: given.value("every"),
            patience: given.value("patience"),
        }
    }

    fn check(&self) -> Result<(), String> {
        let Scaling { min, max, .. } = self.scaling();
        let checked = self.scaling().check();
        checked.map_err(|error| format!("{error}: --min {min}, --max {max}"))
    }
}

impl Flags {
    /// Threads, unless the command line says something else.
    pub fn workers(&self, usually: usize) -> usize {
        self.workers.unwrap_or(usually)
    }

    /// Tasks, unless the command line says something else.
    pub fn tasks(&self, usually: u32) -> u32 {
        self.tasks.unwrap_or(usually)
    }

    /// Requests per second, and how many may come at once.
    pub fn rate(&self) -> (u32, u32) {
        (self.rate as u32, self.burst as u32)
    }

    /// After this time nobody is overtaken.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.patience.into())
    }

    /// When a pool grows and shrinks.
    pub fn scaling(&self) -> Scaling {
        Scaling {
            min: self.min,
            max: self.max,
            queue: self.queue,
            idle: Duration::from_millis(self.idle as u64),
            every: Duration::from_millis(self.every as u64),
        }
    }
}
