//! What the prime calculator in batches promises, on every schedule.

use lab::sync::Mutex;
use lab::time::{Duration, Instant};
use rules::{Rule, counted, on_every_schedule, scenario};
use workloads::job::PoolError;
use workloads::primes::BatchReport;

use super::subject::{batches, find_primes_in_batches};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("batches_cover_the_range_once", || {
            on_every_schedule(|| {
                for (limit, size) in
                    [(10_000, 500), (1_001, 500), (499, 500), (500, 500), (7, 2)]
                {
                    let numbers: Vec<u32> =
                        batches(limit, size).into_iter().flatten().collect();
                    let expected: Vec<u32> = (1..=limit).collect();
                    assert!(
                        numbers == expected,
                        "batches({limit}, {size}) do not cover 1..={limit} once: \
                         {:?}",
                        batches(limit, size)
                    );
                }
                assert_eq!(batches(0, 500), [], "`batches(0, 500)`");
            })
            .schedules(1)
        }),
        Rule::new("batches_are_as_long_as_they_may_be", || {
            on_every_schedule(|| {
                assert_eq!(batches(7, 3), [1..=3, 4..=6, 7..=7], "`batches(7, 3)`");
                assert_eq!(
                    batches(10_000, 500).len(),
                    20,
                    "the number of batches in `batches(10_000, 500)`"
                );
                assert_eq!(
                    batches(u32::MAX, 1 << 31),
                    [1..=1 << 31, (1 << 31) + 1..=u32::MAX],
                    "`batches(u32::MAX, 1 << 31)`"
                );
                assert_eq!(
                    batches(u32::MAX, u32::MAX).len(),
                    1,
                    "the number of batches in `batches(u32::MAX, u32::MAX)`"
                );
            })
            .schedules(1)
        }),
        Rule::new("a_size_of_0_counts_as_1", || {
            on_every_schedule(|| {
                assert_eq!(batches(3, 0), [1..=1, 2..=2, 3..=3], "`batches(3, 0)`");
            })
            .schedules(1)
        }),
        Rule::new("the_largest_numbers_overflow_nothing", || {
            on_every_schedule(|| {
                assert_eq!(
                    batches(u32::MAX, 4_000_000_000),
                    [1..=4_000_000_000, 4_000_000_001..=u32::MAX],
                    "`batches(u32::MAX, 4_000_000_000)`"
                );
            })
            .schedules(1)
        }),
        Rule::new("each_batch_is_answered_once", || {
            on_every_schedule(|| {
                let report = find(35, 3, 10);
                assert_eq!(
                    report.batches,
                    [1..=10, 11..=20, 21..=30, 31..=35],
                    "`batches` of the report, for 1..=35 in tens"
                );
                assert_eq!(
                    report.per_worker.len(),
                    3,
                    "`per_worker` of the report: how many counts there are for 3 \
                     workers"
                );
                assert_eq!(
                    report.per_worker.iter().sum::<usize>(),
                    4,
                    "the sum of `per_worker` of the report, for four batches"
                );
                assert_eq!(
                    report.primes,
                    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31],
                    "`primes` of the report, up to 35"
                );
            })
            .schedules(2_000)
        }),
        Rule::new("nothing_to_test_and_a_size_of_0_are_no_problem", || {
            on_every_schedule(|| {
                let report = find(0, 2, 5);
                assert_eq!(
                    report.per_worker,
                    [0, 0],
                    "`per_worker` of the report, for two workers and a limit of 0"
                );
                let report = find(3, 2, 0);
                assert_eq!(
                    report.batches,
                    [1..=1, 2..=2, 3..=3],
                    "`batches` of the report, up to 3 in batches of 0, which counts \
                     as 1"
                );
                assert_eq!(
                    report.per_worker.iter().sum::<usize>(),
                    3,
                    "the sum of `per_worker` of the report, for three batches, the \
                     first of which is without a prime"
                );
            })
            .schedules(300)
        }),
        Rule::new("numbers_are_tested_with_the_given_function", || {
            on_every_schedule(|| {
                let report = find_primes_in_batches(12, 2, 5, leaves_one);
                assert_eq!(
                    report.expect("there are workers").primes,
                    [1, 4, 7, 10],
                    "`primes` of the report up to 12, with a function that takes \
                     every third number for a prime, from 1"
                );
            })
            .schedules(50)
        }),
        Rule::new("there_are_1229_primes_up_to_10000", || {
            on_every_schedule(|| {
                assert_eq!(
                    find(10_000, 4, 500).primes.len(),
                    1_229,
                    "how many primes there are up to 10000"
                );
            })
            .schedules(5)
        }),
        Rule::new("one_message_a_batch_is_enough", || {
            // And one a worker, for those whose workers end at a message.
            on_every_schedule(|| drop(find(200, 4, 10)))
                .messages_at_most(20 + 4)
                .schedules(400)
        }),
        Rule::new("the_oldest_batch_is_taken_first", || {
            on_every_schedule(|| {
                ASKED.lock().unwrap().clear();
                let report = find_primes_in_batches(45, 1, 10, notes_its_batch);
                drop(report);
                let mut asked: Vec<_> = asked().iter().map(|a| a.0).collect();
                asked.dedup();
                assert_eq!(
                    asked,
                    [1, 2, 3, 4, 5],
                    "the five batches of 1..=45 in tens, in the order in which the \
                     only worker took them"
                );
            })
            .schedules(50)
        }),
        Rule::new("a_free_worker_takes_the_next_batch_at_once", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let report = find(2_000, 4, 100);
                // 20 batches of 1 ms, for four workers.
                let took = began.elapsed();
                let least = Duration::from_millis(5);
                let why = if took < least {
                    "; is each tested within `lab::compute(batch_cost(&batch), …)`?"
                } else {
                    ""
                };
                assert_eq!(
                    took, least,
                    "the time that four workers take for 20 batches of 1 ms{why}"
                );
                assert_eq!(
                    report.per_worker, [5; 4],
                    "`per_worker` of the report, for 20 batches of 1 ms and four \
                     workers"
                );
                let report = find(2_400, 24, 100);
                assert_eq!(
                    report.per_worker, [1; 24],
                    "`per_worker` of the report, for 24 batches of 1 ms and 24 \
                     workers"
                );
                // More than a queue may hold, so that workers wait while others submit.
                let began = Instant::now();
                drop(find(400, 4, 1));
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(1),
                    "the time that four workers take for 400 batches of 10 µs"
                );
            })
            .at_exact_times()
            .schedules(25)
        }),
        Rule::new("a_batch_that_takes_long_holds_up_no_other", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let report = find_primes_in_batches(400, 2, 100, takes_long_for_1)
                    .expect("there are workers");
                let took = began.elapsed();
                let least = Duration::from_millis(11);
                let why = if took < least {
                    "; is `is_prime` called that is given, which takes the 10 ms?"
                } else {
                    ""
                };
                assert_eq!(
                    took, least,
                    "the time that two workers take for four batches of 1 ms, of which \
                     the first takes 10 ms more: meanwhile the other worker tests the \
                     other three{why}"
                );
                let mut per_worker = report.per_worker;
                per_worker.sort_unstable();
                assert_eq!(
                    per_worker,
                    [1, 3],
                    "`per_worker` of the report, sorted, for two workers and four \
                     batches, of which one takes as long as the others together"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("a_batch_is_computed_as_a_whole", || {
            on_every_schedule(|| {
                ASKED.lock().unwrap().clear();
                let began = Instant::now();
                drop(find_primes_in_batches(45, 1, 10, notes_its_batch));
                let at = |moment: Instant| moment.duration_since(began).as_micros();
                let asked = asked();
                let mut asked: Vec<_> = asked
                    .iter()
                    .map(|&(batch, moment)| (batch, at(moment)))
                    .collect();
                asked.dedup();
                assert_eq!(
                    asked,
                    [(1, 0), (2, 100), (3, 200), (4, 300), (5, 400)],
                    "when the numbers of the five batches of 1..=45 in tens were \
                     tested (batch, µs), by one worker: those of a batch within one \
                     `lab::compute(batch_cost(&batch), …)`"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("more_batches_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| {
                assert_eq!(
                    find(3_000, 2, 1).batches.len(),
                    3_000,
                    "how many `batches` the report has, of 3000 numbers one by one"
                )
            })
            .schedules(8)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                for limit in [0, 10] {
                    scenario(format_args!("up to {limit}, no workers"));
                    assert_eq!(
                        find_primes_in_batches(limit, 0, 5, is_prime),
                        Err(PoolError::NoWorkers),
                        "what a search up to {limit} without workers returns"
                    );
                }
            })
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| drop(find(20, 3, 10)))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| drop(find(100, 3, 10)))
                .threads_in_all(4)
                .never_polls(2)
                .schedules(1_000)
        }),
    ]
}

