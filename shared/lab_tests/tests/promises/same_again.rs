use std::fs;
use std::path::Path;
use std::time::Duration;

use lab::channel::{self, select};
use lab::sync::{Arc, Mutex};
use lab::{Config, Schedule, thread};

/// A pool that uses a little of everything.
fn pool() {
    let (jobs_tx, jobs_rx) = channel::bounded(2);
    let (results_tx, results_rx) = channel::unbounded();
    let total = Arc::new(Mutex::new(0));
    let workers: Vec<_> = (0..3)
        .map(|id| {
            let (jobs, results) = (jobs_rx.clone(), results_tx.clone());
            let total = total.clone();
            let work = move || {
                for job in jobs {
                    lab::work(Duration::from_millis(10 + 7 * (job % 3)));
                    *total.lock().unwrap() += job;
                    results.send((id, job)).unwrap();
                }
            };
            let builder = thread::Builder::new().name(format!("worker {id}"));
            builder.spawn(work).unwrap()
        })
        .collect();
    drop((jobs_rx, results_tx));
    (0..10_u64).for_each(|job| jobs_tx.send(job).unwrap());
    drop(jobs_tx);
    let ticks = channel::tick(Duration::from_millis(20));
    loop {
        select! {
            recv(results_rx) -> result => match result {
                Ok((id, job)) => lab::println!("worker {id} did job {job}"),
                Err(_) => break,
            },
            recv(ticks) -> _ => lab::println!("{} in all", total.lock().unwrap()),
        }
    }
    workers.into_iter().for_each(|w| w.join().unwrap());
}

fn trace(schedule: Schedule) -> String {
    let run = lab::run(&Config::default().schedule(schedule).traced(), pool);
    assert!(run.verdict.is_done());
    run.trace.expect("asked for").json()
}

fn schedules() -> [Schedule; 4] {
    let seed = 42;
    [
        Schedule::Natural,
        Schedule::Random {
            seed,
            early_clock: false,
        },
        Schedule::Random {
            seed,
            early_clock: true,
        },
        Schedule::Pct { seed, depth: 3 },
    ]
}

#[test]
fn the_same_seed_gives_the_same_trace_a_thousand_times() {
    for schedule in schedules() {
        let first = trace(schedule.clone());
        for _ in 0..250 {
            assert!(trace(schedule.clone()) == first, "{schedule}");
        }
    }
}

/// The marks are committed, so that debug and release builds, and one machine
/// and another, are held to the same bytes. `UPDATE=1` writes them anew.
#[test]
fn every_build_gives_the_same_bytes() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/promises/traces.txt");
    let mut marks = String::new();
    for schedule in schedules() {
        let json = trace(schedule.clone());
        let json = json.replace("\\\\", "/");
        let (bytes, mark) = (json.len(), fnv(json.as_bytes()));
        marks += &format!("{schedule:<5} {bytes:>6} bytes  {mark:016x}\n");
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &marks).expect("the file can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known.lines().eq(marks.lines()), "{known}\n{marks}");
}

/// Fowler, Noll and Vo's hash: the same in every release of every library.
fn fnv(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, &byte: &u8| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    };
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[test]
fn a_replay_code_survives_being_written_down() {
    for schedule in schedules() {
        let code = schedule.to_string();
        assert_eq!(code.parse::<Schedule>(), Ok(schedule));
    }
    for wrong in ["", "x", "r", "rxyz", "p1", "s1", "s1.", "s1.2,3", "é1"] {
        let error = wrong.parse::<Schedule>().expect_err(wrong).to_string();
        assert!(error.contains("is not a replay code"), "{error}");
    }
}

#[test]
fn different_seeds_give_different_traces() {
    let random = |seed| Schedule::Random {
        seed,
        early_clock: false,
    };
    assert!(trace(random(1)) != trace(random(2)));
}
