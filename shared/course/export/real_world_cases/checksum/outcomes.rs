use std::path::Path;
use std::sync::Arc;

use super::exercises::checksum::{checksum, exit_code};
use workloads::checksums::{Options, SimulatedDisk};

#[test]
fn checksums_are_right() {
    let disk = (0..9).fold(SimulatedDisk::default(), |disk, number| {
        disk.file(format!("t/{number}"), "abc")
    });
    let mut reports = 0;
    let options = Options {
        workers: 3,
        queue: 2,
        attempts: 2,
    };
    let summary = checksum(
        Arc::new(disk.locked_folder("t/locked")),
        Path::new("t"),
        options,
        Arc::new(|| false),
        &mut |_| reports += 1,
    );
    let summary = summary.expect("there are workers");
    assert_eq!((summary.hashed, summary.failed, reports), (9, 1, 10));
    assert_eq!(exit_code(&summary), 1);
}
