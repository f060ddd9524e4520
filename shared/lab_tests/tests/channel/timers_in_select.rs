//! Timers as arms of a select.

use lab::channel::{Select, after, bounded, never, select, tick, unbounded};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds, both_worlds_in_time, ms, on_time};

#[test]
fn after_as_an_arm_is_a_timeout() {
    on_time(|| {
        let (_sender, receiver) = unbounded::<()>();
        let begin = Instant::now();
        select! {
            recv(receiver) -> _ => unreachable!(),
            recv(after(ms(10))) -> due => assert_eq!(due, Ok(begin + ms(10))),
        }
        assert_eq!(begin.elapsed(), ms(10));
    });
}

#[test]
fn the_earlier_of_two_timers_wins() {
    on_time(|| {
        let begin = Instant::now();
        let (slow, fast) = (after(ms(20)), after(ms(10)));
        for expected in [10, 20] {
            let due = select! {
                recv(slow) -> due => due.unwrap(),
                recv(fast) -> due => due.unwrap(),
            };
            assert_eq!(due - begin, ms(expected));
            assert_eq!(begin.elapsed(), ms(expected));
        }
    });
}

#[test]
fn a_message_beats_a_timer_that_is_not_due() {
    both_worlds_in_time(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || sender.send(1).unwrap());
            select! {
                recv(receiver) -> msg => assert_eq!(msg, Ok(1)),
                recv(after(LONG)) -> _ => unreachable!(),
                recv(never::<()>()) -> _ => unreachable!(),
            }
        });
    });
}

#[test]
fn ticks_and_a_timeout_end_a_loop_at_the_right_time() {
    on_time(|| {
        let begin = Instant::now();
        let (ticks, timeout) = (tick(ms(10)), after(ms(35)));
        let mut count = 0;
        loop {
            select! {
                recv(ticks) -> _ => count += 1,
                recv(timeout) -> _ => break,
            }
        }
        assert_eq!((count, begin.elapsed()), (3, ms(35)));
    });
}

#[test]
fn a_tick_that_was_selected_is_not_taken_by_another() {
    on_time(|| {
        let begin = Instant::now();
        let ticks = tick(ms(10));
        let mut select = Select::new();
        let index = select.recv(&ticks);
        let chosen = select.select();
        assert_eq!((chosen.index(), begin.elapsed()), (index, ms(10)));
        thread::scope(|scope| {
            scope.spawn(|| assert_eq!(ticks.recv(), Ok(begin + ms(20))));
            thread::sleep(ms(30));
        });
        assert_eq!(chosen.recv(&ticks), Ok(begin + ms(10)));
    });
}

#[test]
fn a_timer_makes_a_select_ready_when_it_is_due() {
    on_time(|| {
        let begin = Instant::now();
        let (timer, silent) = (after(ms(10)), never::<()>());
        let mut select = Select::new();
        select.recv(&silent);
        let index = select.recv(&timer);
        assert!(select.try_ready().is_err());
        assert!(select.ready_timeout(ms(5)).is_err());
        assert_eq!(select.ready(), index);
        assert_eq!(begin.elapsed(), ms(10));
        assert_eq!(select.try_ready(), Ok(index));
        assert_eq!(timer.recv(), Ok(begin + ms(10)));
        assert!(select.try_ready().is_err());
    });
}

#[test]
fn an_arm_can_be_switched_off_with_never() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        for on in [false, true] {
            let arm = if on { Some(&receiver) } else { None };
            let got = select! {
                recv(arm.unwrap_or(&never())) -> msg => msg.ok(),
                default => None,
            };
            assert_eq!(got, on.then_some(1));
        }
    });
}
