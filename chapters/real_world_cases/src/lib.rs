//! Chapter 6: pools that meet the world: pictures, the web, files.

pub mod exercises;
#[cfg(feature = "program")]
pub mod lesson;
#[cfg(feature = "program")]
pub mod traps;
