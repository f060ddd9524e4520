//! Chapter 4, solved.

pub mod exercises;
