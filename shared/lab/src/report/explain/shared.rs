//! What a thread holds in something that it shares with others. The lab sees who drops
//! a handle last, and not what that is in.

use super::super::words::at;
use super::advice::Link;
use super::{Explainer, is_head};
use crate::engine::handles::Handle;
use crate::engine::object::{End, ObjectId};
use crate::engine::state::{Tid, Wait};
use trace::source;

impl Explainer<'_> {
    /// What the one thread of this circle waits for if the end that would end the wait
    /// is likely not its own, but in something that nobody takes: a job in a queue
    /// under a lock, the result of a thread.
    pub(super) fn put_away(&self, cycle: &[Tid]) -> Option<ObjectId> {
        let [alone] = cycle else {
            return None;
        };
        match self.stuck(*alone)?.wait? {
            Wait::WaitGroup(group) => {
                let handles = &self.state.objects[group].handles;
                let mut left = self.alive(group, End::Send).into_iter();
                left.all(|h| handles[h].held_by == Some(*alone))
                    .then_some(group)
            }
            Wait::Receive(channel) => {
                let handles = &self.state.objects[channel].handles;
                let mut left = self.alive(channel, End::Send).into_iter();
                let is_put_away = self.only_sender(channel).is_some()
                    || left.clone().any(|h| self.is_used_elsewhere(&handles[h]));
                let is_alone = left.all(|h| handles[h].held_by == Some(*alone));
                (is_put_away && is_alone).then_some(channel)
            }
            _ => None,
        }
    }

    /// The sender of a channel to which nobody has sent, if there was never another.
    fn only_sender(&self, channel: ObjectId) -> Option<&Handle> {
        let channel = &self.state.objects[channel];
        let mut senders = channel.handles.iter().filter(|h| h.end == End::Send);
        let sender = senders.next()?;
        let is_only = channel.messages == 0 && senders.next().is_none();
        is_only.then_some(sender)
    }

    /// Whether a handle is in something that threads share: another has used it than who
    /// had it last, or it came to that one in no way that the lab saw.
    pub(super) fn is_shared(&self, handle: &Handle) -> bool {
        self.is_used_elsewhere(handle) || self.is_passed_on(handle)
    }

    /// Who is in a scope may have borrowed it.
    fn is_used_elsewhere(&self, handle: &Handle) -> bool {
        let user = handle.used_by;
        user.is_some_and(|user| {
            handle.held_by.is_some_and(|holder| holder != user)
                && !self.state.threads[user].is_scoped
        })
    }

    /// Whether who had it last was there before the maker, and received nothing.
    fn is_passed_on(&self, handle: &Handle) -> bool {
        handle.held_by.is_some_and(|holder| {
            let mut objects = self.state.objects.iter();
            holder < handle.made_by && objects.all(|o| o.taken_by != Some(holder))
        })
    }

    /// Whether the only one who could send has put its sender away.
    pub(super) fn is_out_of_reach(&self, channel: ObjectId) -> bool {
        self.only_sender(channel)
            .is_some_and(|s| self.is_passed_on(s))
    }

    /// What to do about a sender that is out of reach.
    pub(super) fn reach(&self, channel: ObjectId, waits: Tid) -> Option<String> {
        let sender = self.only_sender(channel)?;
        let (waits, holder) = (self.label(waits), self.label(sender.held_by?));
        Some(format!(
            "look for the sender made at {}. It seems to be in what {holder} shares, as \
             in a job that lies in a queue under a lock, or in the result of a thread. \
             Who is to take it out must do so, and not wait; also if that is {waits} \
             itself, which then must go on with what is queued instead.",
            at(sender.made_at)
        ))
    }

    /// Whether someone waits who was not told of a change, as of a job in a queue.
    pub(super) fn is_untold(&self) -> bool {
        self.scene.stuck.iter().any(|stuck| match stuck.wait {
            Some(Wait::Park) => self.state.threads[stuck.thread].unparked.is_none(),
            Some(Wait::Condvar(condvar, mutex)) => {
                self.is_never_notified(stuck)
                    || !self.changes(condvar, mutex).is_empty()
            }
            _ => false,
        })
    }

    /// What to do about an end that is put away.
    pub(super) fn take_out(&self, object: ObjectId, alone: Tid) -> Option<String> {
        let handle = self.handle_of(object, End::Send, alone)?;
        let waits = self.stuck(alone)?;
        let label = self.label(alone);
        let noun = match waits.wait {
            Some(Wait::WaitGroup(_)) => "clone",
            _ => "sender",
        };
        // Who asks for one message may want that, and not the end.
        let or = match source::line(waits.at) {
            Some(line) if line.contains(".recv()") && !is_head(&line) => {
                ", or what it waits for must be sent,"
            }
            _ => "",
        };
        Some(format!(
            "{label} must drop the {noun} made at {}{or} before it waits at {}. Or, if it is \
             in what {label} shares, as in a job that lies in a queue under a lock, or in \
             the result of a thread: look at who was to take it out, and has not.",
            at(handle.made_at),
            at(waits.at),
        ))
    }

    /// Of a channel both ends of which seem to be in something shared.
    pub(super) fn shares(&self, channel: ObjectId, link: &Link) -> String {
        let receives = |end| self.handle_of(channel, end, link.needs).is_some();
        let is_borrowed = self.state.threads[link.waits].is_scoped;
        let mut receivers = self.alive(channel, End::Receive).into_iter();
        let handles = &self.state.objects[channel].handles;
        let all_there = receivers.all(|h| handles[h].held_by == Some(link.needs));
        let is_shared =
            link.waits != link.needs && receives(End::Receive) && all_there;
        let sender = self.handle_of(channel, End::Send, link.needs);
        if sender.is_some_and(|sender| self.is_used_elsewhere(sender)) {
            return format!(
                " That sender seems to be in what {} shares, as in an `Arc`: it is \
                 dropped when all who have that let go of it, or when it is taken out.",
                self.label(link.needs)
            );
        }
        if !is_shared || is_borrowed {
            return String::new();
        }
        format!(
            " The receiver of {} is in what {} shares with it, as in an `Arc`. If the \
             sender is in there as well, each of them keeps it: take it out.",
            self.label(link.waits),
            self.label(link.needs)
        )
    }
}
