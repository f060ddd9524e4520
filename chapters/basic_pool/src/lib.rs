//! Chapter 2: the smallest pool that is right, and how it goes wrong.

pub mod exercises;
#[cfg(feature = "program")]
pub mod lesson;
#[cfg(feature = "program")]
pub mod traps;
