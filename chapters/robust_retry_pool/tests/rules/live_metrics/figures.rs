//! What a report says.

use std::ops::RangeInclusive;

use rules::{Rule, on_every_schedule};
use workloads::metrics::Snapshot;

use super::{Call, Scenario, Seen};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_figures_of_a_report_belong_together", || {
            on_every_schedule(|| {
                // Tasks end at the very moments of the reports, the last ones too;
                // and some take no longer than a report needs to read its figures.
                for (workers, millis) in [
                    (2, &[50; 8][..]),
                    (2, &[50; 10]),
                    (4, &[100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0]),
                ] {
                    let run = Scenario::new(workers, millis).run();
                    run.expect_figures_that_belong_together();
                }
            })
            .at_exact_times()
            .schedules(800)
        }),
        Rule::new("the_figures_are_those_of_the_moment", || {
            on_every_schedule(|| {
                // No task begins or ends at a multiple of 100 ms.
                let millis = [70, 130, 160, 90, 45, 15, 130];
                let run = Scenario::new(2, &millis).run();
                // 375 ms, unless a worker waits when it need not.
                let took = run.took;
                assert_eq!(
                    run.reports.len() as u128,
                    (took.as_nanos() - 1) / 100_000_000,
                    "how many reports there are, one every 100 ms; the tasks took \
                     {took:?}"
                );
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
                    assert_eq!(
                        *snapshot,
                        expected,
                        "the figures in the report after {at:?} (calls begun: \
                         {begun}, ended: {}); two workers do tasks of \
                         {millis:?} ms, of which every third fails",
                        ended().count()
                    );
                }
            })
            .at_exact_times()
            .schedules(500)
        }),
    ]
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
                "a torn report after {at:?}: {snapshot}; {succeeded} succeeded and \
                 {failed} failed, which are not {completed} together"
            );
            let calls = |which: &dyn Fn(&Call) -> bool| {
                self.calls.iter().filter(|call| which(call)).count()
            };
            let ended = calls(&|c| c.ended < *at)..=calls(&|c| c.ended <= *at);
            assert!(
                ended.contains(completed),
                "the report after {at:?} says {snapshot}; calls that have ended: {}",
                shown(&ended)
            );
            let begun = calls(&|c| c.began < *at)..=calls(&|c| c.began <= *at);
            assert!(
                begun.contains(&(completed + in_progress)),
                "a torn report after {at:?}: {snapshot}; together these are {} \
                 tasks, but {} calls have begun",
                completed + in_progress,
                shown(&begun)
            );
            // The last that it counts as completed: what had begun until then counts.
            if let Some(last) = completed.checked_sub(1) {
                let begun = self.calls[last].begun;
                assert!(
                    begun <= completed + in_progress,
                    "a torn report after {at:?}: {snapshot}; together these are {} \
                     tasks, but when {completed} calls had ended, {begun} had begun",
                    completed + in_progress
                );
            }
        }
    }
}

/// `3`, or `3 or 4` and so on when some of them are in question.
fn shown(counts: &RangeInclusive<usize>) -> String {
    let counts: Vec<_> = counts.clone().map(|count| count.to_string()).collect();
    counts.join(" or ")
}
