//! The forms of a report, one file each.

pub mod csv;
pub mod html;
pub mod junit;
pub mod table;
