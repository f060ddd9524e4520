//! What the benchmarks have in common: `cargo bench -p benches --features peers`.

pub mod measure;
