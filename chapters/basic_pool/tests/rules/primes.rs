//! What the prime calculator promises, on every schedule.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use lab::Figures;
use lab::time::{Duration, Instant};
use lab::trace::source;
use rules::{Rule, counted, on_every_schedule, on_some_schedule, scenario};
use workloads::job::PoolError;
use workloads::primes::{PrimeReport, test_cost};

use super::subject::{find_primes, is_prime, listing};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("is_prime_knows_small_numbers", || {
            on_every_schedule(|| {
                for n in 0..=200 {
                    assert_eq!(
                        is_prime(n),
                        by_sieve(n),
                        "what `is_prime({n})` says"
                    );
                }
            })
            .schedules(1)
        }),
        Rule::new("is_prime_knows_large_numbers", || {
            on_every_schedule(|| {
                assert!(
                    is_prime(65_521),
                    "`is_prime` says that 65,521 is none, and it is a prime"
                );
                assert!(
                    !is_prime(65_521 * 65_519),
                    "`is_prime` says that 4,292,870,399 is a prime, and it is \
                     65,521 × 65,519"
                );
                assert!(
                    is_prime(4_294_967_291),
                    "`is_prime` says that 4,294,967,291 is none, and it is a prime: \
                     2³² − 5"
                );
            })
            .schedules(1)
        }),
        Rule::new("there_are_1229_primes_up_to_10000", || {
            on_every_schedule(|| {
                let report = find(10_000, 6);
                assert_eq!(
                    report.primes.len(),
                    1_229,
                    "how many primes there are up to 10000"
                );
                assert_eq!(
                    report.primes.last(),
                    Some(&9_973),
                    "the largest prime up to 10000"
                );
            })
            .schedules(3)
        }),
        Rule::new("primes_come_in_ascending_order", || {
            let expected: Vec<_> = (1..=30).filter(|&n| by_sieve(n)).collect();
            on_every_schedule(move || {
                assert_eq!(
                    find(30, 3).primes,
                    expected,
                    "`primes` of the report, up to 30"
                );
            })
            .schedules(1_500)
        }),
        Rule::new("each_number_is_tested_once", || {
            on_every_schedule(|| {
                let report = find(25, 3);
                assert_eq!(
                    report.tested, 25,
                    "`tested` of the report, for 25 numbers"
                );
                assert_eq!(
                    report.per_worker.len(),
                    3,
                    "`per_worker` of the report: how many counts there are for 3 \
                     workers"
                );
                assert_eq!(
                    report.per_worker.iter().sum::<usize>(),
                    25,
                    "the sum of `per_worker` of the report, for 25 numbers"
                );
                assert_eq!(
                    find(0, 2).tested,
                    0,
                    "`tested` of the report, with a limit of 0"
                );
                assert_eq!(
                    find(0, 2).per_worker,
                    [0, 0],
                    "`per_worker` of the report, for two workers and a limit of 0"
                );
            })
            .schedules(1_500)
        }),
        Rule::new("a_free_worker_takes_the_next_number_at_once", || {
            on_every_schedule(|| {
                let began = Instant::now();
                let report = find(60, 4);
                let took = began.elapsed();
                assert_eq!(
                    took,
                    least_time(60, 4),
                    "the time that four workers take for the tests of 1 to 60, when \
                     a free one takes the oldest number at once"
                );
                assert_eq!(
                    report.took, took,
                    "`took` of the report, and the time that the call took by the \
                     clock of `lab::time`"
                );
                let busy = report.per_worker.iter().filter(|&&tested| tested >= 10);
                assert!(
                    busy.count() >= 4,
                    "`per_worker` of the report is {:?}; of 60 numbers for four \
                     workers each tests at least 10",
                    report.per_worker
                );
                let began = Instant::now();
                drop(find(60, 9));
                assert_eq!(
                    began.elapsed(),
                    least_time(60, 9),
                    "the time that nine workers take for the tests of 1 to 60, when \
                     a free one takes the oldest number at once"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("the_report_measures_every_test", || {
            on_every_schedule(|| {
                let report = find(12, 3);
                let all = (1..=12).map(test_cost).sum();
                assert_eq!(
                    report.testing, all,
                    "`testing` of the report: the time of 12 tests together"
                );
                // Both 9 and 11 take longest.
                let slowest = report.slowest.map(|(n, took)| (n.isqrt(), took));
                assert_eq!(
                    slowest,
                    Some((3, test_cost(9))),
                    "`slowest` of the report, up to 12: the square root of the \
                     number, and the time of its test"
                );
                for (limit, slowest) in [(1, 1), (10, 9)] {
                    assert_eq!(
                        find(limit, 2).slowest,
                        Some((slowest, test_cost(slowest))),
                        "`slowest` of the report, up to {limit}: the number, and \
                         the time of its test"
                    );
                }
                assert_eq!(
                    find(0, 2).slowest,
                    None,
                    "`slowest` of the report, of no numbers"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("tests_are_measured_also_on_a_slow_machine", || {
            on_some_schedule(
                "is `testing` of the report longer than the tests cost: measure each \
                 test, do not add up costs",
                || find(12, 3).testing > (1..=12).map(test_cost).sum(),
                |_| true,
            )
            .schedules(400)
        }),
        Rule::new("waiting_for_a_number_is_no_test", || {
            // Of the last run.
            let testing = Rc::new(Cell::new(Duration::ZERO));
            let told = Rc::clone(&testing);
            on_every_schedule(move || told.set(find(8, 4).testing))
                .expect(move |figures| tests_and_waits_fit(figures, testing.get()))
                .schedules(400)
        }),
        Rule::new("each_worker_has_its_own_count", || {
            // Of the last run.
            let counts = Rc::new(RefCell::new(Vec::new()));
            let told = Rc::clone(&counts);
            on_every_schedule(move || {
                told.replace(find(12, 12).per_worker);
            })
            .expect(move |figures| counts_fit(figures, &counts.borrow()))
            .schedules(200)
        }),
        Rule::new("more_numbers_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| {
                let began = Instant::now();
                assert_eq!(
                    find(500, 2).primes.len(),
                    95,
                    "how many primes there are up to 500"
                );
                assert_eq!(
                    began.elapsed(),
                    least_time(500, 2),
                    "the time that two workers take for the tests of 1 to 500, when \
                     a free one takes the oldest number at once"
                );
            })
            .queues_never_above(100)
            .expect(every_queue_is_bounded)
            .at_exact_times()
            .schedules(60)
        }),
        Rule::new("more_workers_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| {
                // Half of them have the answer at the same moment.
                let began = Instant::now();
                assert_eq!(
                    find(300, 300).tested,
                    300,
                    "`tested` of the report, for 300 numbers and 300 workers"
                );
                assert_eq!(
                    began.elapsed(),
                    least_time(300, 300),
                    "the time that 300 workers take for the tests of 1 to 300"
                );
            })
            .queues_never_above(100)
            .at_exact_times()
            .schedules(8)
        }),
        Rule::new("all_workers_take_part", || {
            on_some_schedule(
                "does every worker test a number",
                || {
                    let per_worker = find(12, 3).per_worker;
                    per_worker.iter().filter(|&&tested| tested > 0).count() >= 3
                },
                |_| true,
            )
            .schedules(400)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                for limit in [0, 10] {
                    scenario(format_args!("up to {limit}, no workers"));
                    assert_eq!(
                        find_primes(limit, 0),
                        Err(PoolError::NoWorkers),
                        "what a search up to {limit} without workers returns"
                    );
                }
            })
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| drop(find(5, 3)))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| drop(find(20, 3)))
                .threads_in_all(4)
                .never_polls(2)
                .schedules(1_000)
        }),
        Rule::new("the_listing_says_how_many_more", || {
            on_every_schedule(|| {
                assert_eq!(
                    listing(&[2, 3, 5, 7], 3),
                    "2, 3, 5 and 1 more",
                    "`listing(&[2, 3, 5, 7], 3)`"
                );
                assert_eq!(
                    listing(&[2, 3, 5], 3),
                    "2, 3, 5",
                    "`listing(&[2, 3, 5], 3)`"
                );
                assert_eq!(listing(&[2, 3], 20), "2, 3", "`listing(&[2, 3], 20)`");
                assert_eq!(listing(&[], 20), "", "`listing(&[], 20)`");
                assert_eq!(listing(&[2, 3], 0), "2 more", "`listing(&[2, 3], 0)`");
                assert_eq!(listing(&[], 0), "", "`listing(&[], 0)`");
            })
            .schedules(1)
        }),
    ]
}

