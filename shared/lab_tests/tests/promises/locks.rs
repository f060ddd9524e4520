use std::time::Duration;

use lab::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock};
use lab::time::Instant;
use lab::{channel, thread};

use crate::{always, natural, random, run};

const MS: Duration = Duration::from_millis(1);

#[test]
fn any_number_of_readers_read_at_once() {
    // They wait for each other with the lock in hand, after a writer let go.
    for readers in [2, 16, 17, 50] {
        run(&natural(), || {
            let lock = RwLock::new(0);
            let all_inside = Barrier::new(readers);
            thread::scope(|s| {
                let mut writes = lock.write().unwrap();
                for _ in 0..readers {
                    s.spawn(|| {
                        let reads = lock.read().unwrap();
                        all_inside.wait();
                        assert_eq!(*reads, 1);
                    });
                }
                thread::sleep(MS);
                *writes = 1;
                drop(writes);
            });
        });
    }
}

#[test]
fn any_number_of_receivers_get_their_message() {
    for receivers in [2, 16, 17, 50] {
        run(&natural(), || {
            let (tx, rx) = channel::unbounded();
            let all_served = Barrier::new(receivers);
            thread::scope(|s| {
                for _ in 0..receivers {
                    s.spawn(|| {
                        rx.recv().unwrap();
                        all_served.wait();
                    });
                }
                thread::sleep(MS);
                (0..receivers).for_each(|job| tx.send(job).unwrap());
            });
        });
    }
}

#[test]
fn any_number_of_senders_get_their_room() {
    for senders in [2, 17, 50] {
        run(&natural(), || {
            let (tx, rx) = channel::bounded(1);
            let all_sent = Barrier::new(senders);
            thread::scope(|s| {
                for _ in 0..senders {
                    s.spawn(|| {
                        tx.send(()).unwrap();
                        all_sent.wait();
                    });
                }
                thread::sleep(MS);
                (0..senders).for_each(|_| rx.recv().unwrap());
            });
        });
    }
}

#[test]
fn a_barrier_has_one_leader_each_time_it_opens() {
    always(|| {
        let barrier = Barrier::new(3);
        let leaders = AtomicUsize::new(0);
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    for _ in 0..4 {
                        let leads = barrier.wait().is_leader();
                        leaders.fetch_add(usize::from(leads), SeqCst);
                    }
                });
            }
        });
        assert_eq!(leaders.load(SeqCst), 4);
    });
}

#[test]
fn a_cell_that_is_set_twice_gives_the_second_value_back() {
    always(|| {
        let cell = OnceLock::new();
        let results = thread::scope(|s| {
            let set = |value| {
                let cell = &cell;
                s.spawn(move || cell.set(value))
            };
            [set(1), set(2)].map(|setter| setter.join().unwrap())
        });
        match *cell.get().expect("set") {
            1 => assert_eq!(results, [Ok(()), Err(2)]),
            _ => assert_eq!(results, [Err(1), Ok(())]),
        }
    });
}

#[test]
fn whoever_asks_while_a_value_is_made_waits_for_it() {
    run(&natural(), || {
        let cell = OnceLock::new();
        let made = AtomicUsize::new(0);
        let slowly = || {
            made.fetch_add(1, SeqCst);
            lab::work(10 * MS);
            7
        };
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    assert_eq!(*cell.get_or_init(slowly), 7);
                    assert_eq!(made.load(SeqCst), 1);
                });
            }
        });
    });
    let lab_run = lab::run(&natural(), || {
        let cell = OnceLock::new();
        let fails = || -> u32 { panic!("not this time") };
        let made = thread::scope(|s| {
            assert!(s.spawn(|| *cell.get_or_init(fails)).join().is_err());
            s.spawn(|| *cell.get_or_init(|| 1)).join().unwrap()
        });
        assert_eq!(made, 1);
    });
    assert!(lab_run.verdict.is_done(), "{:?}", lab_run.verdict);
}

#[test]
fn a_timed_wait_ends_on_time_or_when_notified() {
    run(&natural(), || {
        let pair = Arc::new((Mutex::new(false), Condvar::new()));
        let began = Instant::now();

        let open = pair.0.lock().unwrap();
        let (open, over) = pair.1.wait_timeout(open, 5 * MS).unwrap();
        assert!(over.timed_out());
        assert_eq!(began.elapsed(), 5 * MS);

        let theirs = pair.clone();
        let opener = thread::spawn(move || {
            lab::work(3 * MS);
            *theirs.0.lock().unwrap() = true;
            theirs.1.notify_all();
        });
        let shut = |open: &mut bool| !*open;
        let (open, over) = pair.1.wait_timeout_while(open, 5 * MS, shut).unwrap();
        assert!(*open && !over.timed_out());
        assert_eq!(began.elapsed(), 8 * MS);

        let (_open, over) = pair
            .1
            .wait_timeout_while(open, 4 * MS, |open| *open)
            .unwrap();
        assert!(over.timed_out());
        assert_eq!(began.elapsed(), 12 * MS);
        opener.join().unwrap();
    });
}

#[test]
fn a_notification_wakes_as_many_as_it_says() {
    always(|| {
        let (lock, changed) = (Mutex::new(0), Condvar::new());
        let (tx, rx) = channel::unbounded();
        thread::scope(|s| {
            for _ in 0..3 {
                let tx = tx.clone();
                s.spawn(|| {
                    let mut waiting = lock.lock().unwrap();
                    *waiting += 1;
                    drop(changed.wait(waiting).unwrap());
                    tx.send(()).unwrap();
                    drop(tx);
                });
            }
            while *lock.lock().unwrap() < 3 {
                thread::sleep(MS);
            }
            changed.notify_one();
            thread::sleep(MS);
            assert_eq!(rx.len(), 1);
            changed.notify_all();
        });
        assert_eq!(rx.len(), 3);
    });
}

/// Both hold it for a moment only, and do nothing in it.
fn two_who_try() -> [bool; 4] {
    let (mutex, lock) = (Mutex::new(()), RwLock::new(()));
    thread::scope(|s| {
        let tries = [(); 2].map(|()| {
            s.spawn(|| [mutex.try_lock().is_ok(), lock.try_write().is_ok()])
        });
        let [one, two] = tries.map(|t| t.join().unwrap());
        [one[0], two[0], one[1], two[1]]
    })
}

#[test]
fn who_tries_a_lock_may_find_it_taken() {
    let told = (0..200).map(|seed| lab::run(&random(seed), two_who_try).value);
    let told: Vec<_> = told.map(|value| value.unwrap()).collect();
    for lock in 0..4 {
        assert!(told.iter().any(|told| told[lock]));
        assert!(told.iter().any(|told| !told[lock]));
    }
}
