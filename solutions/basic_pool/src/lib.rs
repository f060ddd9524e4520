//! Chapter 2, solved.

pub mod exercises;
