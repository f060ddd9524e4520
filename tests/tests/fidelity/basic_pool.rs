#[path = "../../../solutions/basic_pool/src/exercises/mod.rs"]
mod exercises;

#[path = "../../../shared/course/export/basic_pool/prime_batches/outcomes.rs"]
mod prime_batches;

#[path = "../../../shared/course/export/basic_pool/primes/outcomes.rs"]
mod primes;

#[path = "../../../shared/course/export/basic_pool/run_pool/outcomes.rs"]
mod run_pool;
