//! What `chunks` promises, on every schedule.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use lab::sync::Mutex;
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::time::Instant;
use rules::{Check, Rule, counted, on_every_schedule, on_some_schedule, scenario};
use workloads::disk::{File, files};

use super::subject::{self, chunks};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("chunks_hold_every_file_once_and_in_order", || {
            on_every_schedule(|| {
                for (count, workers) in
                    [(10, 4), (9, 4), (12, 4), (1, 1), (3, 5), (100, 7), (5, 1)]
                {
                    let files = files(count, 1);
                    assert!(
                        chunks(&files, workers).concat() == files,
                        "the chunks of {count} files for {workers} threads are \
                         not these files in their order: {:?}",
                        ids(&chunks(&files, workers))
                    );
                }
            })
            .schedules(1)
        }),
        Rule::new("the_remainder_is_shared_by_the_first_chunks", || {
            on_every_schedule(|| {
                expect_lengths(10, 4, &[3, 3, 2, 2]);
                expect_lengths(9, 4, &[3, 2, 2, 2]);
                expect_lengths(12, 4, &[3, 3, 3, 3]);
                expect_lengths(3, 1, &[3]);
            })
            .schedules(1)
        }),
        Rule::new("no_chunk_is_empty", || {
            on_every_schedule(|| {
                expect_lengths(3, 5, &[1, 1, 1]);
                expect_lengths(3, usize::MAX, &[1, 1, 1]);
                expect_lengths(0, 5, &[]);
                expect_lengths(0, 0, &[]);
            })
            .schedules(1)
        }),
        Rule::new("0_counts_as_1", || {
            has_threads(1, || {
                expect_lengths(4, 0, &[4]);
                expect_words(4, 0);
            })
            .schedules(50)
        }),
        Rule::new("the_words_come_in_the_order_of_the_files", || {
            on_every_schedule(|| {
                expect_words(10, 4);
                expect_words(2, 3);
                expect_words(5, 1);
                for number in [0, u64::MAX] {
                    scenario(format_args!(
                        "three files of {number} words for 2 threads"
                    ));
                    assert_eq!(
                        process_chunks(&files(3, 1), 2, |_| number),
                        [number; 3],
                        "the words of three files of {number} words"
                    );
                }
            })
            .schedules(1_000)
        }),
        Rule::new(
            "the_order_is_that_of_the_files_not_of_their_numbers",
            || {
                on_every_schedule(|| {
                let mut files = files(9, 1).split_off(5);
                files.reverse();
                assert_eq!(
                    process_chunks(&files, 3, number),
                    [9, 8, 7, 6],
                    "not the words of each file, in the order of the files: 9, 8, \
                     7, 6"
                );
            })
            .schedules(100)
            },
        ),
        Rule::new("files_may_have_the_same_number", || {
            on_every_schedule(|| {
                let [small, large] = [10, 20].map(|kib| File { id: 1, kib });
                assert_eq!(
                    process_chunks(&[small, large, small], 2, |file| file
                        .kib
                        .into()),
                    [10, 20, 10],
                    "the words of three files, of which there are 10, 20 and 10; \
                     all have the number 1, and the last is the first once more"
                );
            })
            .schedules(50)
        }),
        Rule::new("files_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                expect_order(process_chunks(&files(9, 1), 3, number), 9);
            })
            .schedules(1_000)
        }),
        Rule::new("there_is_one_thread_a_chunk_and_no_other", || {
            has_threads(4, || expect_words(10, 4)).schedules(400)
        }),
        Rule::new("no_thread_is_without_files", || {
            has_threads(2, || expect_words(2, 5)).schedules(100)
        }),
        Rule::new("workers_may_be_as_many_as_a_number_can_be", || {
            has_threads(2, || expect_words(2, usize::MAX)).schedules(50)
        }),
        Rule::new("each_chunk_is_the_work_of_one_thread", || {
            on_every_schedule(|| {
                let threads = Mutex::new(vec![None; 6]);
                let words = process_chunks(&files(6, 1), 3, |file| {
                    let thread = lab::thread::current().id();
                    threads.lock().unwrap()[file.id as usize - 1] = Some(thread);
                    number(file)
                });
                drop(words);
                let threads = threads.into_inner().unwrap();
                let first = |it| threads.iter().position(|other| other == it);
                assert_eq!(
                    threads
                        .iter()
                        .filter_map(first)
                        .map(|n| n + 1)
                        .collect::<Vec<_>>(),
                    [1, 1, 3, 3, 5, 5],
                    "of each of six files in three chunks, which was the first file \
                     that the same thread had"
                );
            })
            .schedules(200)
        }),
        Rule::new("no_files_need_no_thread", || {
            has_threads(0, || expect_words(0, 3)).schedules(20)
        }),
        Rule::new("it_takes_as_long_as_the_slowest_chunk", || {
            on_every_schedule(|| {
                // The chunks take 60, 60 and 20 ms.
                expect_time(3, &[10, 20, 30, 40, 10, 10, 5, 15], 60);
                // 30, 40, 10 and 10 ms.
                expect_time(4, &[10, 10, 10, 20, 20, 5, 5, 5, 5], 40);
                // 10 and 90 ms.
                expect_time(2, &[5, 5, 40, 50], 90);
                expect_time(1, &[10, 20, 30], 60);
                expect_time(9, &[10, 20, 30], 30);
                expect_time(20, &[10; 20], 10);
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("all_threads_work_at_once", || {
            on_some_schedule(
                "do three threads work at the same time",
                || {
                    expect_words(7, 3);
                    true
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(200)
        }),
        Rule::new(
            "a_panic_reaches_the_caller_when_all_threads_have_ended",
            || {
                on_every_schedule(|| {
                    for damaged in [1, 5, 6] {
                        expect_panic_at_the_end(damaged);
                    }
                    expect_panic_of_the_only_chunk();
                })
                .schedules(300)
            },
        ),
        // Not for an hour at once: who looks often would be given up before its end,
        // and not be told that it polls.
        Rule::new("nobody_polls", || never_polls(Duration::from_secs(1))),
        Rule::new("nobody_looks_once_in_a_while", || {
            never_polls(Duration::from_secs(3_600))
        }),
        Rule::new("many_files_are_no_problem", || {
            on_every_schedule(|| {
                let words = process_chunks(&files(2_000, 1), 3, number);
                assert_eq!(
                    words.len(),
                    2_000,
                    "for how many of 2000 files there are words"
                );
            })
            .schedules(8)
        }),
    ]
}

fn ids(chunks: &[&[File]]) -> Vec<Vec<u32>> {
    let of = |chunk: &&[File]| chunk.iter().map(|file| file.id).collect();
    chunks.iter().map(of).collect()
}

fn expect_lengths(count: u32, workers: usize, expected: &[usize]) {
    scenario(format_args!(
        "{count} files for {}",
        counted(workers, "thread")
    ));
    let files = files(count, 1);
    let chunks = chunks(&files, workers);
    let lengths: Vec<_> = chunks.iter().map(|chunk| chunk.len()).collect();
    assert_eq!(
        lengths, expected,
        "the lengths of the chunks of {count} files for {workers} threads"
    );
}

/// Has `count` files processed, and expects their words in their order.
fn expect_words(count: u32, workers: usize) {
    scenario(format_args!(
        "{count} files for {}",
        counted(workers, "thread")
    ));
    let words = process_chunks(&files(count, 1), workers, |file| {
        // Later chunks are done earlier.
        lab::work(Duration::from_millis(u64::from(100 - 5 * file.id)));
        number(file)
    });
    expect_order(words, count);
}

/// In these rules a file has as many words as its number says.
fn number(file: File) -> u64 {
    u64::from(file.id)
}

fn expect_order(words: Vec<u64>, count: u32) {
    assert_eq!(
        words,
        (1..=u64::from(count)).collect::<Vec<_>>(),
        "not the words of each file, in the order of the files (file n \
         has n words here)"
    );
}

/// Exactly so many threads in all, the main one not counted.
fn has_threads(expected: usize, program: fn()) -> Check {
    on_every_schedule(program).expect(move |figures| {
        match figures.threads.len() - 1 {
            threads if threads == expected => Ok(()),
            threads => Err(format!(
                "{threads} threads were started instead of {expected}: each chunk \
                 has one, and there are no others"
            )),
        }
    })
}

/// Has files processed that take `millis` each.
fn expect_time(workers: usize, millis: &[u64], expected: u64) {
    scenario(format_args!(
        "{}, and files of {millis:?} ms",
        counted(workers, "thread")
    ));
    let began = Instant::now();
    let words = process_chunks(&files(millis.len() as u32, 1), workers, |file| {
        lab::work(Duration::from_millis(millis[file.id as usize - 1]));
        number(file)
    });
    assert_eq!(
        words.len(),
        millis.len(),
        "for how many of {} files there are words",
        millis.len()
    );
    assert_eq!(
        began.elapsed(),
        Duration::from_millis(expected),
        "{} should take {expected} ms for files of {millis:?} ms, as long as the \
         slowest chunk",
        counted(workers, "thread")
    );
}

/// Has six files processed in chunks of two, one of which panics at once, and
/// expects that the files of the other chunks are done all the same. What becomes of
/// the other file in its chunk is not promised.
fn expect_panic_at_the_end(damaged: u32) {
    scenario(format_args!(
        "six files for three threads; file {damaged} panics"
    ));
    let (done, tried) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let result = catch_unwind(AssertUnwindSafe(|| {
        process_chunks(&files(6, 1), 3, |file| {
            if file.id == damaged {
                tried.fetch_add(1, Ordering::Relaxed);
                panic!("file {damaged} is damaged");
            }
            lab::work(Duration::from_millis(10));
            let chunk = |id: u32| id.div_ceil(2);
            if chunk(file.id) != chunk(damaged) {
                done.fetch_add(1, Ordering::Relaxed);
            }
            number(file)
        })
    }));
    assert!(
        result.is_err(),
        "file {damaged} panicked, and the caller was not told"
    );
    assert_eq!(
        done.load(Ordering::Relaxed),
        4,
        "file {damaged} of six panicked, in one of three chunks of two: how many \
         files of the two other chunks were done, when the caller was told; they \
         are finished all the same"
    );
    assert_eq!(
        tried.load(Ordering::Relaxed),
        1,
        "how often `process` was called for file {damaged}, which panicked"
    );
}

/// Who treats a single chunk otherwise tells of its panic all the same.
fn expect_panic_of_the_only_chunk() {
    scenario("two files for 1 thread; file 2 panics");
    let result = catch_unwind(AssertUnwindSafe(|| {
        process_chunks(&files(2, 1), 1, |file| {
            assert!(file.id != 2, "file 2 is damaged");
            number(file)
        })
    }));
    assert!(
        result.is_err(),
        "file 2 panicked, and the caller was not told"
    );
}

/// Nobody looks in vain while files take so long.
fn never_polls(time: Duration) -> Check {
    on_every_schedule(move || {
        let words = process_chunks(&files(5, 1), 2, |file| {
            lab::work(time);
            number(file)
        });
        expect_order(words, 5);
    })
    .never_polls(2)
    .schedules(200)
}

/// With a closure behind a reference: what was written is compiled once for all rules.
fn process_chunks(
    files: &[File],
    workers: usize,
    process: impl Fn(File) -> u64 + Sync,
) -> Vec<u64> {
    let process: &(dyn Fn(File) -> u64 + Sync) = &process;
    subject::process_chunks(files, workers, process)
}
