//! How much the queue holds.

use rules::{Rule, on_every_schedule};

use super::pool;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_long_queue_holds_what_it_is_made_for", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 300, 1);
                for n in 1..=300 {
                    assert!(pool.try_submit(n).is_ok(), "a queue of 300 has no room for job {n}, of 300 that come at once");
                }
            })
            .at_exact_times()
            .schedules(20)
        }),
        Rule::new("no_more_wait_than_the_queue_holds", || {
            on_every_schedule(|| {
                let (pool, _) = pool(1, 20, 1_000);
                let accepted = (1..=200).filter(|&n| pool.try_submit(n).is_ok());
                let accepted = accepted.count();
                // The worker may have taken half of a full queue, and half of that.
                assert!(
                    (20..=40).contains(&accepted),
                    "a queue of 20 and one worker took {accepted} of 200 jobs at once; from 20 to 40 \
                     are allowed"
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
    ]
}
