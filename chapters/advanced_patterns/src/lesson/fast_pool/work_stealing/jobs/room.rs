//! Places for jobs: how one waits for them, and how they come free.

use lab::spin::MutexGuard;
use lab::sync::atomic::Ordering::SeqCst;
use lab::time::Instant;
use lab::utils::Backoff;

use super::{Inbox, Jobs};

/// Free places for which nobody waits any longer, at most.
const ENOUGH: usize = 256;

/// How long to wait for room.
#[derive(Clone, Copy)]
pub(in super::super) enum Patience {
    None,
    Until(Instant),
    Endless,
}

/// Free places out of so many for which nobody waits any longer.
pub(super) fn enough(places: usize) -> usize {
    (places / 2).clamp(1, ENOUGH)
}

impl<J> Jobs<J> {
    /// Waits until there is a place, as long as `patience` lasts and the inbox is open.
    /// False when patience has ended.
    #[cold]
    pub(super) fn wait_for_room<'a>(
        &'a self,
        mut inbox: MutexGuard<'a, Inbox<J>>,
        patience: Patience,
    ) -> bool {
        let is_patient = !matches!(patience, Patience::None);
        let mut is_last_look = !is_patient;
        loop {
            // Only who is about to sleep puts up the sign: to wake costs much.
            if is_patient && is_last_look {
                self.signs.is_short.store(true, SeqCst);
            }
            let done = self.count_done();
            inbox.room += done;
            if done > 1 {
                // We need one of them; another may wait for the others.
                self.call_the_lobby();
            }
            let is_enough = inbox.room >= self.enough || is_last_look;
            if !inbox.is_open || inbox.room > 0 && is_enough {
                return true;
            }
            if !is_last_look {
                drop(inbox);
                let_others_go_on();
                inbox = self.inbox.lock();
                is_last_look = true;
                continue;
            }
            let timeout = match patience {
                Patience::None => return false,
                Patience::Endless => None,
                Patience::Until(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return false;
                    }
                    Some(left)
                }
            };
            // Before the inbox is left: who makes room in it calls the lobby after that.
            let lobby = self.lobby.lock().unwrap();
            drop(inbox);
            match timeout {
                None => drop(self.room_came.wait(lobby).unwrap()),
                Some(left) => {
                    drop(self.room_came.wait_timeout(lobby, left).unwrap());
                }
            }
            inbox = self.inbox.lock();
            // Where a place came free more will: a moment later it is worth the way.
            is_last_look = false;
        }
    }

    /// Has everybody look who waits for room: after what they wait for has changed in the
    /// inbox.
    pub(super) fn call_the_lobby(&self) {
        drop(self.lobby.lock().unwrap());
        self.room_came.notify_all();
    }

    /// Places that came free since this was called last.
    fn count_done(&self) -> usize {
        self.done.iter().map(|done| done.swap(0, SeqCst)).sum()
    }

    /// Gives back the place of worker `who`, or of a reader.
    #[inline(always)]
    pub(super) fn give_back(&self, who: usize) {
        self.done[who].fetch_add(1, SeqCst);
        if self.signs.is_short.load(SeqCst) {
            self.tell_of_room();
        }
    }

    #[cold]
    fn tell_of_room(&self) {
        let mut inbox = self.inbox.lock();
        let done = self.count_done();
        inbox.room += done;
        if done > 0 {
            self.signs.is_short.store(false, SeqCst);
            drop(inbox);
            self.call_the_lobby();
        }
    }

    /// One more place is free, says the reader.
    pub(in super::super) fn one_is_read(&self) {
        self.give_back(self.desks.len());
    }
}

/// Waits a moment without looking: each look takes a cache line from a worker.
fn let_others_go_on() {
    let backoff = Backoff::new();
    while !backoff.is_completed() {
        backoff.snooze();
    }
}
