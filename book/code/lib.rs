//! Programs of the book that belong to no chapter.

pub mod choosing;
pub mod from_go;
pub mod lost_wake_up;
pub mod plot;
