//! Threads that hand things to each other through channels.

use std::time::Duration;

use lab::channel::{self, Receiver, Sender, select};
use lab::sync::{Mutex, WaitGroup};
use lab::thread;

use crate::always;

const MS: Duration = Duration::from_millis(1);

#[test]
fn a_bounded_channel_hands_on_every_job() {
    always(10, || {
        let (jobs_tx, jobs_rx) = channel::bounded(1);
        thread::scope(|s| {
            let more = jobs_tx.clone();
            s.spawn(move || (1..3).for_each(|job| more.send(job).unwrap()));
            s.spawn(move || (3..5).for_each(|job| jobs_tx.send(job).unwrap()));
            let other = jobs_rx.clone();
            let takers = [
                s.spawn(move || other.iter().sum::<u32>()),
                s.spawn(move || jobs_rx.iter().sum()),
            ];
            takers.map(|t| t.join().unwrap()).into_iter().sum::<u32>()
        })
    });
}

#[test]
fn a_rendezvous_hands_on_every_job() {
    always(6, || {
        let (jobs_tx, jobs_rx) = channel::bounded(0);
        thread::scope(|s| {
            s.spawn(move || (1..4).for_each(|job| jobs_tx.send(job).unwrap()));
            let other = jobs_rx.clone();
            let takers = [
                s.spawn(move || other.iter().sum::<u32>()),
                s.spawn(move || jobs_rx.iter().sum()),
            ];
            takers.map(|t| t.join().unwrap()).into_iter().sum::<u32>()
        })
    });
}

fn stage(
    from: Receiver<u32>,
    to: Sender<u32>,
    f: fn(u32) -> u32,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for item in from {
            if to.send(f(item)).is_err() {
                break;
            }
        }
    })
}

#[test]
fn a_pipeline_of_three_stages_keeps_the_order() {
    always(vec![3, 5, 7], || {
        let (numbers_tx, numbers_rx) = channel::bounded(1);
        let (doubled_tx, doubled_rx) = channel::bounded(1);
        let (results_tx, results_rx) = channel::bounded(0);
        let source = thread::spawn(move || {
            (1..4).for_each(|n| numbers_tx.send(n).unwrap());
        });
        let doubles = stage(numbers_rx, doubled_tx, |n| 2 * n);
        let adds = stage(doubled_rx, results_tx, |n| n + 1);
        let results = results_rx.iter().collect();
        for stage in [source, doubles, adds] {
            stage.join().unwrap();
        }
        results
    });
}

#[test]
fn a_pipeline_stops_when_its_reader_has_enough() {
    always(Some(3), || {
        let (numbers_tx, numbers_rx) = channel::bounded(1);
        let (results_tx, results_rx) = channel::bounded(1);
        let source = thread::spawn(move || {
            (1..).find(|&n| numbers_tx.send(n).is_err());
        });
        let adds = stage(numbers_rx, results_tx, |n| n + 1);
        let third = results_rx.iter().take(2).last();
        drop(results_rx);
        source.join().unwrap();
        adds.join().unwrap();
        third
    });
}

#[test]
fn a_semaphore_made_of_a_channel_lets_two_in_at_once() {
    always((3, true), || {
        let (give_back, permits) = channel::bounded(2);
        (0..2).for_each(|_| give_back.send(()).unwrap());
        let inside = Mutex::new((0, 0, 0));
        thread::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| {
                    permits.recv().unwrap();
                    {
                        let mut inside = inside.lock().unwrap();
                        inside.0 += 1;
                        inside.1 = inside.1.max(inside.0);
                    }
                    lab::work(MS);
                    {
                        let mut inside = inside.lock().unwrap();
                        inside.0 -= 1;
                        inside.2 += 1;
                    }
                    give_back.send(()).unwrap();
                });
            }
        });
        let (_, most, done) = inside.into_inner().unwrap();
        (done, most <= 2)
    });
}

#[test]
fn a_select_serves_two_queues_until_both_are_closed() {
    always((3, 30), || {
        let (ones_tx, ones_rx) = channel::bounded(1);
        let (tens_tx, tens_rx) = channel::bounded(0);
        thread::scope(|s| {
            s.spawn(move || (0..3).for_each(|_| ones_tx.send(1).unwrap()));
            s.spawn(move || (0..3).for_each(|_| tens_tx.send(10).unwrap()));
            let (mut ones, mut tens) = (Some(ones_rx), Some(tens_rx));
            let mut sums = (0, 0);
            let never = channel::never();
            while ones.is_some() || tens.is_some() {
                select! {
                    recv(ones.as_ref().unwrap_or(&never)) -> one => match one {
                        Ok(one) => sums.0 += one,
                        Err(_) => ones = None,
                    },
                    recv(tens.as_ref().unwrap_or(&never)) -> ten => match ten {
                        Ok(ten) => sums.1 += ten,
                        Err(_) => tens = None,
                    },
                }
            }
            sums
        })
    });
}

#[test]
fn two_selects_that_meet_both_go_on() {
    always((true, true), || {
        let (left_tx, left_rx) = channel::bounded(0);
        let (right_tx, right_rx) = channel::bounded(0);
        thread::scope(|s| {
            let other = s.spawn(|| {
                select! {
                    send(left_tx, 1) -> sent => sent.is_ok(),
                    recv(right_rx) -> got => got.is_ok(),
                }
            });
            let met = select! {
                recv(left_rx) -> got => got.is_ok(),
                send(right_tx, 2) -> sent => sent.is_ok(),
            };
            (met, other.join().unwrap())
        })
    });
}

#[test]
fn a_monitor_ticks_until_it_is_told_to_stop() {
    always(true, || {
        let (stop_tx, stop_rx) = channel::bounded::<()>(0);
        let monitor = thread::spawn(move || {
            let ticks = channel::tick(10 * MS);
            let mut seen = 0;
            loop {
                select! {
                    recv(ticks) -> _ => seen += 1,
                    recv(stop_rx) -> _ => return seen,
                }
            }
        });
        thread::sleep(35 * MS);
        drop(stop_tx);
        // How many ticks it saw depends on how slow the machine is.
        monitor.join().is_ok()
    });
}

#[test]
fn a_receive_gives_up_after_its_timeout_and_gets_it_next_time() {
    always(Some(1), || {
        let (tx, rx) = channel::bounded(1);
        let late = thread::spawn(move || {
            lab::work(25 * MS);
            let _ = tx.send(1);
        });
        let mut got = None;
        for _ in 0..50 {
            match rx.recv_timeout(10 * MS) {
                Ok(value) => got = Some(value),
                Err(channel::RecvTimeoutError::Timeout) => continue,
                Err(channel::RecvTimeoutError::Disconnected) => break,
            }
        }
        late.join().unwrap();
        got.or_else(|| rx.try_recv().ok())
    });
}

#[test]
fn a_wait_group_waits_for_all_its_clones() {
    always(2, || {
        let group = WaitGroup::new();
        let (done_tx, done_rx) = channel::unbounded();
        for worker in 0..2 {
            let (member, done) = (group.clone(), done_tx.clone());
            thread::spawn(move || {
                done.send(worker).unwrap();
                drop(done);
                drop(member);
            });
        }
        group.wait();
        done_rx.len()
    });
}
