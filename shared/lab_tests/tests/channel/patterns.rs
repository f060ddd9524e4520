//! Programs that are told about channels everywhere.

use lab::channel::{Receiver, Select, Sender, bounded, select, tick, unbounded};
use lab::sync::WaitGroup;
use lab::thread;
use lab::time::Instant;

use super::worlds::{both_worlds, ms, on_time};

#[test]
fn a_sieve_of_threads_finds_the_primes() {
    fn sieve(numbers: Receiver<u32>, primes: Sender<u32>) {
        let Ok(prime) = numbers.recv() else { return };
        primes.send(prime).unwrap();
        let (sender, rest) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || sieve(rest, primes));
            for n in numbers.iter().filter(|n| n % prime != 0) {
                sender.send(n).unwrap();
            }
            drop(sender);
        });
    }

    both_worlds(|| {
        let (sender, numbers) = bounded(0);
        let (found, primes) = unbounded();
        thread::scope(|scope| {
            scope.spawn(move || (2..14).for_each(|n| sender.send(n).unwrap()));
            scope.spawn(move || sieve(numbers, found));
            assert_eq!(primes.iter().collect::<Vec<_>>(), [2, 3, 5, 7, 11, 13]);
        });
    });
}

#[test]
fn players_hit_a_ball_to_and_fro() {
    both_worlds(|| {
        let (to_b, from_a) = bounded(0);
        let (to_a, from_b) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || {
                for ball in from_a {
                    if to_a.send(ball + 1).is_err() {
                        break;
                    }
                }
            });
            let mut ball = 0;
            for _ in 0..5 {
                to_b.send(ball).unwrap();
                ball = from_b.recv().unwrap();
            }
            assert_eq!(ball, 5);
            drop(to_b);
        });
    });
}

#[test]
fn two_streams_merge_into_one_that_ends_with_the_later() {
    fn merge(a: Receiver<i32>, b: Receiver<i32>, out: Sender<i32>) {
        let mut select = Select::new();
        let receivers = [&a, &b];
        for receiver in receivers {
            select.recv(receiver);
        }
        let mut open = 2;
        while open > 0 {
            let chosen = select.select();
            let index = chosen.index();
            match chosen.recv(receivers[index]) {
                Ok(msg) => out.send(msg).unwrap(),
                Err(_) => {
                    select.remove(index);
                    open -= 1;
                }
            }
        }
    }

    both_worlds(|| {
        let (a, from_a) = bounded(0);
        let (b, from_b) = bounded(1);
        let (out, merged) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || (0..3).for_each(|i| a.send(i).unwrap()));
            scope.spawn(move || (10..12).for_each(|i| b.send(i).unwrap()));
            scope.spawn(move || merge(from_a, from_b, out));
            let all: Vec<i32> = merged.iter().collect();
            let (small, large): (Vec<_>, Vec<_>) =
                all.iter().partition(|i| **i < 10);
            assert_eq!((small, large), (vec![0, 1, 2], vec![10, 11]));
        });
    });
}

#[test]
fn a_channel_of_tokens_limits_how_many_work_at_once() {
    on_time(|| {
        let (take, give_back) = bounded(2);
        let begin = Instant::now();
        thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    take.send(()).unwrap();
                    thread::sleep(ms(10));
                    give_back.recv().unwrap();
                });
            }
        });
        assert_eq!(begin.elapsed(), ms(30));
    });
}

#[test]
fn a_server_answers_on_the_channel_that_came_with_the_request() {
    both_worlds(|| {
        let (requests, inbox) = bounded::<(u32, Sender<u32>)>(1);
        thread::scope(|scope| {
            scope.spawn(move || {
                for (n, reply) in inbox {
                    reply.send(n * n).unwrap();
                }
            });
            let group = WaitGroup::new();
            for n in 1..=3 {
                let (requests, group) = (requests.clone(), group.clone());
                scope.spawn(move || {
                    let (reply, answer) = bounded(0);
                    requests.send((n, reply)).unwrap();
                    assert_eq!(answer.recv(), Ok(n * n));
                    drop(group);
                });
            }
            group.wait();
            drop(requests);
        });
    });
}

#[test]
fn closing_one_channel_stops_everyone() {
    both_worlds(|| {
        let (_never_used, work) = unbounded::<()>();
        let (stop, stopped) = bounded::<()>(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    select! {
                        recv(work) -> _ => unreachable!(),
                        recv(stopped) -> msg => assert!(msg.is_err()),
                    }
                });
            }
            drop(stop);
        });
    });
}

#[test]
fn a_heartbeat_goes_on_while_the_work_takes_its_time() {
    on_time(|| {
        let (done, result) = bounded(1);
        thread::scope(|scope| {
            scope.spawn(move || {
                thread::sleep(ms(35));
                done.send("result").unwrap();
            });
            let beats = tick(ms(10));
            let mut count = 0;
            let got = loop {
                select! {
                    recv(beats) -> _ => count += 1,
                    recv(result) -> got => break got,
                }
            };
            assert_eq!((count, got), (3, Ok("result")));
        });
    });
}
