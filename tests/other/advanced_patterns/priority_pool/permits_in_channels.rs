//! Right, and built otherwise: one list, and channels of permits. A permit of its
//! priority lets a task into the list, a permit to take lets a worker take one out.

use lab::channel::{Receiver, Sender, bounded, unbounded};
use lab::sync::{Arc, Mutex};
use lab::thread::{self, JoinHandle};
use lab::time::{Duration, Instant};
use workloads::job::PoolError;
use workloads::priority::{Priority, Task};

type List = Arc<Mutex<Vec<(Instant, Task)>>>;

pub struct PriorityPool {
    list: List,
    room: [(Sender<()>, Receiver<()>); 3],
    to_take: Sender<()>,
    workers: Vec<JoinHandle<()>>,
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
        let list = List::default();
        let room = Priority::ALL.map(|priority| bounded(priority.queue()));
        let (to_take, may_take) = unbounded();
        let work = Arc::new(work);
        let workers = (0..workers).map(|_| {
            let (list, work) = (Arc::clone(&list), Arc::clone(&work));
            let may_take = may_take.clone();
            let room = room.clone().map(|(_, taken)| taken);
            thread::spawn(move || {
                for () in may_take {
                    let task = take(&list, patience);
                    let room = &room[task.priority.index()];
                    room.recv().expect("the task came with a permit");
                    work(task);
                }
            })
        });
        let workers = workers.collect();
        Ok(PriorityPool {
            list,
            room,
            to_take,
            workers,
        })
    }

    pub fn submit(&self, task: Task) {
        let (room, _) = &self.room[task.priority.index()];
        room.send(()).expect("the pool holds a receiver");
        self.list.lock().unwrap().push((Instant::now(), task));
        self.to_take.send(()).expect("the workers hold receivers");
    }

    pub fn finish(self) {
        drop(self.to_take);
        for worker in self.workers {
            worker.join().expect("the work does not panic");
        }
    }
}

/// Takes the task that is next out of a list that holds one.
fn take(list: &List, patience: Duration) -> Task {
    let mut list = list.lock().unwrap();
    let all = 0..list.len();
    let overdue = all.clone().filter(|&n| list[n].0.elapsed() >= patience);
    let next = overdue.min_by_key(|&n| list[n].0);
    let next = next.or_else(|| all.min_by_key(|&n| (list[n].1.priority, list[n].0)));
    list.remove(next.expect("there is a permit for each task"))
        .1
}
