//! What `select!` does.

use std::cell::{Cell, RefCell};

use lab::channel::{RecvError, SendError, bounded, never, select, unbounded};
use lab::sync::Mutex;
use lab::thread;

use super::worlds::{LONG, both_worlds};

#[test]
fn it_takes_the_arm_that_can_go_through_and_its_value_is_the_bodys() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let (_open, empty) = unbounded::<&str>();
        let sent = select! {
            send(sender, 7) -> sent => sent.is_ok(),
            recv(empty) -> _ => unreachable!(),
        };
        assert!(sent);
        let got = select! {
            send(sender, 8) -> _ => unreachable!(),
            recv(receiver) -> msg => msg.unwrap(),
            recv(empty) -> _ => unreachable!(),
        };
        assert_eq!(got, 7);
    });
}

#[test]
fn closed_channels_go_through_with_an_error() {
    both_worlds(|| {
        let (sender, receiver) = unbounded::<i32>();
        drop(receiver);
        select! { send(sender, 5) -> sent => assert_eq!(sent, Err(SendError(5))) }
        let (sender, receiver) = unbounded::<i32>();
        drop(sender);
        select! {
            recv(receiver) -> msg => assert_eq!(msg, Err(RecvError)),
            default => unreachable!(),
        }
    });
}

#[test]
fn default_is_taken_only_when_nothing_is_ready() {
    both_worlds(|| {
        let (sender, receiver) = bounded(0);
        let ready = select! {
            recv(receiver) -> _ => true,
            send(sender, ()) -> _ => true,
            default => false,
        };
        assert!(!ready);
        select! { default => {} }
        drop(sender);
        let ready = select! {
            recv(receiver) -> _ => true,
            default() => false,
        };
        assert!(ready);
    });
}

#[test]
fn the_message_is_made_only_when_its_arm_is_chosen() {
    both_worlds(|| {
        let made = Cell::new(0);
        let make = || made.replace(made.get() + 1);
        let (sender, receiver) = bounded(1);
        let (_full, empty) = bounded::<i32>(1);
        for _ in 0..2 {
            select! {
                send(sender, make()) -> sent => sent.unwrap(),
                recv(empty) -> _ => unreachable!(),
                default => {}
            }
        }
        assert_eq!((made.get(), receiver.len()), (1, 1));
    });
}

#[test]
fn handles_are_looked_up_once_and_in_order() {
    both_worlds(|| {
        let log = RefCell::new(Vec::new());
        let (sender, receiver) = bounded(1);
        let note = |word| log.borrow_mut().push(word);
        select! {
            recv({ note("receiver"); &receiver }) -> _ => unreachable!(),
            send({ note("sender"); &sender }, { note("message"); 1 }) -> sent => {
                note("body");
                sent.unwrap();
            }
            default({ note("timeout"); LONG }) => unreachable!(),
        }
        let order = ["receiver", "sender", "timeout", "message", "body"];
        assert_eq!(log.into_inner(), order);
    });
}

#[test]
fn selects_nest() {
    both_worlds(|| {
        let (outer, from_outer) = unbounded();
        let (inner, from_inner) = unbounded();
        outer.send(inner).unwrap();
        let got = select! {
            recv(from_outer) -> sender => {
                let sender = sender.unwrap();
                select! {
                    send(sender, select! { default => 3 }) -> sent => {
                        sent.unwrap();
                        select! {
                            recv(from_inner) -> msg => msg.unwrap(),
                            recv(never::<i32>()) -> _ => unreachable!(),
                        }
                    }
                }
            }
            default => unreachable!(),
        };
        assert_eq!(got, 3);
    });
}

#[test]
fn the_channels_are_free_again_in_the_body() {
    both_worlds(|| {
        let (sender, receiver) = bounded(1);
        let mut sender = Some(sender);
        select! {
            send(sender.as_ref().unwrap(), 1) -> sent => {
                sent.unwrap();
                drop(sender.take());
            }
        }
        select! {
            recv(receiver) -> msg => {
                assert_eq!(msg, Ok(1));
                assert_eq!(receiver.recv(), Err(RecvError));
                drop(receiver);
            }
        }
    });
}

#[test]
fn a_handle_may_come_out_of_a_temporary() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        let slot = Mutex::new(Some(receiver));
        sender.send(1).unwrap();
        let take = || slot.lock().unwrap().take().unwrap();
        assert_eq!(select! { recv(take()) -> msg => msg.unwrap() }, 1);
        let (sender, _receiver) = bounded(1);
        let shared = Mutex::new(sender);
        select! {
            send(shared.lock().unwrap(), 2) -> sent => sent.unwrap(),
            default => unreachable!(),
        }
    });
}

#[test]
fn workers_that_select_share_the_jobs_and_stop_when_told() {
    both_worlds(|| {
        let (jobs, todo) = bounded(1);
        let (done, results) = unbounded();
        let (stop, stopped) = bounded::<()>(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                let (todo, done, stopped) =
                    (todo.clone(), done.clone(), stopped.clone());
                scope.spawn(move || {
                    loop {
                        select! {
                            recv(todo) -> job => match job {
                                Ok(job) => done.send(job * 2).unwrap(),
                                Err(RecvError) => break,
                            },
                            recv(stopped) -> _ => break,
                        }
                    }
                });
            }
            for job in 1..=4 {
                jobs.send(job).unwrap();
            }
            let sum: i32 = results.iter().take(4).sum();
            assert_eq!(sum, 20);
            drop(stop);
        });
    });
}
