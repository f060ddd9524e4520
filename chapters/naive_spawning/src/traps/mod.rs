//! Programs that are broken on purpose, one idea each.

pub mod missing_join;
pub mod shared_counter;
