//! Every message is dropped exactly once, and when.

use std::sync::atomic::{AtomicUsize, Ordering};

use lab::channel::{Receiver, Sender, bounded, select, unbounded};
use lab::sync::Arc;
use lab::thread;

use super::worlds::both_worlds;

/// Counts how many of its clones have been dropped.
#[derive(Default)]
struct Grave(Arc<AtomicUsize>);

struct Message(Arc<AtomicUsize>);

impl Grave {
    fn message(&self) -> Message {
        Message(self.0.clone())
    }

    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

type Channel = (Sender<Message>, Receiver<Message>);

fn filled((sender, receiver): Channel, grave: &Grave) -> Channel {
    for _ in 0..3 {
        assert!(sender.try_send(grave.message()).is_ok());
    }
    (sender, receiver)
}

#[test]
fn a_bounded_channel_keeps_its_messages_until_both_ends_are_gone() {
    both_worlds(|| {
        let grave = Grave::default();
        let (sender, receiver) = filled(bounded(3), &grave);
        drop(receiver);
        assert_eq!((grave.count(), sender.len()), (0, 3));
        drop(sender);
        assert_eq!(grave.count(), 3);

        let grave = Grave::default();
        let (sender, receiver) = filled(bounded(3), &grave);
        drop(sender);
        assert_eq!((grave.count(), receiver.len()), (0, 3));
        drop(receiver);
        assert_eq!(grave.count(), 3);
    });
}

#[test]
fn an_unbounded_channel_discards_its_messages_with_the_last_receiver() {
    both_worlds(|| {
        let grave = Grave::default();
        let (sender, receiver) = filled(unbounded(), &grave);
        let clone = receiver.clone();
        drop(receiver);
        assert_eq!((grave.count(), sender.len()), (0, 3));
        drop(clone);
        assert_eq!((grave.count(), sender.len()), (3, 0));
        drop(sender);
        assert_eq!(grave.count(), 3);
    });
}

#[test]
fn a_message_that_was_received_belongs_to_its_receiver() {
    both_worlds(|| {
        for channel in [bounded(3), unbounded()] {
            let grave = Grave::default();
            let (sender, receiver) = filled(channel, &grave);
            let first = receiver.recv().unwrap();
            drop((sender, receiver));
            assert_eq!(grave.count(), 2);
            drop(first);
            assert_eq!(grave.count(), 3);
        }
    });
}

#[test]
fn a_message_that_came_back_belongs_to_its_sender() {
    both_worlds(|| {
        let grave = Grave::default();
        let (sender, receiver) = bounded(0);
        let back = sender.try_send(grave.message()).unwrap_err();
        assert_eq!(grave.count(), 0);
        drop(back);
        assert_eq!(grave.count(), 1);
        drop(receiver);
        drop(sender.send(grave.message()));
        assert_eq!(grave.count(), 2);
    });
}

#[test]
fn messages_between_threads_are_dropped_once() {
    both_worlds(|| {
        for (sender, receiver) in [bounded(0), bounded(1), unbounded()] {
            let grave = Grave::default();
            let mut sent = 0;
            thread::scope(|scope| {
                scope.spawn(move || {
                    // Leaves before everything has come.
                    for message in receiver.iter().take(3) {
                        drop(message);
                    }
                });
                for _ in 0..5 {
                    sent += 1;
                    select! {
                        send(sender, grave.message()) -> sent => {
                            if sent.is_err() {
                                break;
                            }
                        }
                    }
                }
            });
            drop(sender);
            assert_eq!(grave.count(), sent);
        }
    });
}

#[test]
fn a_message_whose_destructor_uses_channels_may_be_discarded() {
    struct Notifies(Sender<()>);

    impl Drop for Notifies {
        fn drop(&mut self) {
            self.0.send(()).unwrap();
        }
    }

    both_worlds(|| {
        for (sender, receiver) in [bounded(2), unbounded()] {
            let (log, dropped) = unbounded();
            sender.send(Notifies(log.clone())).unwrap();
            sender.send(Notifies(log)).unwrap();
            drop((sender, receiver));
            assert_eq!(dropped.iter().count(), 2);
        }
    });
}

#[test]
fn a_run_that_is_taken_apart_drops_what_is_on_its_way() {
    let grave = Grave::default();
    let run = lab::run(&lab::Config::default(), || {
        let (sender, receiver) = bounded(1);
        let clone = sender.clone();
        let message = || grave.message();
        assert!(sender.send(message()).is_ok());
        let (meeting, _partner) = bounded(0);
        let (stuck, kept) = (message(), message());
        thread::spawn(move || sender.send(stuck).is_ok());
        thread::spawn(move || meeting.send(kept).is_ok());
        // Nobody receives: a deadlock.
        let sent = clone.send(message());
        drop(receiver);
        sent.is_ok()
    });
    assert_eq!(run.verdict.kind(), "deadlock");
    assert_eq!(grave.count(), 4);
}
