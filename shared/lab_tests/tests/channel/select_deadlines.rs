//! How long a select waits.

use lab::channel::{
    ReadyTimeoutError, Select, SelectTimeoutError, TryReadyError, bounded, select,
    unbounded,
};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds, ms, on_time};

#[test]
fn select_gives_up_when_the_time_is_over() {
    on_time(|| {
        let (_sender, receiver) = bounded::<()>(0);
        let mut select = Select::new();
        select.recv(&receiver);
        let begin = Instant::now();
        let late = |result| assert!(matches!(result, Err(SelectTimeoutError)));
        late(select.select_timeout(ms(10)).map(drop));
        assert_eq!(begin.elapsed(), ms(10));
        late(select.select_deadline(begin + ms(15)).map(drop));
        assert_eq!(begin.elapsed(), ms(15));
        late(select.select_deadline(begin).map(drop));
        assert_eq!(begin.elapsed(), ms(15));
        assert_eq!(select.ready_timeout(ms(10)), Err(ReadyTimeoutError));
        assert_eq!(begin.elapsed(), ms(25));
        let deadline = begin + ms(40);
        assert_eq!(select.ready_deadline(deadline), Err(ReadyTimeoutError));
        assert_eq!(begin.elapsed(), ms(40));
        assert_eq!(select.try_ready(), Err(TryReadyError));
    });
}

#[test]
fn an_empty_set_waits_out_its_time() {
    on_time(|| {
        let begin = Instant::now();
        let mut select = Select::new();
        assert!(select.select_timeout(ms(10)).is_err());
        assert!(select.ready_timeout(ms(10)).is_err());
        assert_eq!(begin.elapsed(), ms(20));
    });
}

#[test]
fn a_deadline_in_the_past_still_takes_what_is_ready() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        let mut select = Select::new();
        let index = select.recv(&receiver);
        let past = Instant::now();
        assert_eq!(select.ready_deadline(past), Ok(index));
        assert_eq!(select.ready_timeout(ms(0)), Ok(index));
        let chosen = select.select_deadline(past).unwrap();
        assert_eq!(chosen.recv(&receiver), Ok(1));
        assert!(select.select_timeout(ms(0)).is_err());
    });
}

#[test]
fn a_select_goes_on_at_the_instant_of_the_send() {
    on_time(|| {
        let (sender, receiver) = bounded(0);
        let begin = Instant::now();
        thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(ms(10));
                sender.send(1).unwrap();
                thread::sleep(ms(10));
                drop(sender);
            });
            let mut select = Select::new();
            select.recv(&receiver);
            let chosen = select.select_timeout(LONG).unwrap();
            assert_eq!(chosen.recv(&receiver), Ok(1));
            assert_eq!(begin.elapsed(), ms(10));
            assert!(select.select().recv(&receiver).is_err());
            assert_eq!(begin.elapsed(), ms(20));
        });
    });
}

#[test]
fn default_with_a_timeout_is_taken_when_nothing_was_ready_in_time() {
    on_time(|| {
        let (sender, receiver) = bounded::<i32>(0);
        let begin = Instant::now();
        thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(ms(15));
                sender.send(1).unwrap();
            });
            let mut log = Vec::new();
            for _ in 0..3 {
                let got = select! {
                    recv(receiver) -> msg => msg.ok(),
                    default(ms(10)) => None,
                };
                log.push((got, begin.elapsed()));
            }
            let first = [(None, ms(10)), (Some(1), ms(15))];
            assert_eq!(log[..2], first);
            // The sender is gone by then: ready at once, with an error.
            assert_eq!(log[2], (None, ms(15)));
        });
    });
}

#[test]
fn a_timeout_and_a_partner_who_comes_just_then_agree_on_what_happened() {
    both_worlds(|| {
        for comes in [9, 10] {
            let (sender, receiver) = bounded(0);
            thread::scope(|scope| {
                let reader = scope.spawn(|| {
                    select! {
                        recv(receiver) -> msg => msg.ok(),
                        default(ms(10)) => None,
                    }
                });
                scope.spawn(|| thread::sleep(ms(11)));
                thread::sleep(ms(comes));
                let sent = select! {
                    send(sender, 1) -> sent => sent.is_ok(),
                    default => false,
                };
                assert_eq!(reader.join().unwrap().is_some(), sent);
            });
        }
    });
}
