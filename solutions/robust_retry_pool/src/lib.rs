//! Chapter 3, solved.

pub mod exercises;
