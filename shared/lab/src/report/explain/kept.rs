//! A thread that goes on and on because of who waits for it.

use super::super::scene::StuckThread;
use super::super::words::{self, at};
use super::endless::hardly_gets_anything;
use super::{Explainer, quote};
use crate::engine::object::End;
use crate::engine::state::{Tid, Wait};

/// Why a thread goes on and on, and how to mend it.
pub(super) struct Kept {
    /// What who waits for it holds: it ends the sentence.
    pub(super) short: String,
    pub(super) about: Option<String>,
    pub(super) advice: String,
}

impl Explainer<'_> {
    /// Who waits for the end of a thread that goes on and on, or for it to drop what it
    /// sends by; and for which: for `busiest`, or else for one that is as idle.
    pub(super) fn waits_for_its_end(
        &self,
        busiest: Tid,
    ) -> Option<(&StuckThread, Tid)> {
        let needs_an_end = |s: &&StuckThread| {
            matches!(
                s.wait,
                Some(Wait::Join(_) | Wait::Scope(_) | Wait::Receive(_))
            )
        };
        let waits = self.long().filter(needs_an_end).flat_map(|waiter| {
            let helpers = self.helpers(waiter).into_iter();
            helpers.map(move |helper| (waiter, helper))
        });
        let waits: Vec<_> = waits.collect();
        let is_for_it = waits.iter().find(|(_, busy)| *busy == busiest);
        let is_idle = |thread| hardly_gets_anything(self.state, thread);
        let is_alike = |(_, busy): &&(_, Tid)| {
            let goes_on = self.stuck(*busy).is_some_and(|s| !s.is_long);
            goes_on && is_idle(*busy) && is_idle(busiest)
        };
        is_for_it.or_else(|| waits.iter().find(is_alike)).copied()
    }

    /// What keeps the busy thread going, if who waits for its end has the sender of a
    /// channel of which it has the receiver.
    pub(super) fn keeps_going(
        &self,
        waiter: &StuckThread,
        busy: Tid,
    ) -> Option<Kept> {
        // Who waits for a message, and was only given a sender, may need it yet.
        let receives = matches!(waiter.wait, Some(Wait::Receive(_)));
        let (channel, made) = (0..self.state.objects.len()).find_map(|object| {
            self.handle_of(object, End::Receive, busy)?;
            let sender = self.handle_of(object, End::Send, waiter.thread)?;
            let may_drop_it = !receives || sender.made_by == waiter.thread;
            may_drop_it.then_some((object, sender.made_at))
        })?;
        let (label, busy) = (self.label(waiter.thread), self.label(busy));
        let sender = self.names.end(channel, End::Send);
        let receiver = self.names.end(channel, End::Receive);
        let about = format!(
            "  {label} holds the sender {sender}, made at {}; {busy} has {receiver}, \
             its receiver{}",
            at(made),
            quote(made)
        );
        let advice = format!(
            "To mend it: if {busy} looks at {receiver} for its end, {label} must drop \
             the sender {sender}, or send what {busy} looks for, before it waits at {}.",
            words::at_or_after(waiter.at, waiter.own_line)
        );
        Some(Kept {
            short: format!(" and holds {sender}"),
            about: Some(about),
            advice,
        })
    }

    /// The same, if nobody is left who could end the loop of the busy thread.
    pub(super) fn never_told(
        &self,
        waiter: &StuckThread,
        busy: Tid,
    ) -> Option<Kept> {
        let mut others = self.scene.stuck.iter().filter(|s| s.thread != busy);
        others.all(|s| s.is_long).then(|| {
            let (label, busy) = (self.label(waiter.thread), self.label(busy));
            let advice = format!(
                "To mend it: nobody else goes on, so what {busy} looks for must come \
                 before {label} waits at {}. And let it wait for that, instead of \
                 sleeping and looking again.",
                words::at_or_after(waiter.at, waiter.own_line)
            );
            Kept {
                short: String::new(),
                about: None,
                advice,
            }
        })
    }
}
