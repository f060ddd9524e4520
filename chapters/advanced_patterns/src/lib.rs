//! Chapter 5: who goes first, how fast, and with how many.

pub mod exercises;
pub mod lesson;
pub mod traps;
