//! Chapter 3.

use std::time::Duration;

use crate::{Given, at_least_one, percent, switch, threads, whole_number};
use clap::Arg;
use workloads::http;
use workloads::retry::{Flaky, Policy};

/// What can be set on the command line.
#[derive(Clone, Debug)]
pub struct Flags {
    workers: Option<usize>,
    tasks: Option<u32>,
    /// Requests to send, for http_simulator.
    pub requests: u32,
    attempts: usize,
    longest: usize,
    pause: u32,
    jitter: u32,
    failing: u32,
    final_4xx: bool,
    every: usize,
}

impl crate::Flags for Flags {
    fn args() -> Vec<Arg> {
        vec![
            threads(
                "workers",
                "Threads that work [usually 4; http_simulator: 5]",
            ),
            whole_number(
                "tasks",
                "N",
                "Tasks to do [usually 15; live_metrics: 100]",
            ),
            whole_number("requests", "N", "Requests to send, for http_simulator")
                .default_value("50"),
            at_least_one(
                "attempts",
                "N",
                "Attempts at a task, the first one included",
            )
            .default_value("3"),
            at_least_one(
                "longest",
                "MS",
                "Milliseconds that an attempt takes at most",
            )
            .default_value("500"),
            whole_number(
                "pause",
                "MS",
                "Milliseconds before a retry; http_simulator doubles them each time",
            )
            .default_value("100"),
            whole_number(
                "jitter",
                "MS",
                "Milliseconds that http_simulator may wait longer, at random",
            )
            .default_value("0"),
            percent("failing", "Of a hundred attempts so many fail")
                .default_value("20"),
            switch(
                "final-4xx",
                "For http_simulator: a code 4xx is final, but for 408 and 429",
            ),
            at_least_one(
                "every",
                "MS",
                "Milliseconds from one report of live_metrics to the next",
            )
            .default_value("2000"),
        ]
    }

    fn read(given: &Given) -> Self {
        Self {
            workers: given.get("workers"),
            tasks: given.get("tasks"),
            requests: given.value("requests"),
            attempts: given.value("attempts"),
            longest: given.value("longest"),
            pause: given.value("pause"),
            jitter: given.value("jitter"),
            failing: given.value("failing"),
            final_4xx: given.is_set("final-4xx"),
            every: given.value("every"),
        }
    }
}

impl Flags {
    /// Tasks, unless the command line says something else.
    pub fn tasks(&self, usually: u32) -> u32 {
        self.tasks.unwrap_or(usually)
    }

    /// The time between two reports.
    pub fn every(&self) -> Duration {
        Duration::from_millis(self.every as u64)
    }

    /// Who works, and how often a task is tried.
    pub fn policy(&self) -> Policy {
        Policy {
            workers: self.workers.unwrap_or(4),
            attempts: self.attempts,
            pause: Duration::from_millis(self.pause.into()),
        }
    }

    /// A service that may fail.
    pub fn service(&self, seed: u64) -> Flaky {
        Flaky {
            seed,
            failing: self.failing,
            longest: self.longest as u64,
        }
    }

    /// Who sends, and when a request is sent again.
    pub fn http_policy(&self, seed: u64) -> http::Policy {
        http::Policy {
            workers: self.workers.unwrap_or(5),
            attempts: self.attempts,
            backoff: Duration::from_millis(self.pause.into()),
            jitter: Duration::from_millis(self.jitter.into()),
            is_retryable: if self.final_4xx {
                http::passing_errors
            } else {
                http::any_error
            },
            seed,
        }
    }

    /// A server that may fail.
    pub fn server(&self, seed: u64) -> http::Server {
        http::Server {
            seed,
            failing: self.failing,
            longest: self.longest as u64,
        }
    }
}
