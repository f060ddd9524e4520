use std::collections::VecDeque;
use std::time::Duration;

use lab::sync::{Arc, Condvar, Mutex};
use lab::{channel, thread};

use crate::case::{Case, Ends};

const MS: Duration = Duration::from_millis(1);

pub const CASES: &[Case] = &[
    Case {
        name: "lost_wake_up",
        program: lost_wake_up,
        ends: Ends::Deadlock,
        deviations: 2,
        least: 25,
        says: &[
            "waits on condition variable `changed`",
            "when nobody waited: that notification is lost",
        ],
    },
    Case {
        name: "notify_before_wait",
        program: notify_before_wait,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 100,
        says: &["main waits on condition variable `done`"],
    },
    Case {
        name: "if_instead_of_while_around_wait",
        program: if_instead_of_while_around_wait,
        ends: Ends::Panic("the queue is empty"),
        deviations: 0,
        least: 50,
        says: &[],
    },
    Case {
        name: "notify_one_for_two_waiters",
        program: notify_one_for_two_waiters,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 50,
        says: &["waits on condition variable `opened`"],
    },
    Case {
        name: "producer_wakes_producer",
        program: producer_wakes_producer,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 5,
        says: &["on condition variable `changed`"],
    },
    Case {
        name: "flag_changed_without_its_lock",
        program: flag_changed_without_its_lock,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 5,
        says: &["waits on condition variable `changed`"],
    },
    Case {
        name: "notifies_in_its_destructor_only",
        program: notifies_in_its_destructor_only,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "nobody has ever notified the condition variable first used at",
            "The same with the condition variable first used at",
            "on which worker waits",
        ],
    },
    Case {
        name: "waits_while_holding_a_second_lock",
        program: waits_while_holding_a_second_lock,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 100,
        says: &["main has held mutex `config` since"],
    },
    Case {
        name: "notifies_the_wrong_condvar",
        program: notifies_the_wrong_condvar,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 100,
        says: &["main waits on condition variable `not_empty`"],
    },
    Case {
        name: "woken_at_the_end_and_not_looking_for_it",
        program: woken_at_the_end_and_not_looking_for_it,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 400,
        says: &["before that `notify_all`, such as a flag for the end"],
    },
    Case {
        name: "waits_for_room_in_a_closed_queue",
        program: waits_for_room_in_a_closed_queue,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 400,
        says: &[
            "was woken before, by main at",
            "must also look at what main had changed before it woke it",
        ],
    },
    Case {
        name: "tells_of_room_only_in_a_full_queue",
        program: tells_of_room_only_in_a_full_queue,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 100,
        says: &[
            "Or it is condition variable `room_came`, on which",
            "has changed something for it at",
        ],
    },
    Case {
        name: "poison_pill_for_one_of_three",
        program: poison_pill_for_one_of_three,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 500,
        says: &[
            "thread 2 and thread 3 wait to receive from `jobs_rx`",
            "held by main",
            "drop the sender of `jobs`",
        ],
    },
];

fn lost_wake_up() {
    let ready = Arc::new(Mutex::new(false));
    let changed = Arc::new(Condvar::new());
    let (flag, condvar) = (ready.clone(), changed.clone());
    let waiter = thread::spawn(move || {
        if !*flag.lock().unwrap() {
            // Here the other thread may set the flag and notify.
            drop(condvar.wait(flag.lock().unwrap()).unwrap());
        }
    });
    *ready.lock().unwrap() = true;
    changed.notify_one();
    waiter.join().unwrap();
}

fn notify_before_wait() {
    let lock = Arc::new(Mutex::new(()));
    let done = Arc::new(Condvar::new());
    let signal = done.clone();
    let worker = thread::spawn(move || signal.notify_one());
    drop(done.wait(lock.lock().unwrap()).unwrap());
    worker.join().unwrap();
}

fn if_instead_of_while_around_wait() {
    let queue = Mutex::new(VecDeque::new());
    let added = Condvar::new();
    thread::scope(|s| {
        let take = || {
            let mut jobs = queue.lock().unwrap();
            if jobs.is_empty() {
                jobs = added.wait(jobs).unwrap();
            }
            jobs.pop_front()
        };
        let takers = [s.spawn(take), s.spawn(take)];
        for job in 0..2 {
            thread::sleep(Duration::from_millis(1));
            queue.lock().unwrap().push_back(job);
            added.notify_all();
        }
        for taker in takers {
            assert!(taker.join().unwrap().is_some(), "the queue is empty");
        }
    });
}

fn notify_one_for_two_waiters() {
    let open = Mutex::new(false);
    let opened = Condvar::new();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let mut open = open.lock().unwrap();
                while !*open {
                    open = opened.wait(open).unwrap();
                }
            });
        }
        thread::sleep(Duration::from_millis(1));
        *open.lock().unwrap() = true;
        opened.notify_one();
    });
}

/// One condition variable for two conditions: the notification meant for a
/// consumer may reach a producer.
fn producer_wakes_producer() {
    let slot = Mutex::new(None);
    let changed = Condvar::new();
    let put = |value| {
        let mut slot = slot.lock().unwrap();
        while slot.is_some() {
            slot = changed.wait(slot).unwrap();
        }
        *slot = Some(value);
        drop(slot);
        changed.notify_one();
    };
    let take = || {
        let mut slot = slot.lock().unwrap();
        while slot.is_none() {
            slot = changed.wait(slot).unwrap();
        }
        *slot = None;
        drop(slot);
        changed.notify_one();
    };
    thread::scope(|s| {
        s.spawn(take);
        s.spawn(take);
        s.spawn(|| put(1));
        s.spawn(|| put(2));
    });
}

