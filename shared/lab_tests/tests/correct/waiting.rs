//! Parking, barriers, atomics and thread-locals.

use std::cell::Cell;

use lab::hint::spin_loop;
use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use lab::sync::{Arc, Barrier, Mutex};
use lab::thread;

use crate::always;

#[test]
fn a_parked_thread_is_woken_by_a_flag_and_an_unpark() {
    always(7, || {
        let ready = Arc::new(AtomicBool::new(false));
        let value = Arc::new(AtomicUsize::new(0));
        let (flag, theirs) = (ready.clone(), value.clone());
        let waiter = thread::spawn(move || {
            while !flag.load(SeqCst) {
                thread::park();
            }
            theirs.load(SeqCst)
        });
        value.store(7, SeqCst);
        ready.store(true, SeqCst);
        waiter.thread().unpark();
        waiter.join().unwrap()
    });
}

#[test]
fn ping_and_pong_take_turns_by_parking() {
    always(vec![0, 1, 2, 3], || {
        let turn = AtomicUsize::new(0);
        let said = Mutex::new(Vec::new());
        let main = thread::current();
        let speak = |me: usize, other: thread::Thread| {
            for _ in 0..2 {
                while turn.load(SeqCst) % 2 != me {
                    thread::park();
                }
                said.lock().unwrap().push(turn.load(SeqCst));
                turn.fetch_add(1, SeqCst);
                other.unpark();
            }
        };
        thread::scope(|s| {
            let pong = s.spawn(|| speak(1, main.clone()));
            speak(0, pong.thread().clone());
        });
        said.into_inner().unwrap()
    });
}

#[test]
fn a_barrier_keeps_the_phases_apart() {
    always([2, 2], || {
        let phases = [AtomicUsize::new(0), AtomicUsize::new(0)];
        let barrier = Barrier::new(2);
        let leaders = AtomicUsize::new(0);
        let work = || {
            for phase in &phases {
                phase.fetch_add(1, SeqCst);
                if barrier.wait().is_leader() {
                    leaders.fetch_add(1, SeqCst);
                }
                assert_eq!(phase.load(SeqCst), 2);
            }
        };
        thread::scope(|s| {
            s.spawn(work);
            work();
        });
        assert_eq!(leaders.load(SeqCst), 2);
        phases.map(AtomicUsize::into_inner)
    });
}

/// A lock that spins a little before it parks.
struct SpinLock {
    locked: AtomicBool,
    waiting: Mutex<Vec<thread::Thread>>,
}

impl SpinLock {
    fn try_lock(&self) -> bool {
        let free = self.locked.compare_exchange(false, true, SeqCst, SeqCst);
        free.is_ok()
    }

    fn lock(&self) {
        for _ in 0..40 {
            if self.try_lock() {
                return;
            }
            spin_loop();
        }
        loop {
            self.waiting.lock().unwrap().push(thread::current());
            if self.try_lock() {
                return;
            }
            thread::park();
        }
    }

    fn unlock(&self) {
        self.locked.store(false, SeqCst);
        let waiting = std::mem::take(&mut *self.waiting.lock().unwrap());
        waiting.iter().for_each(thread::Thread::unpark);
    }
}

#[test]
fn a_lock_that_spins_before_it_parks_is_not_called_polling() {
    always(3, || {
        let lock = SpinLock {
            locked: AtomicBool::new(false),
            waiting: Mutex::default(),
        };
        let total = AtomicUsize::new(0);
        let add = || {
            lock.lock();
            let seen = total.load(SeqCst);
            lab::work(std::time::Duration::from_millis(1));
            total.store(seen + 1, SeqCst);
            lock.unlock();
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
            add();
        });
        total.load(SeqCst)
    });
}

#[test]
fn a_compare_exchange_loop_loses_no_update() {
    always(4, || {
        let total = AtomicUsize::new(0);
        let add = || {
            for _ in 0..2 {
                let mut seen = total.load(SeqCst);
                while let Err(now) =
                    total.compare_exchange_weak(seen, seen + 1, SeqCst, SeqCst)
                {
                    seen = now;
                }
            }
        };
        thread::scope(|s| {
            s.spawn(add);
            s.spawn(add);
        });
        total.load(SeqCst)
    });
}

#[test]
fn every_thread_has_its_own_thread_local() {
    lab::thread_local!(static COUNT: Cell<u32> = Cell::new(10));
    always([11, 12, 13], || {
        let add = |n: u32| {
            for _ in 0..n {
                COUNT.with(|count| count.set(count.get() + 1));
                thread::yield_now();
            }
            COUNT.with(Cell::get)
        };
        thread::scope(|s| {
            let one = s.spawn(move || add(1));
            let two = s.spawn(move || add(2));
            let three = add(3);
            [one.join().unwrap(), two.join().unwrap(), three]
        })
    });
}
