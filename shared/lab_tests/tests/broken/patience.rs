use std::time::Duration;

use lab::hint::spin_loop;
use lab::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use lab::sync::{Arc, Condvar, Mutex};
use lab::time::Instant;
use lab::{channel, thread};

use crate::case::{Case, Ends};

macro_rules! polling {
    ($($name:ident says $says:expr),* $(,)?) => {
        &[
            $(Case {
                name: stringify!($name),
                program: $name,
                ends: Ends::Polling,
                deviations: 0,
                least: 500,
                says: &["at one instant, and nothing changed", $says],
            },)*
            Case {
                name: "tries_to_send_in_a_loop",
                program: tries_to_send_in_a_loop,
                ends: Ends::Polling,
                deviations: 0,
                least: 500,
                says: &[
                    "main tried to send into a full channel 1000 times",
                    "has lost the message",
                ],
            },
            Case {
                name: "two_threads_never_done_talking",
                program: two_threads_never_done_talking,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &["too many steps: the run was given up after 1000"],
            },
            Case {
                name: "two_threads_look_into_an_empty_queue",
                program: two_threads_look_into_an_empty_queue,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &["at one instant", "also if it yields between"],
            },
            Case {
                name: "deadlock_beside_a_timeout",
                program: deadlock_beside_a_timeout,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &[
                    "while main waits on condition variable `room`; thread 1 waited ",
                    "main waits on condition variable `room`",
                    "nobody has ever notified condition variable `room`",
                    "in which timeouts of others keep the clock going",
                ],
            },
            Case {
                name: "receives_beside_a_timeout",
                program: receives_beside_a_timeout,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &[
                    "`results` is empty but open: 1 sender is still alive",
                    "worker waits to receive from `jobs`",
                    "the sender made at",
                    "held by main",
                ],
            },
            Case {
                name: "parked_beside_a_timeout",
                program: parked_beside_a_timeout,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &[
                    "nobody has ever unparked sleeper",
                    "To mend that: whoever changes what sleeper waits for",
                ],
            },
            Case {
                name: "parks_until_a_timeout_for_ever",
                program: parks_until_a_timeout_for_ever,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &["; main waited ", " times until a timeout"],
            },
            Case {
                name: "joins_with_the_sender_that_would_end_it",
                program: joins_with_the_sender_that_would_end_it,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &[
                    "while main waits to join monitor and holds `stop`",
                    "main waits to join monitor",
                    "main must drop the sender `stop`",
                ],
            },
            Case {
                name: "joins_what_nobody_tells_to_end",
                program: joins_what_nobody_tells_to_end,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &["operations, while main waits to join thread 1"],
            },
            Case {
                name: "looks_for_what_comes_after_the_join",
                program: looks_for_what_comes_after_the_join,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &[
                    "too many steps",
                    "nobody else goes on, so what thread 1 looks for must come before",
                ],
            },
            Case {
                name: "looks_once_a_millisecond",
                program: looks_once_a_millisecond,
                ends: Ends::StepBound,
                deviations: 0,
                least: 500,
                says: &["polling: main looked", "once in 1ms", "To mend it: "],
            },
        ]
    };
}

/// Programs that keep asking for what a worker will deliver in 10 ms.
pub const CASES: &[Case] = polling!(
    spins_on_an_atomic says "while !done.load(SeqCst)",
    spins_with_a_hint says "spin_loop()",
    spins_with_compare_exchange says "compare_exchange",
    asks_try_recv_in_a_loop says "results_rx.try_recv()",
    asks_len_in_a_loop says "results_rx.is_empty()",
    asks_a_select_with_default_in_a_loop says "select!",
    asks_recv_with_no_timeout_in_a_loop says "recv_timeout(Duration::ZERO)",
    asks_try_lock_in_a_loop says "lock.try_lock()",
    reads_behind_a_lock_in_a_loop says "done.lock()",
    waits_on_a_condvar_for_no_time_in_a_loop says "wait_timeout",
    asks_is_finished_in_a_loop says "worker.is_finished()",
    yields_in_a_loop says "yield_now()",
    asks_the_clock_in_a_loop says "began.elapsed()",
);

