//! How many read, how much waits, and for how long.

use std::path::Path;
use std::sync::Arc;

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule, scenario};
use workloads::checksums::READ;
use workloads::job::PoolError;

use super::cancelling::cancelled_after;
use super::slow::SlowDisk;
use super::{checksum, files, options, run, whole};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_queues_stay_short", || {
            on_every_schedule(|| drop(run(files(40), options(2, 3))))
                .queues_never_above(3)
                .schedules(100)
        }),
        Rule::new("slow_reports_hold_up_the_walk", || {
            on_every_schedule(|| {
                report_slowly(2, 3);
                report_slowly(3, 0);
            })
            .queues_never_above(3)
            .at_exact_times()
            .schedules(15)
        }),
        Rule::new(
            "queues_are_as_long_as_they_are_to_be_with_many_workers",
            || {
                on_every_schedule(|| report_slowly(5, 1))
                    .queues_never_above(1)
                    .at_exact_times()
                    .schedules(30)
            },
        ),
        Rule::new("a_free_worker_takes_the_next_file_at_once", || {
            on_every_schedule(|| {
                for (workers, count, rounds) in [(9, 18, 2), (3, 12, 4)] {
                    let began = Instant::now();
                    drop(run(files(count), options(workers, 10)));
                    assert_eq!(
                        began.elapsed(),
                        rounds * 2 * READ,
                        "how long {workers} workers take for {count} files, each of \
                         two reads of 10 ms"
                    );
                }
            })
            .at_exact_times()
            .schedules(120)
        }),
        Rule::new("all_workers_read_at_the_same_time", || {
            on_some_schedule(
                "do three workers read at the same time",
                || run(files(6), options(3, 2)).reports == 6,
                |figures| figures.peak_working == 3,
            )
            .schedules(100)
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
                    "what a tool without workers returns"
                );
            })
            .schedules(20)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| {
                drop(run(files(3).locked_folder("t/locked"), options(3, 2)));
                scenario("cancelled after three reads");
                let disk = Arc::new(files(9));
                let _ = cancelled_after(3 * READ, &disk, options(3, 2));
            })
            .joins_every_thread()
            .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| {
                drop(run(files(9), options(3, 2)));
                // Nobody has anything to do until the folder is listed.
                scenario("the folder takes a minute to be listed");
                let list = Duration::from_secs(60);
                let disk = SlowDisk {
                    list,
                    ..SlowDisk::of(files(1))
                };
                let result = checksum(
                    Arc::new(disk),
                    Path::new("t"),
                    options(3, 2),
                    Arc::new(|| false),
                    &mut |_| (),
                );
                assert_eq!(result, Ok(whole(1)), "the summary of one file");
                // Everybody waits for room, for long.
                scenario("each report takes a second");
                let result = checksum(
                    Arc::new(files(6)),
                    Path::new("t"),
                    options(2, 1),
                    Arc::new(|| false),
                    &mut |_| lab::work(Duration::from_secs(1)),
                );
                assert_eq!(result, Ok(whole(6)), "the summary of six files");
            })
            .peak_threads(4)
            .never_polls(2)
            .schedules(200)
        }),
    ]
}

/// Reports take longer than reads: how far is the walk ahead of them?
fn report_slowly(workers: usize, queue: usize) {
    scenario(format_args!("workers: {workers}, queues of {queue}"));
    let disk = Arc::new(files(30));
    let (mut reports, mut too_many) = (0, None);
    let result = checksum(
        disk.clone(),
        Path::new("t"),
        options(workers, queue),
        Arc::new(|| false),
        &mut |_| {
            lab::work(2 * READ);
            reports += 1;
            // In the queues, and in the hands of each thread.
            let most = reports + 2 * queue + workers + 1;
            let found = disk.looked_at().len();
            if found > most {
                too_many.get_or_insert((found, reports, most));
            }
        },
    );
    result.expect("there are workers");
    // Not within the report: nothing that the tool calls panics.
    if let Some((found, reports, most)) = too_many {
        panic!(
            "{found} files were found when {reports} had been reported, and at most \
             {most} have a place: those, {queue} in each queue, and one in the hands \
             of the walk and of each worker"
        );
    }
}
