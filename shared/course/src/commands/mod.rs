//! The commands, one file each.

pub mod book;
pub mod check;
pub mod diff;
pub mod export;
pub mod hint;
pub mod list;
pub mod replay;
pub mod reset;
pub mod run;
pub mod verify;
