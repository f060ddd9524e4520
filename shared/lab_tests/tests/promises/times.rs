//! Virtual time: exact, and only as much of it as a program asks for.

use std::time::Duration;

use lab::time::Instant;
use lab::{Schedule, channel, thread};

use crate::{natural, run};

const MS: Duration = Duration::from_millis(1);

#[test]
fn sleepers_wake_in_the_order_of_their_times() {
    for seed in 0..500 {
        let lines = lab::run(&crate::random(seed), || {
            thread::scope(|s| {
                for delay in [30, 10, 20, 0] {
                    s.spawn(move || {
                        thread::sleep(delay * MS);
                        lab::println!("{delay}");
                    });
                }
            });
        })
        .lines;
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.at / 1_000_000, line.text.as_str()))
            .collect();
        assert_eq!(told, [(0, "0"), (10, "10"), (20, "20"), (30, "30")]);
    }
}

#[test]
fn time_passes_only_while_everyone_waits() {
    run(&natural(), || {
        let began = Instant::now();
        for _ in 0..500 {
            thread::spawn(|| ()).join().unwrap();
        }
        assert_eq!(began.elapsed(), Duration::ZERO);
        thread::sleep(Duration::from_nanos(1));
        assert_eq!(began.elapsed(), Duration::from_nanos(1));
        thread::sleep(Duration::from_secs(3_600));
        assert_eq!(began.elapsed().as_secs(), 3_600);
    });
}

#[test]
fn timers_come_when_they_are_due() {
    run(&natural(), || {
        let began = Instant::now();
        let ticks = channel::tick(10 * MS);
        for _ in 0..3 {
            ticks.recv().unwrap();
        }
        assert_eq!(began.elapsed(), 30 * MS);
        let due = channel::after(5 * MS).recv().unwrap();
        assert_eq!(due.duration_since(began), 35 * MS);
        let (_tx, rx) = channel::bounded::<()>(1);
        assert!(rx.recv_timeout(4 * MS).is_err());
        assert_eq!(began.elapsed(), 39 * MS);
    });
}

#[test]
fn a_monitor_of_35_ms_sees_three_ticks_of_10() {
    let seen = run(&natural(), || {
        let (stop_tx, stop_rx) = channel::bounded::<()>(0);
        let monitor = thread::spawn(move || {
            let ticks = channel::tick(10 * MS);
            let mut seen = 0;
            loop {
                channel::select! {
                    recv(ticks) -> _ => seen += 1,
                    recv(stop_rx) -> _ => return seen,
                }
            }
        });
        thread::sleep(35 * MS);
        drop(stop_tx);
        monitor.join().unwrap()
    });
    assert_eq!(seen, 3);
}

#[test]
fn an_early_clock_lets_a_sleeper_overtake() {
    let overtaken = |early_clock| {
        let overtakes = |seed| {
            let config = natural().schedule(Schedule::Random { seed, early_clock });
            run(&config, || {
                let sleeper = thread::spawn(|| thread::sleep(10 * MS));
                (0..5).for_each(|_| thread::yield_now());
                let overtaken = sleeper.is_finished();
                sleeper.join().unwrap();
                overtaken
            })
        };
        (0..500).filter(|&seed| overtakes(seed)).count()
    };
    assert_eq!(overtaken(false), 0);
    assert!(overtaken(true) > 10);
}

#[test]
fn a_time_that_cannot_be_expressed_is_told_with_the_callers_line() {
    let line = line!() + 2;
    let late = || {
        let _ = Instant::now() + Duration::MAX;
    };
    let run = lab::run(&lab::Config::default(), late);
    let lab::Verdict::Panicked(panicked) = run.verdict else {
        panic!("there is no such time");
    };
    assert!(panicked.place.ends_with(&format!("times.rs:{line}")));
    assert!(panicked.message.starts_with("overflow when adding"));
}
