//! Tasks of three priorities, and what became of them.

use std::fmt;
use std::time::Duration;

use lab::println;
use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;

/// How soon a task should be done. `High` is the least: it sorts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Before all others.
    High,
    /// Before the low ones.
    Normal,
    /// When there is nothing else to do.
    Low,
}

impl Priority {
    /// All of them, the highest first.
    pub const ALL: [Priority; 3] = [Priority::High, Priority::Normal, Priority::Low];

    /// How many tasks of this priority may wait: 50, 100 or 200.
    pub fn queue(self) -> usize {
        match self {
            Priority::High => 50,
            Priority::Normal => 100,
            Priority::Low => 200,
        }
    }

    /// Its place in [`Priority::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Priority::High => "high",
            Priority::Normal => "normal",
            Priority::Low => "low",
        })
    }
}

/// Something to be done, sooner or later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number, from 1.
    pub id: u32,
    /// How soon it should be done.
    pub priority: Priority,
    /// How long it takes.
    pub duration: Duration,
}

impl Task {
    /// A task that takes so many milliseconds.
    pub fn new(id: u32, priority: Priority, millis: u64) -> Task {
        Task {
            id,
            priority,
            duration: Duration::from_millis(millis),
        }
    }
}

/// Tasks 1 to `count`, all there at once: the first third low, the second normal,
/// the last high. Each takes 100 ms.
pub fn worst_order(count: u32) -> Vec<Task> {
    let task = |id| {
        let priority = match (id - 1) * 3 / count {
            0 => Priority::Low,
            1 => Priority::Normal,
            _ => Priority::High,
        };
        Task::new(id, priority, 100)
    };
    (1..=count).map(task).collect()
}

/// What became of one task; times count from the making of the [`Log`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The task.
    pub task: Task,
    /// When it was handed in.
    pub submitted: Duration,
    /// When a worker began with it.
    pub started: Duration,
}

impl Entry {
    /// How long the task waited.
    pub fn waited(&self) -> Duration {
        self.started.saturating_sub(self.submitted)
    }
}

/// A notebook in which threads write when tasks came and when they were started.
/// Its clones are the same notebook.
#[derive(Clone)]
pub struct Log {
    began: Instant,
    pages: Arc<Mutex<Pages>>,
}

#[derive(Default)]
struct Pages {
    submitted: Vec<(Task, Duration)>,
    started: Vec<Entry>,
}

impl Log {
    /// An empty one; its times count from now.
    pub fn new() -> Log {
        Log {
            began: Instant::now(),
            pages: Arc::default(),
        }
    }

    /// Notes that `task` is handed in now.
    pub fn submitted(&self, task: &Task) {
        let now = self.began.elapsed();
        let mut pages = self.pages.lock().unwrap();
        pages.submitted.push((task.clone(), now));
    }

    /// Notes that a worker begins with `task` now.
    pub fn started(&self, task: &Task) {
        let now = self.began.elapsed();
        let mut pages = self.pages.lock().unwrap();
        let submitted = pages.submitted.iter().find(|(noted, _)| noted == task);
        let submitted = submitted.map_or(now, |(_, at)| *at);
        pages.started.push(Entry {
            task: task.clone(),
            submitted,
            started: now,
        });
    }

    /// The tasks that were started, in the order of starting.
    pub fn entries(&self) -> Vec<Entry> {
        self.pages.lock().unwrap().started.clone()
    }

    /// How long the tasks of each priority waited.
    pub fn waits(&self) -> Waits {
        Waits {
            entries: self.entries(),
            took: self.began.elapsed(),
        }
    }
}

impl Default for Log {
    fn default() -> Log {
        Log::new()
    }
}

/// How long the tasks of each priority waited.
#[derive(Debug)]
pub struct Waits {
    entries: Vec<Entry>,
    took: Duration,
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 how long tasks waited")?;
        for priority in Priority::ALL {
            let of_it = self.entries.iter().filter(|e| e.task.priority == priority);
            let waits: Vec<_> = of_it.map(Entry::waited).collect();
            let Some(longest) = waits.iter().max() else {
                continue;
            };
            let mean = waits.iter().sum::<Duration>() / waits.len() as u32;
            writeln!(
                f,
                "   {priority:<6}  {:>3} tasks, mean {:>5} ms, longest {:>5} ms",
                waits.len(),
                mean.as_millis(),
                longest.as_millis()
            )?;
        }
        writeln!(
            f,
            "🎉 {} tasks done after {} ms",
            self.entries.len(),
            self.took.as_millis()
        )
    }
}

/// A steady load for a pool: a high task of 100 ms every 50 ms, which keeps two
/// workers busy, and a normal and a low one every 500 ms.
pub struct Demo {
    log: Log,
    count: u32,
}

impl Demo {
    /// With `count` high tasks.
    pub fn new(count: u32) -> Demo {
        Demo {
            log: Log::new(),
            count,
        }
    }

    /// What the pool has to do with a task: begin it aloud, and work on it.
    pub fn work(&self) -> impl Fn(Task) + Send + Sync + 'static + use<> {
        let log = self.log.clone();
        move |task: Task| {
            log.started(&task);
            println!("👷 {} task {} begins", task.priority, task.id);
            lab::work(task.duration);
            println!("✅ {} task {} is done", task.priority, task.id);
        }
    }

    /// Hands in the tasks, each at its time.
    pub fn feed(&self, submit: impl Fn(Task)) {
        let mut next_id = 1;
        let mut hand_in = |priority| {
            let task = Task::new(next_id, priority, 100);
            next_id += 1;
            println!("📋 {priority} task {} submitted", task.id);
            self.log.submitted(&task);
            submit(task);
        };
        for round in 0..self.count {
            hand_in(Priority::High);
            if round % 10 == 1 {
                hand_in(Priority::Normal);
                hand_in(Priority::Low);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// What came of it.
    pub fn waits(&self) -> Waits {
        self.log.waits()
    }
}
