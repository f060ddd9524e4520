//! Random programs of several threads that must come to their end, whatever the
//! schedule: every channel is drained until it is closed.

use std::collections::BTreeMap;

use lab::channel::{
    Receiver, RecvTimeoutError, Select, Sender, bounded, select, unbounded,
};
use lab::thread;
use lab::{Config, Schedule, Verdict};

use super::differential::Dice;
use super::worlds::ms;

/// Sender and place in its sequence.
type Message = (usize, usize);

#[derive(Clone, Copy)]
struct Program {
    seed: u64,
}

impl Program {
    /// Runs it; returns what was sent, sorted, and each reader's list.
    fn run(self) -> (Vec<Message>, Vec<Vec<Message>>) {
        let mut dice = Dice(self.seed);
        let mut receivers = Vec::new();
        let mut sent = Vec::new();
        let mut writers = Vec::new();
        for _ in 0..=dice.roll(3) {
            let cap = dice.roll(4);
            let (sender, receiver) =
                if cap == 3 { unbounded() } else { bounded(cap) };
            receivers.push(receiver);
            for _ in 0..=dice.roll(2) {
                let (id, count, way) = (writers.len(), dice.roll(4), dice.roll(4));
                sent.extend((0..count).map(|i| (id, i)));
                writers.push((id, count, way, sender.clone()));
            }
        }
        let readers: Vec<usize> = (0..=dice.roll(3)).map(|_| dice.roll(4)).collect();
        let received = thread::scope(|scope| {
            for (id, count, way, sender) in writers {
                scope.spawn(move || write(id, count, way, &sender));
            }
            let receivers = &receivers;
            let start = |way| scope.spawn(move || read(way, receivers));
            let readers: Vec<_> = readers.into_iter().map(start).collect();
            readers.into_iter().map(|r| r.join().unwrap()).collect()
        });
        (sent, received)
    }
}

fn write(id: usize, count: usize, way: usize, sender: &Sender<Message>) {
    for i in 0..count {
        match way {
            0 => sender.send((id, i)).unwrap(),
            1 => select! { send(sender, (id, i)) -> sent => sent.unwrap() },
            2 => {
                let mut select = Select::new();
                select.send(sender);
                select.select().send(sender, (id, i)).unwrap();
            }
            _ => {
                let mut message = (id, i);
                while let Err(error) = sender.send_timeout(message, ms(1)) {
                    message = error.into_inner();
                }
            }
        }
    }
}

/// Takes from all channels until all are closed.
fn read(way: usize, receivers: &[Receiver<Message>]) -> Vec<Message> {
    let mut list = Vec::new();
    if way == 0 {
        // One channel after the other will do, as each writer has only one.
        for receiver in receivers {
            list.extend(receiver);
        }
        return list;
    }
    let mut select = Select::new();
    for receiver in receivers {
        select.recv(receiver);
    }
    let mut open = receivers.len();
    while open > 0 {
        let index = if way == 1 {
            let chosen = select.select();
            let index = chosen.index();
            if let Ok(message) = chosen.recv(&receivers[index]) {
                list.push(message);
                continue;
            }
            index
        } else {
            let index = select.ready();
            let late = if way == 2 { ms(0) } else { ms(1) };
            match receivers[index].recv_timeout(late) {
                Ok(message) => {
                    list.push(message);
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => index,
            }
        };
        select.remove(index);
        open -= 1;
    }
    list
}

/// Everything that was sent came to exactly one reader, and each reader has
/// the messages of one sender in their order.
fn check((sent, received): (Vec<Message>, Vec<Vec<Message>>)) {
    for list in &received {
        let mut last = BTreeMap::new();
        for &(sender, i) in list {
            assert!(last.insert(sender, i).is_none_or(|before| before < i));
        }
    }
    let mut all = received.concat();
    all.sort_unstable();
    assert_eq!(all, sent);
}

#[test]
fn random_programs_lose_nothing_and_end_on_every_schedule() {
    for seed in 0..200 {
        let program = Program { seed };
        let random = |seed| Schedule::Random {
            seed,
            early_clock: seed % 3 == 0,
        };
        let pct = |seed| Schedule::Pct { seed, depth: 3 };
        let schedules = std::iter::once(Schedule::Natural)
            .chain((0..20).map(random))
            .chain((0..10).map(pct));
        for schedule in schedules {
            let config = Config::default().schedule(schedule);
            let run = lab::run(&config, || check(program.run()));
            let report = run.verdict.report().map(|report| report.to_string());
            assert_eq!(
                run.verdict,
                Verdict::Done,
                "program {seed}, schedule {}: {report:?}",
                run.schedule
            );
        }
    }
}

#[test]
fn random_programs_lose_nothing_and_end_for_real() {
    for seed in 0..100 {
        check(Program { seed }.run());
    }
}
