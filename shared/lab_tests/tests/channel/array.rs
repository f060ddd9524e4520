//! Channels with a capacity.

use lab::channel::{SendTimeoutError, TryRecvError, TrySendError, bounded};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds, ms, on_time};

#[test]
fn a_full_channel_hands_the_message_back() {
    both_worlds(|| {
        let (sender, receiver) = bounded(2);
        sender.send(1).unwrap();
        assert!(!sender.is_full());
        sender.send(2).unwrap();
        assert!(sender.is_full() && receiver.is_full());
        assert_eq!(sender.try_send(3), Err(TrySendError::Full(3)));
        let late = Err(SendTimeoutError::Timeout(4));
        assert_eq!(sender.send_timeout(4, ms(1)), late);
        assert_eq!(sender.send_deadline(4, Instant::now()), late);
        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [1, 2]);
    });
}

#[test]
fn the_capacity_is_what_was_asked_for() {
    both_worlds(|| {
        for cap in [1, 2, 7, 1000] {
            let (sender, receiver) = bounded::<()>(cap);
            assert_eq!(sender.capacity(), Some(cap));
            assert_eq!(receiver.capacity(), Some(cap));
            assert!((0..cap).all(|_| sender.try_send(()).is_ok()));
            assert!(sender.try_send(()).is_err());
        }
    });
}

#[test]
fn a_full_channel_that_loses_its_receivers_says_so_and_not_that_it_is_full() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        sender.send(1).unwrap();
        drop(receiver);
        assert_eq!(sender.try_send(2), Err(TrySendError::Disconnected(2)));
        let gone = Err(SendTimeoutError::Disconnected(2));
        assert_eq!(sender.send_timeout(2, ms(0)), gone);
    });
}

#[test]
fn the_bound_keeps_a_fast_sender_near_a_slow_receiver() {
    both_worlds(|| {
        let (sender, receiver) = bounded(2);
        thread::scope(|scope| {
            scope.spawn(move || {
                for i in 0..8 {
                    sender.send(i).unwrap();
                }
            });
            for i in 0..8 {
                assert!(receiver.len() <= 2);
                assert_eq!(receiver.recv(), Ok(i));
            }
        });
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    });
}

#[test]
fn a_waiting_sender_goes_on_at_the_instant_there_is_room() {
    on_time(|| {
        let (sender, receiver) = bounded(1);
        let begin = Instant::now();
        let writer = thread::spawn(move || {
            sender.send(1).unwrap();
            assert_eq!(begin.elapsed(), ms(0));
            sender.send(2).unwrap();
            assert_eq!(begin.elapsed(), ms(10));
            sender.send_timeout(3, LONG).unwrap();
            assert_eq!(begin.elapsed(), ms(20));
        });
        for i in 1..=3 {
            thread::sleep(ms(10));
            assert_eq!(receiver.recv(), Ok(i));
        }
        writer.join().unwrap();
    });
}

#[test]
fn a_full_channel_lets_the_sender_go_when_the_time_is_over() {
    on_time(|| {
        let (sender, _receiver) = bounded(1);
        sender.send(0).unwrap();
        let begin = Instant::now();
        let late = Err(SendTimeoutError::Timeout(1));
        assert_eq!(sender.send_timeout(1, ms(30)), late);
        assert_eq!(begin.elapsed(), ms(30));
        assert_eq!(sender.send_deadline(1, begin + ms(50)), late);
        assert_eq!(begin.elapsed(), ms(50));
    });
}

#[test]
fn of_two_senders_that_wait_for_one_place_both_get_one_in_the_end() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        sender.send(0).unwrap();
        thread::scope(|scope| {
            let (a, b) = (sender.clone(), sender);
            scope.spawn(move || a.send(1).unwrap());
            scope.spawn(move || b.send(2).unwrap());
            let mut got: Vec<i32> = receiver.iter().collect();
            got[1..].sort_unstable();
            assert_eq!(got, [0, 1, 2]);
        });
    });
}
