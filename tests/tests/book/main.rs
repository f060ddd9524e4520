//! The book, held to the code: what it shows is compiled, what it prints was
//! printed, what it names is there.
//!
//! What is generated is in `book/src/generated` and `book/src/plots`.
//! `UPDATE_EXPECT=1 cargo test -p course_tests --test book` writes it anew.

mod chapters;
mod code_blocks;
mod commands;
mod failure;
mod generated;
mod links;
mod minutes;
mod pages;
mod plots;
mod predictions;
mod refused;
