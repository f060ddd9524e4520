//! No circle: someone waits for what nobody is left to do.

use super::super::scene::StuckThread;
use super::super::words::at;
use super::Explainer;
use crate::engine::object::{End, ObjectId};
use crate::engine::state::{Tid, Wait};

impl Explainer<'_> {
    /// The sentence, and the change that is most likely right.
    pub(super) fn dead_end(&self) -> (String, Option<String>) {
        let all = || self.scene.stuck.iter();
        let end = all()
            .find(|s| self.keeps_others_away(&[s.thread]))
            .or(all().find(|s| self.is_never_notified(s)))
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
    fn locked_out_by(&self, stuck: &StuckThread) -> Option<(Tid, ObjectId)> {
        self.scene.stuck.iter().find_map(|other| {
            let (Wait::Lock(lock) | Wait::Read(lock) | Wait::Write(lock)) =
                other.wait?
            else {
                return None;
            };
            let mut holders = self.scene.holders[lock].iter();
            let holds = holders.any(|&(thread, _)| thread == stuck.thread);
            (holds && other.thread != stuck.thread).then_some((other.thread, lock))
        })
    }

    fn give_back(
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

    /// What would end the wait.
    fn end_of(&self, stuck: &StuckThread) -> Option<String> {
        let label = self.label(stuck.thread);
        match stuck.wait? {
            Wait::Condvar(condvar, mutex) => {
                Some(self.notify(&label, condvar, mutex))
            }
            Wait::Park => Some(match self.state.threads[stuck.thread].unparked {
                None => format!(
                    "whoever changes what {label} waits for must call `unpark` on \
                     its handle afterwards."
                ),
                Some(_) => format!(
                    "make the change that {label} waits for before the `unpark`; and \
                     let {label} look for it in a loop, before each `park`."
                ),
            }),
            Wait::Barrier(barrier) => Some(format!(
                "make {} for as many threads as come to it, or let as many come as \
                 it is for.",
                self.names.whole(barrier)
            )),
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

    /// Whether it waits on a condition variable that nobody has ever notified.
    fn is_never_notified(&self, stuck: &StuckThread) -> bool {
        matches!(stuck.wait, Some(Wait::Condvar(condvar, _))
            if self.state.objects[condvar].notified.is_none())
    }

    /// Those who wait on another condition variable that nobody has ever notified: one
    /// of them may be who would have notified this one.
    fn as_well(&self, condvar: ObjectId) -> String {
        let mut others = self.scene.stuck.iter().filter_map(|s| match s.wait {
            Some(Wait::Condvar(other, _)) if other != condvar => {
                self.is_never_notified(s).then_some((s.thread, other))
            }
            _ => None,
        });
        others.next().map_or(String::new(), |(thread, other)| {
            format!(
                " The same with {}, on which {} waits: it may be the one who would \
                 have gone on.",
                self.names.whole(other),
                self.label(thread)
            )
        })
    }

    fn notify(&self, label: &str, condvar: ObjectId, mutex: ObjectId) -> String {
        let notified = self.state.objects[condvar].notified;
        let as_well = self.as_well(condvar);
        let (condvar, mutex) = (self.names.whole(condvar), self.names.whole(mutex));
        match notified.map(|notice| (notice.was_heard, notice.to_all)) {
            None => format!(
                "whoever changes what {label} waits for must hold {mutex} while it \
                 does, and then call `notify_one` or `notify_all` on {condvar}.{as_well}"
            ),
            Some((false, _)) => format!(
                "keep what {label} waits for in a variable under {mutex}: set it \
                 there before notifying, and look at it under the lock before each \
                 wait, as `wait_while` does. What cannot lie there, such as the \
                 content of a queue: lock {mutex} for a moment between the change \
                 and the notification."
            ),
            Some((true, true)) => format!(
                "the loop around the wait of {label} must also look at what had changed \
                 before that `notify_all`, such as a flag for the end, in a variable \
                 under {mutex}: who wakes up and looks only at something else waits on \
                 for ever."
            ),
            Some((true, false)) => {
                "`notify_one` wakes one of those who wait, and not always \
                           the one who can use it: notify once for each change, or \
                           `notify_all`, and let everyone look again before waiting \
                           on, as `wait_while` does."
                    .to_owned()
            }
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
