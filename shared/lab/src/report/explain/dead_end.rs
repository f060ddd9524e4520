//! No circle: someone waits for what nobody is left to do.

use super::super::scene::StuckThread;
use super::super::words::at;
use super::Explainer;
use crate::engine::object::{End, ObjectId};
use crate::engine::state::Wait;

impl Explainer<'_> {
    /// The sentence, and the change that is most likely right.
    pub(super) fn dead_end(&self) -> (String, Option<String>) {
        let all = || self.scene.stuck.iter();
        let end = all()
            .find(|s| self.keeps_others_away(&[s.thread]))
            .or(all().find(|s| self.is_never_notified(s)))
            .or(all().find(|s| {
                matches!(s.wait, Some(Wait::Receive(o)) if self.is_out_of_reach(o))
            }))
            .or(all().find(|s| self.helpers(s).is_empty()))
            .or(all().next());
        let Some(stuck) = end else {
            return ("deadlock: nobody can run".to_owned(), None);
        };
        let label = self.label(stuck.thread);
        let wait = self.wait_of(stuck);
        if let Some((locked_out, lock)) = self.locked_out_by(stuck) {
            let other = self.label(locked_out);
            let lock_name = self.names.whole(lock);
            let sentence = format!(
                "deadlock: {label} waits {wait}, and meanwhile holds {lock_name}, \
                 for which {other} waits"
            );
            return (sentence, self.give_back(stuck, locked_out, lock));
        }
        let sentence = format!(
            "deadlock: {label} waits {wait}, and nobody is left to end that wait"
        );
        (sentence, self.end_of(stuck))
    }

    /// What would end the wait.
    pub(super) fn end_of(&self, stuck: &StuckThread) -> Option<String> {
        match stuck.wait? {
            Wait::Condvar(condvar, mutex) => {
                Some(self.notify(stuck, condvar, mutex))
            }
            Wait::Park => Some(self.unpark(stuck)),
            Wait::Barrier(barrier) => Some(self.come_to(barrier)),
            Wait::Once(cell) => Some(format!(
                "somebody must fill {}, before {} waits for it or meanwhile.",
                self.names.whole(cell),
                self.label(stuck.thread)
            )),
            Wait::Receive(channel) if self.is_out_of_reach(channel) => {
                self.reach(channel, stuck.thread)
            }
            Wait::Receive(channel) => self.forgotten(channel, End::Send, "sender"),
            Wait::Send(channel) => self.forgotten(channel, End::Receive, "receiver"),
            Wait::WaitGroup(group) => self.forgotten(group, End::Send, "clone"),
            Wait::Lock(lock) | Wait::Read(lock) | Wait::Write(lock) => {
                let &(_, since) = self.scene.holders[lock].first()?;
                Some(format!(
                    "the guard taken at {} must be dropped by whoever has it, and \
                     not forgotten.",
                    at(since)
                ))
            }
            Wait::Select | Wait::Never => Some(
                "give it an operation that can still come, or leave the loop when \
                 every channel is closed."
                    .to_owned(),
            ),
            _ => None,
        }
    }

    fn forgotten(&self, object: ObjectId, end: End, noun: &str) -> Option<String> {
        let &handle = self.alive(object, end).first()?;
        let made_at = self.state.objects[object].handles[handle].made_at;
        Some(format!(
            "nobody whom the lab knows will drop the {noun} made at {}: a thread of \
             `std` has it (look at your imports), or it is in a static, in a circle \
             of `Arc`s, or was given to `mem::forget`. Take it out of there and drop \
             it when it has done its duty.",
            at(made_at)
        ))
    }
}
