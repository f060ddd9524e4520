//! What the checksum tool promises, on every schedule.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lab::sync::atomic::{AtomicBool, Ordering};
use lab::thread;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::checksums::{
    CHUNK, Digest, Failure, Options, Outcome, PAUSE, READ, SimulatedDisk, Summary,
};
use workloads::job::PoolError;

use super::subject::{checksum, exit_code, hash_file, walk};

const EMPTY: &str =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_walk_goes_by_the_order_of_names", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .file("t/b", "")
                    .file("t/a/z", "")
                    .file("t/a/y", "")
                    .file("t/c/1/2/3", "")
                    .socket("t/c/socket");
                let expected = ["t/a/y", "t/a/z", "t/b", "t/c/1/2/3"];
                assert_eq!(
                    walked(&disk, "t"),
                    expected.map(ok),
                    "the files of t, in the order in which the walk tells them"
                );
                assert_eq!(walked(&disk, "t/b"), [ok("t/b")], "the root is a file");
            })
            .schedules(1)
        }),
        Rule::new("links_in_circles_are_no_problem", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .file("t/a/file", "")
                    .link("t/a/up", "t")
                    .link("t/a/self", "t/a")
                    .file("t/b/other", "")
                    .link("t/b/to_a", "t/a");
                let expected = ["t/a/file", "t/b/other", "t/b/to_a/file"];
                assert_eq!(
                    walked(&disk, "t"),
                    expected.map(ok),
                    "a link is followed, but not into a folder one is in"
                );
            })
            .schedules(1)
        }),
        Rule::new("what_cannot_be_looked_into_is_told", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .locked_folder("t/locked")
                    .link("t/lost", "nowhere")
                    .file("t/z", "");
                let denied = Err(ErrorKind::PermissionDenied);
                let missing = Err(ErrorKind::NotFound);
                let expected = [
                    ("t/locked".into(), denied),
                    ("t/lost".into(), missing),
                    ok("t/z"),
                ];
                assert_eq!(
                    walked(&disk, "t"),
                    expected,
                    "what the walk tells of t, in which t/locked cannot be opened \
                     and t/lost leads nowhere"
                );
                assert_eq!(
                    walked(&disk, "no"),
                    [("no".into(), missing)],
                    "a root that is not there"
                );
            })
            .schedules(1)
        }),
        Rule::new("the_walk_ends_when_it_is_told_to", || {
            on_every_schedule(|| {
                let disk = files(9);
                let mut seen = 0;
                walk(&disk, Path::new("t"), &mut |_, _| {
                    seen += 1;
                    seen < 3
                });
                assert_eq!(seen, 3, "files told before and with the answer false");
            })
            .schedules(1)
        }),
        Rule::new("digests_are_those_of_sha256sum", || {
            on_every_schedule(|| {
                let large = vec![b'a'; 1_000_000];
                let disk = SimulatedDisk::default()
                    .file("empty", "")
                    .file("abc", "abc")
                    .file("large", large);
                assert_eq!(
                    hash(&disk, "empty", 1),
                    digest(EMPTY, 0),
                    "the digest of an empty file"
                );
                assert_eq!(
                    hash(&disk, "abc", 1),
                    digest(ABC, 3),
                    "the digest of abc"
                );
                let large = "cdc76e5c9914fb9281a1c7e284d73e67\
                             f1809a48a497200e046d39ccc7112cd0";
                assert_eq!(
                    hash(&disk, "large", 1),
                    digest(large, 1_000_000),
                    "the digest of a million times a"
                );
                assert_eq!(disk.open_files(), 0, "files left open");
            })
            .schedules(1)
        }),
        Rule::new("a_passing_error_is_tried_again", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .failing("twice", "abc", ErrorKind::TimedOut, 2)
                    .failing("always", "abc", ErrorKind::Other, u32::MAX);
                let began = Instant::now();
                assert_eq!(
                    hash(&disk, "twice", 3),
                    digest(ABC, 3),
                    "the digest of a file whose first two attempts fail"
                );
                let expected = 2 * PAUSE + 4 * READ;
                assert_eq!(began.elapsed(), expected, "a pause before each attempt");
                for (attempts, tried) in [(4, 4), (1, 1), (0, 1)] {
                    let opened = disk.opened().get(Path::new("always")).copied();
                    let result = hash(&disk, "always", attempts);
                    assert_eq!(
                        result,
                        io(ErrorKind::Other, tried),
                        "a file that always fails, with {attempts} attempts allowed"
                    );
                    let now = disk.opened().get(Path::new("always")).copied();
                    let tries = now.unwrap_or(0) - opened.unwrap_or(0);
                    assert_eq!(tries, tried as usize, "times the file was opened");
                }
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("another_attempt_begins_the_file_anew", || {
            on_every_schedule(|| {
                let zeros = vec![0; 2 * CHUNK + 1];
                let disk = SimulatedDisk::default()
                    .failing("large", zeros.clone(), ErrorKind::TimedOut, 1)
                    .file("whole", zeros);
                assert_eq!(
                    hash(&disk, "large", 2),
                    hash(&disk, "whole", 1),
                    "a file whose third read fails at first, and the same file \
                     without any trouble"
                );
            })
            .schedules(1)
        }),
        Rule::new("what_stays_wrong_is_not_tried_again", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .failing("secret", "", ErrorKind::PermissionDenied, u32::MAX)
                    .failing("vanished", "", ErrorKind::NotFound, u32::MAX);
                let began = Instant::now();
                let secret = hash(&disk, "secret", 3);
                assert_eq!(
                    secret,
                    io(ErrorKind::PermissionDenied, 1),
                    "a file that may not be read"
                );
                assert_eq!(
                    hash(&disk, "vanished", 3),
                    io(ErrorKind::NotFound, 1),
                    "a file that is not there any more"
                );
                assert_eq!(began.elapsed(), Duration::ZERO, "time spent waiting");
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("a_cancelled_file_is_not_read_on", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .file("large", vec![1; 50 * CHUNK])
                    .file("small", "abc");
                let began = Instant::now();
                let cancelled = || began.elapsed() >= 3 * READ;
                let file = Path::new("large");
                let result = hash_file(&disk, file, 3, &cancelled);
                assert_eq!(
                    result,
                    Err(Failure::Cancelled),
                    "a large file, cancelled after three reads"
                );
                assert_eq!(began.elapsed(), 3 * READ, "how long it went on");
                let result = hash_file(&disk, Path::new("small"), 3, &|| true);
                assert_eq!(
                    result,
                    Err(Failure::Cancelled),
                    "a file that is cancelled before it is opened"
                );
                let small = disk.opened().get(Path::new("small")).copied();
                assert_eq!(small, None, "cancelled before it was opened");
                assert_eq!(disk.open_files(), 0, "files left open");
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("each_file_gives_one_outcome", || {
            on_every_schedule(|| {
                for (count, workers, queue) in
                    [(12, 3, 2), (3, 5, 1), (5, 1, 1), (4, 2, 0), (30, 2, 2)]
                {
                    let ran = run(files(count), options(workers, queue));
                    let names: Vec<_> = ran.outcomes.keys().cloned().collect();
                    assert_eq!(
                        names,
                        paths(count),
                        "the paths that were reported, sorted"
                    );
                    assert!(
                        ran.outcomes.values().all(|r| *r == digest(ABC, 3)),
                        "a file has another digest than abc"
                    );
                    assert_eq!(ran.reports, count, "one report a file");
                    assert_eq!(
                        ran.summary,
                        whole(count),
                        "the summary, with {workers} workers"
                    );
                }
            })
            .schedules(120)
        }),
        Rule::new("trouble_with_one_file_ends_nothing", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .failing("t/1", "", ErrorKind::PermissionDenied, u32::MAX)
                    .failing("t/2", "abc", ErrorKind::Other, u32::MAX)
                    .locked_folder("t/3")
                    .failing("t/4", "abc", ErrorKind::TimedOut, 1)
                    .failing("t/5", "", ErrorKind::NotFound, u32::MAX)
                    .link("t/6", "t")
                    .file("t/7", "abc");
                let ran = run(disk, options(2, 1));
                let of = |path: &str| ran.outcomes.get(Path::new(path)).cloned();
                assert_eq!(ran.reports, 6, "one report a file, and one for t/3");
                assert_eq!(
                    of("t/1"),
                    Some(io(ErrorKind::PermissionDenied, 1)),
                    "t/1, which may not be read"
                );
                assert_eq!(
                    of("t/2"),
                    Some(io(ErrorKind::Other, 3)),
                    "t/2, which always fails"
                );
                assert_eq!(
                    of("t/3"),
                    Some(io(ErrorKind::PermissionDenied, 1)),
                    "t/3, a folder that may not be opened"
                );
                assert_eq!(of("t/4"), Some(digest(ABC, 3)), "t/4, which fails once");
                assert_eq!(
                    of("t/5"),
                    Some(io(ErrorKind::NotFound, 1)),
                    "t/5, which has vanished"
                );
                assert_eq!(of("t/7"), Some(digest(ABC, 3)), "t/7, which is well");
                let summary = Summary {
                    hashed: 2,
                    bytes: 6,
                    failed: 4,
                    ..Summary::default()
                };
                assert_eq!(ran.summary, summary, "the summary");
            })
            .schedules(400)
        }),
        Rule::new("names_need_not_be_utf8", || {
            on_every_schedule(|| {
                let name = name_that_is_not_utf8();
                let path = Path::new("t").join(name);
                let disk = SimulatedDisk::default().file(&path, "abc");
                let ran = run(disk, options(2, 1));
                assert_eq!(
                    ran.outcomes.get(&path),
                    Some(&digest(ABC, 3)),
                    "the file whose name is not UTF-8"
                );
            })
            .schedules(20)
        }),
        Rule::new("outcomes_are_reported_as_they_come", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .failing("t/shaky", "abc", ErrorKind::TimedOut, 1)
                    .file("t/whole", "abc");
                let began = Instant::now();
                let mut reported = Vec::new();
                let summary = checksum(
                    Arc::new(disk),
                    Path::new("t"),
                    options(2, 4),
                    Arc::new(|| false),
                    &mut |_| reported.push(began.elapsed()),
                );
                assert_eq!(
                    summary.expect("there are workers").hashed,
                    2,
                    "files hashed"
                );
                // The last read of a file gives nothing. One file fails at first.
                let expected = [2 * READ, READ + PAUSE + 2 * READ];
                assert_eq!(reported, expected, "when the outcomes were reported");
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_free_worker_takes_the_next_file_at_once", || {
            on_every_schedule(|| drop(run(files(14), options(7, 10))))
                // Two rounds of two reads each.
                .ends_at(2 * 2 * READ)
                .schedules(200)
        }),
        Rule::new("the_queues_stay_short", || {
            on_every_schedule(|| drop(run(files(40), options(2, 3))))
                .queues_never_above(3)
                .schedules(100)
        }),
        Rule::new("all_workers_read_at_the_same_time", || {
            on_some_schedule(
                "do three workers read at the same time",
                || run(files(6), options(3, 2)).reports == 6,
                |figures| figures.peak_working == 3,
            )
            .schedules(100)
        }),
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
                assert!(result.is_ok_and(|s| s.cancelled), "it says: cancelled");
                let found = disk.looked_at().len();
                // Each thread may have stopped with one in its hand.
                assert!(
                    reports + options.workers + 1 >= found,
                    "{found} files were found, but only {reports} are reported"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_file_is_tried_as_often_as_the_options_say", || {
            on_every_schedule(|| {
                for attempts in [1, 2, 5] {
                    let kind = ErrorKind::TimedOut;
                    let disk = SimulatedDisk::default()
                        .failing("t/shaky", "abc", kind, 4)
                        .file("t/whole", "abc");
                    let options = Options {
                        attempts,
                        ..options(2, 1)
                    };
                    let expected = match attempts {
                        5 => digest(ABC, 3),
                        attempts => io(kind, attempts),
                    };
                    let ran = run(disk, options);
                    let shaky = ran.outcomes.get(Path::new("t/shaky"));
                    assert_eq!(shaky, Some(&expected), "with {attempts} attempts");
                }
            })
            .schedules(60)
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
                assert!(took <= 6 * READ, "cancelled after 50 ms; it took {took:?}");
                assert!(summary.cancelled, "the summary does not say so");
                assert!(summary.hashed < 60, "everything was read all the same");
            })
            .at_exact_times()
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
            })
            .schedules(200)
        }),
        Rule::new("an_empty_tree_gives_nothing", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default().socket("t/socket");
                let ran = run(disk, options(3, 2));
                assert_eq!(
                    (ran.reports, ran.summary),
                    (0, Summary::default()),
                    "reports and summary of an empty folder"
                );
            })
            .schedules(200)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let result = checksum(
                    Arc::new(files(3)),
                    Path::new("t"),
                    options(0, 2),
                    Arc::new(|| false),
                    &mut |_| (),
                );
                assert_eq!(
                    result,
                    Err(PoolError::NoWorkers),
                    "a tool without workers"
                );
            })
            .schedules(20)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| drop(run(files(9), options(3, 2))))
                .peak_threads(4)
                .never_polls(2)
                .schedules(300)
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
                assert_eq!(code(0, false), 0, "all is well");
                assert_eq!(code(1, false), 1, "something could not be read");
                assert_eq!(code(2, false), 1, "things could not be read");
                assert_eq!(code(0, true), 130, "it was cancelled");
                assert_eq!(code(2, true), 130, "it was cancelled");
            })
            .schedules(1)
        }),
    ]
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

