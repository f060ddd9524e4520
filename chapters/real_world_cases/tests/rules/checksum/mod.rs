//! What the checksum tool promises, on every schedule.

mod cancelling;
mod changing;
mod cut_short;
mod hashing;
mod slow;
mod tree;
mod walk;
mod workers;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rules::{Rule, scenario};
use workloads::checksums::{
    Digest, Failure, Options, Outcome, SimulatedDisk, Summary,
};

use super::subject::{checksum, exit_code, hash_file, walk};

const EMPTY: &str =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

pub fn rules() -> Vec<Rule> {
    let rules = [
        walk::rules(),
        hashing::rules(),
        tree::rules(),
        workers::rules(),
        cancelling::rules(),
        cut_short::rules(),
    ];
    rules.into_iter().flatten().collect()
}

fn options(workers: usize, queue: usize) -> Options {
    Options {
        workers,
        queue,
        attempts: 3,
    }
}

/// Small files, which take two reads.
fn files(count: usize) -> SimulatedDisk {
    let file = |disk: SimulatedDisk, path| disk.file(path, "abc");
    paths(count)
        .into_iter()
        .fold(SimulatedDisk::default(), file)
}

fn paths(count: usize) -> Vec<PathBuf> {
    (0..count).map(|n| format!("t/{n:02}").into()).collect()
}

fn whole(count: usize) -> Summary {
    Summary {
        hashed: count,
        bytes: 3 * count as u64,
        ..Summary::default()
    }
}

fn digest(sha256: &str, bytes: u64) -> Result<Digest, Failure> {
    let sha256 = sha256.to_owned();
    Ok(Digest { sha256, bytes })
}

fn io(kind: ErrorKind, attempts: u32) -> Result<Digest, Failure> {
    Err(Failure::Io { kind, attempts })
}

struct Ran {
    summary: Summary,
    outcomes: BTreeMap<PathBuf, Result<Digest, Failure>>,
    reports: usize,
}

fn run(disk: SimulatedDisk, options: Options) -> Ran {
    scenario(format_args!("{options:?}"));
    let disk = Arc::new(disk);
    let (mut outcomes, mut reports) = (BTreeMap::new(), 0);
    let mut report = |outcome: &Outcome| {
        outcomes.insert(outcome.path.clone(), outcome.result.clone());
        reports += 1;
    };
    let cancelled = Arc::new(|| false);
    let root = Path::new("t");
    let summary = checksum(disk.clone(), root, options, cancelled, &mut report);
    assert_eq!(disk.open_files(), 0, "how many files are left open");
    Ran {
        summary: summary.expect("there are workers"),
        outcomes,
        reports,
    }
}
