//! Chapter 2.

use crate::{Given, threads, whole_number};
use clap::Arg;
/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Flags {
    workers: Option<usize>,
    /// Jobs to do.
    pub jobs: u32,
    /// Jobs that may wait in the lesson, and results.
    pub queue: u32,
    /// The last number to test, for the primes.
    pub limit: u32,
    /// Numbers in a batch, for prime_batches.
    pub batch: u32,
}

impl crate::Flags for Flags {
    fn args() -> Vec<Arg> {
        let workers = "Threads that work [usually 3; primes: 6, prime_batches: 4]";
        let queue = "Jobs that may wait in the lesson, and results";
        let limit = "The last number to test, for the primes";
        let batch = "Numbers in a batch, for prime_batches";
        vec![
            threads("workers", workers),
            whole_number("jobs", "N", "Jobs to do").default_value("10"),
            whole_number("queue", "N", queue).default_value("10"),
            whole_number("limit", "N", limit).default_value("10000"),
            whole_number("batch", "N", batch).default_value("500"),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            workers: given.get("workers"),
            jobs: given.value("jobs"),
            queue: given.value("queue"),
            limit: given.value("limit"),
            batch: given.value("batch"),
        }
    }
}

impl Flags {
    /// Threads, unless the command line says something else.
    pub fn workers(&self, usually: usize) -> usize {
        self.workers.unwrap_or(usually)
    }
}
