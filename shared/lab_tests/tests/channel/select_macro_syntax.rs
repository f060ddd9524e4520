//! What may be written in a `select!`.

#![allow(clippy::never_loop)]

use std::ops::Deref;

use lab::channel::{
    Receiver, RecvError, SendError, Sender, bounded, never, select, select_biased,
    unbounded,
};
use lab::sync::Arc;

use super::worlds::{both_worlds, ms};

fn one<T>(msg: T) -> Receiver<T> {
    let (sender, receiver) = bounded(1);
    sender.send(msg).unwrap();
    receiver
}

#[test]
fn bodies_are_expressions_or_blocks_with_or_without_commas() {
    both_worlds(|| {
        let receiver = one(1);
        select! { recv(receiver) -> msg => assert_eq!(msg, Ok(1)) }
        select! { recv(receiver) -> _ => {} }
        select! { recv(receiver) -> _ => (), }
        select! { recv(receiver) -> _ => {}, default => {} }
        select! { recv(receiver) -> _ => {} default => {} }
        select! { recv(receiver) -> _ => {} default => (), }
        select! { default => {}, recv(receiver) -> _ => {} }
        select!(recv(receiver) -> _ => (), default() => ());
        select![recv(receiver) -> _ => 1, default(ms(1)) => 2,];
        let (sender, _rest) = unbounded();
        select! {
            send(sender, 1) -> _ => if sender.is_empty() { unreachable!() },
            default(ms(1),) => unreachable!(),
        }
        select! {
            recv(never::<i32>(),) -> _ => unreachable!(),
            send(sender, 1,) -> sent => match sent {
                Ok(()) => {}
                Err(SendError(_)) => unreachable!(),
            },
        }
        select_biased! {
            recv(receiver) -> _ => {}
            send(sender, 2) -> _ => unreachable!(),
            recv(never::<()>()) -> _ => unreachable!(),
        }
    });
}

#[test]
fn results_may_be_patterns() {
    both_worlds(|| {
        let receiver = one(1);
        let (_open, silent) = unbounded::<()>();
        select! {
            recv(receiver) -> (Ok(1..) | Err(RecvError) | Ok(_)) => {}
            recv(silent) -> _result => unreachable!(),
        }
        select! {
            recv(receiver) -> mut msg => {
                msg = msg.or(Ok(5));
                assert_eq!(msg, Ok(5));
            }
        }
        let (sender, _rest) = unbounded::<i32>();
        select! { send(sender, 1) -> (Ok(()) | Err(SendError(_))) => {} }
    });
}

fn break_and_continue() -> (i32, i32) {
    let (sender, receiver) = unbounded();
    for i in 0..10 {
        sender.send(i).unwrap();
    }
    let (mut seen, mut odd) = (0, 0);
    let last = 'outer: loop {
        seen += 1;
        loop {
            select! {
                recv(receiver) -> msg => {
                    let msg: i32 = msg.unwrap();
                    if msg == 8 {
                        break 'outer msg;
                    }
                    if msg % 2 == 0 {
                        continue 'outer;
                    }
                    odd += 1;
                    break;
                }
                default => unreachable!(),
            }
        }
    };
    assert_eq!((seen, odd), (9, 4));
    (last, odd)
}

fn question_mark(receiver: &Receiver<i32>) -> Result<i32, RecvError> {
    let doubled = select! {
        recv(receiver) -> msg => msg? * 2,
        default => -1,
    };
    Ok(doubled)
}

fn early_return(sender: &Sender<i32>) -> &'static str {
    select! {
        send(sender, 1) -> sent => if sent.is_ok() { return "sent" },
        default => return "full",
    }
    "closed"
}

#[test]
fn bodies_leave_the_loop_or_the_function_around_them() {
    both_worlds(|| {
        assert_eq!(break_and_continue(), (8, 4));

        let (sender, receiver) = bounded(1);
        assert_eq!(question_mark(&receiver), Ok(-1));
        assert_eq!(early_return(&sender), "sent");
        assert_eq!(early_return(&sender), "full");
        assert_eq!(question_mark(&receiver), Ok(2));
        let (other, gone) = bounded(1);
        drop((sender, gone));
        assert_eq!(question_mark(&receiver), Err(RecvError));
        assert_eq!(early_return(&other), "closed");
    });
}

struct Inbox(Receiver<i32>);

impl Deref for Inbox {
    type Target = Receiver<i32>;

    fn deref(&self) -> &Receiver<i32> {
        &self.0
    }
}

#[test]
fn handles_may_be_values_references_and_whatever_dereferences_to_them() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let boxed = Box::new(sender.clone());
        let shared = Arc::new(receiver.clone());
        let inbox = Inbox(receiver.clone());
        select! { send(sender, 1) -> sent => sent.unwrap() }
        select! { recv(receiver) -> msg => assert_eq!(msg, Ok(1)) }
        select! { send(&sender, 2) -> sent => sent.unwrap() }
        select! { recv(&&receiver) -> msg => assert_eq!(msg, Ok(2)) }
        select! { send(boxed, 3) -> sent => sent.unwrap() }
        select! { recv(shared) -> msg => assert_eq!(msg, Ok(3)) }
        select! { send(*boxed, 4) -> sent => sent.unwrap() }
        select! { recv(inbox) -> msg => assert_eq!(msg, Ok(4)) }
        select! { send([&sender][0], 5) -> sent => sent.unwrap() }
        select! { recv([receiver][0]) -> msg => assert_eq!(msg, Ok(5)) }
    });
}

#[test]
fn names_in_an_arm_do_not_collide_with_names_of_the_macro() {
    both_worlds(|| {
        let (select, operation, index, handle, chosen) = (1, 2, 3, 4, 5);
        let sum = select! {
            recv(one(select)) -> handle => {
                handle.unwrap() + operation + index + chosen
            }
            default => handle,
        };
        assert_eq!(sum, 11);
    });
}

#[test]
fn arms_may_have_messages_of_different_types() {
    both_worlds(|| {
        let (words, _rest) = bounded::<String>(1);
        let mut taken = Vec::new();
        for (numbers, unit) in [(one(1_u8), never()), (never(), one(()))] {
            select_biased! {
                recv(numbers) -> n => taken.push(n.unwrap().to_string()),
                recv(unit) -> u => taken.push(format!("{:?}", u.unwrap())),
                send(words, "x".to_owned()) -> _ => unreachable!(),
            }
        }
        assert_eq!(taken, ["1", "()"]);
    });
}

#[test]
fn many_arms_are_possible() {
    both_worlds(|| {
        let silent = never::<()>();
        let got = select! {
            recv(silent) -> _ => 1,
            recv(silent) -> _ => 2,
            recv(silent) -> _ => 3,
            recv(silent) -> _ => 4,
            recv(silent) -> _ => 5,
            recv(silent) -> _ => 6,
            recv(silent) -> _ => 7,
            recv(silent) -> _ => 8,
            recv(silent) -> _ => 9,
            recv(silent) -> _ => 10,
            recv(silent) -> _ => 11,
            recv(silent) -> _ => 12,
            recv(silent) -> _ => 13,
            recv(silent) -> _ => 14,
            recv(silent) -> _ => 15,
            recv(one(())) -> _ => 16,
        };
        assert_eq!(got, 16);
    });
}
