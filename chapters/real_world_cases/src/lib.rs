//! Chapter 6: pools that meet the world: pictures, the web, files.

pub mod exercises;
pub mod lesson;
pub mod traps;
