//! The grader: what it reads, what it refuses, what it writes. The classes that it
//! has to compile are ignored unless asked for: `.ci/run` asks.

mod class;
mod commands;
mod hostile;
mod merging;
mod pages;
mod reading;
mod run;
