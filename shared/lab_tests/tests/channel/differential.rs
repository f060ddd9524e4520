//! Random programs of one thread: every operation answers in the lab as it
//! does for real, where crossbeam answers.

use std::sync::atomic::{AtomicUsize, Ordering};

use lab::channel::{Receiver, Select, Sender, bounded, unbounded};
use lab::sync::Arc;

use super::worlds::{in_the_lab, ms};

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }
}

/// A message that is missed when it is gone.
struct Message {
    number: usize,
    alive: Arc<AtomicUsize>,
}

impl Drop for Message {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

#[derive(Default)]
struct Player {
    senders: Vec<Sender<Message>>,
    receivers: Vec<Receiver<Message>>,
    sent: usize,
    alive: Arc<AtomicUsize>,
}

impl Player {
    fn message(&mut self) -> Message {
        self.sent += 1;
        self.alive.fetch_add(1, Ordering::SeqCst);
        Message {
            number: self.sent,
            alive: self.alive.clone(),
        }
    }

    fn make_channel(&mut self, dice: &mut Dice) -> String {
        let cap = dice.roll(5);
        let (sender, receiver) = if cap == 4 { unbounded() } else { bounded(cap) };
        self.senders.push(sender);
        self.receivers.push(receiver);
        format!("make {cap}")
    }

    /// One random operation, and what came of it.
    fn play(&mut self, dice: &mut Dice) -> String {
        if self.senders.is_empty() || self.receivers.is_empty() {
            return self.make_channel(dice);
        }
        let s = dice.roll(self.senders.len());
        let r = dice.roll(self.receivers.len());
        let other = dice.roll(self.senders.len());
        // Seldom: for real it gives the processor away, which takes long when
        // others want it.
        if dice.roll(300) == 0 {
            return self.in_no_time(s, r);
        }
        match dice.roll(18) {
            0 => self.make_channel(dice),
            1 => {
                self.senders.push(self.senders[s].clone());
                "clone sender".into()
            }
            2 => {
                self.receivers.push(self.receivers[r].clone());
                "clone receiver".into()
            }
            3 => {
                drop(self.senders.swap_remove(s));
                "drop sender".into()
            }
            4 => {
                drop(self.receivers.swap_remove(r));
                "drop receiver".into()
            }
            5 => {
                let (sender, receiver) = (&self.senders[s], &self.receivers[r]);
                format!(
                    "look {:?} {:?}",
                    (sender.len(), sender.is_empty(), sender.is_full()),
                    (receiver.len(), receiver.is_empty(), receiver.is_full())
                )
            }
            6 => {
                let same = self.senders[s].same_channel(&self.senders[other]);
                let capacity = self.senders[s].capacity();
                format!(
                    "same {same} {capacity:?} {:?}",
                    self.receivers[r].capacity()
                )
            }
            7 => {
                let rest = self.receivers[r].try_iter().map(|m| m.number);
                format!("drain {:?}", rest.collect::<Vec<_>>())
            }
            8 | 9 => self.select(s, r, other),
            10 => {
                let mut select = Select::new_biased();
                select.recv(&self.receivers[r]);
                select.send(&self.senders[s]);
                format!("ready {:?}", select.try_ready())
            }
            11..=14 => {
                let message = self.message();
                let result = self.senders[s]
                    .try_send(message)
                    .map_err(|error| (error.is_full(), error.into_inner().number));
                format!("send {result:?}")
            }
            _ => {
                let result = self.receivers[r].try_recv();
                format!("receive {:?}", result.map(|m| m.number))
            }
        }
    }

    fn in_no_time(&mut self, s: usize, r: usize) -> String {
        let sent = self.senders[s].clone().send_timeout(self.message(), ms(0));
        let sent = sent.map_err(|e| (e.is_timeout(), e.into_inner().number));
        let got = self.receivers[r].recv_timeout(ms(0)).map(|m| m.number);
        format!("send and receive in no time {sent:?} {got:?}")
    }

    fn select(&mut self, s: usize, r: usize, other: usize) -> String {
        let message = self.message();
        let mut select = Select::new_biased();
        select.send(&self.senders[other]);
        select.recv(&self.receivers[r]);
        select.send(&self.senders[s]);
        if s.is_multiple_of(2) {
            // Only the last: crossbeam puts that in the place of another one.
            select.remove(2);
        }
        let Ok(chosen) = select.try_select() else {
            return "select nothing".into();
        };
        match chosen.index() {
            1 => {
                let got = chosen.recv(&self.receivers[r]);
                format!("select receive {:?}", got.map(|m| m.number))
            }
            index => {
                let sender = &self.senders[if index == 0 { other } else { s }];
                let sent = chosen.send(sender, message);
                format!("select {index} {:?}", sent.map_err(|e| e.0.number))
            }
        }
    }
}

fn log(seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let mut player = Player::default();
    let alive = player.alive.clone();
    let count = || alive.load(Ordering::SeqCst);
    let mut log = Vec::new();
    for _ in 0..60 {
        let line = player.play(&mut dice);
        log.push(format!("{line}, {} alive", count()));
    }
    drop(player);
    assert_eq!(count(), 0, "all messages are dropped with their channels");
    log
}

#[test]
fn straight_programs_answer_alike_in_both_worlds() {
    for seed in 0..800 {
        let (real, lab) = (log(seed), in_the_lab(|| log(seed)));
        for (step, (real, lab)) in real.iter().zip(&lab).enumerate() {
            assert_eq!(real, lab, "seed {seed}, step {step}: real and lab");
        }
    }
}
