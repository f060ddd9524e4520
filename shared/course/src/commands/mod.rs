//! The commands, one file each.

pub mod book;
pub mod check;
pub mod list;
