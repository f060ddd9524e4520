//! Chapter 1: a thread for each file, and why a pool.

pub mod exercises;
pub mod lesson;
pub mod traps;
