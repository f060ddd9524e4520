//! Programs that are broken on purpose, one idea each.

pub mod no_visited_set;
pub mod stage_closes_early;
pub mod whole_pool_for_one_page;
