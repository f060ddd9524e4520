#[path = "../../../solutions/configurable_pool/src/exercises/mod.rs"]
mod exercises;

#[path = "../../../shared/course/export/configurable_pool/backpressure/outcomes.rs"]
mod backpressure;

#[path = "../../../shared/course/export/configurable_pool/cancel_and_panic/outcomes.rs"]
mod cancel_and_panic;

#[path = "../../../shared/course/export/configurable_pool/worker_pool/outcomes.rs"]
mod worker_pool;
