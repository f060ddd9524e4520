//! Programs that are broken on purpose, one idea each.

pub mod collect_after_submit;
pub mod leaked_sender;
pub mod lock_held_through_job;
