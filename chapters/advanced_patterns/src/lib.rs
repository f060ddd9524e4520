//! Chapter 5: who goes first, how fast, and with how many.

pub mod exercises;
#[cfg(feature = "program")]
pub mod lesson;
#[cfg(feature = "program")]
pub mod traps;
