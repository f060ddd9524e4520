//! When there are reports, and whom they hold up.

use lab::time::Duration;
use rules::{Rule, on_every_schedule};

use super::Scenario;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("reports_come_at_every_multiple_of_the_period", || {
            on_every_schedule(|| {
                let run = Scenario::new(2, &[90; 9]).run();
                run.expect_reports(&[100, 200, 300, 400]);
                for (millis, times) in [
                    (&[50, 120, 70, 130][..], &[100][..]),
                    (&[10], &[]),
                    (&[], &[]),
                ] {
                    Scenario::new(3, millis).run().expect_reports(times);
                }
                for (every, times) in [(30, &[30, 60, 90][..]), (250, &[])] {
                    let mut scenario = Scenario::new(2, &[50; 4]);
                    scenario.every = Duration::from_millis(every);
                    scenario.run().expect_reports(times);
                }
                // The last task alone, when the queue has long been empty.
                let run = Scenario::new(2, &[450]).run();
                run.expect_reports(&[100, 200, 300, 400]);
                let mut scenario = Scenario::new(2, &[7; 2]);
                scenario.every = Duration::from_nanos(1_500_700);
                let times = scenario.run().reports;
                let times: Vec<_> = times.iter().map(|report| report.0).collect();
                assert_eq!(
                    times,
                    [1, 2, 3, 4].map(|tick| tick * scenario.every),
                    "for which times there are reports: every 1.5007 ms, while tasks \
                     of 7 ms are done"
                );
            })
            .at_exact_times()
            .schedules(500)
        }),
        Rule::new("reports_are_for_multiples_also_on_a_slow_machine", || {
            on_every_schedule(|| {
                let every = Duration::from_millis(100);
                for (at, made, _) in Scenario::new(2, &[130; 4]).run().reports {
                    assert!(
                        !at.is_zero() && at.as_nanos() % every.as_nanos() == 0,
                        "a report was made after {made:?}, and its `at` is {at:?}: \
                         it is for the multiple of {every:?} at which it was due, \
                         also when it comes late"
                    );
                }
            })
            .schedules(100)
        }),
        Rule::new("a_report_that_takes_long_delays_no_worker", || {
            on_every_schedule(|| {
                let mut scenario = Scenario::new(2, &[60; 6]);
                scenario.report_takes = Duration::from_millis(70);
                assert_eq!(
                    scenario.run().took,
                    Duration::from_millis(180),
                    "the time that two workers take for 6 tasks of 60 ms, while a \
                     report, which takes from 100 to 170 ms, holds up nobody"
                );
            })
            .at_exact_times()
            .schedules(300)
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
        Rule::new("a_report_that_is_being_made_is_waited_for", || {
            on_every_schedule(|| {
                let mut scenario = Scenario::new(1, &[110]);
                scenario.report_takes = Duration::from_millis(40);
                let run = scenario.run();
                assert_eq!(
                    run.took,
                    Duration::from_millis(140),
                    "the time in all, when a task ends at 110 ms and a report takes \
                     from 100 to 140 ms"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("periods_may_be_long", || {
            on_every_schedule(|| {
                let minute = Duration::from_secs(60);
                let day = 24 * 60 * minute;
                for every in [minute / 6, 100 * minute, 60 * day, 364 * day] {
                    let task = every * 5 / 2;
                    let mut scenario = Scenario::new(1, &[task.as_millis() as u64]);
                    scenario.every = every;
                    let made = scenario.run().reports;
                    let made: Vec<_> = made.iter().map(|r| (r.0, r.1)).collect();
                    assert_eq!(
                        made,
                        [(every, every), (2 * every, 2 * every)],
                        "`at` of the reports, and when they were made: one every \
                         {every:?}, while a task of {task:?} is done; a period may \
                         be almost a year"
                    );
                }
            })
            .at_exact_times()
            .schedules(20)
        }),
    ]
}
