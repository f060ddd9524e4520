//! A fast pool, in steps.

pub mod work_stealing;