const TASK: Duration = Duration::from_millis(10);

fn after_a_while<T: Send + 'static>(
    f: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    thread::spawn(move || {
        lab::work(TASK);
        f()
    })
}

fn set_later() -> Arc<AtomicBool> {
    let done = Arc::new(AtomicBool::new(false));
    let flag = done.clone();
    after_a_while(move || flag.store(true, SeqCst));
    done
}

fn spins_on_an_atomic() {
    let done = set_later();
    while !done.load(SeqCst) {}
}

fn spins_with_a_hint() {
    let done = set_later();
    while !done.load(SeqCst) {
        spin_loop();
    }
}

fn spins_with_compare_exchange() {
    let done = set_later();
    while done.compare_exchange(true, false, SeqCst, SeqCst).is_err() {}
}

fn result_later() -> channel::Receiver<u32> {
    let (results_tx, results_rx) = channel::bounded(1);
    after_a_while(move || results_tx.send(1).unwrap());
    results_rx
}

fn asks_try_recv_in_a_loop() {
    let results_rx = result_later();
    while results_rx.try_recv().is_err() {}
}

fn asks_len_in_a_loop() {
    let results_rx = result_later();
    while results_rx.is_empty() {}
}

fn asks_a_select_with_default_in_a_loop() {
    let results_rx = result_later();
    loop {
        channel::select! {
            recv(results_rx) -> _ => break,
            default => {},
        }
    }
}

fn asks_recv_with_no_timeout_in_a_loop() {
    let results_rx = result_later();
    while results_rx.recv_timeout(Duration::ZERO).is_err() {}
}

fn asks_try_lock_in_a_loop() {
    let lock = Arc::new(Mutex::new(()));
    let theirs = lock.clone();
    let guard_is_held = Arc::new(AtomicBool::new(false));
    let flag = guard_is_held.clone();
    let worker = thread::spawn(move || {
        let _guard = theirs.lock().unwrap();
        flag.store(true, SeqCst);
        lab::work(TASK);
    });
    thread::sleep(TASK / 2);
    while lock.try_lock().is_err() {}
    worker.join().unwrap();
}

fn reads_behind_a_lock_in_a_loop() {
    let done = Arc::new(Mutex::new(false));
    let flag = done.clone();
    after_a_while(move || *flag.lock().unwrap() = true);
    while !*done.lock().unwrap() {}
}

fn waits_on_a_condvar_for_no_time_in_a_loop() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = pair.clone();
    after_a_while(move || *theirs.0.lock().unwrap() = true);
    let mut done = pair.0.lock().unwrap();
    while !*done {
        done = pair.1.wait_timeout(done, Duration::ZERO).unwrap().0;
    }
}

fn asks_is_finished_in_a_loop() {
    let worker = after_a_while(|| ());
    while !worker.is_finished() {}
    worker.join().unwrap();
}

fn yields_in_a_loop() {
    let done = set_later();
    while !done.load(SeqCst) {
        thread::yield_now();
    }
}

fn asks_the_clock_in_a_loop() {
    let began = Instant::now();
    while began.elapsed() < TASK {}
}

fn tries_to_send_in_a_loop() {
    let (jobs_tx, jobs) = channel::bounded(1);
    jobs_tx.send(0).unwrap();
    let worker = after_a_while(move || jobs.iter().sum::<u32>());
    while jobs_tx.try_send(1).is_err() {}
    drop(jobs_tx);
    worker.join().unwrap();
}

fn two_threads_never_done_talking() {
    let (ping_tx, ping_rx) = channel::bounded(1);
    let (pong_tx, pong_rx) = channel::bounded(1);
    let rounds = Arc::new(AtomicU32::new(0));
    let theirs = rounds.clone();
    thread::spawn(move || {
        for ping in ping_rx {
            theirs.fetch_add(1, SeqCst);
            pong_tx.send(ping).unwrap();
        }
    });
    ping_tx.send(()).unwrap();
    for pong in pong_rx {
        ping_tx.send(pong).unwrap();
    }
}

