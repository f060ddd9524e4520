//! The digest of one file, and what reading it may run into.

use std::io::ErrorKind;
use std::path::Path;

use lab::sync::atomic::Ordering;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};
use workloads::checksums::{
    CHUNK, Digest, Failure, PAUSE, READ, SimulatedDisk, is_transient,
};

use super::changing::{Changing, Piecemeal};
use super::slow::SlowDisk;
use super::{ABC, EMPTY, digest, hash_file, io};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("files_are_read_chunk_by_chunk", || {
            on_every_schedule(|| {
                let large = vec![1; 3 * CHUNK];
                let disk =
                    SlowDisk::of(SimulatedDisk::default().file("large", large));
                let result = hash_file(&disk, Path::new("large"), 1, &|| false);
                assert!(
                    result.is_ok(),
                    "a file of three chunks has no digest: {result:?}"
                );
                let longest = disk.buffer.load(Ordering::SeqCst);
                assert!(
                    longest > 0,
                    "a file was read into a buffer without room; a `Vec` that is \
                     only made `with_capacity` is empty"
                );
                assert!(
                    longest <= CHUNK,
                    "a file was read into a buffer of {longest} bytes; at most \
                     {CHUNK} are to be read at once"
                );
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
                assert_eq!(disk.open_files(), 0, "how many files are left open");
            })
            .schedules(1)
        }),
        Rule::new("a_read_may_give_less_than_there_is", || {
            on_every_schedule(|| {
                let disk = Piecemeal::default();
                assert_eq!(
                    hash_file(&disk, Path::new("f"), 1, &|| false),
                    digest(ABC, 3),
                    "the digest of abc, of which each read gives one byte; only a read \
                     that gives none is the end"
                );
            })
            .schedules(1)
        }),
        Rule::new("an_interrupted_read_harms_nothing", || {
            on_every_schedule(|| {
                for (left, read) in
                    [(3, "first read"), (2, "second read, after the a")]
                {
                    let disk = Piecemeal::default();
                    disk.interrupted.store(left, Ordering::SeqCst);
                    assert_eq!(
                        hash_file(&disk, Path::new("f"), 3, &|| false),
                        digest(ABC, 3),
                        "the digest of abc, with three attempts, when a signal \
                         interrupts the {read}"
                    );
                }
            })
            .schedules(1)
        }),
        Rule::new("a_passing_error_is_tried_again", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .failing("twice", "abc", ErrorKind::TimedOut, 2)
                    .failing("always", "abc", ErrorKind::Other, u32::MAX)
                    .failing("once", "abc", ErrorKind::Other, 1);
                let began = Instant::now();
                assert_eq!(
                    hash(&disk, "twice", 3),
                    digest(ABC, 3),
                    "the digest of a file whose first two attempts fail"
                );
                let expected = 2 * PAUSE + 4 * READ;
                assert_eq!(
                    began.elapsed(),
                    expected,
                    "how long a file took whose first two attempts fail: two pauses \
                     of 50 ms, and four reads of 10 ms"
                );
                for (attempts, tried) in [(4, 4), (1, 1), (0, 1)] {
                    scenario(format_args!(
                        "a file that always fails, with {attempts} attempts allowed"
                    ));
                    let opened = disk.opened().get(Path::new("always")).copied();
                    let result = hash(&disk, "always", attempts);
                    assert_eq!(
                        result,
                        io(ErrorKind::Other, tried),
                        "what comes of a file that always fails, with {attempts} \
                         attempts allowed"
                    );
                    let now = disk.opened().get(Path::new("always")).copied();
                    let tries = now.unwrap_or(0) - opened.unwrap_or(0);
                    assert_eq!(
                        tries, tried as usize,
                        "how often a file was opened that always fails, with \
                         {attempts} attempts allowed; there is always one"
                    );
                }
                assert_eq!(
                    hash(&disk, "once", u32::MAX),
                    digest(ABC, 3),
                    "the digest of a file whose first attempt fails, with as many \
                     attempts allowed as there can be"
                );
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("there_is_no_pause_after_the_last_attempt", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default();
                let disk = disk.failing("always", "abc", ErrorKind::Other, u32::MAX);
                let began = Instant::now();
                let result = hash(&disk, "always", 5);
                assert_eq!(
                    (result, began.elapsed()),
                    (io(ErrorKind::Other, 5), 5 * READ + 4 * PAUSE),
                    "what came of five attempts that fail, and how long it took: \
                     five reads and the four pauses between, of 50 ms each"
                );
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
                    "what comes of a file whose third read fails at first, and of \
                     the same file without any trouble"
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
                    "what comes of a file that may not be read, which no other \
                     attempt mends"
                );
                assert_eq!(
                    hash(&disk, "vanished", 3),
                    io(ErrorKind::NotFound, 1),
                    "what comes of a file that is not there any more, which no \
                     other attempt mends"
                );
                assert_eq!(
                    began.elapsed(),
                    Duration::ZERO,
                    "how long two files took that no other attempt mends"
                );
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("what_may_pass_is_what_is_transient_says", || {
            on_every_schedule(|| {
                for kind in [
                    ErrorKind::TimedOut,
                    ErrorKind::WouldBlock,
                    ErrorKind::UnexpectedEof,
                    ErrorKind::InvalidData,
                    ErrorKind::PermissionDenied,
                    ErrorKind::IsADirectory,
                    ErrorKind::NotADirectory,
                ] {
                    let attempts = if is_transient(kind) { 3 } else { 1 };
                    expect_of(Changing::read(kind, Some(kind)), io(kind, attempts));
                }
            })
            .schedules(1)
        }),
        Rule::new("the_last_error_counts", || {
            on_every_schedule(|| {
                expect_of(
                    Changing::read(ErrorKind::TimedOut, Some(ErrorKind::NotFound)),
                    io(ErrorKind::NotFound, 2),
                );
                expect_of(
                    Changing::read(
                        ErrorKind::TimedOut,
                        Some(ErrorKind::ConnectionReset),
                    ),
                    io(ErrorKind::ConnectionReset, 3),
                );
            })
            .schedules(1)
        }),
        Rule::new(
            "what_cannot_be_opened_may_be_open_to_another_attempt",
            || {
                on_every_schedule(|| {
                    expect_of(Changing::open(ErrorKind::TimedOut), digest(EMPTY, 0));
                })
                .schedules(1)
            },
        ),
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
                    "what comes of a large file, cancelled after three reads"
                );
                assert_eq!(
                    began.elapsed(),
                    3 * READ,
                    "how long a file was read on that was cancelled after three \
                     reads"
                );
                let result = hash_file(&disk, Path::new("small"), 3, &|| true);
                assert_eq!(
                    result,
                    Err(Failure::Cancelled),
                    "what comes of a file that is cancelled before it is opened"
                );
                let small = disk.opened().get(Path::new("small")).copied();
                assert_eq!(
                    small, None,
                    "how often a file was opened that was cancelled before"
                );
                assert_eq!(disk.open_files(), 0, "how many files are left open");
            })
            .at_exact_times()
            .schedules(4)
        }),
        Rule::new("an_open_file_is_not_read_once_it_is_cancelled", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default().file("abc", "abc");
                let began = Instant::now();
                let cancelled = || disk.open_files() > 0;
                let result = hash_file(&disk, Path::new("abc"), 1, &cancelled);
                assert_eq!(
                    (result, began.elapsed()),
                    (Err(Failure::Cancelled), Duration::ZERO),
                    "what came of a file, cancelled as soon as it was open, and how \
                     long it took"
                );
            })
            .at_exact_times()
            .schedules(1)
        }),
        Rule::new("a_file_is_not_opened_once_it_is_cancelled", || {
            on_every_schedule(|| {
                for (at, when) in [
                    (READ, "while its first attempt failed"),
                    (READ + PAUSE / 2, "in the pause after its first attempt"),
                ] {
                    let disk = SimulatedDisk::default();
                    let disk = disk.failing("shaky", "abc", ErrorKind::TimedOut, 1);
                    let began = Instant::now();
                    let cancelled = || began.elapsed() >= at;
                    let result = hash_file(&disk, Path::new("shaky"), 3, &cancelled);
                    let opened = disk.opened().get(Path::new("shaky")).copied();
                    assert_eq!(
                        (result, opened),
                        (Err(Failure::Cancelled), Some(1)),
                        "what came of a file, cancelled {when}, and how often it was \
                         opened"
                    );
                }
            })
            .at_exact_times()
            .schedules(4)
        }),
    ]
}

fn hash(disk: &SimulatedDisk, file: &str, attempts: u32) -> Result<Digest, Failure> {
    hash_file(disk, Path::new(file), attempts, &|| false)
}

fn expect_of(disk: Changing, result: Result<Digest, Failure>) {
    let seen = hash_file(&disk, Path::new("f"), 3, &|| false);
    let Changing { first, then, .. } = disk;
    let then = then.map_or("finds it empty".to_owned(), |it| format!("with {it:?}"));
    assert_eq!(
        seen, result,
        "what came of a file whose first attempt fails with {first:?}, and each other \
         {then}; there may be three"
    );
}
