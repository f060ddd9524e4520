//! Which handles belong together.

use lab::channel::{after, at, bounded, never, tick, unbounded};
use lab::time::Instant;

use super::worlds::{LONG, both_worlds};

#[test]
fn clones_belong_to_the_same_channel() {
    both_worlds(|| {
        for (sender, receiver) in [bounded::<()>(0), bounded(1), unbounded()] {
            assert!(sender.same_channel(&sender.clone()));
            assert!(receiver.same_channel(&receiver.clone()));
            assert!(receiver.clone().same_channel(&receiver));
        }
    });
}

#[test]
fn channels_made_apart_are_not_the_same() {
    both_worlds(|| {
        let channels = [bounded::<()>(0), bounded(0), bounded(1), unbounded()];
        for (i, (sender, receiver)) in channels.iter().enumerate() {
            for (j, (other_sender, other_receiver)) in channels.iter().enumerate() {
                assert_eq!(sender.same_channel(other_sender), i == j);
                assert_eq!(receiver.same_channel(other_receiver), i == j);
            }
        }
    });
}

#[test]
fn a_channel_stays_the_same_when_it_is_closed() {
    both_worlds(|| {
        let (sender, receiver) = bounded::<()>(1);
        let clone = receiver.clone();
        drop(sender);
        assert!(receiver.same_channel(&clone));
    });
}

#[test]
fn timers_are_the_same_only_as_their_clones() {
    both_worlds(|| {
        let when = Instant::now() + LONG;
        let timers = [after(LONG), after(LONG), at(when), at(when), tick(LONG)];
        for (i, timer) in timers.iter().enumerate() {
            for (j, other) in timers.iter().enumerate() {
                assert_eq!(timer.same_channel(other), i == j);
            }
            assert!(timer.same_channel(&timer.clone()));
            assert!(!timer.same_channel(&never()));
        }
    });
}

#[test]
fn channels_that_never_deliver_are_all_alike() {
    both_worlds(|| {
        assert!(never::<()>().same_channel(&never()));
        assert!(!never::<()>().same_channel(&unbounded().1));
    });
}
