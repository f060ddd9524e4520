//! Chapter 4: a pool that others can use, and what it must promise them.

pub mod exercises;
pub mod lesson;
pub mod pool;
pub mod traps;
