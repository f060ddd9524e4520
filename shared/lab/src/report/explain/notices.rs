//! Who waits to be told, and who should have told it.

use super::super::scene::StuckThread;
use super::super::words::{at, at_or_after};
use super::{Explainer, quote};
use crate::engine::object::{Notice, ObjectId, Place};
use crate::engine::state::{Tid, Wait};

impl Explainer<'_> {
    pub(super) fn about_park(&self, thread: Tid) -> String {
        let label = self.label(thread);
        match self.state.threads[thread].unparked {
            None => format!("  nobody has ever unparked {label}"),
            Some((by, place)) => format!(
                "  {label} was last unparked by {} at {}, before this wait; \
                 unparks do not add up{}",
                self.label(by),
                at(place),
                quote(place)
            ),
        }
    }

    pub(super) fn about_condvar(
        &self,
        thread: Tid,
        condvar: ObjectId,
        mutex: ObjectId,
    ) -> Vec<String> {
        let name = self.names.whole(condvar);
        let since = match self.state.objects[condvar].notified {
            None => "and has never notified anyone there",
            Some(_) => "after that, and has notified nobody since",
        };
        let changes = self.changes(condvar, mutex).into_iter();
        let changes = changes.map(|(thread, place)| {
            format!(
                "  {} locked {} at {}, {since}{}",
                self.label(thread),
                self.names.whole(mutex),
                at(place),
                quote(place)
            )
        });
        let Some(notice) = self.state.objects[condvar].notified else {
            let never = format!("  nobody has ever notified {name}");
            return std::iter::once(never).chain(changes).collect();
        };
        let heard = match (notice.was_heard, notice.to_all) {
            (true, true) => "which woke all who waited then",
            (true, false) => "which woke one of those who waited then",
            (false, _) => "when nobody waited: that notification is lost",
        };
        let last = format!(
            "  {} was the last to notify {name}, at {}, {heard}{}",
            self.label(notice.by),
            at(notice.place),
            quote(notice.place)
        );
        let woken = self.woken_before(thread, condvar).map(|woken| {
            format!(
                "  {} was woken before, by {} at {}, and waited again{}",
                self.label(thread),
                self.label(woken.by),
                at(woken.place),
                quote(woken.place)
            )
        });
        let lines = woken.into_iter().chain([last]);
        lines.chain(changes).collect()
    }

    /// The notification that woke a thread last, if there was another one since.
    fn woken_before(&self, thread: Tid, condvar: ObjectId) -> Option<Notice> {
        let last = self.state.objects[condvar].notified?;
        let (_, woken) = self.state.threads[thread]
            .woken
            .filter(|&(other, _)| other == condvar)?;
        (woken.step != last.step).then_some(woken)
    }

    /// Who had the mutex after the last notification, and may have changed there what
    /// others wait for. Who waits on the condition variable, or did last, only looked.
    pub(super) fn changes(
        &self,
        condvar: ObjectId,
        mutex: ObjectId,
    ) -> Vec<(Tid, Place)> {
        const SHOWN: usize = 3;
        let notified = self.state.objects[condvar].notified;
        let since = notified.map_or(0, |notice| notice.step);
        let waits_there = |thread| {
            let wait = self.stuck(thread).and_then(|stuck| stuck.wait);
            matches!(wait, Some(Wait::Condvar(other, _)) if other == condvar)
        };
        let locked = self.state.threads.iter().enumerate();
        let mut locked: Vec<_> = locked
            .filter_map(|(thread, record)| Some((thread, record.locked?)))
            .filter(|(_, locked)| locked.lock == mutex && locked.step > since)
            .filter(|(_, locked)| locked.back_from != Some(condvar))
            .filter(|(thread, _)| !waits_there(*thread))
            .collect();
        locked.sort_by_key(|(_, locked)| locked.step);
        let last = locked.into_iter().rev().take(SHOWN);
        last.map(|(thread, locked)| (thread, locked.place))
            .collect()
    }

    /// Whether it waits on a condition variable that nobody has ever notified.
    pub(super) fn is_never_notified(&self, stuck: &StuckThread) -> bool {
        matches!(stuck.wait, Some(Wait::Condvar(condvar, _))
            if self.state.objects[condvar].notified.is_none())
    }

    /// The same, or it is parked, and nobody has ever unparked it.
    pub(super) fn is_never_told(&self, stuck: &StuckThread) -> bool {
        let is_parked = stuck.wait == Some(Wait::Park);
        let unparked = self.state.threads[stuck.thread].unparked;
        self.is_never_notified(stuck) || is_parked && unparked.is_none()
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

    /// Another condition variable on which somebody waits, though what it waits for may
    /// have changed since the last notification.
    fn or_another(&self, condvar: ObjectId) -> String {
        let mut others = self.scene.stuck.iter().filter_map(|s| match s.wait {
            Some(Wait::Condvar(other, mutex)) if other != condvar => {
                let (by, place) = self.changes(other, mutex).into_iter().next()?;
                Some((s.thread, other, by, place))
            }
            _ => None,
        });
        others.next().map_or(String::new(), |(thread, other, by, place)| {
            format!(
                " Or it is {}, on which {} waits: if {} has changed something for it \
                 at {}, it must notify there.",
                self.names.whole(other),
                self.label(thread),
                self.label(by),
                at(place)
            )
        })
    }

    /// One who is parked in another place, and whom nobody has ever unparked either.
    fn parked_as_well(&self, stuck: &StuckThread) -> String {
        let is_another = |other: &&StuckThread| {
            other.wait == Some(Wait::Park)
                && other.at != stuck.at
                && self.state.threads[other.thread].unparked.is_none()
        };
        let mut others = self.scene.stuck.iter().filter(is_another);
        others.next().map_or(String::new(), |other| {
            format!(
                " The same with {}: it may be the one who would have gone on.",
                self.label(other.thread)
            )
        })
    }

    /// Who waits for one who waits like this: to tell it comes too late.
    fn too_late(&self, wait: Option<Wait>, tells: &str) -> String {
        let waits_so =
            |&thread: &Tid| self.stuck(thread).map(|s| s.wait) == Some(wait);
        let mut stuck = self.scene.stuck.iter();
        let needs_it =
            stuck.find(|s| s.wait != wait && self.helpers(s).iter().any(waits_so));
        needs_it.map_or(String::new(), |other| {
            format!(
                " If {} is to {tells}, it must before it waits at {}.",
                self.label(other.thread),
                at_or_after(other.at, other.own_line)
            )
        })
    }

    pub(super) fn come_to(&self, barrier: ObjectId) -> String {
        let is_elsewhere = |s: &&StuckThread| s.wait != Some(Wait::Barrier(barrier));
        let joins = |s: &&StuckThread| {
            matches!(s.wait, Some(Wait::Join(_) | Wait::Scope(_)))
        };
        let others = || self.scene.stuck.iter().filter(is_elsewhere);
        let other = others().find(|s| !joins(s)).or(others().next());
        let late = other.map_or(String::new(), |other| {
            format!(
                " If {} is one of them, it must not wait at {} before.",
                self.label(other.thread),
                at_or_after(other.at, other.own_line)
            )
        });
        format!(
            "make {} for as many threads as come to it, or let as many come as it is \
             for.{late}",
            self.names.whole(barrier)
        )
    }

    pub(super) fn unpark(&self, stuck: &StuckThread) -> String {
        let label = self.label(stuck.thread);
        match self.state.threads[stuck.thread].unparked {
            None => format!(
                "whoever changes what {label} waits for must call `unpark` on its \
                 handle afterwards.{}{}",
                self.too_late(stuck.wait, "do that"),
                self.parked_as_well(stuck)
            ),
            Some(_) => format!(
                "make the change that {label} waits for before the `unpark`, unpark it \
                 anew after each later change, and let it look in a loop, before each \
                 `park`."
            ),
        }
    }

    pub(super) fn notify(
        &self,
        stuck: &StuckThread,
        condvar: ObjectId,
        mutex: ObjectId,
    ) -> String {
        let label = self.label(stuck.thread);
        let notified = self.state.objects[condvar].notified;
        let as_well = self.as_well(condvar);
        let or_another = self.or_another(condvar);
        let again = self.woken_before(stuck.thread, condvar);
        let changed = self.changes(condvar, mutex);
        let (condvar, mutex) = (self.names.whole(condvar), self.names.whole(mutex));
        let tells = notified.map_or("notify", |_| "notify again");
        let too_late = match self.scene.stuck.as_slice() {
            [_] => format!(
                " Or {label} waits for more than will ever come: look at what it counts."
            ),
            _ => self.too_late(stuck.wait, tells),
        };
        let advice = match notified.map(|notice| (notice.was_heard, notice.to_all)) {
            None => {
                return format!(
                    "whoever changes what {label} waits for must hold {mutex} while it \
                     does, and then call `notify_one` or `notify_all` on \
                     {condvar}.{too_late}{as_well}"
                );
            }
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
                "`notify_one` wakes one of those who wait, and not always the one who \
                 can use it: notify once for each change, or `notify_all`, and let \
                 everyone look again before waiting on, as `wait_while` does."
                    .to_owned()
            }
        };
        let again = match again.filter(|woken| woken.to_all) {
            Some(woken) => format!(
                " Or the loop around the wait of {label} must also look at what {} had \
                 changed before it woke it, such as a flag for the end.",
                self.label(woken.by)
            ),
            None => String::new(),
        };
        if changed.is_empty() {
            return format!("{advice}{too_late}{again}{or_another}");
        }
        format!(
            "if one of those who locked {mutex} after the last notification has changed \
             what {label} waits for, it must notify {condvar} then.{too_late} If none \
             has: {advice}{again}"
        )
    }
}
