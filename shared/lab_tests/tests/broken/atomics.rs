use std::time::Duration;

use lab::sync::Arc;
use lab::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use lab::{channel, thread};

use crate::case::{Case, Ends};

pub const CASES: &[Case] = &[
    Case {
        name: "load_and_store_instead_of_fetch_add",
        program: load_and_store_instead_of_fetch_add,
        ends: Ends::Panic("an update was lost"),
        deviations: 1,
        least: 100,
        says: &["an update was lost"],
    },
    Case {
        name: "initialised_twice",
        program: initialised_twice,
        ends: Ends::Panic("initialised twice"),
        deviations: 1,
        least: 100,
        says: &[],
    },
    Case {
        name: "last_ticket_sold_twice",
        program: last_ticket_sold_twice,
        ends: Ends::Panic("sold twice"),
        deviations: 1,
        least: 100,
        says: &[],
    },
    Case {
        name: "flag_set_before_the_data",
        program: flag_set_before_the_data,
        ends: Ends::Panic("half written"),
        deviations: 2,
        least: 15,
        says: &[],
    },
    Case {
        name: "permit_given_back_twice",
        program: permit_given_back_twice,
        ends: Ends::Panic("more inside than there are permits"),
        deviations: 0,
        least: 250,
        says: &[],
    },
    Case {
        name: "permit_counted_in_two_steps",
        program: permit_counted_in_two_steps,
        ends: Ends::Panic("more inside than there are permits"),
        deviations: 1,
        least: 100,
        says: &[],
    },
    Case {
        name: "stop_flag_checked_before_recv",
        program: stop_flag_checked_before_recv,
        ends: Ends::Deadlock,
        deviations: 0,
        least: 100,
        says: &[
            "to receive from `jobs_rx`",
            "held by main",
            "drop the sender of `jobs`",
        ],
    },
    Case {
        name: "last_one_out_counts_in_two_steps",
        program: last_one_out_counts_in_two_steps,
        ends: Ends::Deadlock,
        deviations: 1,
        least: 25,
        says: &["main waits to be unparked", "nobody has ever unparked main"],
    },
    Case {
        name: "two_counters_read_one_after_the_other",
        program: two_counters_read_one_after_the_other,
        ends: Ends::Panic("money appeared or vanished"),
        deviations: 1,
        least: 50,
        says: &[],
    },
];

fn load_and_store_instead_of_fetch_add() {
    let total = AtomicUsize::new(0);
    let add = || total.store(total.load(SeqCst) + 1, SeqCst);
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    assert_eq!(total.load(SeqCst), 2, "an update was lost");
}

fn initialised_twice() {
    let done = AtomicBool::new(false);
    let times = AtomicUsize::new(0);
    let once = || {
        if !done.load(SeqCst) {
            times.fetch_add(1, SeqCst);
            done.store(true, SeqCst);
        }
    };
    thread::scope(|s| {
        s.spawn(once);
        s.spawn(once);
    });
    assert_eq!(times.load(SeqCst), 1, "initialised twice");
}

fn last_ticket_sold_twice() {
    let left = AtomicUsize::new(1);
    let sold = AtomicUsize::new(0);
    let sell = || {
        if left.load(SeqCst) > 0 {
            left.fetch_sub(1, SeqCst);
            sold.fetch_add(1, SeqCst);
        }
    };
    thread::scope(|s| {
        s.spawn(sell);
        s.spawn(sell);
    });
    assert_eq!(sold.load(SeqCst), 1, "sold twice");
}

fn flag_set_before_the_data() {
    let ready = AtomicBool::new(false);
    let data = AtomicUsize::new(0);
    thread::scope(|s| {
        s.spawn(|| {
            ready.store(true, SeqCst);
            data.store(7, SeqCst);
        });
        if ready.load(SeqCst) {
            assert_eq!(data.load(SeqCst), 7, "half written");
        }
    });
}

/// Enters with a permit from `permits`, and tells whether others are inside.
fn inside(within: &AtomicUsize) {
    let others = within.fetch_add(1, SeqCst);
    assert_eq!(others, 0, "more inside than there are permits");
    lab::work(Duration::from_millis(1));
    within.fetch_sub(1, SeqCst);
}

fn permit_given_back_twice() {
    let (free, take) = channel::bounded(2);
    let within = AtomicUsize::new(0);
    free.send(()).unwrap();
    take.recv().unwrap();
    // One permit was taken; an early return and a destructor both give it back.
    free.send(()).unwrap();
    free.send(()).unwrap();
    let enter = || {
        take.recv().unwrap();
        inside(&within);
        free.send(()).unwrap();
    };
    both(enter);
}

fn permit_counted_in_two_steps() {
    let permits = AtomicUsize::new(1);
    let within = AtomicUsize::new(0);
    both(|| {
        let left = permits.load(SeqCst);
        if left == 1 {
            permits.store(left - 1, SeqCst);
            inside(&within);
            permits.fetch_add(1, SeqCst);
        }
    });
}

/// Runs it in two threads; main panics as the first of them does.
fn both(f: impl Fn() + Sync) {
    thread::scope(|s| {
        for thread in [s.spawn(&f), s.spawn(&f)] {
            if let Err(payload) = thread.join() {
                let text = payload.downcast_ref::<String>();
                panic!("{}", text.map_or("no text", |text| text));
            }
        }
    });
}

fn stop_flag_checked_before_recv() {
    let stop = Arc::new(AtomicBool::new(false));
    let is_stopped = Arc::clone(&stop);
    let (jobs_tx, jobs_rx) = channel::unbounded();
    let worker = thread::spawn(move || {
        while !is_stopped.load(SeqCst) {
            let _job: u32 = jobs_rx.recv().unwrap();
        }
    });
    jobs_tx.send(1).unwrap();
    thread::sleep(Duration::from_millis(1));
    stop.store(true, SeqCst);
    worker.join().unwrap();
    drop(jobs_tx);
}

fn last_one_out_counts_in_two_steps() {
    let left = AtomicUsize::new(2);
    let main = thread::current();
    let leave = || {
        let before = left.load(SeqCst);
        left.store(before - 1, SeqCst);
        if before == 1 {
            main.unpark();
        }
    };
    thread::scope(|s| {
        s.spawn(leave);
        s.spawn(leave);
        while left.load(SeqCst) > 0 {
            thread::park();
        }
    });
}

fn two_counters_read_one_after_the_other() {
    let accounts = [AtomicUsize::new(1), AtomicUsize::new(1)];
    thread::scope(|s| {
        s.spawn(|| {
            accounts[0].fetch_sub(1, SeqCst);
            accounts[1].fetch_add(1, SeqCst);
        });
        let sum = accounts[0].load(SeqCst) + accounts[1].load(SeqCst);
        assert_eq!(sum, 2, "money appeared or vanished");
    });
}
