//! Right, and built otherwise: a queue behind a mutex; a ticket is a place for the
//! outcome behind another one.

use std::collections::VecDeque;
use std::mem;
use std::panic::{self, AssertUnwindSafe};

use lab::sync::{Arc, Condvar, Mutex};
use lab::thread;
use workloads::pool::{BuildError, Outcome, SubmitError, panic_message};

pub struct CancellablePool<J, R> {
    shared: Arc<Shared<J, R>>,
    workers: Mutex<Vec<thread::JoinHandle<()>>>,
}

struct Shared<J, R> {
    state: Mutex<State<J, R>>,
    job_came: Condvar,
}

struct State<J, R> {
    waiting: VecDeque<(J, Arc<Place<R>>)>,
    is_open: bool,
}

struct Place<R> {
    outcome: Mutex<Option<Outcome<R>>>,
    came: Condvar,
}

pub struct Ticket<R>(Arc<Place<R>>);

impl<R> Place<R> {
    fn put(&self, outcome: Outcome<R>) {
        *self.outcome.lock().unwrap() = Some(outcome);
        self.came.notify_all();
    }
}

impl<R> Ticket<R> {
    pub fn wait(self) -> Outcome<R> {
        let outcome = self.0.outcome.lock().unwrap();
        let mut outcome = self.0.came.wait_while(outcome, |o| o.is_none()).unwrap();
        outcome.take().expect("it has come")
    }
}

impl<J, R> CancellablePool<J, R>
where
    J: Send + 'static,
    R: Send + 'static,
{
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
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                is_open: true,
            }),
            job_came: Condvar::new(),
        });
        let work = Arc::new(work);
        let mut pool = CancellablePool {
            shared: Arc::clone(&shared),
            workers: Mutex::default(),
        };
        for _ in 0..workers {
            let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
            let worker = thread::Builder::new()
                .spawn(move || {
                    while let Some((job, place)) = shared.take() {
                        let work = AssertUnwindSafe(|| work(job));
                        place.put(match panic::catch_unwind(work) {
                            Ok(result) => Outcome::Done(result),
                            Err(panic) => Outcome::Panicked(panic_message(&*panic)),
                        });
                    }
                })
                .map_err(BuildError::Spawn)?;
            pool.workers.get_mut().unwrap().push(worker);
        }
        Ok(pool)
    }
}

impl<J, R> Shared<J, R> {
    fn take(&self) -> Option<(J, Arc<Place<R>>)> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .job_came
            .wait_while(state, |s| s.waiting.is_empty() && s.is_open)
            .unwrap();
        state.waiting.pop_front()
    }
}

impl<J, R> CancellablePool<J, R> {
    pub fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
        let mut state = self.shared.state.lock().unwrap();
        if !state.is_open {
            return Err(SubmitError(job));
        }
        let place = Arc::new(Place {
            outcome: Mutex::new(None),
            came: Condvar::new(),
        });
        state.waiting.push_back((job, Arc::clone(&place)));
        self.shared.job_came.notify_one();
        Ok(Ticket(place))
    }

    pub fn cancel(&self) -> Vec<J> {
        let waiting = {
            let mut state = self.shared.state.lock().unwrap();
            state.is_open = false;
            mem::take(&mut state.waiting)
        };
        let unstarted = waiting.into_iter().map(|(job, place)| {
            place.put(Outcome::Cancelled);
            job
        });
        let unstarted = unstarted.collect();
        self.join();
        unstarted
    }

    fn join(&self) {
        self.shared.job_came.notify_all();
        let mut workers = self.workers.lock().unwrap();
        for worker in workers.drain(..) {
            let _ = worker.join();
        }
    }
}

impl<J, R> Drop for CancellablePool<J, R> {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap().is_open = false;
        self.join();
    }
}
