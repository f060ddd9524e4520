//! Chapter 3: tasks that fail and are tried again, and how a pool knows its end.

pub mod exercises;
#[cfg(feature = "program")]
pub mod lesson;
#[cfg(feature = "program")]
pub mod traps;
