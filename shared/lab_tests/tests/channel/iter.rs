//! The iterators of a receiver.

use lab::channel::{RecvError, TryRecvError, bounded, unbounded};
use lab::thread;

use super::worlds::both_worlds;

#[test]
fn iter_ends_when_the_channel_is_empty_and_closed() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let writer = thread::spawn(move || {
            for i in 0..4 {
                sender.send(i).unwrap();
            }
        });
        let mut iter = receiver.iter();
        assert!(iter.by_ref().eq(0..4));
        assert_eq!(iter.next(), None);
        assert_eq!(iter.next(), None);
        writer.join().unwrap();
    });
}

#[test]
fn leaving_a_loop_early_leaves_the_rest_in_the_channel() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        for i in 0..5 {
            sender.send(i).unwrap();
        }
        for i in &receiver {
            if i == 2 {
                break;
            }
        }
        assert_eq!(receiver.recv(), Ok(3));
        assert_eq!(receiver.len(), 1);
    });
}

#[test]
fn try_iter_ends_when_the_channel_is_empty_though_it_is_open() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        assert_eq!(receiver.try_iter().next(), None);
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [1, 2]);
        sender.send(3).unwrap();
        let mut iter = receiver.try_iter();
        assert_eq!(iter.next(), Some(3));
        assert_eq!(iter.next(), None);
        sender.send(4).unwrap();
        assert_eq!(iter.next(), Some(4));
    });
}

#[test]
fn into_iter_takes_the_receiver_with_it() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        let mut iter = receiver.into_iter();
        assert_eq!(iter.next(), Some(1));
        sender.send(3).unwrap();
        drop(iter);
        assert!(sender.send(4).is_err());
    });
}

#[test]
fn iterating_by_reference_leaves_the_receiver_usable() {
    both_worlds(|| {
        let (sender, receiver) = bounded(2);
        sender.send("a").unwrap();
        drop(sender);
        let mut seen = Vec::new();
        for word in &receiver {
            seen.push(word);
        }
        assert_eq!(seen, ["a"]);
        assert_eq!(receiver.recv(), Err(RecvError));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    });
}

#[test]
fn iter_over_a_rendezvous_meets_each_sender() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            for i in 0..3 {
                let sender = sender.clone();
                scope.spawn(move || sender.send(i).unwrap());
            }
            drop(sender);
            let mut seen: Vec<i32> = receiver.iter().collect();
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2]);
        });
    });
}

#[test]
fn a_pipeline_of_iterators_passes_everything_on() {
    both_worlds(|| {
        let (first, numbers) = bounded(1);
        let (second, squares) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || (1..=4).for_each(|i| first.send(i).unwrap()));
            scope.spawn(move || {
                numbers.iter().for_each(|i| second.send(i * i).unwrap());
            });
            assert_eq!(squares.iter().sum::<i32>(), 30);
        });
    });
}
