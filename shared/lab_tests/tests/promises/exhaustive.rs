//! The number of schedules of a tiny program can be told by hand.

use std::collections::BTreeSet;
use std::time::Duration;

use lab::deque::{Injector, Steal};
use lab::sync::Mutex;
use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::{Config, channel, exhaust, thread};

/// Runs all schedules: how many there are, and the values they gave.
fn all<T: Ord>(program: impl Fn() -> T) -> (u64, BTreeSet<T>) {
    let values = std::cell::RefCell::new(BTreeSet::new());
    let program = || {
        values.borrow_mut().insert(program());
    };
    let mut codes = BTreeSet::new();
    let exhausted = exhaust(&Config::default(), 100_000, program, |run| {
        assert!(run.verdict.is_done(), "{:?}", run.verdict);
        assert!(codes.insert(run.schedule.to_string()), "run twice");
        true
    });
    assert!(exhausted.complete);
    (exhausted.schedules, values.into_inner())
}

fn binomial(n: u64, k: u64) -> u64 {
    (0..k).fold(1, |product, i| product * (n - i) / (i + 1))
}

/// Main and its child take `steps` steps each. The child's way to its first
/// step and main's join are one more each: all ways to mix two rows of
/// `steps + 1` are `binomial(2 * steps + 2, steps + 1)`.
#[test]
fn two_threads_mix_in_as_many_ways_as_the_binomial_says() {
    for steps in 0..5 {
        let (schedules, _) = all(|| {
            let count = std::sync::Arc::new(AtomicUsize::new(0));
            let theirs = count.clone();
            let child = thread::spawn(move || {
                (0..steps).for_each(|_| {
                    theirs.fetch_add(1, SeqCst);
                });
            });
            for _ in 0..steps {
                count.fetch_add(1, SeqCst);
            }
            child.join().unwrap();
        });
        assert_eq!(schedules, binomial(2 * steps + 2, steps + 1), "{steps}");
    }
}

/// What two threads can be seen to do is every mix of their steps, once.
#[test]
fn every_order_of_two_times_three_steps_is_seen() {
    let (_, orders) = all(|| {
        let next = AtomicUsize::new(0);
        let steps = || [(); 3].map(|()| next.fetch_add(1, SeqCst));
        thread::scope(|s| {
            let child = s.spawn(steps);
            (steps(), child.join().unwrap())
        })
    });
    assert_eq!(orders.len() as u64, binomial(6, 3));
}

#[test]
fn three_threads_at_a_lock_come_in_all_six_orders() {
    let (_, orders) = all(|| {
        let order = Mutex::new(Vec::new());
        thread::scope(|s| {
            for id in 0..3 {
                let order = &order;
                s.spawn(move || order.lock().unwrap().push(id));
            }
        });
        order.into_inner().unwrap()
    });
    assert_eq!(orders.len(), 6);
}

#[test]
fn a_lost_update_and_only_that_is_among_the_results() {
    let (_, totals) = all(|| {
        let total = AtomicUsize::new(0);
        let add = || total.store(total.load(SeqCst) + 1, SeqCst);
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        total.load(SeqCst)
    });
    assert_eq!(totals, BTreeSet::from([1, 2]));
}

#[test]
fn a_select_takes_each_of_its_ready_arms() {
    let (schedules, arms) = all(|| {
        let (a_tx, a_rx) = channel::bounded(1);
        let (b_tx, b_rx) = channel::bounded(1);
        a_tx.send('a').unwrap();
        b_tx.send('b').unwrap();
        channel::select! {
            recv(a_rx) -> a => a.unwrap(),
            recv(b_rx) -> b => b.unwrap(),
        }
    });
    assert_eq!((schedules, arms), (2, BTreeSet::from(['a', 'b'])));
}

#[test]
fn the_search_stops_when_told_to() {
    let program = || {
        thread::scope(|s| {
            s.spawn(thread::yield_now);
            s.spawn(thread::yield_now);
        });
    };
    let some = exhaust(&Config::default(), 3, program, |_| true);
    assert_eq!((some.schedules, some.complete), (3, false));
    let one = exhaust(&Config::default(), 100, program, |_| false);
    assert_eq!((one.schedules, one.complete), (1, false));
}

/// With times the longer work always ends last; without, either may.
#[test]
fn without_times_work_may_end_in_any_order() {
    let program = || {
        let (done_tx, done_rx) = channel::unbounded();
        for ms in [1, 5] {
            let done_tx = done_tx.clone();
            thread::spawn(move || {
                lab::work(Duration::from_millis(ms));
                done_tx.send(ms).unwrap();
            });
        }
        drop(done_tx);
        done_rx.iter().collect::<Vec<_>>()
    };
    let orders = |untimed| {
        let mut orders = BTreeSet::new();
        let mut config = Config::default();
        config.untimed = untimed;
        let exhausted = exhaust(&config, 100_000, program, |run| {
            assert!(!untimed || run.figures.makespan.is_zero());
            orders.insert(run.value.clone().expect("it ends"));
            true
        });
        assert!(exhausted.complete);
        orders
    };
    assert_eq!(orders(false), BTreeSet::from([vec![1, 5]]));
    assert_eq!(orders(true), BTreeSet::from([vec![1, 5], vec![5, 1]]));
}

/// Of two thieves each can be first, before the other or in its middle: then the other
/// is to retry.
#[test]
fn a_thief_that_another_comes_before_is_to_retry() {
    let (_, stolen) = all(|| {
        let tasks = Injector::new();
        (1..=2).for_each(|task| tasks.push(task));
        let steal = || match tasks.steal() {
            Steal::Success(task) => task,
            Steal::Empty => panic!("there are two tasks for two thieves"),
            Steal::Retry => 0,
        };
        thread::scope(|s| {
            let child = s.spawn(steal);
            (steal(), child.join().unwrap())
        })
    });
    assert_eq!(stolen, [(0, 1), (1, 0), (1, 2), (2, 1)].into());
}
