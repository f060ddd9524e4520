//! A channel of numbers, a map of jobs, and a slot for each outcome.
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lab::channel::{self, Receiver, Sender};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use workloads::pool::{BuildError, Outcome, SubmitError, panic_message};

/// Workers that survive their jobs, and a queue that can be called back.
pub struct CancellablePool<J, R> {
    shared: Arc<Shared<J, R>>,
    workers: Mutex<Vec<thread::JoinHandle<()>>>,
}

struct Shared<J, R> {
    state: Mutex<State<J, R>>,
}

struct State<J, R> {
    jobs: BTreeMap<u64, (J, Arc<Slot<R>>)>,
    next: u64,
    numbers: Option<Sender<u64>>,
}

struct Slot<R> {
    outcome: Mutex<Option<Outcome<R>>>,
    told: Condvar,
}

impl<R> Slot<R> {
    fn tell(&self, outcome: Outcome<R>) {
        *self.outcome.lock().unwrap() = Some(outcome);
        self.told.notify_one();
    }
}

/// The right to an outcome.
pub struct Ticket<R> {
    slot: Arc<Slot<R>>,
}

impl<R> Ticket<R> {
    /// Waits for the outcome.
    pub fn wait(self) -> Outcome<R> {
        let mut outcome = self.slot.outcome.lock().unwrap();
        loop {
            match outcome.take() {
                Some(outcome) => return outcome,
                None => outcome = self.slot.told.wait(outcome).unwrap(),
            }
        }
    }
}

impl<J, R> CancellablePool<J, R>
where
    J: Send + 'static,
    R: Send + 'static,
{
    /// Starts the workers.
    pub fn start<W>(
        workers: usize,
        work: W,
    ) -> Result<CancellablePool<J, R>, BuildError>
    where
        W: Fn(J) -> R + Send + Sync + 'static,
    {
        if workers == 0 {
            return Err(BuildError::NoWorkers);
        }
        let (numbers, next) = channel::unbounded();
        let work = Arc::new(work);
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                jobs: BTreeMap::new(),
                next: 0,
                numbers: Some(numbers),
            }),
        });
        let pool = CancellablePool {
            shared,
            workers: Mutex::default(),
        };
        for number in 1..=workers {
            let (next, work) = (next.clone(), Arc::clone(&work));
            let shared = Arc::clone(&pool.shared);
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || serve(&next, &shared, &*work))
                .map_err(BuildError::Spawn)?;
            pool.workers.lock().unwrap().push(worker);
        }
        Ok(pool)
    }
}

fn serve<J, R>(next: &Receiver<u64>, shared: &Shared<J, R>, work: &impl Fn(J) -> R) {
    for number in next {
        let entry = shared.state.lock().unwrap().jobs.remove(&number);
        let Some((job, slot)) = entry else { continue };
        slot.tell(match catch_unwind(AssertUnwindSafe(|| work(job))) {
            Ok(result) => Outcome::Done(result),
            Err(panic) => Outcome::Panicked(panic_message(&*panic)),
        });
    }
}

impl<J, R> CancellablePool<J, R> {
    /// Puts a job in the queue.
    pub fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
        let mut state = self.shared.state.lock().unwrap();
        let number = state.next;
        state.next += 1;
        let slot = Arc::new(Slot {
            outcome: Mutex::new(None),
            told: Condvar::new(),
        });
        let Some(numbers) = &state.numbers else {
            return Err(SubmitError(job));
        };
        numbers.send(number).unwrap();
        state.jobs.insert(number, (job, Arc::clone(&slot)));
        Ok(Ticket { slot })
    }

    /// Takes no more jobs, and returns those that no worker has begun.
    pub fn cancel(&self) -> Vec<J> {
        let unstarted = {
            let mut state = self.shared.state.lock().unwrap();
            state.numbers = None;
            std::mem::take(&mut state.jobs)
        };
        let (jobs, slots): (Vec<J>, Vec<_>) = unstarted.into_values().unzip();
        for slot in slots {
            slot.tell(Outcome::Cancelled);
        }
        self.join();
        jobs
    }

    fn join(&self) {
        let mut workers = self.workers.lock().unwrap();
        for worker in workers.drain(..) {
            let _ = worker.join();
        }
    }
}

impl<J, R> Drop for CancellablePool<J, R> {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap().numbers = None;
        self.join();
    }
}
