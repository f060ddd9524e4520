//! Chapter 1: a thread for each file, and why a pool.

pub mod exercises;
#[cfg(feature = "program")]
pub mod lesson;
#[cfg(feature = "program")]
pub mod traps;
