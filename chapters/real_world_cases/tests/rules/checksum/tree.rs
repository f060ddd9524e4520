//! What comes of a whole tree.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use lab::time::Instant;
use rules::{Rule, counted, on_every_schedule};
use workloads::checksums::{Options, PAUSE, READ, SimulatedDisk, Summary};

use super::changing::ShakyFolder;
use super::slow::{LIST, SlowDisk};
use super::{ABC, checksum, digest, files, io, options, paths, run, whole};

pub fn rules() -> Vec<Rule> {
    vec![
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
                    for (path, result) in &ran.outcomes {
                        let path = path.display();
                        assert_eq!(
                            *result,
                            digest(ABC, 3),
                            "what comes of {path}, a file of the three bytes abc"
                        );
                    }
                    assert_eq!(
                        ran.reports, count,
                        "how many reports there are of {count} files"
                    );
                    assert_eq!(
                        ran.summary,
                        whole(count),
                        "the summary of {count} files of three bytes, with {}",
                        counted(workers, "worker")
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
                assert_eq!(
                    ran.reports, 6,
                    "how many reports there are: one a file, and one for t/3, a \
                     folder that may not be opened"
                );
                assert_eq!(
                    of("t/1"),
                    Some(io(ErrorKind::PermissionDenied, 1)),
                    "what comes of t/1, which may not be read"
                );
                assert_eq!(
                    of("t/2"),
                    Some(io(ErrorKind::Other, 3)),
                    "what comes of t/2, which always fails"
                );
                assert_eq!(
                    of("t/3"),
                    Some(io(ErrorKind::PermissionDenied, 1)),
                    "what comes of t/3, a folder that may not be opened"
                );
                assert_eq!(
                    of("t/4"),
                    Some(digest(ABC, 3)),
                    "what comes of t/4, which fails once"
                );
                assert_eq!(
                    of("t/5"),
                    Some(io(ErrorKind::NotFound, 1)),
                    "what comes of t/5, which has vanished"
                );
                assert_eq!(
                    of("t/7"),
                    Some(digest(ABC, 3)),
                    "what comes of t/7, which is well"
                );
                let summary = Summary {
                    hashed: 2,
                    bytes: 6,
                    failed: 4,
                    ..Summary::default()
                };
                assert_eq!(
                    ran.summary, summary,
                    "the summary of a tree in which one folder and three files fail"
                );
            })
            .schedules(400)
        }),
        Rule::new("a_path_is_looked_at_in_one_attempt", || {
            on_every_schedule(|| {
                for is_hidden in [false, true] {
                    let disk = ShakyFolder { is_hidden, ..ShakyFolder::default() };
                    let mut outcomes = Vec::new();
                    let result = checksum(
                        Arc::new(disk),
                        Path::new("t"),
                        options(2, 1),
                        Arc::new(|| false),
                        &mut |outcome| outcomes.push(outcome.result.clone()),
                    );
                    let failed = result.expect("there are workers").failed;
                    assert_eq!(
                        (outcomes, failed),
                        (vec![io(ErrorKind::TimedOut, 1)], 1),
                        "what was reported of a folder that cannot be looked into at \
                         the first attempt, and `failed` of the summary; there is \
                         only one attempt"
                    );
                }
            })
            .schedules(20)
        }),
        Rule::new("a_root_that_is_no_folder_has_an_outcome", || {
            on_every_schedule(|| {
                let file =
                    run(SimulatedDisk::default().file("t", "abc"), options(2, 1));
                assert_eq!(
                    file.outcomes.into_iter().collect::<Vec<_>>(),
                    [("t".into(), digest(ABC, 3))],
                    "what was reported of a root that is a file"
                );
                let missing = run(SimulatedDisk::default(), options(2, 1));
                assert_eq!(
                    missing.outcomes.into_iter().collect::<Vec<_>>(),
                    [("t".into(), io(ErrorKind::NotFound, 1))],
                    "what was reported of a root that is not there"
                );
            })
            .schedules(20)
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
                    "what comes of the file whose name is not UTF-8"
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
                    "`hashed` of the summary, of two files"
                );
                // The last read of a file gives nothing. One file fails at first.
                let expected = [2 * READ, READ + PAUSE + 2 * READ];
                assert_eq!(
                    reported, expected,
                    "when the outcomes of two files were reported, of which one \
                     fails at first and is tried again after a pause"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_folder_that_cannot_be_listed_is_reported_at_once", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default().locked_folder("t/a");
                let disk = disk.socket("t/b/s").socket("t/c/s");
                let began = Instant::now();
                let mut times = Vec::new();
                let result = checksum(
                    Arc::new(SlowDisk::of(disk)),
                    Path::new("t"),
                    options(2, 4),
                    Arc::new(|| false),
                    &mut |_| times.push(began.elapsed()),
                );
                result.expect("there are workers");
                assert_eq!(
                    times,
                    [2 * LIST],
                    "when the folder t/a was reported, the second of four to be listed"
                );
            })
            .at_exact_times()
            .schedules(50)
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
                    assert_eq!(
                        shaky,
                        Some(&expected),
                        "what comes of a file that fails four times, with \
                         {attempts} attempts allowed"
                    );
                }
            })
            .schedules(60)
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
    ]
}

#[cfg(unix)]
fn name_that_is_not_utf8() -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(b"caf\xe9".to_vec())
}

/// With half of a pair of surrogates.
#[cfg(windows)]
fn name_that_is_not_utf8() -> OsString {
    use std::os::windows::ffi::OsStringExt;
    OsString::from_wide(&[u16::from(b'c'), 0xD83D])
}
