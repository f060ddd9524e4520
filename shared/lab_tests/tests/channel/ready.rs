//! Finding out that an operation would go through, without doing it.

use lab::channel::{Select, TryReadyError, TryRecvError, bounded, unbounded};
use lab::thread;

use super::worlds::{LONG, both_worlds, ms, on_time};

#[test]
fn ready_leaves_the_message_where_it_is() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        let mut select = Select::new();
        let index = select.recv(&receiver);
        for _ in 0..3 {
            assert_eq!(select.ready(), index);
            assert_eq!(select.try_ready(), Ok(index));
            assert_eq!(select.ready_timeout(LONG), Ok(index));
        }
        assert_eq!(receiver.try_recv(), Ok(1));
        assert_eq!(select.try_ready(), Err(TryReadyError));
    });
}

#[test]
fn a_send_is_ready_while_there_is_room() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let mut select = Select::new();
        let index = select.send(&sender);
        assert_eq!(select.ready(), index);
        sender.send(1).unwrap();
        assert_eq!(select.try_ready(), Err(TryReadyError));
        receiver.recv().unwrap();
        assert_eq!(select.try_ready(), Ok(index));
        sender.send(2).unwrap();
        drop(receiver);
        assert_eq!(select.try_ready(), Ok(index));
    });
}

#[test]
fn a_rendezvous_is_ready_while_someone_waits_at_the_other_end() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        let mut sends = Select::new();
        sends.send(&sender);
        let mut receives = Select::new();
        receives.recv(&receiver);
        assert_eq!(sends.try_ready(), Err(TryReadyError));
        assert_eq!(receives.try_ready(), Err(TryReadyError));
        thread::scope(|scope| {
            scope.spawn(|| receiver.recv().unwrap());
            thread::sleep(ms(1));
            assert_eq!(sends.try_ready(), Ok(0));
            assert_eq!(receives.try_ready(), Err(TryReadyError));
            sender.try_send(1).unwrap();
            assert_eq!(sends.try_ready(), Err(TryReadyError));
            scope.spawn(|| sender.send(2).unwrap());
            thread::sleep(ms(1));
            assert_eq!(receives.try_ready(), Ok(0));
            assert_eq!(receiver.try_recv(), Ok(2));
        });
    });
}

#[test]
fn who_watches_is_no_partner_for_one_who_tries() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut select = Select::new();
                select.recv(&receiver);
                assert!(select.ready_timeout(ms(10)).is_err());
            });
            thread::sleep(ms(5));
            assert!(sender.try_send(1).is_err());
        });
        assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    });
}

#[test]
fn everyone_who_watches_is_told_but_only_one_gets_the_message() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let got = thread::scope(|scope| {
            let watch = || {
                let mut select = Select::new();
                select.recv(&receiver);
                loop {
                    select.ready();
                    match receiver.try_recv() {
                        Ok(()) => break 1,
                        Err(TryRecvError::Disconnected) => break 0,
                        Err(TryRecvError::Empty) => {}
                    }
                }
            };
            let watchers = [(); 3].map(|()| scope.spawn(watch));
            sender.send(()).unwrap();
            sender.send(()).unwrap();
            drop(sender);
            watchers.map(|w| w.join().unwrap()).iter().sum::<i32>()
        });
        assert_eq!(got, 2);
    });
}

#[test]
fn watching_both_ends_of_one_channel_finds_the_one_that_is_ready() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let mut select = Select::new();
        let sends = select.send(&sender);
        let receives = select.recv(&receiver);
        assert_eq!(select.ready(), sends);
        sender.send(1).unwrap();
        assert_eq!(select.ready(), receives);
        receiver.recv().unwrap();
        assert_eq!(select.ready(), sends);
    });
}
