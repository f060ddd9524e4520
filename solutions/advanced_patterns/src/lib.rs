//! Chapter 5, solved.

pub mod exercises;
