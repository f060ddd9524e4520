//! The course at your side: `cargo course`.

mod broken;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod commands;
pub mod export;
pub mod grade;
pub mod mistake;
pub mod outside;
pub mod problem;
pub mod show;
pub mod standing;
mod usage;
pub mod watch;
