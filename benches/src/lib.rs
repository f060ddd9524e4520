//! Nothing but benchmarks: `cargo bench -p benches --features peers`.
