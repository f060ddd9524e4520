//! The lab beside another one: `cargo bench -p benches --features peers --bench lab`.
//!
//! Both explore the same program on random schedules. With `-- --save` the table of the
//! book is written.

use std::process::ExitCode;
use std::time::Instant;

use benches::flags::Flags;
use benches::measure::{Contender, compare, save};
use lab::{Config, Schedule};

/// Schedules in a round.
const RUNS: u32 = 2_000;

/// A pool of three workers that does ten jobs, with the locks and threads of `$world`.
macro_rules! pool {
    ($name:ident, $world:ident) => {
        mod $name {
            use std::collections::VecDeque;

            use $world::sync::{Arc, Condvar, Mutex};
            use $world::thread;

            const WORKERS: usize = 3;
            const JOBS: u32 = 10;

            struct Queue {
                jobs: Mutex<(VecDeque<u32>, bool)>,
                came: Condvar,
                sum: Mutex<u32>,
            }

            pub fn run() -> u32 {
                let queue = Arc::new(Queue {
                    jobs: Mutex::new((VecDeque::new(), true)),
                    came: Condvar::new(),
                    sum: Mutex::new(0),
                });
                let worker = |_| {
                    let queue = Arc::clone(&queue);
                    thread::spawn(move || {
                        while let Some(job) = take(&queue) {
                            *queue.sum.lock().unwrap() += job;
                        }
                    })
                };
                let workers: Vec<_> = (0..WORKERS).map(worker).collect();
                for job in 1..=JOBS {
                    queue.jobs.lock().unwrap().0.push_back(job);
                    queue.came.notify_one();
                }
                queue.jobs.lock().unwrap().1 = false;
                queue.came.notify_all();
                for worker in workers {
                    worker.join().unwrap();
                }
                let sum = *queue.sum.lock().unwrap();
                assert_eq!(sum, JOBS * (JOBS + 1) / 2);
                sum
            }

            fn take(queue: &Queue) -> Option<u32> {
                let mut jobs = queue.jobs.lock().unwrap();
                while jobs.0.is_empty() && jobs.1 {
                    jobs = queue.came.wait(jobs).unwrap();
                }
                jobs.0.pop_front()
            }
        }
    };
}

pool!(in_lab, lab);
#[cfg(feature = "peers")]
pool!(in_shuttle, shuttle);

fn lab() -> Contender {
    Contender::new("this lab", RUNS, || {
        let began = Instant::now();
        for seed in 0..u64::from(RUNS) {
            let schedule = Schedule::Random {
                seed,
                early_clock: false,
            };
            let config = Config::default().schedule(schedule);
            let run = lab::run(&config, in_lab::run);
            assert!(run.verdict.is_done(), "{:?}", run.verdict);
        }
        began.elapsed()
    })
}

#[cfg(feature = "peers")]
fn shuttle() -> Contender {
    Contender::new("shuttle", RUNS, || {
        let began = Instant::now();
        let run = || {
            std::hint::black_box(in_shuttle::run());
        };
        shuttle::check_random(run, RUNS as usize);
        began.elapsed()
    })
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    let contenders = vec![
        lab(),
        #[cfg(feature = "peers")]
        shuttle(),
    ];
    let mut table = compare(
        "schedules",
        "Three workers, ten jobs, random schedules",
        if flags.is_quick { 3 } else { 15 },
        "this lab",
        contenders,
    );
    table.heads[0] = "ns a run";
    println!("{table}");
    if flags.saves
        && let Err(error) = save("lab", &[table], None)
    {
        eprintln!("the results could not be saved: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