fn flag_changed_without_its_lock() {
    use lab::sync::atomic::{AtomicBool, Ordering::SeqCst};
    let ready = AtomicBool::new(false);
    let lock = Mutex::new(());
    let changed = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| {
            let mut guard = lock.lock().unwrap();
            while !ready.load(SeqCst) {
                guard = changed.wait(guard).unwrap();
            }
        });
        s.spawn(|| {
            ready.store(true, SeqCst);
            changed.notify_one();
        });
    });
}

fn woken_at_the_end_and_not_looking_for_it() {
    let state = Mutex::new((VecDeque::new(), false));
    let changed = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| {
            let mut state = state.lock().unwrap();
            while state.0.pop_front() != Some(1) {
                state = changed.wait(state).unwrap();
            }
            // Too late: this is looked at only after a job.
            assert!(!state.1, "a job after the end");
        });
        thread::sleep(Duration::from_millis(1));
        state.lock().unwrap().1 = true;
        changed.notify_all();
    });
}

fn waits_while_holding_a_second_lock() {
    let config = Arc::new(Mutex::new(1));
    let state = Arc::new((Mutex::new(false), Condvar::new()));
    let (theirs, shared) = (config.clone(), state.clone());
    let ours = config.lock().unwrap();
    let worker = thread::spawn(move || {
        let limit = *theirs.lock().unwrap();
        *shared.0.lock().unwrap() = limit > 0;
        shared.1.notify_one();
    });
    let mut done = state.0.lock().unwrap();
    while !*done {
        done = state.1.wait(done).unwrap();
    }
    drop(ours);
    worker.join().unwrap();
}

fn notifies_the_wrong_condvar() {
    let not_empty = Arc::new(Condvar::new());
    let not_full = Arc::new(Condvar::new());
    let queue = Arc::new(Mutex::new(VecDeque::new()));
    let (theirs, signal) = (queue.clone(), not_full.clone());
    let producer = thread::spawn(move || {
        theirs.lock().unwrap().push_back(1);
        signal.notify_one();
    });
    let mut jobs = queue.lock().unwrap();
    while jobs.pop_front().is_none() {
        jobs = not_empty.wait(jobs).unwrap();
    }
    drop(jobs);
    producer.join().unwrap();
}

/// Each submitter looks for room only, and not whether the queue was closed.
fn waits_for_room_in_a_closed_queue() {
    let queue = Arc::new((Mutex::new((1, false)), Condvar::new()));
    let submitters = [0, 1].map(|_| {
        let queue = queue.clone();
        thread::spawn(move || {
            let (state, room_came) = &*queue;
            let mut state = state.lock().unwrap();
            while state.0 == 1 {
                state = room_came.wait(state).unwrap();
            }
            state.0 += 1;
        })
    });
    let (state, room_came) = &*queue;
    thread::sleep(MS);
    state.lock().unwrap().1 = true;
    room_came.notify_all();
    thread::sleep(MS);
    state.lock().unwrap().0 = 0;
    room_came.notify_one();
    for submitter in submitters {
        submitter.join().unwrap();
    }
}

/// Two wait for room, and of two places that come only the first is told of.
fn tells_of_room_only_in_a_full_queue() {
    let jobs = Mutex::new(VecDeque::from([1, 2]));
    let (job_came, room_came) = (Condvar::new(), Condvar::new());
    thread::scope(|s| {
        for job in [3, 4] {
            let (jobs, job_came, room_came) = (&jobs, &job_came, &room_came);
            s.spawn(move || {
                let mut jobs = jobs.lock().unwrap();
                while jobs.len() == 2 {
                    jobs = room_came.wait(jobs).unwrap();
                }
                jobs.push_back(job);
                job_came.notify_one();
            });
        }
        thread::sleep(MS);
        for _ in 0..4 {
            let mut jobs = jobs.lock().unwrap();
            while jobs.is_empty() {
                jobs = job_came.wait(jobs).unwrap();
            }
            if jobs.len() == 2 {
                room_came.notify_one();
            }
            jobs.pop_front();
        }
    });
}

fn poison_pill_for_one_of_three() {
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let workers: Vec<_> = (0..3)
        .map(|_| {
            let jobs = jobs_rx.clone();
            thread::spawn(move || while let Some(_job) = jobs.recv().unwrap() {})
        })
        .collect();
    for job in 0..3 {
        jobs_tx.send(Some(job)).unwrap();
    }
    jobs_tx.send(None).unwrap();
    for worker in workers {
        worker.join().unwrap();
    }
}

/// The queue is full, and who would make room was not told of a job. What the destructor
/// does when all is over has no part in it.
fn notifies_in_its_destructor_only() {
    #[derive(Clone)]
    struct Queue {
        jobs: Arc<Mutex<VecDeque<u32>>>,
        /// That a job came, and that there is room.
        changed: Arc<[Condvar; 2]>,
    }
    impl Drop for Queue {
        fn drop(&mut self) {
            self.changed.iter().for_each(Condvar::notify_all);
        }
    }
    let queue = Queue {
        jobs: Arc::default(),
        changed: Arc::default(),
    };
    let theirs = queue.clone();
    let worker = thread::Builder::new().name("worker".into()).spawn(move || {
        let jobs = theirs.jobs.lock().unwrap();
        let came = theirs.changed[0].wait_while(jobs, |jobs| jobs.is_empty());
        came.unwrap().pop_front();
        theirs.changed[1].notify_one();
    });
    // Until the worker waits.
    thread::sleep(Duration::from_millis(1));
    queue.jobs.lock().unwrap().push_back(1);
    let jobs = queue.jobs.lock().unwrap();
    let room = queue.changed[1].wait_while(jobs, |jobs| !jobs.is_empty());
    room.unwrap().push_back(2);
    worker.unwrap().join().unwrap();
}
