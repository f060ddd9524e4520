//! Traces made by hand, to test the pictures with.

use std::collections::VecDeque;
use std::panic::Location;
use std::time::Duration;

use crate::Report;
use crate::{Activity, Event, Object, ObjectKind, Thread, Trace, What};

/// A trace in the making, told event by event.
pub(super) struct Sketch {
    pub(super) trace: Trace,
    pub(super) now: Duration,
}

impl Sketch {
    #[track_caller]
    pub(super) fn new() -> Sketch {
        let mut sketch = Sketch {
            trace: Trace {
                threads: Vec::new(),
                objects: Vec::new(),
                events: Vec::new(),
                end: Duration::ZERO,
                failure: None,
                note: None,
                decisions: Vec::new(),
            },
            now: Duration::ZERO,
        };
        sketch.thread("main");
        sketch
    }

    pub(super) fn at(&mut self, ms: u64) {
        self.now = Duration::from_millis(ms);
        self.trace.end = self.now;
    }

    #[track_caller]
    pub(super) fn object(
        &mut self,
        name: &str,
        kind: ObjectKind,
        capacity: Option<usize>,
    ) -> usize {
        self.trace.objects.push(Object {
            name: name.to_owned(),
            kind,
            capacity,
            made_at: Location::caller(),
        });
        self.trace.objects.len() - 1
    }

    #[track_caller]
    pub(super) fn spawn(&mut self, name: &str) -> usize {
        let thread = self.thread(name);
        self.event(0, What::Spawned(thread));
        thread
    }

    #[track_caller]
    pub(super) fn works(&mut self, thread: usize) {
        self.event(thread, What::Stopped(Activity::Works));
    }

    #[track_caller]
    pub(super) fn sleeps(&mut self, thread: usize) {
        self.event(thread, What::Stopped(Activity::Sleeps));
    }

    #[track_caller]
    pub(super) fn waits(
        &mut self,
        thread: usize,
        reason: &str,
        object: Option<usize>,
    ) {
        let reason = reason.to_owned();
        let waits = Activity::Waits { reason, object };
        self.event(thread, What::Stopped(waits));
    }

    pub(super) fn woken(&mut self, thread: usize) {
        self.push(thread, None, What::Woken);
    }

    pub(super) fn ends(&mut self, thread: usize) {
        self.push(thread, None, What::Ended);
        self.trace.threads[thread].ended = Some(self.now);
    }

    #[track_caller]
    pub(super) fn says(&mut self, thread: usize, line: &str) {
        self.event(thread, What::Said(line.to_owned()));
    }

    #[track_caller]
    pub(super) fn does(
        &mut self,
        thread: usize,
        verb: &'static str,
        object: usize,
        depth: Option<usize>,
    ) {
        let object = Some(object);
        self.event(
            thread,
            What::Did {
                verb,
                object,
                depth,
            },
        );
    }

    #[track_caller]
    fn event(&mut self, thread: usize, what: What) {
        self.push(thread, Some(Location::caller()), what);
    }

    fn push(
        &mut self,
        thread: usize,
        place: Option<&'static Location<'static>>,
        what: What,
    ) {
        self.trace.events.push(Event {
            at: self.now,
            thread,
            place,
            what,
        });
    }

    #[track_caller]
    fn thread(&mut self, name: &str) -> usize {
        self.trace.threads.push(Thread {
            name: name.to_owned(),
            spawned_at: Location::caller(),
            began: self.now,
            ended: None,
        });
        self.trace.threads.len() - 1
    }
}

/// `workers` workers and `jobs` jobs; job n takes 100 + 10·n ms.
pub(super) fn pool(workers: usize, jobs: u64) -> Trace {
    let mut sketch = Sketch::new();
    let queue = sketch.object("`jobs`", ObjectKind::Channel, Some(jobs as usize));
    let results = sketch.object("`results`", ObjectKind::Channel, Some(10));
    for n in 1..=workers {
        sketch.spawn(&format!("worker-{n}"));
    }
    let mut queued = VecDeque::new();
    for job in 1..=jobs {
        queued.push_back(job);
        sketch.says(0, &format!("📋 submits job {job}"));
        sketch.does(0, "sends to", queue, Some(queued.len()));
    }
    sketch.waits(0, "to receive from `results`", Some(results));
    let mut due: Vec<(u64, usize)> = (1..=workers).map(|w| (0, w)).collect();
    while !due.is_empty() {
        due.sort_unstable();
        let (now, worker) = due.remove(0);
        sketch.at(now);
        if now > 0 {
            sketch.woken(worker);
            sketch.does(worker, "sends to", results, Some(1));
            sketch.woken(0);
            sketch.does(0, "receives from", results, Some(0));
            sketch.waits(0, "to receive from `results`", Some(results));
        }
        if let Some(job) = queued.pop_front() {
            sketch.does(worker, "receives from", queue, Some(queued.len()));
            sketch.says(worker, &format!("👷 worker {worker} takes job {job}"));
            sketch.works(worker);
            due.push((now + 100 + 10 * job, worker));
        } else {
            sketch.ends(worker);
        }
    }
    sketch.woken(0);
    sketch.ends(0);
    sketch.trace
}

/// Everyone waits for everyone, and the clock never moved.
pub(super) fn deadlock() -> Trace {
    let mut sketch = Sketch::new();
    let jobs = sketch.object("`jobs`", ObjectKind::Channel, Some(2));
    let results = sketch.object("`results`", ObjectKind::Channel, Some(1));
    let workers = [sketch.spawn("worker-1"), sketch.spawn("worker-2")];
    sketch.does(0, "sends to", jobs, Some(1));
    sketch.does(0, "sends to", jobs, Some(2));
    sketch.waits(0, "to send to `jobs`", Some(jobs));
    sketch.does(workers[0], "receives from", jobs, Some(1));
    sketch.woken(0);
    sketch.does(workers[0], "sends to", results, Some(1));
    sketch.waits(workers[0], "to receive from `jobs`", Some(jobs));
    for worker in workers {
        sketch.waits(worker, "to send to `results`", Some(results));
    }
    sketch.waits(0, "for `worker-1` to end", None);
    let failure = "deadlock: nobody takes anything out of `results`.";
    sketch.trace.failure = Some(Report {
        sentence: failure.to_owned(),
        cycle: vec![0, 1],
        ..Report::default()
    });
    sketch.trace
}

/// Three workers that hold the lock of the queue while they work.
pub(super) fn secretly_serial() -> Trace {
    let mut sketch = Sketch::new();
    let lock = sketch.object("mutex `jobs`", ObjectKind::Mutex, None);
    for n in 1..=3 {
        let worker = sketch.spawn(&format!("worker-{n}"));
        if n > 1 {
            sketch.waits(worker, "for mutex `jobs`", Some(lock));
        }
    }
    sketch.waits(0, "for the threads of the scope to end", None);
    for job in 0..9 {
        let worker = 1 + job % 3;
        sketch.woken(worker);
        sketch.does(worker, "locks", lock, None);
        sketch.works(worker);
        sketch.at(100 * (job as u64 + 1));
        sketch.woken(worker);
        if job < 6 {
            sketch.waits(worker, "for mutex `jobs`", Some(lock));
        } else {
            sketch.ends(worker);
        }
    }
    sketch.woken(0);
    sketch.sleeps(0);
    sketch.at(1_000);
    sketch.woken(0);
    sketch.ends(0);
    sketch.trace
}

/// Nothing ever happened.
pub(super) fn empty() -> Trace {
    let mut trace = Sketch::new().trace;
    trace.threads[0].ended = Some(Duration::ZERO);
    trace
}
