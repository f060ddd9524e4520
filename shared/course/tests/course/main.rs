//! `cargo course` on a copy of the course: its commands, and its watch mode in a
//! real terminal.

mod commands;
mod copy;
mod places;
#[cfg(unix)]
mod screen;
#[cfg(unix)]
mod watch;
