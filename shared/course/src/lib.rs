//! The course at your side: `cargo course`.

pub mod catalog;
pub mod check;
pub mod cli;
pub mod commands;
pub mod export;
pub mod grade;
pub mod mistake;
pub mod problem;
pub mod show;
pub mod standing;
pub mod watch;
