//! Chapter 4.

use crate::{Given, text, threads, whole_number};
use clap::Arg;
/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Flags {
    /// Threads that work.
    pub workers: usize,
    queue: Option<u32>,
    /// What the threads are called, before their number.
    pub thread_name: String,
    /// Jobs to do.
    pub jobs: u32,
}

impl crate::Flags for Flags {
    fn args() -> Vec<Arg> {
        vec![
            threads("workers", "Threads that work").default_value("3"),
            whole_number(
                "queue",
                "N",
                "Jobs that may wait [usually 10; backpressure: 2]",
            ),
            text(
                "thread-name",
                "NAME",
                "What the threads are called, before their number",
            )
            .default_value("worker"),
            whole_number("jobs", "N", "Jobs to do").default_value("8"),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            workers: given.value("workers"),
            queue: given.get("queue"),
            thread_name: given.value("thread-name"),
            jobs: given.value("jobs"),
        }
    }
}

impl Flags {
    /// Jobs that may wait, unless the command line says something else.
    pub fn queue(&self, usually: usize) -> usize {
        self.queue.map_or(usually, |queue| queue as usize)
    }
}
