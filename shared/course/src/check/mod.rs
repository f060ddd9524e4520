//! From a file that was saved to a verdict for each rule.

mod build;

pub use build::{Build, build};
