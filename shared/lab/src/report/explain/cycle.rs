//! Who needs whom, and the circle in which nobody can go on.

use super::super::scene::StuckThread;
use super::super::words;
use super::Explainer;
use crate::engine::object::{End, ObjectId};
use crate::engine::state::{Tid, Wait};

impl Explainer<'_> {
    /// Who could end this thread's wait.
    pub(super) fn helpers(&self, stuck: &StuckThread) -> Vec<Tid> {
        let holders = |object: ObjectId, end: End| -> Vec<Tid> {
            let handles = &self.state.objects[object].handles;
            let alive = self.alive(object, end).into_iter();
            let helpers = alive.flat_map(|h| match handles[h].queued_in {
                // Whoever takes the message has the handle.
                Some(queue) => self.receivers(queue),
                None => handles[h].held_by.into_iter().collect(),
            });
            helpers.collect()
        };
        match stuck.wait {
            Some(Wait::Receive(object)) if self.is_out_of_reach(object) => {
                Vec::new()
            }
            Some(Wait::Receive(object)) => {
                let mut helpers = holders(object, End::Send);
                // To let go of one's own sender is no help while others have one and
                // cannot go on to use it.
                if helpers.iter().any(|&helper| self.is_held_up(helper)) {
                    helpers.retain(|&helper| helper != stuck.thread);
                }
                helpers
            }
            Some(Wait::WaitGroup(object)) => holders(object, End::Send),
            Some(Wait::Send(object)) => {
                let mut helpers = holders(object, End::Receive);
                // One's own receiver is no reason to wait while others have one.
                if helpers.iter().any(|&helper| helper != stuck.thread) {
                    helpers.retain(|&helper| helper != stuck.thread);
                }
                helpers
            }
            Some(Wait::Select) => {
                let arms = stuck.selecting.iter();
                arms.flat_map(|&(object, end)| match end {
                    End::Receive => holders(object, End::Send),
                    End::Send => holders(object, End::Receive),
                })
                .collect()
            }
            Some(
                Wait::Lock(object)
                | Wait::Read(object)
                | Wait::Write(object)
                | Wait::Once(object),
            ) => self.scene.holders[object].iter().map(|h| h.0).collect(),
            Some(Wait::Join(thread) | Wait::Scope(thread)) => vec![thread],
            _ => Vec::new(),
        }
    }

    /// Whether it waits for room in a channel.
    fn is_held_up(&self, thread: Tid) -> bool {
        let wait = self.stuck(thread).and_then(|stuck| stuck.wait);
        matches!(wait, Some(Wait::Send(_)))
    }

    /// Who could take a message out of a channel.
    fn receivers(&self, queue: ObjectId) -> Vec<Tid> {
        let handles = &self.state.objects[queue].handles;
        let alive = self.alive(queue, End::Receive).into_iter();
        alive.filter_map(|h| handles[h].held_by).collect()
    }

    /// The shortest chain of threads each of which waits for the next, and the
    /// last for the first.
    pub(super) fn cycle(&self) -> Option<Vec<Tid>> {
        // Who holds a lock is certain: of who has a sender any may be the one to use it.
        let is_lock = |thread: &Tid| {
            let wait = self.stuck(*thread).and_then(|stuck| stuck.wait);
            matches!(wait, Some(Wait::Lock(_) | Wait::Read(_) | Wait::Write(_)))
        };
        let weight = |path: &[Tid]| (!path.iter().all(is_lock), path.len());
        let mut shortest: Option<Vec<Tid>> = None;
        for start in &self.scene.stuck {
            // Breadth first, so the first way back is the shortest one.
            let mut paths = vec![vec![start.thread]];
            let mut seen = Vec::new();
            while !paths.is_empty() {
                let mut longer = Vec::new();
                for path in paths {
                    let last = path.last().and_then(|&t| self.stuck(t));
                    for helper in last.map_or(Vec::new(), |s| self.helpers(s)) {
                        if helper == start.thread {
                            let known = shortest.as_ref();
                            if known.is_none_or(|s| weight(&path) < weight(s)) {
                                shortest = Some(path.clone());
                            }
                        } else if !seen.contains(&helper) {
                            seen.push(helper);
                            let mut path = path.clone();
                            path.push(helper);
                            longer.push(path);
                        }
                    }
                }
                paths = longer;
            }
        }
        shortest
    }

    /// What a thread waits for, after "waits".
    pub(super) fn wait_of(&self, stuck: &StuckThread) -> String {
        let name = |&(object, end): &(ObjectId, End)| match end {
            End::Receive => self.names.end(object, end).to_owned(),
            End::Send => format!("room in {}", self.names.whole(object)),
        };
        match stuck.wait {
            Some(Wait::Select) if !stuck.selecting.is_empty() => {
                let arms: Vec<_> = stuck.selecting.iter().map(name).collect();
                format!("in a select on {}", words::list(&arms))
            }
            Some(Wait::Join(thread)) if thread == stuck.thread => {
                "for its own end".to_owned()
            }
            Some(wait) => words::waits_for(self.state, &self.names, wait),
            None => String::new(),
        }
    }

    fn in_words(&self, thread: Tid) -> String {
        let wait = self.stuck(thread).map(|stuck| self.wait_of(stuck));
        format!("{} waits {}", self.label(thread), wait.unwrap_or_default())
    }

    pub(super) fn cycle_in_words(&self, cycle: &[Tid]) -> String {
        if let [alone] = cycle {
            let label = self.label(*alone);
            let waits = self.in_words(*alone);
            return match self.stuck(*alone).and_then(|s| s.wait) {
                Some(Wait::Lock(_) | Wait::Read(_) | Wait::Write(_)) => {
                    format!("{waits}, which it holds itself")
                }
                Some(Wait::Send(channel)) => match self.ended_taker(channel) {
                    Some(taker) if taker != *alone => format!(
                        "{waits}, and {}, the last to receive, has ended",
                        self.label(taker)
                    ),
                    _ => format!(
                        "{waits}, and {label} itself is the one who should receive"
                    ),
                },
                Some(Wait::Select) => format!(
                    "{waits}, and {label} itself has the other end of what it waits for"
                ),
                Some(Wait::Join(_)) => {
                    format!("{waits}, which therefore never comes")
                }
                Some(Wait::Once(_)) => {
                    format!("{waits}, which it is about to fill itself")
                }
                Some(Wait::Receive(object))
                    if self.gone_before_the_sender(object).is_some() =>
                {
                    format!(
                        "{waits}, for a sender that is in a queued message, and {}",
                        self.gone_before_the_sender(object).unwrap_or_default()
                    )
                }
                Some(Wait::Receive(object))
                    if self.handle_of(object, End::Send, *alone).is_none() =>
                {
                    format!(
                        "{waits}, for a sender that is in a queued \
                         message, and {label} itself is one who should take it"
                    )
                }
                Some(Wait::Receive(_)) if self.put_away(cycle).is_some() => {
                    format!(
                        "{waits}, and its last sender is with {label}, or in what it shares"
                    )
                }
                Some(Wait::WaitGroup(_)) if self.put_away(cycle).is_some() => {
                    format!(
                        "{waits}, and its last clone is with {label}, or in what it shares"
                    )
                }
                _ => {
                    format!("{waits}, and {label} itself keeps it open")
                }
            };
        }
        let parts: Vec<_> = (0..cycle.len())
            .map(|i| {
                let next = cycle[(i + 1) % cycle.len()];
                format!(
                    "{} and needs {} for it",
                    self.in_words(cycle[i]),
                    self.label(next)
                )
            })
            .collect();
        parts.join("; ")
    }
}
