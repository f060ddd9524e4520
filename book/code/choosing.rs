//! How many workers, and how long a queue: measured in the lab.

use lab::time::{Duration, Instant};
use lab::{Config, channel, thread};

/// Something that serves only so many at a time: a disk, or the cores of a machine.
#[derive(Debug)]
pub struct Resource {
    give_back: channel::Sender<()>,
    permits: channel::Receiver<()>,
}

impl Resource {
    /// One that serves `most` at a time.
    pub fn new(most: usize) -> Resource {
        let (give_back, permits) = channel::bounded(most);
        for _ in 0..most {
            give_back.send(()).expect("the receiver is here");
        }
        Resource { give_back, permits }
    }

    /// Uses it for a while, waiting before until it is free.
    pub fn occupy(&self, millis: u64) {
        self.permits.recv().expect("the sender is here");
        lab::work(Duration::from_millis(millis));
        self.give_back.send(()).expect("the receiver is here");
    }
}

/// What a job does: so many milliseconds on one of four cores, and so many in which
/// it waits for somebody else.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// Milliseconds on a core.
    pub computes: u64,
    /// Milliseconds of waiting.
    pub waits: u64,
}

/// The cores of the machine that is simulated.
pub const CORES: usize = 4;

/// The jobs of a measurement.
const JOBS: u32 = 240;

/// How many jobs a second `workers` workers do.
pub fn jobs_per_second(mix: Mix, workers: usize) -> u64 {
    let run = lab::run(&Config::default(), || {
        let cores = Resource::new(CORES);
        let (jobs_tx, jobs_rx) = channel::unbounded();
        for id in 0..JOBS {
            jobs_tx.send(id).expect("the receiver is here");
        }
        drop(jobs_tx);
        // ANCHOR: worker
        thread::scope(|scope| {
            for _ in 0..workers {
                let (cores, jobs_rx) = (&cores, jobs_rx.clone());
                scope.spawn(move || {
                    for _ in jobs_rx {
                        cores.occupy(mix.computes);
                        thread::sleep(Duration::from_millis(mix.waits));
                    }
                });
            }
        });
        // ANCHOR_END: worker
    });
    let millis = run.figures.makespan.as_millis().max(1);
    u64::try_from(u128::from(JOBS) * 1000 / millis).unwrap_or(u64::MAX)
}

/// Who waited how long for the sake of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// The longest time that the caller needed to submit a rush of jobs, in
    /// milliseconds.
    pub caller: u64,
    /// The longest time that a job waited in the queue, in milliseconds.
    pub job: u64,
}

/// The jobs of a rush, how many rushes there are, and milliseconds from one to the
/// next.
const RUSH: (u32, u32, u64) = (40, 3, 1000);

/// Four workers need 80 ms a job. Every second 40 jobs come at once, and a queue of
/// `size` takes what it holds.
pub fn waits(size: usize) -> Waits {
    let (jobs, rushes, every) = RUSH;
    let run = lab::run(&Config::default(), || {
        let (jobs_tx, jobs_rx) = channel::bounded::<()>(size);
        let (taken_tx, taken_rx) = channel::unbounded();
        let began = Instant::now();
        let (mut caller, mut queued) = (Duration::ZERO, Vec::new());
        thread::scope(|scope| {
            for _ in 0..4 {
                let (jobs_rx, taken_tx) = (jobs_rx.clone(), taken_tx.clone());
                scope.spawn(move || {
                    for () in jobs_rx {
                        taken_tx.send(Instant::now()).expect("main receives");
                        lab::work(Duration::from_millis(80));
                    }
                });
            }
            for rush in 0..rushes {
                let due = began + Duration::from_millis(every) * rush;
                thread::sleep(due.saturating_duration_since(Instant::now()));
                let rush = Instant::now();
                for _ in 0..jobs {
                    jobs_tx.send(()).expect("the workers receive");
                    queued.push(Instant::now());
                }
                caller = caller.max(rush.elapsed());
            }
            drop(jobs_tx);
        });
        drop(taken_tx);
        // First in, first out: the jobs were taken in the order of their queueing.
        let waited = taken_rx
            .iter()
            .zip(queued)
            .map(|(taken, queued)| taken.saturating_duration_since(queued));
        (caller, waited.max().unwrap_or_default())
    });
    let (caller, job) = run.value.expect("it ends");
    let millis =
        |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    Waits {
        caller: millis(caller),
        job: millis(job),
    }
}
