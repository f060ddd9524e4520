//! What `run_with_metrics` promises, on every schedule.

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, on_some_schedule};
use workloads::job::PoolError;
use workloads::log::Log;
use workloads::metrics::Snapshot;
use workloads::retry::{Task, TaskError, tasks};

use super::subject::run_with_metrics;

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
                    assert_eq!(done, expected, "the tasks that were done, sorted");
                    let expected = Snapshot {
                        completed: count,
                        succeeded: count - failed,
                        failed,
                        in_progress: 0,
                    };
                    assert_eq!(run.last, expected, "the final figures");
                }
            })
            .schedules(800)
        }),
        Rule::new("a_free_worker_takes_the_oldest_task_at_once", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[10, 30, 40, 10]).run();
                let mut began: Vec<_> = run.calls.iter().collect();
                began.sort_by_key(|call| call.id);
                let began: Vec<_> = began.iter().map(|c| c.began).collect();
                assert_eq!(
                    began,
                    [0, 0, 10, 30].map(Duration::from_millis),
                    "when two workers began tasks 1 to 4, of 10, 30, 40 and 10 ms"
                );
                let run = Scenario::new(9, &[20; 18]).run();
                assert_eq!(
                    run.took,
                    Duration::from_millis(40),
                    "the time of 18 tasks of 20 ms, with nine workers"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("reports_come_at_every_multiple_of_the_period", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[90; 9]).run();
                run.expect_reports(&[100, 200, 300, 400]);
                for (every, times) in [(30, &[30, 60, 90][..]), (250, &[])] {
                    let mut scenario = Scenario::new(2, &[50; 4]);
                    scenario.every = Duration::from_millis(every);
                    scenario.run().expect_reports(times);
                }
                // The last task alone, when the queue has long been empty.
                let run = Scenario::new(2, &[450]).run();
                run.expect_reports(&[100, 200, 300, 400]);
                let mut scenario = Scenario::new(2, &[7; 2]);
                scenario.every = Duration::from_micros(1_500);
                let times = scenario.run().reports;
                let times: Vec<_> = times.iter().map(|report| report.0).collect();
                assert_eq!(
                    times,
                    [1_500, 3_000, 4_500, 6_000].map(Duration::from_micros),
                    "reports every 1.5 ms, of tasks that take 7 ms"
                );
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("a_report_that_takes_long_does_not_delay_the_next", || {
            on_every_schedule(|| {
                let mut scenario = Scenario::new(2, &[60; 16]);
                scenario.report_takes = Duration::from_millis(70);
                scenario.run().expect_reports(&[100, 200, 300, 400]);
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("a_report_that_takes_long_delays_no_worker", || {
            on_every_schedule(|| {
                let mut scenario = Scenario::new(2, &[60; 6]);
                scenario.report_takes = Duration::from_millis(70);
                assert_eq!(
                    scenario.run().took,
                    Duration::from_millis(180),
                    "two workers, 6 tasks of 60 ms, and a report from 100 to 170 ms"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("the_figures_of_a_report_belong_together", || {
            on_every_schedule(|| {
                // Tasks end at the very moments of the reports, the last ones too.
                for count in [8, 10] {
                    let run = Scenario::new(2, &vec![50; count]).run();
                    run.expect_figures_that_belong_together();
                }
            })
            .at_exact_times()
            .schedules(2_500)
        }),
        Rule::new("the_figures_are_those_of_the_moment", || {
            on_every_schedule(|| {
                // No task begins or ends at a multiple of 100 ms.
                let run = Scenario::new(2, &[70, 130, 160, 90, 45, 15, 130]).run();
                assert_eq!(run.reports.len(), 3, "reports within 375 ms");
                for (at, _, snapshot) in &run.reports {
                    let ended = || run.calls.iter().filter(|c| c.ended < *at);
                    let failed = ended().filter(|call| !call.succeeds).count();
                    let begun = run.calls.iter().filter(|c| c.began < *at).count();
                    let expected = Snapshot {
                        completed: ended().count(),
                        succeeded: ended().count() - failed,
                        failed,
                        in_progress: begun - ended().count(),
                    };
                    assert_eq!(*snapshot, expected, "the figures after {at:?}");
                }
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("it_ends_with_the_last_task", || {
            on_every_schedule(|| {
                let run = Scenario::new(3, &[50, 120, 70, 130]).run();
                assert_eq!(
                    run.took,
                    Duration::from_millis(180),
                    "three workers, tasks of 50, 120, 70 and 130 ms"
                );
                run.expect_reports(&[100]);
                let run = Scenario::new(3, &[10]).run();
                assert_eq!(run.took, Duration::from_millis(10), "one task of 10 ms");
                run.expect_reports(&[]);
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("a_report_that_is_being_made_is_waited_for", || {
            on_every_schedule(|| {
                let mut scenario = Scenario::new(1, &[110]);
                scenario.report_takes = Duration::from_millis(40);
                let run = scenario.run();
                assert_eq!(run.took, Duration::from_millis(140), "the time in all");
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("no_tasks_are_done_at_once", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[]).run();
                assert_eq!(
                    run.last,
                    Snapshot::default(),
                    "the final figures of no tasks"
                );
                assert!(run.reports.is_empty(), "there is nothing to report");
            })
            .ends_at(Duration::ZERO)
            .schedules(300)
        }),
        Rule::new("tasks_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let run = Scenario::new(3, &[0; 12]).run();
                assert_eq!(run.last.completed, 12, "completed");
            })
            .schedules(500)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let every = Duration::from_millis(100);
                let result =
                    run_with_metrics(0, tasks(3), every, |_| Ok(1), |_, _| ());
                assert_eq!(
                    result,
                    Err(PoolError::NoWorkers),
                    "a pool without workers"
                );
            })
            .ends_at(Duration::ZERO)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || Scenario::new(3, &[20; 4]).run().last.completed == 4,
                |figures| figures.peak_working == 3,
            )
            .schedules(100)
        }),
        Rule::new(
            "there_is_one_thread_a_worker_and_one_for_the_reports",
            || {
                on_every_schedule(|| drop(Scenario::new(3, &[80; 9]).run()))
                    .peak_threads(4)
                    .schedules(300)
            },
        ),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| drop(Scenario::new(2, &[80; 4]).run()))
                .never_polls(5)
                .schedules(300)
        }),
    ]
}

/// Tasks that take so many milliseconds each, with a report every 100 ms unless
/// something else is said. Every third task fails.
struct Scenario {
    workers: usize,
    millis: Vec<u64>,
    every: Duration,
    report_takes: Duration,
}

#[derive(Clone)]
struct Call {
    id: u32,
    succeeds: bool,
    began: Duration,
    ended: Duration,
}

/// What happened.
struct Seen {
    calls: Vec<Call>,
    /// For which time, at which time, and what.
    reports: Vec<(Duration, Duration, Snapshot)>,
    last: Snapshot,
    took: Duration,
}

impl Scenario {
    fn new(workers: usize, millis: &[u64]) -> Scenario {
        Scenario {
            workers,
            millis: millis.to_vec(),
            every: Duration::from_millis(100),
            report_takes: Duration::ZERO,
        }
    }

    fn run(&self) -> Seen {
        let (calls, reports) = (Log::default(), Log::default());
        let start = Instant::now();
        let service = {
            let (calls, millis) = (calls.clone(), self.millis.clone());
            move |Task { id }| {
                let began = start.elapsed();
                lab::work(Duration::from_millis(millis[id as usize - 1]));
                let ended = start.elapsed();
                let succeeds = !id.is_multiple_of(3);
                calls.note(Call {
                    id,
                    succeeds,
                    began,
                    ended,
                });
                if succeeds {
                    Ok(1)
                } else {
                    Err(TaskError::Refused)
                }
            }
        };
        let report = {
            let (reports, takes) = (reports.clone(), self.report_takes);
            move |at, snapshot| {
                reports.note((at, start.elapsed(), snapshot));
                lab::thread::sleep(takes);
            }
        };
        let tasks = tasks(self.millis.len() as u32);
        let last =
            run_with_metrics(self.workers, tasks, self.every, service, report)
                .expect("there are workers");
        Seen {
            calls: calls.all(),
            reports: reports.all(),
            last,
            took: start.elapsed(),
        }
    }
}

impl Seen {
    /// At the moment of a report some calls may just have begun or ended; what was
    /// before must be counted, and what comes after must not.
    fn expect_figures_that_belong_together(&self) {
        for (at, _, snapshot) in &self.reports {
            let Snapshot {
                completed,
                succeeded,
                failed,
                in_progress,
            } = snapshot;
            assert!(
                *completed == succeeded + failed,
                "a torn report after {at:?}: {snapshot}"
            );
            let calls = |which: &dyn Fn(&Call) -> bool| {
                self.calls.iter().filter(|call| which(call)).count()
            };
            let ended = calls(&|c| c.ended < *at)..=calls(&|c| c.ended <= *at);
            assert!(
                ended.contains(completed),
                "after {at:?}: {snapshot}, but {ended:?} calls have ended"
            );
            let begun = calls(&|c| c.began < *at)..=calls(&|c| c.began <= *at);
            assert!(
                begun.contains(&(completed + in_progress)),
                "a torn report after {at:?}: {snapshot}; together these are \
                 {} tasks, but {begun:?} calls have begun",
                completed + in_progress
            );
        }
    }

    fn expect_reports(&self, millis: &[u128]) {
        let said: Vec<_> = self.reports.iter().map(|r| r.0.as_millis()).collect();
        let made: Vec<_> = self.reports.iter().map(|r| r.1.as_millis()).collect();
        assert_eq!(made, millis, "when reports were made, in ms");
        assert_eq!(said, made, "`at` of the reports, and when they were made");
    }
}
