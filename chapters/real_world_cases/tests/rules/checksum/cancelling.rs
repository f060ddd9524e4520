//! What a cancelled tool still owes, and what it answers.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::sync::atomic::{AtomicBool, Ordering};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};
use workloads::checksums::{
    CHUNK, Failure, Options, Outcome, READ, SimulatedDisk, Summary,
};

use super::{ABC, checksum, digest, exit_code, files, options, whole};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("cancelling_loses_nothing_that_was_read", || {
            on_every_schedule(|| {
                for after in [0, 10, 20, 45, 70] {
                    expect_cancelled(after, options(3, 4));
                }
            })
            .schedules(120)
        }),
        Rule::new("files_that_wait_when_it_is_cancelled_are_reported", || {
            on_every_schedule(|| {
                let disk = Arc::new(files(30));
                let began = Instant::now();
                let cancelled = Arc::new(move || began.elapsed() >= 3 * READ);
                let options = options(2, 40);
                let mut reports = 0;
                let result = checksum(
                    disk.clone(),
                    Path::new("t"),
                    options,
                    cancelled,
                    &mut |_| reports += 1,
                );
                assert!(
                    result.is_ok_and(|s| s.cancelled),
                    "the summary does not say `cancelled`, and the tool was \
                     cancelled after three reads, with 30 files to do"
                );
                let found = disk.looked_at().len();
                // Each thread may have stopped with one in its hand.
                assert!(
                    reports + options.workers + 1 >= found,
                    "{found} files were found when the tool was cancelled, but only \
                     {reports} were reported; each of the three threads may have \
                     stopped with one in its hand"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("cancelling_takes_no_longer_than_one_read", || {
            on_every_schedule(|| {
                let disk = Arc::new(files(60).file("t/a", vec![0; 99 * CHUNK]));
                let began = Instant::now();
                let cancelled = Arc::new(move || began.elapsed() >= 5 * READ);
                let options = options(2, 3);
                let root = Path::new("t");
                let result = checksum(disk, root, options, cancelled, &mut |_| ());
                let summary = result.expect("there are workers");
                let took = began.elapsed();
                assert!(
                    took <= 6 * READ,
                    "cancelled after 50 ms, it went on until {took:?}; only a read \
                     that had begun may end, by 60 ms"
                );
                assert!(
                    summary.cancelled,
                    "cancelled after 50 ms, with 61 files to do, but the summary \
                     does not say `cancelled`: {summary:?}"
                );
                assert!(
                    summary.hashed < 60,
                    "cancelled after 50 ms, but all 60 small files were read all \
                     the same"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("files_that_were_handed_out_have_an_outcome", || {
            on_every_schedule(|| {
                let disk = Arc::new(files(30));
                let (found, reported) =
                    cancelled_after(3 * READ, &disk, options(2, 4));
                assert!(
                    reported + 1 >= found,
                    "the walk came upon {found} files before it was cancelled, and \
                     {reported} have an outcome: the walk may have one in its hand, \
                     but a worker none"
                );
            })
            .schedules(200)
        }),
        Rule::new("cancelling_when_all_is_done_is_no_cancelling", || {
            on_every_schedule(|| {
                let flag = Arc::new(AtomicBool::new(false));
                let asked = Arc::clone(&flag);
                let mut reports = 0;
                let result = checksum(
                    Arc::new(files(2)),
                    Path::new("t"),
                    options(2, 2),
                    Arc::new(move || asked.load(Ordering::SeqCst)),
                    &mut |_| {
                        reports += 1;
                        flag.store(reports == 2, Ordering::SeqCst);
                    },
                );
                assert_eq!(
                    result,
                    Ok(whole(2)),
                    "the summary, when it is cancelled after the last outcome"
                );
                // Reported at once: the walk may not have gone on since.
                let denied = ErrorKind::PermissionDenied;
                let disk = SimulatedDisk::default().failing("t/0", "", denied, 1);
                let flag = Arc::new(AtomicBool::new(false));
                let asked = Arc::clone(&flag);
                let result = checksum(
                    Arc::new(disk),
                    Path::new("t"),
                    options(2, 2),
                    Arc::new(move || asked.load(Ordering::SeqCst)),
                    &mut |_| flag.store(true, Ordering::SeqCst),
                );
                assert_eq!(
                    result.map(|summary| (summary.failed, summary.cancelled)),
                    Ok((1, false)),
                    "`failed` and `cancelled` of the summary, when it is cancelled \
                     after the outcome of the only file, which may not be read"
                );
            })
            .schedules(200)
        }),
        Rule::new("the_exit_code_tells_how_it_went", || {
            on_every_schedule(|| {
                let code = |failed, cancelled| {
                    exit_code(&Summary {
                        hashed: 5,
                        failed,
                        cancelled,
                        ..Summary::default()
                    })
                };
                assert_eq!(code(0, false), 0, "the exit code when all is well");
                assert_eq!(
                    exit_code(&Summary::default()),
                    0,
                    "the exit code when there was nothing to read"
                );
                assert_eq!(
                    code(1, false),
                    1,
                    "the exit code when one file could not be read"
                );
                assert_eq!(
                    code(2, false),
                    1,
                    "the exit code when two files could not be read"
                );
                assert_eq!(
                    code(0, true),
                    130,
                    "the exit code when it was cancelled"
                );
                assert_eq!(
                    code(2, true),
                    130,
                    "the exit code when it was cancelled, and two files could not \
                     be read"
                );
            })
            .schedules(1)
        }),
    ]
}

/// Cancels after some time: how many files the walk came upon, and how many outcomes
/// there are.
pub(super) fn cancelled_after(
    time: Duration,
    disk: &Arc<SimulatedDisk>,
    options: Options,
) -> (usize, usize) {
    let began = Instant::now();
    let cancelled = Arc::new(move || began.elapsed() >= time);
    let mut reported = 0;
    let mut report = |_: &Outcome| reported += 1;
    let root = Path::new("t");
    let result = checksum(disk.clone(), root, options, cancelled, &mut report);
    result.expect("there are workers");
    (disk.looked_at().len(), reported)
}

/// Cancels from outside, as a signal does, and counts what is left.
fn expect_cancelled(after: u64, options: Options) {
    scenario(format_args!("cancelled after {after} ms"));
    let disk = Arc::new(files(12));
    let flag = Arc::new(AtomicBool::new(false));
    let signal = {
        let flag = Arc::clone(&flag);
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(after));
            flag.store(true, Ordering::SeqCst);
        })
    };
    let cancelled = Arc::new(move || flag.load(Ordering::SeqCst));
    let mut outcomes = Vec::new();
    let mut report = |outcome: &Outcome| outcomes.push(outcome.clone());
    let root = Path::new("t");
    let result = checksum(disk.clone(), root, options, cancelled, &mut report);
    let summary = result.expect("there are workers");
    signal.join().expect("it only sleeps");

    let mut paths: Vec<_> = outcomes.iter().map(|o| o.path.clone()).collect();
    let reported = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(
        reported,
        paths.len(),
        "how many reports there were, and of how many files"
    );
    let finished = |path: &PathBuf| {
        outcomes
            .iter()
            .any(|o| o.path == *path && o.result == digest(ABC, 3))
    };
    for path in disk.read_to_the_end() {
        assert!(
            finished(&path),
            "{} was read to its end, but its digest is not reported",
            path.display()
        );
    }
    for path in disk.opened().keys() {
        assert!(
            paths.contains(path),
            "{} was opened, but has no outcome: neither a digest nor `Cancelled`",
            path.display()
        );
    }
    let failed = |o: &&Outcome| matches!(o.result, Err(Failure::Io { .. }));
    assert_eq!(
        outcomes.iter().find(failed),
        None,
        "an outcome that tells of an error; no read fails here, some files are cancelled"
    );
    let hashed = outcomes.iter().filter(|o| o.result.is_ok()).count();
    let unfinished = outcomes
        .iter()
        .filter(|o| o.result == Err(Failure::Cancelled))
        .count();
    assert_eq!(
        (summary.hashed, summary.unfinished, summary.failed),
        (hashed, unfinished, 0),
        "the summary counts something else than was reported (`hashed`, \
         `unfinished`, `failed`)"
    );
    assert_eq!(
        summary.cancelled,
        hashed < 12,
        "{hashed} of 12 files have a digest, {unfinished} were found and told as \
         cancelled; is the summary cancelled?"
    );
}
