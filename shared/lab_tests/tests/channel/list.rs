//! Channels without a bound.

use lab::channel::{TryRecvError, unbounded};
use lab::thread;
use lab::time::Instant;

use super::worlds::{both_worlds, ms, on_time};

#[test]
fn it_is_never_full() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        for i in 0..100 {
            assert_eq!(sender.try_send(i), Ok(()));
            assert!(!sender.is_full() && !receiver.is_full());
        }
        assert_eq!((sender.len(), receiver.len()), (100, 100));
        assert_eq!((sender.capacity(), receiver.capacity()), (None, None));
        assert!(receiver.try_iter().eq(0..100));
    });
}

#[test]
fn sending_never_waits() {
    on_time(|| {
        let (sender, receiver) = unbounded();
        let begin = Instant::now();
        for i in 0..50 {
            sender.send(i).unwrap();
            sender.send_timeout(i, ms(10)).unwrap();
            sender.send_deadline(i, begin).unwrap();
        }
        assert_eq!(begin.elapsed(), ms(0));
        assert_eq!(receiver.len(), 150);
    });
}

#[test]
fn it_becomes_empty_again_and_goes_on() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        for round in 0..40 {
            sender.send(round).unwrap();
            sender.send(round).unwrap();
            assert_eq!(receiver.try_recv(), Ok(round));
            assert_eq!(receiver.recv(), Ok(round));
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        }
    });
}

#[test]
fn one_side_may_be_far_ahead_of_the_other() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        let writer = thread::spawn(move || {
            for i in 0..60 {
                sender.send(i).unwrap();
            }
        });
        assert!(receiver.iter().eq(0..60));
        writer.join().unwrap();
    });
}
