//! Programs that are broken on purpose, one idea each.

pub mod full_results;
pub mod stop_after_a_while;
pub mod submit_after_stop;
