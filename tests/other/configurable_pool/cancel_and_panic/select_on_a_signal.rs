//! Right, and built otherwise: a worker waits for a job and for a signal at once, and a
//! cancelled pool gives the signal by letting go of its sender.

use std::panic::{self, AssertUnwindSafe};

use lab::channel::{self, Receiver, Sender, select};
use lab::sync::{Arc, Mutex};
use lab::thread;
use workloads::pool::{BuildError, Outcome, SubmitError, panic_message};

pub struct CancellablePool<J, R> {
    queue: Mutex<Option<Sender<Entry<J, R>>>>,
    signal: Mutex<Option<Sender<()>>>,
    waiting: Receiver<Entry<J, R>>,
    workers: Mutex<Vec<thread::JoinHandle<()>>>,
}

struct Entry<J, R> {
    job: J,
    reply: Sender<Outcome<R>>,
}

pub struct Ticket<R> {
    reply: Receiver<Outcome<R>>,
}

impl<R> Ticket<R> {
    pub fn wait(self) -> Outcome<R> {
        self.reply.recv().unwrap_or(Outcome::Cancelled)
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
        let (queue, waiting) = channel::unbounded();
        let (signal, cancelled) = channel::bounded(0);
        let work = Arc::new(work);
        let mut pool = CancellablePool {
            queue: Mutex::new(Some(queue)),
            signal: Mutex::new(Some(signal)),
            waiting: waiting.clone(),
            workers: Mutex::default(),
        };
        for number in 1..=workers {
            let (waiting, cancelled) = (waiting.clone(), cancelled.clone());
            let work = Arc::clone(&work);
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .spawn(move || serve(&waiting, &cancelled, &*work))
                .map_err(BuildError::Spawn)?;
            pool.workers.get_mut().unwrap().push(worker);
        }
        Ok(pool)
    }
}

fn serve<J, R>(
    waiting: &Receiver<Entry<J, R>>,
    cancelled: &Receiver<()>,
    work: &impl Fn(J) -> R,
) {
    loop {
        let entry = select! {
            recv(waiting) -> entry => entry,
            recv(cancelled) -> _ => return,
        };
        let Ok(Entry { job, reply }) = entry else {
            return;
        };
        let outcome = match panic::catch_unwind(AssertUnwindSafe(|| work(job))) {
            Ok(result) => Outcome::Done(result),
            Err(panic) => Outcome::Panicked(panic_message(&*panic)),
        };
        let _ = reply.send(outcome);
    }
}

impl<J, R> CancellablePool<J, R> {
    pub fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
        let queue = self.queue.lock().unwrap();
        let Some(queue) = &*queue else {
            return Err(SubmitError(job));
        };
        let (reply, ticket) = channel::bounded(1);
        match queue.send(Entry { job, reply }) {
            Ok(()) => Ok(Ticket { reply: ticket }),
            Err(error) => Err(SubmitError(error.0.job)),
        }
    }

    pub fn cancel(&self) -> Vec<J> {
        self.queue.lock().unwrap().take();
        self.signal.lock().unwrap().take();
        let unstarted = self.waiting.try_iter().map(|entry| entry.job).collect();
        self.join();
        unstarted
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
        self.queue.lock().unwrap().take();
        self.join();
    }
}
