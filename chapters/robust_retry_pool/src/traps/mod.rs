//! Programs that are broken on purpose, one idea each.

pub mod closed_too_early;
pub mod counts_submissions;
pub mod nobody_closes;
