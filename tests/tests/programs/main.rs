//! The programs of the course, as a reader runs them. In one target, so that they are
//! built once for all of these tests.

mod advanced_patterns;
mod basic_pool;
mod configurable_pool;
mod course_book;
mod naive_spawning;
mod outside;
mod real;
mod real_world_cases;
mod robust_retry_pool;
