//! Which of several ready operations is taken.

use std::collections::BTreeSet;

use lab::channel::{Select, bounded, select, select_biased, unbounded};
use lab::thread;

use super::worlds::{both_worlds, ms, outcomes};

#[test]
fn each_ready_arm_is_taken_on_some_schedule() {
    let taken = outcomes(|| {
        let (sender, receiver) = unbounded();
        let (other, _rest) = bounded(1);
        sender.send(0).unwrap();
        let (_, closed) = unbounded::<i32>();
        select! {
            recv(receiver) -> _ => 0,
            send(other, 1) -> _ => 1,
            recv(closed) -> _ => 2,
        }
    });
    assert_eq!(BTreeSet::from_iter(taken), BTreeSet::from([0, 1, 2]));
}

#[test]
fn each_ready_operation_of_a_set_is_found_on_some_schedule() {
    let found = outcomes(|| {
        let (sender, receiver) = bounded(2);
        sender.send(0).unwrap();
        let mut select = Select::new();
        select.recv(&receiver);
        select.send(&sender);
        (select.ready(), select.try_ready().unwrap())
    });
    let pairs = BTreeSet::from([(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(BTreeSet::from_iter(found), pairs);
}

#[test]
fn a_partner_may_complete_any_arm_that_waits_for_it() {
    let taken = outcomes(|| {
        let (sender, receiver) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(ms(1));
                sender.send(()).unwrap();
            });
            select! {
                recv(receiver) -> _ => 0,
                recv(receiver) -> _ => 1,
            }
        })
    });
    assert_eq!(BTreeSet::from_iter(taken), BTreeSet::from([0, 1]));
}

#[test]
fn within_one_run_no_arm_is_always_left_out() {
    both_worlds(|| {
        let (a, from_a) = unbounded();
        let (b, from_b) = unbounded();
        for _ in 0..100 {
            a.send(()).unwrap();
            b.send(()).unwrap();
        }
        let mut counts = [0, 0];
        for _ in 0..100 {
            select! {
                recv(from_a) -> _ => counts[0] += 1,
                recv(from_b) -> _ => counts[1] += 1,
            }
        }
        assert!(counts.iter().all(|&count| count > 10), "{counts:?}");
    });
}

#[test]
fn biased_always_takes_the_first_that_is_ready() {
    both_worlds(|| {
        let (a, from_a) = unbounded();
        let (b, from_b) = unbounded();
        for i in 0..5 {
            a.send(i).unwrap();
            b.send(i).unwrap();
        }
        let mut order = Vec::new();
        for _ in 0..10 {
            select_biased! {
                recv(from_b) -> msg => order.push(('b', msg.unwrap())),
                recv(from_a) -> msg => order.push(('a', msg.unwrap())),
            }
        }
        let b_first = ['b', 'a']
            .into_iter()
            .flat_map(|c| (0..5).map(move |i| (c, i)));
        assert!(order.into_iter().eq(b_first));
    });
}

#[test]
fn a_biased_set_always_takes_what_was_added_first() {
    both_worlds(|| {
        let (sender, receiver) = bounded(2);
        sender.send(()).unwrap();
        let mut select = Select::new_biased();
        select.send(&sender);
        select.recv(&receiver);
        assert_eq!(select.ready(), 0);
        select.select().send(&sender, ()).unwrap();
        assert_eq!(select.ready(), 1);
        let chosen = select.try_select().unwrap();
        assert_eq!(chosen.index(), 1);
        chosen.recv(&receiver).unwrap();
        assert_eq!(select.try_ready(), Ok(0));
    });
}

#[test]
fn biased_prefers_an_arm_and_not_default() {
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        sender.send(1).unwrap();
        for expected in [Some(1), None] {
            let got = select_biased! {
                default => None,
                recv(receiver) -> msg => msg.ok(),
            };
            assert_eq!(got, expected);
        }
    });
}
