//! How many workers there may be.

use std::time::Duration;

use lab::sync::Arc;
use lab::thread;
use rules::{Rule, on_every_schedule};
use workloads::scaling::Scaling;

use super::{Recorder, USUAL, ms};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("there_are_never_more_than_max_nor_fewer_than_min", || {
            on_every_schedule(|| {
                let scaling = Scaling {
                    max: 2,
                    queue: 1,
                    // So that no thread is on its way out when another comes.
                    idle: Duration::from_secs(3_600),
                    // Many looks in a row are no fault.
                    every: Duration::from_secs(3_600),
                    ..USUAL
                };
                let pool = Arc::new(Recorder::new(scaling));
                let hands = [(); 3].map(|()| {
                    let pool = Arc::clone(&pool);
                    thread::spawn(move || pool.submit(&[10, 0]))
                });
                for hand in hands {
                    hand.join().expect("submitting does not panic");
                }
                let pool = Arc::into_inner(pool).expect("the others have ended");
                pool.expect_bounds();
            })
            // Two workers, the monitor, and the three that submit.
            .peak_threads(6)
            .schedules(1_500)
        }),
        Rule::new("growing_and_shrinking_go_in_single_steps", || {
            on_every_schedule(|| {
                let scaling = Scaling {
                    min: 2,
                    max: 4,
                    queue: 2,
                    idle: ms(10),
                    ..USUAL
                };
                let pool = Recorder::new(scaling);
                for _ in 0..2 {
                    pool.submit(&[10, 20, 10, 20, 10]);
                    thread::sleep(ms(40));
                }
                pool.expect_bounds();
            })
            .schedules(1_000)
        }),
    ]
}
