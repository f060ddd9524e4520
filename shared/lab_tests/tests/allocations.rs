//! A step of a program costs no allocation of the lab: with ten times as many steps a run
//! allocates as often.

use std::time::Duration;

use lab::sync::atomic::{AtomicU32, Ordering};
use lab::sync::{Arc, Condvar, Mutex};
use lab::{Config, Schedule, channel, deque, thread};

/// How often a run with `rounds` of about everything allocates, and its steps.
fn allocations(rounds: u32) -> (u64, u64) {
    let schedule = Schedule::Random {
        seed: 1,
        early_clock: false,
    };
    let config = Config::default().schedule(schedule);
    let mut steps = 0;
    let info = allocation_counter::measure(|| {
        let run = lab::run(&config, || program(rounds));
        assert!(run.verdict.is_done(), "{:?}", run.verdict);
        steps = run.figures.steps;
    });
    (info.count_total, steps)
}

fn program(rounds: u32) {
    let (jobs_tx, jobs_rx) = channel::bounded(4);
    let (outcomes_tx, outcomes_rx) = channel::bounded(4);
    let shared = Arc::new((Mutex::new(0), Condvar::new(), AtomicU32::new(0)));
    for _ in 0..3 {
        let (jobs, outcomes) = (jobs_rx.clone(), outcomes_tx.clone());
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let desk = deque::Worker::new_fifo();
            for job in jobs {
                desk.push(job);
                lab::work(Duration::from_micros(10));
                *shared.0.lock().unwrap() += 1;
                shared.1.notify_all();
                shared.2.fetch_add(1, Ordering::Relaxed);
                outcomes.send(desk.pop()).unwrap();
            }
        });
    }
    drop((jobs_rx, outcomes_tx));
    thread::spawn(move || (0..rounds).for_each(|n| jobs_tx.send(n).unwrap()));
    let done = shared.0.lock().unwrap();
    drop(
        shared
            .1
            .wait_while(done, |done| *done < rounds.min(3))
            .unwrap(),
    );
    assert_eq!(outcomes_rx.iter().count(), rounds as usize);
}

#[test]
fn a_step_allocates_nothing() {
    // The first runs make what is kept: stacks, and lists of their final length.
    allocations(2_000);
    let (few, few_steps) = allocations(200);
    let (many, many_steps) = allocations(2_000);
    assert!(
        many_steps > 9 * few_steps,
        "{few_steps} and {many_steps} steps"
    );
    assert!(few > 0, "nothing was counted");
    assert!(
        many <= few + 10,
        "{few_steps} steps allocated {few} times, and {many_steps} steps {many} times"
    );
}
