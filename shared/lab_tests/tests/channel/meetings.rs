//! Every way to send meets every way to receive, on a channel of capacity zero.

use lab::channel::{Receiver, Select, Sender, bounded, select, select_biased};
use lab::thread;
use lab::time::Instant;

use super::worlds::{LONG, both_worlds_in_time};

type Send = fn(&Sender<u8>, u8);
type Receive = fn(&Receiver<u8>) -> u8;

const SENDS: [Send; 7] = [
    |sender, msg| sender.send(msg).unwrap(),
    |sender, msg| sender.send_timeout(msg, LONG).unwrap(),
    |sender, msg| sender.send_deadline(msg, Instant::now() + LONG).unwrap(),
    |sender, msg| {
        let mut select = Select::new();
        select.send(sender);
        select.select().send(sender, msg).unwrap();
    },
    |sender, msg| {
        let mut select = Select::new();
        select.send(sender);
        let chosen = select.select_timeout(LONG).unwrap();
        chosen.send(sender, msg).unwrap();
    },
    |sender, msg| {
        let (_other, silent) = bounded::<()>(0);
        select! {
            send(sender, msg) -> sent => sent.unwrap(),
            recv(silent) -> _ => unreachable!(),
        }
    },
    |sender, msg| {
        loop {
            let mut select = Select::new();
            select.send(sender);
            select.ready();
            if sender.try_send(msg).is_ok() {
                return;
            }
        }
    },
];

const RECEIVES: [Receive; 7] = [
    |receiver| receiver.recv().unwrap(),
    |receiver| receiver.recv_timeout(LONG).unwrap(),
    |receiver| receiver.recv_deadline(Instant::now() + LONG).unwrap(),
    |receiver| {
        let mut select = Select::new();
        select.recv(receiver);
        select.select().recv(receiver).unwrap()
    },
    |receiver| {
        let mut select = Select::new();
        select.recv(receiver);
        let deadline = Instant::now() + LONG;
        let chosen = select.select_deadline(deadline).unwrap();
        chosen.recv(receiver).unwrap()
    },
    |receiver| {
        let (_other, silent) = bounded::<()>(0);
        select_biased! {
            recv(silent) -> _ => unreachable!(),
            recv(receiver) -> msg => msg.unwrap(),
            default(LONG) => unreachable!(),
        }
    },
    |receiver| {
        loop {
            let mut select = Select::new();
            select.recv(receiver);
            select.ready();
            if let Ok(msg) = receiver.try_recv() {
                return msg;
            }
        }
    },
];

fn meet(sends: &[Send], receives: &[Receive]) {
    for &send in sends {
        for &receive in receives {
            let (sender, receiver) = bounded(0);
            thread::scope(|scope| {
                scope.spawn(move || {
                    send(&sender, 1);
                    send(&sender, 2);
                });
                assert_eq!((receive(&receiver), receive(&receiver)), (1, 2));
            });
        }
    }
}

// Two that only watch for each other never meet, neither here nor for real: the
// last way of each side is not paired with the other's.

#[test]
fn every_way_to_send_meets_every_way_to_wait_for_a_message() {
    both_worlds_in_time(|| meet(&SENDS, &RECEIVES[..6]));
}

#[test]
fn every_way_to_wait_with_a_message_meets_one_who_watches() {
    both_worlds_in_time(|| meet(&SENDS[..6], &RECEIVES[6..]));
}

#[test]
fn all_of_them_meet_at_once() {
    both_worlds_in_time(|| {
        let (sender, receiver) = bounded(0);
        let mut seen: Vec<u8> = thread::scope(|scope| {
            for (i, send) in (0..).zip(&SENDS[..6]) {
                let sender = &sender;
                scope.spawn(move || send(sender, i));
            }
            let receiver = &receiver;
            let readers =
                RECEIVES.map(|receive| scope.spawn(move || receive(receiver)));
            // One receiver is left over.
            sender.send(6).unwrap();
            readers.map(|reader| reader.join().unwrap()).to_vec()
        });
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
    });
}
