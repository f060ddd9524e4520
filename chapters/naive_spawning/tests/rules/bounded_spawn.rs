//! What `bounded_spawn` promises, on every schedule.

use std::time::Duration;

use lab::time::Instant;
use rules::{Check, Rule, on_every_schedule, on_some_schedule};
use workloads::disk::{File, files};

use super::subject::bounded_spawn;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_file_gives_one_outcome_in_order", || {
            on_every_schedule(|| {
                expect_words(9, 3);
                expect_words(4, 1);
                expect_words(2, 5);
            })
            .schedules(600)
        }),
        Rule::new("files_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let words = bounded_spawn(files(8, 1), 2, |file| file.words());
                assert_eq!(words, words_of(8));
            })
            .peak_threads(2)
            .schedules(1_000)
        }),
        Rule::new("never_more_threads_than_the_limit_are_alive", || {
            on_every_schedule(|| expect_words(9, 3))
                .peak_threads(3)
                .schedules(1_000)
        }),
        Rule::new("a_limit_of_1_is_one_file_at_a_time", || {
            on_every_schedule(|| expect_words(5, 1))
                .peak_threads(1)
                .schedules(400)
        }),
        Rule::new("each_file_has_a_thread_of_its_own", || {
            has_threads(7, on_every_schedule(|| expect_words(7, 3))).schedules(100)
        }),
        Rule::new("no_files_give_no_outcomes", || {
            on_every_schedule(|| {
                assert_eq!(bounded_spawn(Vec::new(), 3, |_| 0), []);
            })
            .schedules(100)
        }),
        Rule::new("a_limit_of_0_counts_as_1", || {
            on_every_schedule(|| expect_words(3, 0))
                .peak_threads(1)
                .schedules(200)
        }),
        Rule::new("the_next_file_begins_when_a_thread_ends", || {
            on_every_schedule(|| {
                for limit in [1, 2, 3, 5, 8] {
                    expect_least_time(limit, &[30, 10, 10, 10, 10, 10, 20]);
                    expect_least_time(limit, &[10, 20, 30, 40, 50]);
                    expect_least_time(limit, &[50, 0, 0, 40, 30, 0, 10]);
                }
            })
            .at_exact_times()
            .schedules(200)
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
        Rule::new(
            "a_panicking_file_gives_none_and_the_others_their_words",
            || {
                on_every_schedule(|| {
                    let words =
                        bounded_spawn(files(8, 1), 3, panics_if(|id| id == 2));
                    let mut expected = words_of(8);
                    expected[1] = None;
                    assert_eq!(words, expected);
                })
                .peak_threads(3)
                .schedules(600)
            },
        ),
        Rule::new("a_panicking_file_returns_its_permit", || {
            on_every_schedule(|| {
                let all = bounded_spawn(files(7, 1), 2, panics_if(|_| true));
                assert_eq!(all, [None; 7]);
                let last = bounded_spawn(files(3, 1), 1, panics_if(|id| id == 3));
                assert_eq!(last[2], None, "the last file panicked");
            })
            .peak_threads(2)
            .schedules(600)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| expect_words(8, 3))
                .never_polls(2)
                .schedules(600)
        }),
    ]
}

/// Has `count` files processed, and expects their words in their order.
fn expect_words(count: u32, limit: usize) {
    let words = bounded_spawn(files(count, 1), limit, |file| {
        // Later files take less time, and overtake.
        lab::work(Duration::from_millis(u64::from(100 - 7 * file.id)));
        file.words()
    });
    assert_eq!(
        words,
        words_of(count),
        "not one outcome a file, in the order of the files (left: yours)"
    );
}

fn words_of(count: u32) -> Vec<Option<u64>> {
    let files = files(count, 1).into_iter();
    files.map(|file| Some(file.words())).collect()
}

fn panics_if(
    panics: fn(u32) -> bool,
) -> impl Fn(File) -> u64 + Send + Sync + 'static {
    move |file| {
        lab::work(Duration::from_millis(10));
        assert!(!panics(file.id), "file {} is damaged", file.id);
        file.words()
    }
}

/// Exactly so many threads in all, the main one not counted.
fn has_threads(expected: usize, check: Check) -> Check {
    check.expect(move |figures| match figures.threads.len() - 1 {
        threads if threads == expected => Ok(()),
        threads => Err(format!(
            "{threads} threads were started for {expected} files; each file has \
             a thread of its own, and there are no others"
        )),
    })
}

/// Expects that files which take `millis` each need no more time than they must,
/// and no less: the next one begins when a thread ends.
fn expect_least_time(limit: usize, millis: &'static [u64]) {
    let mut free = vec![Duration::ZERO; limit];
    for &millis in millis {
        if let Some(first) = free.iter_mut().min() {
            *first += Duration::from_millis(millis);
        }
    }
    let began = Instant::now();
    let words = bounded_spawn(files(millis.len() as u32, 1), limit, |file| {
        lab::work(Duration::from_millis(millis[file.id as usize - 1]));
        file.words()
    });
    assert_eq!(words.len(), millis.len());
    assert_eq!(
        Some(began.elapsed()),
        free.into_iter().max(),
        "a limit of {limit} takes another time than it needs for files of \
         {millis:?} ms (left: yours, right: the time they need)"
    );
}
