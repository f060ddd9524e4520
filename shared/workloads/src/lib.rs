//! Given code: what the exercises work on, and what they report.

pub mod job;
pub mod pictures;
pub mod primes;
pub mod robots;
pub mod site;
pub mod tree;
