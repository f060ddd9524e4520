//! The flags of each chapter, besides those that all chapters have: the lesson,
//! the traps, the exercises and their solutions take the same.

pub mod advanced_patterns;
pub mod basic_pool;
pub mod configurable_pool;
pub mod naive_spawning;
pub mod robust_retry_pool;
