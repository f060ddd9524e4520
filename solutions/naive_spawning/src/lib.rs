//! Chapter 1, solved.

pub mod exercises;
