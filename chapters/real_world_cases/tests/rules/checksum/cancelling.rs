//! What a cancelled tool still owes, and what it answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::sync::atomic::{AtomicBool, Ordering};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};
use workloads::checksums::{
    CHUNK, Failure, Options, Outcome, READ, SimulatedDisk, Summary,
};

use super::slow::SlowDisk;
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
        Rule::new("a_cancelled_walk_lists_no_more_folders", || {
            on_every_schedule(|| {
                scenario("a file in each folder");
                expect_no_more_folders(SlowDisk::folders(12));
                scenario("folders without files");
                expect_no_more_folders(SlowDisk::folders_without_files(12));
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_cancelled_walk_ends_in_every_folder", || {
            on_every_schedule(|| {
                let socket = |disk: SimulatedDisk, path| disk.socket(path);
                scenario("folders in a folder");
                let wide = (0..11).map(|n| format!("t/in/{n:02}/s"));
                let wide = wide.fold(SimulatedDisk::default(), socket);
                expect_no_more_folders(SlowDisk::of(wide));
                scenario("a folder in a folder in a folder, and so on");
                let deep = format!("t{}/s", "/in".repeat(12));
                expect_no_more_folders(SlowDisk::of(
                    SimulatedDisk::default().socket(deep),
                ));
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("a_cancelled_walk_ends_among_files", || {
            on_every_schedule(|| {
                let disk = Arc::new(files(60));
                let (found, _) = cancelled_after(5 * READ, &disk, options(2, 3));
                assert!(
                    found < 30,
                    "cancelled when ten reads had ended, and a few files were waiting, \
                     but the walk went on to {found} of 60 files"
                );
            })
            .at_exact_times()
            .schedules(50)
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
        Rule::new("nothing_is_listed_when_it_is_cancelled_before", || {
            on_every_schedule(|| {
                let disk = Arc::new(SlowDisk::folders(3));
                let result = checksum(
                    disk.clone(),
                    Path::new("t"),
                    options(2, 3),
                    Arc::new(|| true),
                    &mut |_| (),
                );
                let listed = disk.listed.load(Ordering::SeqCst);
                assert_eq!(listed, 0, "how many folders were listed, all cancelled");
                let summary = result.expect("there are workers");
                assert!(summary.cancelled, "nothing was done: {summary:?}");
            })
            .schedules(50)
        }),
        Rule::new(
            "cancelling_at_the_end_of_the_walk_leaves_nothing_undone",
            || {
                on_every_schedule(|| {
                // What leads back to itself is as an empty folder: the last one listed.
                let disk = SlowDisk::of(files(1).link("t/z", "t/z"));
                let began = Instant::now();
                let end = Duration::from_millis(55);
                let result = checksum(
                    Arc::new(disk),
                    Path::new("t"),
                    options(2, 3),
                    Arc::new(move || began.elapsed() >= end),
                    &mut |_| (),
                );
                assert_eq!(
                    result,
                    Ok(whole(1)),
                    "the summary, cancelled while the last folder was listed, which is \
                     empty"
                );
            })
            .at_exact_times()
            .schedules(50)
            },
        ),
        Rule::new("a_tree_that_was_not_looked_through_is_cancelled", || {
            on_every_schedule(|| {
                scenario("a file in each folder");
                expect_cut_short(SlowDisk::folders(12));
                scenario("folders without files");
                expect_cut_short(SlowDisk::folders_without_files(12));
            })
            .at_exact_times()
            .schedules(100)
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

/// Cancels in the middle of a walk, while no file is being read: the first file is found
/// at 60 ms and read at 80 ms, the second one is found at 90 ms.
fn cut_short(disk: SlowDisk) -> (Arc<SlowDisk>, Summary) {
    let disk = Arc::new(disk);
    let began = Instant::now();
    let cancelled = Arc::new(move || began.elapsed() >= Duration::from_millis(85));
    let root = Path::new("t");
    let result = checksum(disk.clone(), root, options(2, 3), cancelled, &mut |_| ());
    (disk, result.expect("there are workers"))
}

/// Cancels after some time: how many files the walk came upon, and how many outcomes
/// there are.
fn cancelled_after(
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

fn expect_no_more_folders(disk: SlowDisk) {
    let (disk, _) = cut_short(disk);
    let listed = disk.listed.load(Ordering::SeqCst);
    assert!(
        listed <= 3,
        "cancelled after 85 ms, while the third folder was listed, but {listed} of 13 \
         folders were listed in the end"
    );
}

fn expect_cut_short(disk: SlowDisk) {
    let (_, summary) = cut_short(disk);
    assert!(
        summary.cancelled,
        "cancelled after 85 ms, with 11 of 13 folders not yet listed, but the summary \
         is not cancelled: {summary:?}"
    );
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
