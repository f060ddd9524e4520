//! Programs that are broken on purpose, one idea each.

pub mod random_select;
pub mod scale_up_only;
pub mod starvation;
pub mod window_edge;
