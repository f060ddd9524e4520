//! The lesson: three programs, each a pool with one more idea.

pub mod dynamic;
pub mod fast_pool;
pub mod priorities;
pub mod rate_limit;
