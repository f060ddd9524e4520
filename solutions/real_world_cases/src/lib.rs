//! Chapter 6, solved.

pub mod exercises;
