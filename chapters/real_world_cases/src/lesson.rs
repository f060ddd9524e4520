//! The lesson: two programs that do something useful.

pub mod crawl;
mod frontier;
pub mod images;
