//! Chapter 3: tasks that fail and are tried again, and how a pool knows its end.

pub mod exercises;
pub mod lesson;
pub mod traps;
