//! Given code: what the exercises work on, and what they report.

pub mod checksums;
pub mod job;
pub mod pictures;
pub mod pool;
pub mod primes;
pub mod priority;
pub mod rate;
pub mod robots;
pub mod scaling;
pub mod site;
pub mod tree;
