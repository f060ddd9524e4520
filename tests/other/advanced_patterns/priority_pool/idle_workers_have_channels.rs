//! Right, and built otherwise: an idle worker has a channel of its own, and who submits
//! hands it the task; only without an idle worker does a task wait.

use std::collections::BTreeSet;

use lab::channel::{Receiver, Sender, bounded};
use lab::sync::{Arc, Condvar, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::Task;

pub struct PriorityPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    desk: Mutex<Desk>,
    room: [Condvar; 3],
}

#[derive(Default)]
struct Desk {
    /// The senders of the workers that have nothing to do.
    idle: Vec<Sender<Task>>,
    /// By priority and number of arrival.
    by_priority: BTreeSet<(usize, u64)>,
    /// By number of arrival.
    by_age: Vec<(u64, Instant, Task)>,
    arrivals: u64,
    is_closed: bool,
}

impl PriorityPool {
    pub fn new<W>(
        workers: usize,
        patience: Duration,
        work: W,
    ) -> Result<PriorityPool, PoolError>
    where
        W: Fn(Task) + Send + Sync + 'static,
    {
        if workers == 0 {
            return Err(PoolError::NoWorkers);
        }
        let shared = Arc::new(Shared {
            desk: Mutex::default(),
            room: Default::default(),
        });
        let work = Arc::new(work);
        let workers = (0..workers).map(|_| {
            let (to_me, mine) = bounded(1);
            shared.desk.lock().unwrap().idle.push(to_me);
            let (shared, work) = (Arc::clone(&shared), Arc::clone(&work));
            thread::spawn(move || shared.serve(mine, patience, &*work))
        });
        let workers = workers.collect();
        Ok(PriorityPool { shared, workers })
    }

    pub fn submit(&self, task: Task) {
        let index = task.priority.index();
        let mut desk = self.shared.desk.lock().unwrap();
        if let Some(worker) = desk.idle.pop() {
            drop(desk);
            worker.send(task).expect("an idle worker waits for it");
            return;
        }
        while desk.waiting(index) >= task.priority.queue() {
            desk = self.shared.room[index].wait(desk).unwrap();
        }
        if let Some(worker) = desk.idle.pop() {
            worker.send(task).expect("an idle worker waits for it");
            return;
        }
        desk.arrivals += 1;
        let number = desk.arrivals;
        desk.by_priority.insert((index, number));
        desk.by_age.push((number, Instant::now(), task));
    }

    pub fn finish(self) {
        let mut desk = self.shared.desk.lock().unwrap();
        desk.is_closed = true;
        desk.idle.clear();
        drop(desk);
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

impl Shared {
    fn serve(
        &self,
        mut mine: Receiver<Task>,
        patience: Duration,
        work: &impl Fn(Task),
    ) {
        loop {
            // The sender is gone: nothing more comes.
            let Ok(task) = mine.recv() else { return };
            work(task);
            let (to_me, next) = bounded(1);
            mine = next;
            let mut desk = self.desk.lock().unwrap();
            match desk.take(patience) {
                Some(task) => {
                    self.room[task.priority.index()].notify_one();
                    to_me.send(task).expect("it is empty");
                }
                None if desk.is_closed => return,
                None => desk.idle.push(to_me),
            }
        }
    }
}

impl Desk {
    fn waiting(&self, index: usize) -> usize {
        let of_it = (index, 0)..(index + 1, 0);
        self.by_priority.range(of_it).count()
    }

    fn take(&mut self, patience: Duration) -> Option<Task> {
        let &(_, first) = self.by_priority.first()?;
        let (oldest, at, _) = &self.by_age[0];
        let next = match at.elapsed() >= patience {
            true => *oldest,
            false => first,
        };
        let place = self.by_age.iter().position(|(number, ..)| *number == next);
        let (number, _, task) = self.by_age.remove(place.expect("it is there"));
        self.by_priority.remove(&(task.priority.index(), number));
        Some(task)
    }
}