/// To take from a queue may be to change it: it does not count as asking in vain.
fn two_threads_look_into_an_empty_queue() {
    let jobs = Mutex::new(Vec::new());
    let look = || {
        while jobs.lock().unwrap().pop().is_none() {
            thread::yield_now();
        }
    };
    thread::scope(|s| {
        s.spawn(look);
        s.spawn(look);
        lab::work(TASK);
        jobs.lock().unwrap().extend([(), ()]);
    });
}

/// The only worker wakes up again and again, and takes nothing.
fn deadlock_beside_a_timeout() {
    let shared = Arc::new((Mutex::new(1), Condvar::new()));
    let room = Condvar::new();
    let theirs = shared.clone();
    thread::spawn(move || {
        let mut jobs = theirs.0.lock().unwrap();
        loop {
            jobs = theirs.1.wait_timeout(jobs, TASK).unwrap().0;
        }
    });
    let jobs = shared.0.lock().unwrap();
    drop(room.wait_while(jobs, |jobs| *jobs > 0));
}

fn receives_beside_a_timeout() {
    let (jobs_tx, jobs) = channel::unbounded::<u32>();
    let (results, results_rx) = channel::unbounded::<u32>();
    let work = move || {
        let sum = jobs.iter().sum();
        results.send(sum).unwrap();
    };
    let worker = thread::Builder::new().name("worker".into()).spawn(work);
    jobs_tx.send(1).unwrap();
    while results_rx.recv_timeout(TASK).is_err() {}
    drop(jobs_tx);
    worker.unwrap().join().unwrap();
}

fn parked_beside_a_timeout() {
    let done = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = done.clone();
    let work = move || {
        thread::park();
        *theirs.0.lock().unwrap() = true;
        theirs.1.notify_all();
    };
    let sleeper = thread::Builder::new().name("sleeper".into()).spawn(work);
    let mut is_done = done.0.lock().unwrap();
    while !*is_done {
        is_done = done.1.wait_timeout(is_done, TASK).unwrap().0;
    }
    drop(is_done);
    sleeper.unwrap().join().unwrap();
}

fn parks_until_a_timeout_for_ever() {
    let done = AtomicBool::new(false);
    while !done.load(SeqCst) {
        thread::park_timeout(TASK);
    }
}

fn joins_with_the_sender_that_would_end_it() {
    let (stop, ended) = channel::bounded::<()>(0);
    let monitor = thread::Builder::new()
        .name("monitor".into())
        .spawn(move || {
            while ended.recv_timeout(TASK) == Err(channel::RecvTimeoutError::Timeout)
            {
            }
        });
    monitor.unwrap().join().unwrap();
    drop(stop);
}

fn joins_what_nobody_tells_to_end() {
    let is_over = Arc::new(AtomicBool::new(false));
    let theirs = is_over.clone();
    let worker = thread::spawn(move || {
        while !theirs.load(SeqCst) {
            lab::work(TASK);
        }
    });
    worker.join().unwrap();
}

fn looks_for_what_comes_after_the_join() {
    let is_over = Arc::new(AtomicBool::new(false));
    let theirs = is_over.clone();
    let worker = thread::spawn(move || {
        while !theirs.load(SeqCst) {
            thread::sleep(TASK);
        }
    });
    worker.join().unwrap();
    is_over.store(true, SeqCst);
}

/// It would end, after an hour.
fn looks_once_a_millisecond() {
    let done = Arc::new(AtomicBool::new(false));
    let flag = done.clone();
    thread::spawn(move || {
        lab::work(Duration::from_secs(3_600));
        flag.store(true, SeqCst);
    });
    while !done.load(SeqCst) {
        thread::sleep(Duration::from_millis(1));
    }
}
