//! Whoever waits gets to know when the other end is gone.

use lab::channel::{
    RecvError, RecvTimeoutError, Select, SendError, SendTimeoutError, bounded,
    unbounded,
};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds_in_time, ms, on_time};

#[test]
fn dropping_the_last_sender_wakes_everyone_who_receives() {
    both_worlds_in_time(|| {
        for cap in [Some(0), Some(1), None] {
            let (sender, receiver) = cap.map_or_else(unbounded::<()>, bounded);
            let clone = sender.clone();
            thread::scope(|scope| {
                scope.spawn(|| assert_eq!(receiver.recv(), Err(RecvError)));
                scope.spawn(|| assert_eq!(receiver.recv(), Err(RecvError)));
                scope.spawn(|| {
                    let gone = Err(RecvTimeoutError::Disconnected);
                    assert_eq!(receiver.recv_timeout(LONG), gone);
                });
                scope.spawn(|| {
                    let mut select = Select::new();
                    select.recv(&receiver);
                    assert_eq!(select.select().recv(&receiver), Err(RecvError));
                });
                scope.spawn(|| {
                    let mut select = Select::new();
                    let index = select.recv(&receiver);
                    assert_eq!(select.ready(), index);
                });
                scope.spawn(move || drop(sender));
                drop(clone);
            });
        }
    });
}

#[test]
fn dropping_the_last_receiver_wakes_everyone_who_sends() {
    both_worlds_in_time(|| {
        for cap in [0, 1] {
            let (sender, receiver) = bounded(cap);
            for _ in 0..cap {
                sender.send(0).unwrap();
            }
            let clone = receiver.clone();
            thread::scope(|scope| {
                scope.spawn(|| assert_eq!(sender.send(1), Err(SendError(1))));
                scope.spawn(|| {
                    let gone = Err(SendTimeoutError::Disconnected(2));
                    assert_eq!(sender.send_timeout(2, LONG), gone);
                });
                scope.spawn(|| {
                    let mut select = Select::new();
                    select.send(&sender);
                    let sent = select.select().send(&sender, 3);
                    assert_eq!(sent, Err(SendError(3)));
                });
                scope.spawn(|| {
                    let mut select = Select::new();
                    let index = select.send(&sender);
                    assert_eq!(select.ready(), index);
                });
                scope.spawn(move || drop(receiver));
                drop(clone);
            });
        }
    });
}

#[test]
fn a_closed_channel_wakes_at_the_instant_of_the_drop() {
    on_time(|| {
        let (sender, receiver) = bounded::<()>(0);
        let (full, rest) = bounded(1);
        full.send(1).unwrap();
        let begin = Instant::now();
        thread::scope(|scope| {
            scope.spawn(move || {
                assert_eq!(receiver.recv(), Err(RecvError));
                assert_eq!(begin.elapsed(), ms(10));
            });
            scope.spawn(move || {
                assert_eq!(full.send(2), Err(SendError(2)));
                assert_eq!(begin.elapsed(), ms(20));
            });
            thread::sleep(ms(10));
            drop(sender);
            thread::sleep(ms(10));
            drop(rest);
        });
    });
}

#[test]
fn a_panic_closes_what_its_thread_held() {
    on_time(|| {
        let (sender, receiver) = bounded::<()>(0);
        let thread = thread::spawn(move || {
            let _sender = sender;
            panic!("gives up");
        });
        assert_eq!(receiver.recv(), Err(RecvError));
        assert!(thread.join().is_err());
    });
}
