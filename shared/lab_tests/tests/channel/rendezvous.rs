//! Channels of capacity zero: a send and a receive meet.

use lab::channel::{
    RecvTimeoutError, SendTimeoutError, TryRecvError, TrySendError, bounded,
};
use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds, ms, on_time};

#[test]
fn it_holds_nothing_and_is_always_both_empty_and_full() {
    both_worlds(|| {
        let (sender, receiver) = bounded::<i32>(0);
        assert_eq!((sender.capacity(), receiver.capacity()), (Some(0), Some(0)));
        assert_eq!((sender.len(), receiver.len()), (0, 0));
        assert!(sender.is_empty() && receiver.is_empty());
        assert!(sender.is_full() && receiver.is_full());
    });
}

#[test]
fn trying_alone_never_succeeds() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        let late = Err(SendTimeoutError::Timeout(2));
        assert_eq!(sender.send_timeout(2, ms(1)), late);
        assert_eq!(sender.send_deadline(2, Instant::now()), late);
        let late = Err(RecvTimeoutError::Timeout);
        assert_eq!(receiver.recv_timeout(ms(1)), late);
        assert_eq!(receiver.recv_deadline(Instant::now()), late);
        drop(receiver);
        assert_eq!(sender.try_send(3), Err(TrySendError::Disconnected(3)));
    });
}

#[test]
fn trying_meets_one_who_waits() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                assert_eq!(receiver.recv(), Ok(1));
                thread::sleep(ms(20));
                assert_eq!(receiver.try_recv(), Ok(2));
            });
            thread::sleep(ms(10));
            assert_eq!(sender.try_send(1), Ok(()));
            assert_eq!(sender.send(2), Ok(()));
        });
    });
}

#[test]
fn a_send_returns_only_once_its_message_is_taken() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        let begin = Instant::now();
        thread::scope(|scope| {
            scope.spawn(|| {
                sender.send(1).unwrap();
                assert_eq!(begin.elapsed(), ms(10));
                sender.send_timeout(2, LONG).unwrap();
                assert_eq!(begin.elapsed(), ms(20));
                let late = Err(SendTimeoutError::Timeout(3));
                assert_eq!(sender.send_timeout(3, ms(5)), late);
                assert_eq!(begin.elapsed(), ms(25));
            });
            for i in 1..=2 {
                thread::sleep(ms(10));
                assert_eq!(receiver.recv(), Ok(i));
            }
            thread::sleep(ms(10));
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        });
    });
}

#[test]
fn who_gave_up_is_not_met_any_more() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                let late = Err(RecvTimeoutError::Timeout);
                assert_eq!(receiver.recv_timeout(ms(10)), late);
            });
            thread::sleep(ms(20));
            assert_eq!(sender.try_send(1), Err(TrySendError::Full(1)));
        });
    });
}

#[test]
fn a_timeout_and_a_partner_who_comes_just_then_agree_on_what_happened() {
    both_worlds(|| {
        for comes in [9, 10] {
            let (sender, receiver) = bounded(0);
            thread::scope(|scope| {
                let reader = scope.spawn(|| receiver.recv_timeout(ms(10)));
                scope.spawn(|| thread::sleep(ms(11)));
                thread::sleep(ms(comes));
                let sent = sender.try_send(1).is_ok();
                assert_eq!(reader.join().unwrap().is_ok(), sent);
            });
        }
    });
}

#[test]
fn each_of_many_partners_meets_exactly_one() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        let sum = AtomicUsize::new(0);
        thread::scope(|scope| {
            for i in 1..=4 {
                let (sender, receiver, sum) = (&sender, &receiver, &sum);
                scope.spawn(move || sender.send(i).unwrap());
                scope.spawn(move || {
                    sum.fetch_add(receiver.recv().unwrap(), Ordering::SeqCst);
                });
            }
        });
        assert_eq!(sum.into_inner(), 10);
    });
}

#[test]
fn a_message_goes_to_the_receiver_that_was_chosen_for_it() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            let first = scope.spawn(|| receiver.recv());
            thread::sleep(ms(1));
            sender.send("first").unwrap();
            let second = scope.spawn(|| receiver.recv());
            sender.send("second").unwrap();
            assert_eq!(first.join().unwrap(), Ok("first"));
            assert_eq!(second.join().unwrap(), Ok("second"));
        });
    });
}

#[test]
fn who_has_waited_longest_is_met_first() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            let receivers = [(); 3].map(|()| {
                thread::sleep(ms(1));
                scope.spawn(|| receiver.recv().unwrap())
            });
            thread::sleep(ms(1));
            (0..3).for_each(|i| sender.try_send(i).unwrap());
            assert_eq!(receivers.map(|r| r.join().unwrap()), [0, 1, 2]);

            let senders = [0, 1, 2].map(|i| {
                thread::sleep(ms(1));
                let sender = &sender;
                scope.spawn(move || sender.send(i).unwrap())
            });
            thread::sleep(ms(1));
            (0..3).for_each(|i| assert_eq!(receiver.try_recv(), Ok(i)));
            senders.into_iter().for_each(|s| s.join().unwrap());
        });
    });
}

#[test]
fn a_receive_in_the_middle_of_a_send_does_not_meet_itself() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        let (back, answers) = (sender.clone(), receiver.clone());
        thread::scope(|scope| {
            scope.spawn(move || {
                let got = receiver.recv().unwrap();
                back.send(got + 1).unwrap();
            });
            sender.send(1).unwrap();
            assert_eq!(answers.recv(), Ok(2));
        });
    });
}
