//! The exercises, filled in.

pub mod backpressure;
pub mod cancel_and_panic;
pub mod worker_pool;
