//! Chapter 4: a pool that others can use, and what it must promise them.

pub mod exercises;
#[cfg(feature = "program")]
pub mod lesson;
pub mod pool;
#[cfg(feature = "program")]
pub mod traps;
