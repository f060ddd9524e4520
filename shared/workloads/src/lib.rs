//! Given code: what the exercises work on, and what they report.

pub mod job;
pub mod pool;
pub mod primes;
pub mod priority;
pub mod rate;
pub mod scaling;
pub mod tree;
