//! The exercises: fill in the holes.

#![allow(unused_variables, reason = "holes do not use their parameters")]

pub mod checksum;
pub mod crawler;
pub mod thumbnails;