type Looked = (PathBuf, Result<(), ErrorKind>);

fn walked(disk: &SimulatedDisk, root: &str) -> Vec<Looked> {
    let mut all = Vec::new();
    walk(disk, Path::new(root), &mut |path, looked| {
        all.push((path, looked.map_err(|error| error.kind())));
        // More than any tree here has: a circle.
        all.len() < 50
    });
    all
}

fn ok(path: &str) -> Looked {
    (path.into(), Ok(()))
}

fn hash(disk: &SimulatedDisk, file: &str, attempts: u32) -> Result<Digest, Failure> {
    hash_file(disk, Path::new(file), attempts, &|| false)
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
    let disk = Arc::new(disk);
    let (mut outcomes, mut reports) = (BTreeMap::new(), 0);
    let mut report = |outcome: &Outcome| {
        outcomes.insert(outcome.path.clone(), outcome.result.clone());
        reports += 1;
    };
    let cancelled = Arc::new(|| false);
    let root = Path::new("t");
    let summary = checksum(disk.clone(), root, options, cancelled, &mut report);
    assert_eq!(disk.open_files(), 0, "files left open");
    Ran {
        summary: summary.expect("there are workers"),
        outcomes,
        reports,
    }
}

/// Cancels from outside, as a signal does, and counts what is left.
fn expect_cancelled(after: u64, options: Options) {
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
    assert_eq!(reported, paths.len(), "a file was reported twice");
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
            "{} was begun, but not reported",
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
        "the summary counts something else than was reported (hashed, unfinished, \
         failed)"
    );
    assert_eq!(
        summary.cancelled,
        hashed < 12,
        "{hashed} of 12 files have a digest; is the summary cancelled?"
    );
}

#[cfg(unix)]
fn name_that_is_not_utf8() -> &'static OsStr {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(b"caf\xe9")
}

#[cfg(not(unix))]
fn name_that_is_not_utf8() -> &'static OsStr {
    OsStr::new("café")
}
