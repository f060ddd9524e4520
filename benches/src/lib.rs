//! What the benchmarks have in common: `cargo bench -p benches --features peers`.

pub mod flags;
pub mod measure;
