//! An operation that was selected is kept for the one who selected it, and must
//! be carried out.

use lab::channel::{Select, SendError, bounded, select, unbounded};
use lab::thread;

use super::worlds::{both_worlds, ms, on_time, panic_of};

// For real, an operation that is refused leaves its channel unusable, or ends the
// program: only the lab can go on and look.

#[test]
fn dropping_it_is_refused() {
    on_time(|| {
        let (sender, _receiver) = unbounded::<i32>();
        let mut select = Select::new();
        select.send(&sender);
        let message = panic_of(|| drop(select.select()));
        assert!(message.contains("without completing"), "{message}");
    });
}

#[test]
fn another_handle_than_the_one_selected_is_refused() {
    on_time(|| {
        let (sender, receiver) = bounded(1);
        let clone = sender.clone();
        let mut select = Select::new();
        select.send(&sender);
        let message = panic_of(|| select.select().send(&clone, 1));
        assert!(message.contains("sender that wasn't selected"), "{message}");

        sender.send(2).unwrap();
        let clone = receiver.clone();
        let mut select = Select::new();
        select.recv(&receiver);
        let message = panic_of(|| select.select().recv(&clone));
        assert!(
            message.contains("receiver that wasn't selected"),
            "{message}"
        );
        // What was kept for the refused operation is free again.
        assert_eq!(receiver.try_recv(), Ok(2));
        assert_eq!(sender.try_send(3), Ok(()));
    });
}

#[test]
fn the_room_for_a_selected_send_is_kept() {
    on_time(|| {
        let (sender, receiver) = bounded(1);
        let mut select = Select::new();
        select.send(&sender);
        let chosen = select.select();
        let writer = thread::spawn({
            let sender = sender.clone();
            move || sender.send("second").unwrap()
        });
        thread::sleep(ms(10));
        assert!(!writer.is_finished());
        chosen.send(&sender, "first").unwrap();
        assert_eq!(receiver.recv(), Ok("first"));
        assert_eq!(receiver.recv(), Ok("second"));
        writer.join().unwrap();
    });
}

#[test]
fn the_message_for_a_selected_receive_is_kept() {
    on_time(|| {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        let mut select = Select::new();
        select.recv(&receiver);
        let chosen = select.select();
        thread::scope(|scope| {
            let other = scope.spawn(|| receiver.recv());
            thread::sleep(ms(10));
            assert!(!other.is_finished());
            drop(sender);
            assert!(other.join().unwrap().is_err());
        });
        assert_eq!(chosen.recv(&receiver), Ok(1));
    });
}

#[test]
fn the_partner_of_a_selected_meeting_waits_for_it() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            let first = scope.spawn(|| receiver.recv_timeout(ms(20)));
            thread::sleep(ms(10));
            let mut select = Select::new();
            select.send(&sender);
            let chosen = select.try_select().unwrap();
            // Another pair meets in the meantime.
            let second = scope.spawn(|| receiver.recv());
            sender.send("second").unwrap();
            assert_eq!(second.join().unwrap(), Ok("second"));
            thread::sleep(ms(30));
            chosen.send(&sender, "first").unwrap();
            assert_eq!(first.join().unwrap(), Ok("first"));
        });
    });
}

#[test]
fn a_message_may_take_its_time_to_be_made() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        thread::scope(|scope| {
            for _ in 0..3 {
                let sender = sender.clone();
                scope.spawn(move || {
                    let make = || {
                        thread::yield_now();
                        1
                    };
                    select! { send(sender, make()) -> sent => sent.unwrap() }
                });
            }
            drop(sender);
            assert_eq!(receiver.iter().sum::<i32>(), 3);
        });
    });
}

#[test]
fn what_is_closed_hands_the_message_back() {
    both_worlds(|| {
        for (sender, receiver) in [bounded(0), bounded(1), unbounded()] {
            drop(receiver);
            let mut select = Select::new();
            select.send(&sender);
            assert_eq!(select.select().send(&sender, 9), Err(SendError(9)));
        }
    });
}
