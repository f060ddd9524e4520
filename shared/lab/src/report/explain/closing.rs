//! Channels that stay open: who should let go of a sender, or take a message.

use std::collections::BTreeSet;

use super::super::scene::StuckThread;
use super::super::words::{at, at_or_after};
use super::Explainer;
use super::advice::Link;
use super::locks::is_head;
use crate::engine::handles::Handle;
use crate::engine::object::{End, ObjectId};
use crate::engine::state::Wait;
use trace::source;

impl Explainer<'_> {
    /// The channel that holds a message with a sender of `object`.
    pub(super) fn queue_of_sender(&self, object: ObjectId) -> Option<ObjectId> {
        let handles = &self.state.objects[object].handles;
        let mut alive = self.alive(object, End::Send).into_iter();
        alive.find_map(|h| handles[h].queued_in)
    }

    pub(super) fn take(&self, link: &Link) -> Option<String> {
        let Wait::Receive(object) = link.wait else {
            return None;
        };
        if self.handle_of(object, End::Send, link.needs).is_some() {
            return None;
        }
        let queue = self.queue_of_sender(object)?;
        if let Some(taker) = self.ended_taker(queue) {
            return Some(format!(
                "{} must go on receiving from {queue} until it is closed and empty: \
                 look for what ends its loop too early; or give back what is left in \
                 {queue} when it ends.",
                self.label(taker),
                queue = self.names.whole(queue),
            ));
        }
        if let Some(asker) = self.ended_asker(queue) {
            return Some(format!(
                "{} must not end because {queue} is empty for now: `recv`, or a loop \
                 over the receiver, waits for the next message, and ends when {queue} is \
                 closed and empty.",
                self.label(asker),
                queue = self.names.whole(queue),
            ));
        }
        let takes = |thread| self.handle_of(queue, End::Receive, thread).is_some();
        if !takes(link.waits) && takes(link.needs) {
            return Some(format!(
                "{} must go on receiving from {queue}, or drop its receiver, before \
                 it waits at {}.",
                self.label(link.needs),
                link.needed_place,
                queue = self.names.whole(queue),
            ));
        }
        Some(format!(
            "who takes messages from {queue} must not wait for what comes of those \
             that are still in it: go on receiving from {queue} instead of waiting \
             at {}.",
            at(link.waits_at),
            queue = self.names.whole(queue),
        ))
    }

    /// A channel that a link waits to receive from, the sender of it that the thread
    /// has which it needs, and how many threads have one.
    fn kept_open(&self, link: &Link) -> Option<(ObjectId, &Handle, usize)> {
        let objects = match link.wait {
            Wait::Receive(object) => vec![object],
            Wait::Select => {
                let stuck = self.scene.stuck.iter();
                let mut same = stuck.filter(|s| s.at == link.waits_at);
                let receives = same.next()?.selecting.iter();
                receives
                    .filter(|(_, end)| *end == End::Receive)
                    .map(|&(object, _)| object)
                    .collect()
            }
            _ => return None,
        };
        let (object, sender) = objects.into_iter().find_map(|object| {
            let sender = self.handle_of(object, End::Send, link.needs)?;
            Some((object, sender))
        })?;
        let handles = &self.state.objects[object].handles;
        let alive = self.alive(object, End::Send).into_iter();
        let holders: BTreeSet<_> =
            alive.filter_map(|h| handles[h].held_by).collect();
        Some((object, sender, holders.len()))
    }

    /// Of several channels that are kept open, the one whose sender has sent nothing:
    /// it was made to be cloned, and forgotten.
    pub(super) fn close_unused(&self, link: &Link) -> Option<String> {
        let (_, sender, _) = self.kept_open(link)?;
        (!sender.is_used).then(|| self.close(link)).flatten()
    }

    /// One thread keeps a channel open that it should have let go.
    pub(super) fn close(&self, link: &Link) -> Option<String> {
        let (object, sender, 1) = self.kept_open(link)? else {
            return None;
        };
        if let Some(advice) = self.ends_with_the_other(object, sender, link) {
            return Some(advice);
        }
        let made = sender.made_at;
        let or = if link.waits_at == link.needed_at {
            // Asked for in a loop, only the end is missing.
            match source::line(link.waits_at) {
                Some(line) if asks(&line) => {
                    ", or somebody else must send what is still to come,"
                }
                _ => "",
            }
        } else {
            ", or send what is waited for,"
        };
        let channel = self.names.whole(object);
        // A channel without a name is called by its place.
        let made = match at(made) {
            made if channel.ends_with(&made) => String::new(),
            made => format!(" made at {made}"),
        };
        let alive = self.alive(object, End::Send).into_iter();
        let handles = &self.state.objects[object].handles;
        let of_it = alive.filter(|&h| handles[h].held_by == Some(link.needs));
        let (sender, made) = match of_it.count() {
            1 => ("the sender".to_owned(), made),
            n => (format!("all {n} senders"), String::new()),
        };
        Some(format!(
            "{} must drop {sender} of {channel}{made}{or} before it waits at {}.{}{}",
            self.label(link.needs),
            link.needed_place,
            self.counted_wrong(object, link),
            self.shares(object, link),
        ))
    }

    /// Of two loops each ends when the other one has: who passes on what it receives cannot
    /// let go of its sender before.
    fn ends_with_the_other(
        &self,
        channel: ObjectId,
        sender: &Handle,
        link: &Link,
    ) -> Option<String> {
        let is_loop = |place| {
            source::line(place).is_some_and(|line| {
                line.starts_with("for ") || line.starts_with("while let ")
            })
        };
        let Some(Wait::Receive(other)) = self.stuck(link.needs)?.wait else {
            return None;
        };
        let is_circle = self.handle_of(other, End::Send, link.waits).is_some()
            && link.waits != link.needs
            && sender.is_used;
        (is_circle && is_loop(link.waits_at) && is_loop(link.needed_at)).then(|| {
            format!(
                "{} closes when the last of its senders is dropped, which {} has until \
                 {} closes, which waits in turn for {}: none of them ends before the \
                 other. Let a single thread know what is still to come, by a count; at \
                 the end it lets go of its sender, or tells the others to stop.",
                self.names.whole(channel),
                self.label(link.needs),
                self.names.whole(other),
                self.label(link.waits)
            )
        })
    }

    /// Who asks for one message after the other, and not until there are no more, may
    /// have counted wrong: the one who waits, or the one it waits for.
    fn counted_wrong(&self, channel: ObjectId, link: &Link) -> String {
        let counts = |place| {
            let line = source::line(place).unwrap_or_default();
            asks(&line) && !is_head(&line)
        };
        let needed = self.stuck(link.needs).and_then(|stuck| stuck.wait);
        let receives = matches!(needed, Some(Wait::Receive(_) | Wait::Select));
        let has_got = self.state.objects[channel].messages > 0;
        // Who selects may as well wait to be told of the end; not if the other one waits
        // for more, too.
        let selects = link.wait == Wait::Select;
        let is_told = selects && (!receives || link.waits == link.needs);
        let taker = self.ended_taker(channel);
        let taker = taker.filter(|&t| self.state.threads[t].panicked.is_none());
        let who = if counts(link.waits_at) && has_got && !is_told
            || taker.is_some() && link.wait == Wait::Receive(channel)
        {
            link.waits
        } else if receives && !selects && counts(link.needed_at) {
            link.needs
        } else {
            return String::new();
        };
        let why = match taker.filter(|_| who == link.waits) {
            Some(taker) => format!(
                "{} took the last message, and has ended. A message that tells to stop \
                 reaches one receiver, so send one to each; or look at what is counted.",
                self.label(taker)
            ),
            None => {
                "look at what it counts, and whether a message was lost or counted \
                     twice."
                    .to_owned()
            }
        };
        format!(
            " Or {} waits for more than will ever come: {why}",
            self.label(who)
        )
    }

    /// Those who keep it open are to be woken first, and not by a message.
    fn wake_holders(&self, holders: &[&StuckThread]) -> Option<String> {
        let wake = |holder: &&StuckThread| match holder.wait? {
            Wait::Park => Some(self.unpark(holder)),
            Wait::Condvar(condvar, mutex) => {
                Some(self.notify(holder, condvar, mutex))
            }
            _ => None,
        };
        let advice: Option<Vec<String>> = holders.iter().map(wake).collect();
        advice?.into_iter().next()
    }

    /// Several do: none of them can tell when the others will be done.
    pub(super) fn close_all(&self, link: &Link) -> Option<String> {
        let (object, sender, holders) = self.kept_open(link)?;
        // A thread that was started later is most likely to end at the word of this one.
        let others = self.scene.stuck.iter().filter(|other| {
            let holds = self.handle_of(object, End::Send, other.thread).is_some();
            holds && other.thread != link.needs
        });
        let others: Vec<_> = others.collect();
        let is_elsewhere =
            |wait| matches!(wait, Some(Wait::Receive(channel)) if channel != object);
        if let [other] = others.as_slice()
            && link.needs < other.thread
            && is_elsewhere(other.wait)
            && !sender.is_used
        {
            return Some(format!(
                "{} closes when the last of its senders is dropped: {} must drop the \
                 one made at {} before it waits at {}, and {} must come to its end, \
                 which has another and waits at {}.",
                self.names.whole(object),
                self.label(link.needs),
                at(sender.made_at),
                link.needed_place,
                self.label(other.thread),
                at_or_after(other.at, other.own_line)
            ));
        }
        if let Some(advice) = self.wake_holders(&others) {
            return Some(advice);
        }
        Some(format!(
            "{name} closes when the last of its senders is dropped, and {holders} \
             threads hold one while they wait: it is not enough that one of them lets \
             go. Let a single thread know what is still to come, by a count, and hold \
             the only sender; at the end it drops it.",
            name = self.names.whole(object),
        ))
    }
}

/// Whether a line asks for one message, or for what comes first, and not for all.
fn asks(line: &str) -> bool {
    line.contains(".recv()") || line.contains("select")
}
