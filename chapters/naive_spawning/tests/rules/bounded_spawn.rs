//! What `bounded_spawn` promises, on every schedule.

use std::time::Duration;

use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use rules::{
    Check, Rule, allowed, counted, in_millis, on_every_schedule, on_some_schedule,
    scenario,
};
use workloads::disk::{File, files};

use super::subject;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_file_gives_one_outcome_in_order", || {
            on_every_schedule(|| {
                expect_words(9, 3);
                expect_words(4, 1);
                expect_words(2, 5);
                let words = bounded_spawn(files(2, 1), 2, |file| match file.id {
                    1 => 0,
                    _ => u64::MAX,
                });
                assert_eq!(
                    words,
                    [Some(0), Some(u64::MAX)],
                    "the outcomes of two files without a word, and with as many as \
                     there can be"
                );
            })
            .schedules(600)
        }),
        Rule::new(
            "the_order_is_that_of_the_files_not_of_their_numbers",
            || {
                on_every_schedule(|| {
                let files = files(9, 1).split_off(5).into_iter().rev();
                let words = bounded_spawn(files.collect(), 2, number);
                assert_eq!(
                    words,
                    [Some(9), Some(8), Some(7), Some(6)],
                    "not one outcome a file, in the order of the files: 9, 8, 7, 6"
                );
            })
            .schedules(100)
            },
        ),
        Rule::new("files_may_have_the_same_number", || {
            // Two are alike in all, and are two files nevertheless.
            let program = || {
                let files = [10, 20, 10].map(|kib| File { id: 1, kib });
                let words = bounded_spawn(files.into(), 2, |file| file.kib.into());
                assert_eq!(
                    words,
                    [Some(10), Some(20), Some(10)],
                    "the outcomes of three files of 10, 20 and 10 words, all of which \
                     have the number 1"
                );
            };
            has_threads(3, on_every_schedule(program)).schedules(50)
        }),
        Rule::new("files_that_take_no_time_are_no_problem", || {
            at_most(2, || expect_at_once(4, 2)).schedules(1_500)
        }),
        Rule::new("never_more_threads_than_the_limit_are_alive", || {
            at_most(3, || expect_words(9, 3)).schedules(1_000)
        }),
        Rule::new("a_limit_of_1_is_one_file_at_a_time", || {
            at_most(1, || {
                expect_words(5, 1);
                // The only one that could wake the caller may end while it looks.
                expect_at_once(3, 1);
            })
            .schedules(400)
        }),
        Rule::new("each_file_has_a_thread_of_its_own", || {
            has_threads(7, on_every_schedule(|| expect_words(7, 3))).schedules(100)
        }),
        Rule::new("with_a_limit_of_1_each_file_has_a_thread_too", || {
            has_threads(3, on_every_schedule(|| expect_words(3, 1))).schedules(100)
        }),
        Rule::new("a_single_file_has_a_thread_too", || {
            has_threads(1, on_every_schedule(|| expect_words(1, 3))).schedules(20)
        }),
        Rule::new("a_limit_may_be_as_large_as_a_number_can_be", || {
            has_threads(2, on_every_schedule(|| expect_words(2, usize::MAX)))
                .schedules(100)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| expect_words(4, 3))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new("no_files_give_no_outcomes", || {
            on_every_schedule(|| {
                assert_eq!(
                    bounded_spawn(Vec::new(), 3, |_| 0),
                    [],
                    "the outcomes of no files"
                );
            })
            .schedules(100)
        }),
        Rule::new("a_limit_of_0_counts_as_1", || {
            has_threads(3, at_most(1, || expect_words(3, 0))).schedules(200)
        }),
        Rule::new("threads_are_started_in_the_order_of_the_files", || {
            on_every_schedule(|| {
                let files = files(9, 1).split_off(5).into_iter().rev();
                let words = bounded_spawn(files.collect(), 2, |file| {
                    lab::work(Duration::from_millis(file.id.into()));
                    number(file)
                });
                drop(words);
            })
            .expect(|figures| {
                let threads = figures.threads.iter().skip(1);
                let busy: Vec<_> = threads.map(|t| t.busy.as_millis()).collect();
                match busy[..] {
                    [9, 8, 7, 6] => Ok(()),
                    _ => Err(format!(
                        "the threads worked for {busy:?} ms, in the order in which \
                         they were started; the files take 9, 8, 7 and 6 ms, and \
                         the first file has the first thread"
                    )),
                }
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("the_next_file_begins_when_a_thread_ends", || {
            on_every_schedule(|| {
                for limit in [1, 2, 3, 5, 8] {
                    expect_least_time(limit, &[30, 10, 10, 10, 10, 10, 20]);
                    expect_least_time(limit, &[10, 20, 30, 40, 50]);
                    expect_least_time(limit, &[50, 0, 0, 40, 30, 0, 10]);
                }
                expect_least_time(40, &[10; 40]);
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("as_many_threads_as_allowed_work_at_once", || {
            on_some_schedule(
                "do three threads work at the same time",
                || {
                    expect_words(6, 3);
                    true
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(200)
        }),
        Rule::new("a_panicking_file_gives_none_and_no_other", || {
            at_most(3, || {
                expect_damaged(8, 3, |id| id == 2);
                // No fewer are allowed than there are files: nobody has to wait.
                expect_damaged(2, 2, |id| id == 2);
                expect_damaged(1, 3, |id| id == 1);
            })
            .joins_every_thread()
            .schedules(500)
        }),
        Rule::new("a_panicking_file_returns_its_permit", || {
            at_most(2, || {
                expect_damaged(7, 2, |_| true);
                expect_damaged(3, 1, |id| id == 3);
            })
            .schedules(600)
        }),
        Rule::new("a_panicking_file_is_not_tried_again", || {
            on_every_schedule(|| {
                let calls = Arc::new(AtomicUsize::new(0));
                let counter = Arc::clone(&calls);
                let words = bounded_spawn(files(3, 1), 2, move |file| {
                    counter.fetch_add(1, Ordering::Relaxed);
                    panics_if(|id| id == 2)(file)
                });
                expect_outcomes(words, 3, |id| id == 2);
                assert_eq!(
                    calls.load(Ordering::Relaxed),
                    3,
                    "how often `process` was called for three files, of which one \
                     panics"
                );
            })
            .schedules(100)
        }),
        // Not for an hour at once: who looks often would be given up before its end,
        // and not be told that it polls.
        Rule::new("nobody_polls", || never_polls(Duration::from_secs(1))),
        Rule::new("nobody_looks_once_in_a_while", || {
            // Who gives up its wait after a time goes on without a permit.
            never_more(2, never_polls(Duration::from_secs(3_600)))
        }),
        Rule::new("many_files_are_no_problem", || {
            // How many are alive at once is for rules whose runs are short enough to
            // be looked at.
            on_every_schedule(|| {
                let words = bounded_spawn(files(1_200, 1), 3, number);
                assert_eq!(
                    words.iter().flatten().count(),
                    1_200,
                    "of how many files there are words, of 1200 files"
                );
            })
            .schedules(4)
        }),
    ]
}

/// Nobody looks in vain while files take so long.
fn never_polls(time: Duration) -> Check {
    on_every_schedule(move || {
        let words = bounded_spawn(files(6, 1), 2, move |file| {
            lab::work(time);
            number(file)
        });
        expect_outcomes(words, 6, |_| false);
    })
    .never_polls(2)
    .schedules(200)
}

/// Has `count` files processed, and expects an outcome for each in their order.
fn expect_words(count: u32, limit: usize) {
    let files_in_all = counted(count as usize, "file");
    scenario(format_args!("{files_in_all}, and a limit of {limit}"));
    let words = bounded_spawn(files(count, 1), limit, |file| {
        // Later files take less time, and overtake.
        lab::work(Duration::from_millis(u64::from(100 - 7 * file.id)));
        number(file)
    });
    expect_outcomes(words, count, |_| false);
}

/// The same, with files that take no time.
fn expect_at_once(count: u32, limit: usize) {
    let files_in_all = counted(count as usize, "file");
    scenario(format_args!(
        "{files_in_all} of no time, and a limit of {limit}"
    ));
    expect_outcomes(bounded_spawn(files(count, 1), limit, number), count, |_| {
        false
    });
}

/// The same, with files that panic.
fn expect_damaged(count: u32, limit: usize, damaged: fn(u32) -> bool) {
    let files_in_all = counted(count as usize, "file");
    scenario(format_args!("{files_in_all}, and a limit of {limit}"));
    let words = bounded_spawn(files(count, 1), limit, panics_if(damaged));
    expect_outcomes(words, count, damaged);
}

/// In most of these rules a file has as many words as its number says.
fn number(file: File) -> u64 {
    u64::from(file.id)
}

fn expect_outcomes(words: Vec<Option<u64>>, count: u32, damaged: fn(u32) -> bool) {
    let outcome = |id| (!damaged(id)).then_some(u64::from(id));
    assert_eq!(
        words,
        (1..=count).map(outcome).collect::<Vec<_>>(),
        "not one outcome a file, in the order of the files (file n has \
         n words here, a damaged one panics)"
    );
}

fn panics_if(
    damaged: fn(u32) -> bool,
) -> impl Fn(File) -> u64 + Send + Sync + 'static {
    move |file| {
        lab::work(Duration::from_millis(10));
        assert!(!damaged(file.id), "file {} is damaged", file.id);
        number(file)
    }
}

/// Never more than `limit` threads are alive.
fn at_most(limit: usize, program: fn()) -> Check {
    never_more(limit, on_every_schedule(program))
}

/// The same, of a check that expects something else, too.
fn never_more(limit: usize, check: Check) -> Check {
    check.expect(move |figures| match figures.peak_threads {
        peak if peak <= limit => Ok(()),
        peak => Err(format!(
            "too many threads: {peak} were alive at once, {}; a thread is alive from \
             before its spawn to after its last operation, and must have its permit, \
             or be counted, for that long",
            allowed(limit)
        )),
    })
}

/// Exactly so many threads in all, the main one not counted.
fn has_threads(expected: usize, check: Check) -> Check {
    check.expect(move |figures| match figures.threads.len() - 1 {
        threads if threads == expected => Ok(()),
        threads => Err(format!(
            "{} started for {}; each file has a thread of its own, and there are no \
             others",
            match threads {
                1 => "1 thread was".to_owned(),
                threads => format!("{threads} threads were"),
            },
            counted(expected, "file")
        )),
    })
}

/// Expects that files which take `millis` each begin when they may, each the moment
/// that a thread ends, and that all are done when the last of them is.
fn expect_least_time(limit: usize, millis: &'static [u64]) {
    // A little more, or who looks once in a while could look at the right time. As much
    // for each: several threads end at the same moment.
    let time = |file: File| {
        let millis = Duration::from_millis(millis[file.id as usize - 1]);
        millis + Duration::from_nanos(1)
    };
    let micros = |time: Duration| Duration::from_micros(time.as_micros() as u64);
    let files = files(millis.len() as u32, 1);
    let mut free = vec![Duration::ZERO; limit];
    let mut expected = Vec::new();
    for &file in &files {
        if let Some(first) = free.iter_mut().min() {
            expected.push(micros(*first));
            *first += time(file);
        }
    }
    scenario(format_args!(
        "a limit of {limit}, and files of {}",
        in_millis(millis)
    ));
    let began = Instant::now();
    let begun = Arc::new(Mutex::new(vec![None; millis.len()]));
    let notes = Arc::clone(&begun);
    let words = bounded_spawn(files, limit, move |file| {
        notes.lock().unwrap()[file.id as usize - 1] = Some(micros(began.elapsed()));
        lab::work(time(file));
        number(file)
    });
    assert_eq!(
        words.len(),
        millis.len(),
        "how many outcomes there are of {} files",
        millis.len()
    );
    let least = micros(free.into_iter().max().unwrap_or_default());
    assert_eq!(
        micros(began.elapsed()),
        least,
        "with a limit of {limit}, files of {} should take {least:?}",
        in_millis(millis)
    );
    let begun = begun.lock().unwrap().clone();
    for (n, (begun, may)) in begun.into_iter().zip(expected).enumerate() {
        assert_eq!(
            begun,
            Some(may),
            "the time at which file {} of those of {} begins, with a limit of {limit}",
            n + 1,
            in_millis(millis)
        );
    }
}

/// With a boxed closure: what was written is compiled once for all rules.
fn bounded_spawn(
    files: Vec<File>,
    limit: usize,
    process: impl Fn(File) -> u64 + Send + Sync + 'static,
) -> Vec<Option<u64>> {
    let process: Box<dyn Fn(File) -> u64 + Send + Sync> = Box::new(process);
    subject::bounded_spawn(files, limit, process)
}
