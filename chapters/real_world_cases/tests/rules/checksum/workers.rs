//! How many read, how much waits, and for how long.

use std::path::Path;
use std::sync::Arc;

use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::checksums::READ;
use workloads::job::PoolError;

use super::{checksum, files, options, run};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_free_worker_takes_the_next_file_at_once", || {
            on_every_schedule(|| drop(run(files(18), options(9, 10))))
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
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| drop(run(files(9), options(3, 2))))
                .peak_threads(4)
                .never_polls(2)
                .schedules(300)
        }),
    ]
}