fn find(limit: u32, workers: usize, size: u32) -> BatchReport {
    scenario(format_args!(
        "up to {limit} in batches of {size}, {}",
        counted(workers, "worker")
    ));
    find_primes_in_batches(limit, workers, size, is_prime)
        .expect("there are workers")
}

fn is_prime(n: u32) -> bool {
    n >= 2
        && (2..n)
            .take_while(|d| d * d <= n)
            .all(|d| !n.is_multiple_of(d))
}

fn leaves_one(n: u32) -> bool {
    n % 3 == 1
}

fn takes_long_for_1(n: u32) -> bool {
    if n == 1 {
        lab::work(Duration::from_millis(10));
    }
    is_prime(n)
}

/// The batches of ten in which numbers were asked for, in the order of the asking, and
/// when.
static ASKED: Mutex<Vec<(u32, Instant)>> = Mutex::new(Vec::new());

fn notes_its_batch(n: u32) -> bool {
    let asked = (n.div_ceil(10), Instant::now());
    ASKED.lock().unwrap().push(asked);
    is_prime(n)
}

/// What was asked for, which is something.
fn asked() -> Vec<(u32, Instant)> {
    // Without the lock: a panic would poison it for the next schedule.
    let asked = ASKED.lock().unwrap().clone();
    assert!(
        !asked.is_empty(),
        "the function `is_prime` that is given was not called"
    );
    asked
}
