//! The exercises, filled in.

pub mod http_simulator;
pub mod live_metrics;
pub mod retry_pool;
