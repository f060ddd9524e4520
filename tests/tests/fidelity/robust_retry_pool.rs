#[path = "../../../solutions/robust_retry_pool/src/exercises/mod.rs"]
mod exercises;

#[path = "../../../shared/course/export/robust_retry_pool/http_simulator/outcomes.rs"]
mod http_simulator;

#[path = "../../../shared/course/export/robust_retry_pool/live_metrics/outcomes.rs"]
mod live_metrics;

#[path = "../../../shared/course/export/robust_retry_pool/retry_pool/outcomes.rs"]
mod retry_pool;
