//! Given code: what the exercises work on, and what they report.

pub mod batching;
pub mod checksums;
pub mod disk;
pub mod http;
pub mod job;
pub mod log;
pub mod metrics;
pub mod pictures;
pub mod pool;
pub mod primes;
pub mod priority;
pub mod rate;
pub mod retry;
pub mod robots;
pub mod scaling;
pub mod site;
pub mod tree;
pub mod usage;
