//! Many senders and one receiver, as programs for `std::sync::mpsc` use them.

use lab::channel::{RecvError, SendError, TryRecvError, bounded, unbounded};
use lab::sync::{Arc, Mutex};
use lab::thread;

use super::worlds::{both_worlds, on_time};

#[test]
fn a_oneshot_delivers_or_says_that_it_never_will() {
    both_worlds(|| {
        for capacity in [0, 1] {
            let (sender, receiver) = bounded(capacity);
            let thread = thread::spawn(move || sender.send(Box::new(5)));
            assert_eq!(receiver.recv(), Ok(Box::new(5)));
            assert_eq!(thread.join().unwrap(), Ok(()));

            let (sender, receiver) = bounded::<()>(capacity);
            let thread = thread::spawn(move || drop(sender));
            assert_eq!(receiver.recv(), Err(RecvError));
            thread.join().unwrap();
        }
    });
}

#[test]
fn a_send_races_with_the_last_receiver_and_loses_nothing() {
    both_worlds(|| {
        for (sender, receiver) in [bounded(0), bounded(1), unbounded()] {
            thread::scope(|scope| {
                let reader = scope.spawn(move || receiver.try_recv());
                let sent = match sender.send(1) {
                    Ok(()) => true,
                    Err(SendError(msg)) => {
                        assert_eq!(msg, 1);
                        false
                    }
                };
                let got = reader.join().unwrap();
                assert!(sent || got.is_err(), "got {got:?}, which was not sent");
            });
        }
    });
}

#[test]
fn messages_are_handed_on_along_a_chain_of_threads() {
    both_worlds(|| {
        let (first, mut receiver) = bounded(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                let (sender, next) = bounded(0);
                let from = std::mem::replace(&mut receiver, next);
                scope.spawn(move || {
                    for msg in from {
                        sender.send(msg + 1).unwrap();
                    }
                });
            }
            scope.spawn(move || {
                first.send(0).unwrap();
                first.send(10).unwrap();
            });
            assert_eq!(receiver.iter().collect::<Vec<_>>(), [4, 14]);
        });
    });
}

#[test]
fn dropping_one_of_many_senders_closes_nothing() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        thread::scope(|scope| {
            for i in 0..3 {
                let sender = sender.clone();
                scope.spawn(move || {
                    if i != 1 {
                        sender.send(i).unwrap();
                    }
                });
            }
            let last = sender;
            let mut seen = [receiver.recv().unwrap(), receiver.recv().unwrap()];
            seen.sort_unstable();
            assert_eq!(seen, [0, 2]);
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
            drop(last);
            assert_eq!(receiver.recv(), Err(RecvError));
        });
    });
}

#[test]
fn a_receiver_may_change_its_thread_between_messages() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let first = thread::spawn(move || (receiver.recv(), receiver));
        sender.send(1).unwrap();
        let (got, receiver) = first.join().unwrap();
        assert_eq!(got, Ok(1));
        let second = thread::spawn(move || receiver.recv());
        sender.send(2).unwrap();
        assert_eq!(second.join().unwrap(), Ok(2));
    });
}

#[test]
fn one_receiver_behind_a_lock_serves_several_workers() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        let receiver = Arc::new(Mutex::new(receiver));
        let total = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                let (receiver, total) = (receiver.clone(), &total);
                scope.spawn(move || {
                    loop {
                        let job = receiver.lock().unwrap().recv();
                        let Ok(job) = job else { break };
                        *total.lock().unwrap() += job;
                    }
                });
            }
            (1..=5).for_each(|job| sender.send(job).unwrap());
            drop(sender);
        });
        assert_eq!(total.into_inner().unwrap(), 15);
    });
}

#[test]
fn a_thread_that_panics_leaves_the_others_their_channel() {
    on_time(|| {
        let (sender, receiver) = bounded(1);
        let clone = sender.clone();
        let broken = thread::spawn(move || {
            clone.send(1).unwrap();
            panic!("after the first message");
        });
        assert_eq!(receiver.recv(), Ok(1));
        assert!(broken.join().is_err());
        sender.send(2).unwrap();
        drop(sender);
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [2]);
    });
}

#[test]
fn errors_convert_and_speak() {
    use lab::channel::{
        RecvTimeoutError, SendTimeoutError, TryRecvError, TrySendError,
    };
    let full: TrySendError<i32> = TrySendError::Full(1);
    assert!(full.is_full() && !full.is_disconnected());
    assert_eq!(full.into_inner(), 1);
    assert_eq!(SendTimeoutError::Timeout(2).into_inner(), 2);
    assert!(SendTimeoutError::Timeout(2).is_timeout());
    assert_eq!(SendError(3).into_inner(), 3);
    assert_eq!(TryRecvError::from(RecvError), TryRecvError::Disconnected);
    let disconnected = RecvTimeoutError::from(RecvError);
    assert!(disconnected.is_disconnected());
    assert!(TryRecvError::Empty.is_empty());
    let texts = [RecvError.to_string(), SendError(()).to_string()];
    assert!(texts.iter().all(|text| text.contains("disconnected")));
}
