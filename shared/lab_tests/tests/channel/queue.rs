//! What holds for every channel that stores messages.

use lab::channel::{
    Receiver, RecvError, RecvTimeoutError, SendError, SendTimeoutError, Sender,
    TryRecvError, TrySendError, bounded, unbounded,
};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds, ms, on_time};

type Channel<T> = (Sender<T>, Receiver<T>);

/// Channels with room for at least three messages.
fn roomy<T>() -> [Channel<T>; 3] {
    [bounded(3), bounded(100), unbounded()]
}

/// Also those in which a sender may have to wait.
fn all<T>() -> [Channel<T>; 4] {
    [bounded(1), bounded(2), bounded(100), unbounded()]
}

#[test]
fn messages_come_out_in_the_order_in_which_they_went_in() {
    both_worlds(|| {
        for (sender, receiver) in roomy() {
            for i in 0..3 {
                sender.send(i).unwrap();
            }
            assert_eq!(receiver.recv(), Ok(0));
            assert_eq!(receiver.try_recv(), Ok(1));
            assert_eq!(receiver.recv_timeout(LONG), Ok(2));
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
        }
    });
}

#[test]
fn both_ends_see_the_same_length() {
    both_worlds(|| {
        for (sender, receiver) in roomy() {
            assert!(sender.is_empty() && receiver.is_empty());
            for i in 1..=3 {
                sender.try_send(()).unwrap();
                assert_eq!((sender.len(), receiver.len()), (i, i));
                assert!(!sender.is_empty() && !receiver.is_empty());
            }
            assert_eq!(sender.is_full(), receiver.is_full());
            assert_eq!(sender.capacity(), receiver.capacity());
            receiver.recv().unwrap();
            assert_eq!((sender.len(), receiver.len()), (2, 2));
            assert!(!sender.is_full() && !receiver.is_full());
        }
    });
}

#[test]
fn a_message_goes_from_thread_to_thread() {
    both_worlds(|| {
        for (sender, receiver) in all() {
            let reader = thread::spawn(move || receiver.recv());
            sender.send("hello").unwrap();
            assert_eq!(reader.join().unwrap(), Ok("hello"));
        }
    });
}

#[test]
fn the_last_receiver_gone_hands_every_kind_of_send_its_message_back() {
    both_worlds(|| {
        for (sender, receiver) in all() {
            let clone = receiver.clone();
            drop(receiver);
            sender.send(0).unwrap();
            drop(clone);
            assert_eq!(sender.send(1), Err(SendError(1)));
            assert_eq!(sender.try_send(2), Err(TrySendError::Disconnected(2)));
            let gone = Err(SendTimeoutError::Disconnected(3));
            assert_eq!(sender.send_timeout(3, LONG), gone);
            assert_eq!(sender.send_deadline(3, Instant::now() + LONG), gone);
        }
    });
}

#[test]
fn a_closed_channel_still_owes_what_it_holds() {
    both_worlds(|| {
        for (sender, receiver) in roomy() {
            let clone = sender.clone();
            sender.send(1).unwrap();
            clone.send(2).unwrap();
            sender.send(3).unwrap();
            drop((sender, clone));
            assert_eq!(receiver.len(), 3);
            assert_eq!(receiver.recv(), Ok(1));
            assert_eq!(receiver.try_recv(), Ok(2));
            assert_eq!(receiver.recv_timeout(ms(0)), Ok(3));

            assert_eq!(receiver.recv(), Err(RecvError));
            assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
            let gone = Err(RecvTimeoutError::Disconnected);
            assert_eq!(receiver.recv_timeout(LONG), gone);
            assert_eq!(receiver.recv_deadline(Instant::now() + LONG), gone);
        }
    });
}

#[test]
fn a_deadline_in_the_past_still_takes_what_is_there() {
    both_worlds(|| {
        for (sender, receiver) in all() {
            let past = Instant::now();
            thread::sleep(ms(1));
            assert_eq!(sender.send_deadline(1, past), Ok(()));
            assert_eq!(receiver.recv_deadline(past), Ok(1));
            let late = Err(RecvTimeoutError::Timeout);
            assert_eq!(receiver.recv_deadline(past), late);
            assert_eq!(receiver.recv_timeout(ms(0)), late);
        }
    });
}

#[test]
fn an_empty_channel_lets_the_receiver_go_when_the_time_is_over() {
    on_time(|| {
        for (_sender, receiver) in all::<()>() {
            let begin = Instant::now();
            let late = Err(RecvTimeoutError::Timeout);
            assert_eq!(receiver.recv_timeout(ms(30)), late);
            assert_eq!(begin.elapsed(), ms(30));
            assert_eq!(receiver.recv_deadline(begin + ms(70)), late);
            assert_eq!(begin.elapsed(), ms(70));
        }
    });
}

#[test]
fn a_waiting_receiver_goes_on_at_the_instant_of_the_send() {
    on_time(|| {
        for (sender, receiver) in all() {
            let begin = Instant::now();
            let reader = thread::spawn(move || {
                assert_eq!(receiver.recv(), Ok(1));
                assert_eq!(begin.elapsed(), ms(10));
                assert_eq!(receiver.recv_timeout(ms(100)), Ok(2));
                assert_eq!(begin.elapsed(), ms(20));
                assert_eq!(receiver.recv(), Err(RecvError));
                assert_eq!(begin.elapsed(), ms(30));
            });
            for i in 1..=2 {
                thread::sleep(ms(10));
                sender.send(i).unwrap();
            }
            thread::sleep(ms(10));
            drop(sender);
            reader.join().unwrap();
        }
    });
}

#[test]
fn every_message_reaches_exactly_one_of_many_receivers() {
    both_worlds(|| {
        for (sender, receiver) in all() {
            let mut seen: Vec<u32> = thread::scope(|scope| {
                for base in [0, 10, 20] {
                    let sender = sender.clone();
                    scope.spawn(move || {
                        for i in base..base + 3 {
                            sender.send(i).unwrap();
                        }
                    });
                }
                drop(sender);
                let read = || receiver.iter().collect::<Vec<_>>();
                let readers = [scope.spawn(read), scope.spawn(read)];
                let lists = readers.map(|reader| reader.join().unwrap());
                for list in &lists {
                    // Of one sender's messages each receiver sees a rising part.
                    for base in [0, 10, 20] {
                        let own = |i: &u32| (base..base + 3).contains(i);
                        assert!(list.iter().copied().filter(own).is_sorted());
                    }
                }
                lists.concat()
            });
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 10, 11, 12, 20, 21, 22]);
        }
    });
}

#[test]
fn a_channel_travels_through_a_channel() {
    both_worlds(|| {
        for (sender, receiver) in all() {
            let (inner, messages) = bounded(1);
            sender.send(inner).unwrap();
            let writer = thread::spawn(move || {
                receiver.recv().unwrap().send("inside").unwrap();
            });
            assert_eq!(messages.recv(), Ok("inside"));
            writer.join().unwrap();
            assert_eq!(messages.recv(), Err(RecvError));
        }
    });
}
