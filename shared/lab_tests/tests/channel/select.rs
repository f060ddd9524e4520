//! Sets of operations made at run time.

use lab::channel::{
    RecvError, Select, SendError, TrySelectError, bounded, unbounded,
};
use lab::thread;

use super::worlds::{both_worlds, panic_of};

#[test]
fn it_takes_the_operation_that_can_go_through() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        let (_open, empty) = unbounded::<i32>();
        let (full, _rest) = bounded(1);
        full.send(0).unwrap();
        sender.send(7).unwrap();

        let mut select = Select::new();
        let first = select.recv(&empty);
        let second = select.send(&full);
        let third = select.recv(&receiver);
        assert_eq!([first, second, third], [0, 1, 2]);
        let chosen = select.select();
        assert_eq!(chosen.index(), third);
        assert_eq!(chosen.recv(&receiver), Ok(7));
        assert!(matches!(select.try_select(), Err(TrySelectError)));
    });
}

#[test]
fn a_closed_channel_is_ready_with_an_error() {
    both_worlds(|| {
        let (sender, receiver) = bounded::<i32>(0);
        let (lonely, gone) = bounded(1);
        drop((sender, gone));

        let mut select = Select::new();
        select.recv(&receiver);
        assert_eq!(select.select().recv(&receiver), Err(RecvError));

        let mut select = Select::new();
        select.send(&lonely);
        let chosen = select.try_select().unwrap();
        assert_eq!(chosen.send(&lonely, 5), Err(SendError(5)));
    });
}

#[test]
fn it_waits_for_the_first_of_several_threads() {
    both_worlds(|| {
        let (a, from_a) = bounded(0);
        let (b, from_b) = unbounded();
        thread::scope(|scope| {
            scope.spawn(|| a.send("a").unwrap());
            scope.spawn(|| b.send("b").unwrap());
            let mut seen = Vec::new();
            let mut select = Select::new();
            let receivers = [&from_a, &from_b];
            for receiver in receivers {
                select.recv(receiver);
            }
            while seen.len() < 2 {
                let chosen = select.select();
                let receiver = receivers[chosen.index()];
                seen.push(chosen.recv(receiver).unwrap());
            }
            seen.sort_unstable();
            assert_eq!(seen, ["a", "b"]);
        });
    });
}

#[test]
fn a_message_that_one_leaves_reaches_another_who_waits_for_it() {
    both_worlds(|| {
        let (shared, from_shared) = unbounded();
        let (own, from_own) = unbounded();
        thread::scope(|scope| {
            // Woken by the shared message, it may take its own one instead.
            scope.spawn(|| {
                let mut select = Select::new();
                let index = select.recv(&from_shared);
                select.recv(&from_own);
                let chosen = select.select();
                if chosen.index() == index {
                    chosen.recv(&from_shared).unwrap();
                    shared.send(2).unwrap();
                } else {
                    chosen.recv(&from_own).unwrap();
                }
            });
            scope.spawn(|| {
                let mut select = Select::new();
                select.recv(&from_shared);
                select.select().recv(&from_shared).unwrap();
            });
            shared.send(1).unwrap();
            own.send(0).unwrap();
        });
    });
}

#[test]
fn a_removed_operation_is_not_taken_and_the_other_indices_stay() {
    both_worlds(|| {
        let (a, from_a) = unbounded();
        let (b, from_b) = unbounded();
        a.send(1).unwrap();
        b.send(2).unwrap();
        let mut select = Select::new();
        let first = select.recv(&from_a);
        let second = select.recv(&from_b);
        select.remove(first);
        for _ in 0..5 {
            assert_eq!(select.try_ready(), Ok(second));
        }
        let chosen = select.select();
        assert_eq!((chosen.index(), chosen.recv(&from_b)), (1, Ok(2)));
        assert!(select.try_select().is_err());
        assert_eq!(select.send(&b), 2);
    });
}

#[test]
fn removing_what_is_not_there_is_refused() {
    both_worlds(|| {
        let (_sender, receiver) = unbounded::<()>();
        let mut select = Select::new();
        let index = select.recv(&receiver);
        select.remove(index);
        panic_of(|| select.remove(index));
        panic_of(|| select.remove(7));
    });
}

#[test]
fn an_empty_set_has_nothing_to_wait_for() {
    both_worlds(|| {
        let mut select = Select::new();
        assert!(select.try_select().is_err());
        assert!(select.try_ready().is_err());
        let message = panic_of(|| select.select());
        assert!(message.contains("no operations"), "{message}");
        let message = panic_of(|| select.ready());
        assert!(message.contains("no operations"), "{message}");
    });
}

#[test]
fn the_same_operation_may_be_added_twice() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                for i in 0..4 {
                    let mut select = Select::new();
                    select.send(&sender);
                    select.send(&sender);
                    let chosen = select.select();
                    assert!(chosen.index() < 2);
                    chosen.send(&sender, i).unwrap();
                }
            });
            for i in 0..4 {
                let mut select = Select::new();
                select.recv(&receiver);
                select.recv(&receiver);
                assert_eq!(select.select().recv(&receiver), Ok(i));
            }
        });
    });
}

#[test]
fn both_ends_of_one_channel_in_one_select_never_meet_themselves() {
    both_worlds(|| {
        for cap in [0, 1] {
            let (sender, receiver) = bounded(cap);
            let trade = |id| {
                let mut select = Select::new();
                let sends = select.send(&sender);
                select.recv(&receiver);
                let chosen = select.select();
                if chosen.index() == sends {
                    chosen.send(&sender, id).unwrap();
                    0
                } else {
                    chosen.recv(&receiver).unwrap()
                }
            };
            let trade = &trade;
            thread::scope(|scope| {
                let traders = [1, 2].map(|id| scope.spawn(move || trade(id)));
                let got = traders.map(|trader| trader.join().unwrap());
                if cap == 0 {
                    assert!(got == [0, 1] || got == [2, 0], "{got:?}");
                }
            });
        }
    });
}

#[test]
fn a_clone_of_a_set_is_a_set_of_its_own() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        let mut select = Select::default();
        let index = select.recv(&receiver);
        let mut clone = select.clone();
        select.remove(index);
        sender.send(1).unwrap();
        assert!(select.try_select().is_err());
        assert_eq!(clone.select().recv(&receiver), Ok(1));
    });
}

#[test]
fn a_set_goes_from_thread_to_thread() {
    both_worlds(|| {
        let (sender, receiver) = bounded(2);
        let mut select = Select::new();
        select.recv(&receiver);
        thread::scope(|scope| {
            let copy = &select;
            let (receiver, sender) = (&receiver, &sender);
            let take = move || copy.clone().select().recv(receiver).unwrap();
            let takers = [scope.spawn(take), scope.spawn(take)];
            sender.send(1).unwrap();
            sender.send(2).unwrap();
            let sum: i32 = takers.map(|taker| taker.join().unwrap()).iter().sum();
            assert_eq!(sum, 3);
        });
        sender.send(3).unwrap();
        thread::scope(|scope| {
            let receiver = &receiver;
            scope.spawn(move || {
                assert_eq!(select.select().recv(receiver), Ok(3));
            });
        });
    });
}
