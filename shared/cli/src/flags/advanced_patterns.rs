//! Chapter 5.

use std::time::Duration;

use crate::{Given, at_least_one, percent, text, threads, whole_number};
use clap::Arg;
use workloads::scaling::Scaling;

/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Flags {
    workers: Option<usize>,
    /// Places in the three queues of the lesson, the highest priority first.
    pub queues: Queues,
    tasks: Option<u32>,
    /// Requests to make.
    pub requests: u32,
    rate: usize,
    burst: usize,
    min: usize,
    /// A pool that scales: most workers.
    pub max: usize,
    queue: usize,
    crowded: u32,
    idle: usize,
    every: usize,
    patience: u32,
}

impl crate::Flags for Flags {
    fn args() -> Vec<Arg> {
        let queues = "priorities: how many high, normal and low tasks may wait";
        vec![
            text("queues", "N,N,N", queues)
                .default_value("50,100,200")
                .value_parser(three),
            threads(
                "workers",
                "Threads that work [usually 3 or 4; priority_pool: 2]",
            ),
            whole_number("tasks", "N", "Tasks to do [usually 15 to 60]"),
            whole_number("requests", "N", "Requests to make").default_value("20"),
            at_least_one("rate", "N", "Requests per second").default_value("10"),
            at_least_one("burst", "N", "Requests that may come at once")
                .default_value("5"),
            threads("min", "A pool that scales: least workers").default_value("1"),
            threads("max", "A pool that scales: most workers").default_value("5"),
            at_least_one(
                "queue",
                "N",
                "A pool that scales: how many tasks may wait",
            )
            .default_value("20"),
            percent(
                "crowded",
                "A pool that scales: above this share of its queue it grows",
            )
            .default_value("80"),
            at_least_one(
                "idle",
                "MS",
                "A pool that scales: ms after which an idle worker ends",
            )
            .default_value("3000"),
            at_least_one(
                "every",
                "MS",
                "A pool that scales: ms between two lines of the monitor",
            )
            .default_value("5000"),
            whole_number(
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
            queues: given.value("queues"),
            tasks: given.get("tasks"),
            requests: given.value("requests"),
            rate: given.value("rate"),
            burst: given.value("burst"),
            min: given.value("min"),
            max: given.value("max"),
            queue: given.value("queue"),
            crowded: given.value("crowded"),
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

/// The sizes of three queues, the one for the highest priority first.
pub type Queues = [usize; 3];

fn three(text: &str) -> Result<Queues, String> {
    let sizes: Result<Vec<usize>, _> = text.split(',').map(str::parse).collect();
    let sizes = sizes.ok().and_then(|sizes| Queues::try_from(sizes).ok());
    sizes
        .filter(|sizes| sizes.iter().all(|size| (1..=1_000_000).contains(size)))
        .ok_or_else(|| {
            "it must be three whole numbers from 1 to 1000000, as in 50,100,200"
                .into()
        })
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
            crowded: self.crowded,
            idle: Duration::from_millis(self.idle as u64),
            every: Duration::from_millis(self.every as u64),
        }
    }
}
