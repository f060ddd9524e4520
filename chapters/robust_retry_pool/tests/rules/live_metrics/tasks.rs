//! Each task is done once, and counted.

use lab::time::Duration;
use rules::{Rule, on_every_schedule, scenario};
use workloads::job::PoolError;
use workloads::metrics::Snapshot;
use workloads::retry::tasks;

use super::{Scenario, run_with_metrics};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_task_is_done_once_and_counted", || {
            on_every_schedule(|| {
                for (workers, count, failed) in [(3, 10, 3), (1, 3, 1), (4, 2, 0)] {
                    let run = Scenario::new(workers, &vec![20; count]).run();
                    let mut done: Vec<_> =
                        run.calls.iter().map(|call| call.id).collect();
                    done.sort_unstable();
                    let expected: Vec<_> = (1..=count as u32).collect();
                    assert_eq!(
                        done, expected,
                        "the tasks that were done, of 1 to {count}, sorted"
                    );
                    let expected = Snapshot {
                        completed: count,
                        succeeded: count - failed,
                        failed,
                        in_progress: 0,
                    };
                    assert_eq!(
                        run.last, expected,
                        "what `run_with_metrics` returns, after {count} tasks of \
                         which every third fails"
                    );
                }
            })
            .schedules(800)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let every = Duration::from_millis(100);
                // Nobody is missed without tasks, but an error is promised.
                for count in [0, 3] {
                    scenario(format_args!("{count} tasks, no workers"));
                    let tasks = tasks(count);
                    let result =
                        run_with_metrics(0, tasks, every, |_| Ok(1), |_, _| ());
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what a pool without workers returns for {count} tasks"
                    );
                }
            })
            .ends_at(Duration::ZERO)
        }),
        Rule::new("no_tasks_are_done_at_once", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[]).run();
                assert_eq!(
                    run.last,
                    Snapshot::default(),
                    "what `run_with_metrics` returns for no tasks"
                );
            })
            .ends_at(Duration::ZERO)
            .schedules(300)
        }),
        Rule::new("it_ends_with_the_last_task", || {
            on_every_schedule(|| {
                let run = Scenario::new(3, &[50, 120, 70, 130]).run();
                assert_eq!(
                    run.took,
                    Duration::from_millis(180),
                    "the time that three workers take for tasks of 50, 120, 70 \
                     and 130 ms"
                );
                let run = Scenario::new(3, &[10]).run();
                assert_eq!(
                    run.took,
                    Duration::from_millis(10),
                    "the time in all, for one task of 10 ms"
                );
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("a_free_worker_takes_the_oldest_task_at_once", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[40, 10, 10, 10]).run();
                let mut began: Vec<_> = run.calls.iter().collect();
                began.sort_by_key(|call| call.id);
                let began: Vec<_> = began.iter().map(|c| c.began).collect();
                assert_eq!(
                    began,
                    [0, 0, 10, 20].map(Duration::from_millis),
                    "when two workers began tasks 1 to 4, of 40, 10, 10 and 10 ms"
                );
                let run = Scenario::new(9, &[20; 18]).run();
                assert_eq!(
                    run.took,
                    Duration::from_millis(40),
                    "the time that nine workers take for 18 tasks of 20 ms"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("tasks_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let run = Scenario::new(3, &[0; 12]).run();
                assert_eq!(
                    run.last.completed, 12,
                    "`completed` of the final figures, after 12 tasks that take no \
                     time"
                );
            })
            .schedules(500)
        }),
        Rule::new("many_tasks_are_no_problem", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[1; 300]).run();
                assert_eq!(
                    run.last.completed, 300,
                    "`completed` of the final figures, after 300 tasks"
                );
            })
            .schedules(5)
        }),
    ]
}
