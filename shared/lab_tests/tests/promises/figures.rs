use std::time::Duration;

use lab::deque::Worker;
use lab::sync::{Arc, Condvar, Mutex};
use lab::{Figures, channel, thread};

use crate::natural;

const MS: Duration = Duration::from_millis(1);

fn figures(program: fn()) -> Figures {
    let run = lab::run(&natural(), program);
    assert!(run.verdict.is_done(), "{:?}", run.verdict);
    run.figures
}

/// Three workers, ten jobs of 60 ms: four rounds.
fn pool() {
    let (jobs_tx, jobs_rx) = channel::bounded(10);
    let workers: Vec<_> = (1..4)
        .map(|id| {
            let jobs = jobs_rx.clone();
            let work = move || jobs.iter().for_each(|()| lab::work(60 * MS));
            let builder = thread::Builder::new().name(format!("worker {id}"));
            builder.spawn(work).unwrap()
        })
        .collect();
    (0..10).for_each(|_| jobs_tx.send(()).unwrap());
    drop(jobs_tx);
    workers.into_iter().for_each(|w| w.join().unwrap());
}

#[test]
fn the_figures_of_a_pool_are_exact() {
    let figures = figures(pool);
    assert_eq!(figures.makespan, 240 * MS);
    assert_eq!((figures.peak_threads, figures.peak_working), (3, 3));
    let names: Vec<_> = figures.threads.iter().map(|t| figures.label(t)).collect();
    assert_eq!(names, ["main", "worker 1", "worker 2", "worker 3"]);
    let busy: Duration = figures.threads.iter().map(|t| t.busy).sum();
    assert_eq!(busy, 600 * MS);
    assert_eq!(figures.threads[0].busy, Duration::ZERO);
    assert_eq!(figures.threads[0].waiting, 240 * MS);
    let [queue] = &figures.channels[..] else {
        panic!("{:?}", figures.channels);
    };
    assert_eq!((queue.capacity, queue.high_water), (Some(10), 10));
    assert_eq!(queue.messages, 10);
    assert!(queue.made_at.file().ends_with("figures.rs"));
}

#[test]
fn a_secretly_serial_pool_shows_in_its_makespan() {
    let figures = figures(|| {
        let lock = Arc::new(Mutex::new(()));
        let work = |_| {
            let lock = lock.clone();
            thread::spawn(move || {
                let _guard = lock.lock().unwrap();
                lab::work(10 * MS);
            })
        };
        let workers: Vec<_> = (0..3).map(work).collect();
        workers.into_iter().for_each(|w| w.join().unwrap());
    });
    assert_eq!(figures.makespan, 30 * MS);
    assert_eq!((figures.peak_threads, figures.peak_working), (3, 1));
    let waits: Vec<_> = figures.threads.iter().map(|t| t.waiting).collect();
    assert_eq!(waits, [30 * MS, Duration::ZERO, 10 * MS, 20 * MS]);
    // To wait for a lock is no fault of who waits: only the joins of main count.
    let times: Vec<_> = figures.threads.iter().map(|t| t.waits).collect();
    assert_eq!(times, [3, 0, 0, 0]);
}

#[test]
fn sleep_is_waiting_and_work_is_busy() {
    let figures = figures(|| {
        thread::sleep(3 * MS);
        lab::work(4 * MS);
    });
    let main = &figures.threads[0];
    assert_eq!((main.waiting, main.busy), (3 * MS, 4 * MS));
    assert_eq!(figures.makespan, 7 * MS);
}

#[test]
fn a_queue_that_grows_shows_its_high_water_mark() {
    let figures = figures(|| {
        let (tx, rx) = channel::unbounded();
        (0..50).for_each(|job| tx.send(job).unwrap());
        drop(tx);
        assert_eq!(rx.iter().count(), 50);
    });
    assert_eq!(figures.channels[0].capacity, None);
    assert_eq!(figures.channels[0].high_water, 50);
    assert_eq!(figures.channels[0].messages, 50);
}

#[test]
fn asking_in_vain_is_counted() {
    let figures = figures(|| {
        let (tx, rx) = channel::bounded(1);
        (0..7).for_each(|_| assert!(rx.try_recv().is_err()));
        tx.send(1).unwrap();
        assert!(rx.try_recv().is_ok());
    });
    assert_eq!(figures.threads[0].empty_handed, 7);
}

#[test]
fn a_wait_that_timed_out_is_in_vain_though_the_lock_comes_back() {
    let figures = figures(|| {
        let (lock, changed) = (Mutex::new(0), Condvar::new());
        let mut guard = lock.lock().unwrap();
        for _ in 0..5 {
            guard = changed.wait_timeout(guard, MS).unwrap().0;
        }
        drop(guard);
        *lock.lock().unwrap() += 1;
        drop(changed.wait_timeout(lock.lock().unwrap(), MS).unwrap());
    });
    assert_eq!(figures.threads[0].empty_handed, 5);
}

#[test]
fn to_go_through_several_deques_is_to_ask_once() {
    let figures = figures(|| {
        let deques: Vec<_> = (0..5).map(|_| Worker::new_fifo()).collect();
        for _ in 0..3 {
            assert!(deques.iter().all(|deque| deque.pop().is_none()));
        }
        deques[4].push(1);
        assert_eq!(deques[4].pop(), Some(1));
    });
    assert_eq!(figures.threads[0].empty_handed, 3);
}

#[test]
fn who_is_joined_or_ends_with_a_scope_is_known() {
    let figures = figures(|| {
        let forgotten = thread::spawn(|| ());
        while !forgotten.is_finished() {
            lab::work(MS);
        }
        thread::spawn(|| ()).join().unwrap();
        thread::scope(|scope| drop(scope.spawn(|| ())));
    });
    let joined: Vec<_> = figures.threads.iter().map(|t| t.is_joined).collect();
    assert_eq!(joined, [false, false, true, true]);
}

#[test]
fn a_panic_is_kept_with_its_thread() {
    let figures = figures(|| {
        assert!(thread::spawn(|| panic!("bad input")).join().is_err());
    });
    assert_eq!(figures.threads[0].panicked, None);
    assert_eq!(figures.threads[1].panicked.as_deref(), Some("bad input"));
}
