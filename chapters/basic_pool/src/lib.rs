//! Chapter 2: the smallest pool that is right, and how it goes wrong.

pub mod exercises;
pub mod lesson;
pub mod traps;