fn find(limit: u32, workers: usize) -> PrimeReport {
    scenario(format_args!(
        "the numbers up to {limit} for {}",
        counted(workers, "worker")
    ));
    find_primes(limit, workers).expect("there are workers")
}

/// A queue without a bound may never be long here, and yet grow when `main` is slow.
fn every_queue_is_bounded(figures: &Figures) -> Result<(), String> {
    let has_room = |capacity: Option<usize>| capacity.is_none_or(|room| room > 100);
    let mut channels = figures.channels.iter();
    // One that carries only a few messages cannot hold more.
    match channels.find(|c| has_room(c.capacity) && c.messages > 100) {
        None => Ok(()),
        Some(channel) => Err(format!(
            "a queue has too much room: the channel made at {} may hold {}, and 100 \
             are allowed; {} went through it",
            source::named(channel.made_at),
            channel
                .capacity
                .map_or("any number of messages".to_owned(), |room| {
                    format!("{room} messages")
                }),
            channel.messages
        )),
    }
}

/// Who waits does not test: tests and waits of the workers have room side by side.
fn tests_and_waits_fit(figures: &Figures, testing: Duration) -> Result<(), String> {
    let mut room = Duration::ZERO;
    let mut waiting = Duration::ZERO;
    for worker in figures.threads.iter().filter(|t| !t.busy.is_zero()) {
        room += figures.makespan;
        waiting += worker.waiting;
    }
    if testing + waiting <= room {
        return Ok(());
    }
    if room.is_zero() {
        return Err(format!(
            "`testing` of the report is {testing:?}, and no thread computed anything: \
             is each number tested within `lab::compute(test_cost(number), …)`?"
        ));
    }
    Err(format!(
        "`testing` of the report is {testing:?}, and workers waited for {waiting:?} in \
         a search of {:?}: more than fits into it; is the time of a test taken from \
         before the worker waits for the number?",
        figures.makespan
    ))
}

/// Whose count is 0 has tested nothing, and the others have.
fn counts_fit(figures: &Figures, per_worker: &[usize]) -> Result<(), String> {
    let busy = figures.threads.iter().filter(|t| !t.busy.is_zero()).count();
    if per_worker.iter().filter(|&&tested| tested > 0).count() == busy {
        return Ok(());
    }
    Err(format!(
        "`per_worker` of the report is {per_worker:?} for twelve numbers, and {} \
         tested them: is each number counted for the worker that tested it?",
        counted(busy, "worker")
    ))
}

/// What it takes when the oldest number always goes to the one that is free first.
fn least_time(limit: u32, workers: usize) -> Duration {
    let mut free = vec![Duration::ZERO; workers];
    for number in 1..=limit {
        let first = free.iter_mut().min().expect("there are workers");
        *first += test_cost(number);
    }
    free.into_iter().max().expect("there are workers")
}

/// By striking out multiples: another way than any that a solution may take.
fn by_sieve(n: u32) -> bool {
    let n = n as usize;
    let mut prime = vec![true; n + 1];
    for d in 2..=n {
        for multiple in (2 * d..=n).step_by(d) {
            prime[multiple] = false;
        }
    }
    n >= 2 && prime[n]
}
