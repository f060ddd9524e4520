//! Who keeps a lock while it waits, and whom that holds up.

use super::super::scene::StuckThread;
use super::super::words::at;
use super::Explainer;
use super::advice::Link;
use crate::engine::object::{ObjectId, Place};
use crate::engine::state::{Tid, Wait};
use trace::source;

impl Explainer<'_> {
    pub(super) fn unlock(&self, link: &Link) -> Option<String> {
        let (Wait::Lock(object) | Wait::Read(object) | Wait::Write(object)) =
            link.wait
        else {
            return None;
        };
        let holders = &self.scene.holders[object];
        let &(_, since) = holders.iter().find(|(t, _)| *t == link.needs)?;
        let (holder, other) = (self.stuck(link.needs)?, self.stuck(link.waits)?);
        if self.take_turns(holder, since, other) {
            return None;
        }
        Some(format!(
            "{} must drop the guard of {}, taken at {}, before it waits at {}.{}{}",
            self.label(link.needs),
            self.names.whole(object),
            at(since),
            link.needed_place,
            lives_long(since),
            called_twice(since, link.needed_at),
        ))
    }

    /// Of several locks, the one whose holder waits for something else than a lock: to
    /// hold one while locking another is common, and harmless by itself.
    pub(super) fn unlock_first(&self, link: &Link) -> Option<String> {
        let waits = self.stuck(link.needs)?.wait?;
        let is_lock =
            matches!(waits, Wait::Lock(_) | Wait::Read(_) | Wait::Write(_));
        (!is_lock).then(|| self.unlock(link)).flatten()
    }

    /// What breaks a circle of nothing but locks.
    pub(super) fn reorder(&self, links: &[Link]) -> Option<String> {
        let mut twice = "";
        for link in links {
            let (Wait::Lock(lock) | Wait::Read(lock) | Wait::Write(lock)) =
                link.wait
            else {
                return None;
            };
            let mut holders = self.scene.holders[lock].iter();
            if let Some(&(_, since)) = holders.find(|(t, _)| *t == link.needs) {
                twice = called_twice(since, link.needed_at);
            }
        }
        Some(format!(
            "take the locks in the same order everywhere, or unlock the one before \
             locking the other.{twice}"
        ))
    }

    /// Whether those who wait for a lock would only do what its holder does: wait for
    /// a message, as workers do whose receiver is in a mutex.
    fn take_turns(
        &self,
        holder: &StuckThread,
        since: Place,
        other: &StuckThread,
    ) -> bool {
        let line = |place: Place| (place.file(), place.line());
        matches!(holder.wait, Some(Wait::Receive(_)))
            && other.at == since
            && (line(holder.at) == line(since)
                || !self.helpers(holder).contains(&other.thread))
    }

    /// Whether the one thread of this circle waits at a channel and has a lock for
    /// which others wait, who may be those who would send or receive.
    pub(super) fn keeps_others_away(&self, cycle: &[Tid]) -> bool {
        let [alone] = cycle else {
            return false;
        };
        self.stuck(*alone).is_some_and(|stuck| {
            let is_at_channel = matches!(
                stuck.wait,
                Some(Wait::Send(_) | Wait::Receive(_) | Wait::Select)
            );
            is_at_channel && self.locked_out_by(stuck).is_some()
        })
    }

    /// A thread that waits for a lock which this one holds, and the lock.
    pub(super) fn locked_out_by(
        &self,
        stuck: &StuckThread,
    ) -> Option<(Tid, ObjectId)> {
        self.scene.stuck.iter().find_map(|other| {
            let (Wait::Lock(lock) | Wait::Read(lock) | Wait::Write(lock)) =
                other.wait?
            else {
                return None;
            };
            let mut holders = self.scene.holders[lock].iter();
            let &(_, since) = holders.find(|(t, _)| *t == stuck.thread)?;
            let is_held_up = other.thread != stuck.thread
                && !self.take_turns(stuck, since, other);
            is_held_up.then_some((other.thread, lock))
        })
    }

    pub(super) fn give_back(
        &self,
        stuck: &StuckThread,
        locked_out: Tid,
        lock: ObjectId,
    ) -> Option<String> {
        let mut holders = self.scene.holders[lock].iter();
        let &(_, since) = holders.find(|(t, _)| *t == stuck.thread)?;
        Some(format!(
            "{} must drop the guard of {}, taken at {}, before it waits at {}: {} \
             cannot go on without it, and may be the one to end that wait.",
            self.label(stuck.thread),
            self.names.whole(lock),
            at(since),
            at(stuck.at),
            self.label(locked_out),
        ))
    }
}

/// What surprises most about a guard that nobody named.
fn lives_long(locked_at: Place) -> &'static str {
    if is_head(&source::line(locked_at).unwrap_or_default()) {
        " A guard made in the head of an `if let`, `while let`, `match` or `for` \
         lives to the end of its body: lock in a `let` of its own before."
    } else {
        ""
    }
}

/// Whether a guard made on this line lives through the body that follows.
pub(in crate::report) fn is_head(line: &str) -> bool {
    let heads = ["if let ", "while let ", "match ", "for "];
    heads.iter().any(|head| line.starts_with(head))
}

/// What tells the lines apart that call a function which locks.
fn called_twice(since: Place, waits_at: Place) -> &'static str {
    if since == waits_at {
        " Both are the same line. If it is in a function that is called twice, put \
         `#[track_caller]` on it, and this report names the lines that call it."
    } else {
        ""
    }
}
