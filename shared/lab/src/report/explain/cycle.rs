//! Who needs whom, and the circle in which nobody can go on.

use super::super::scene::StuckThread;
use super::super::words;
use super::Explainer;
use crate::engine::object::{End, ObjectId};
use crate::engine::state::{Tid, Wait};

impl Explainer<'_> {
    /// Who could end this thread's wait.
    fn helpers(&self, stuck: &StuckThread) -> Vec<Tid> {
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
            Some(Wait::Receive(object) | Wait::WaitGroup(object)) => {
                holders(object, End::Send)
            }
            Some(Wait::Send(object)) => holders(object, End::Receive),
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

    /// Who could take a message out of a channel.
    fn receivers(&self, queue: ObjectId) -> Vec<Tid> {
        let handles = &self.state.objects[queue].handles;
        let alive = self.alive(queue, End::Receive).into_iter();
        alive.filter_map(|h| handles[h].held_by).collect()
    }

    /// The shortest chain of threads each of which waits for the next, and the
    /// last for the first.
    pub(super) fn cycle(&self) -> Option<Vec<Tid>> {
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
                            if known.is_none_or(|s| path.len() < s.len()) {
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

    fn wait_of(&self, thread: Tid) -> String {
        let wait = self.stuck(thread).and_then(|s| s.wait);
        wait.map_or_else(String::new, |wait| {
            words::waits_for(self.state, &self.names, wait)
        })
    }

    pub(super) fn cycle_in_words(&self, cycle: &[Tid]) -> String {
        if let [alone] = cycle {
            let label = self.label(*alone);
            let wait = self.wait_of(*alone);
            return match self.stuck(*alone).and_then(|s| s.wait) {
                Some(Wait::Lock(_) | Wait::Read(_) | Wait::Write(_)) => {
                    format!("{label} waits {wait}, which it holds itself")
                }
                Some(Wait::Send(_)) => format!(
                    "{label} waits {wait}, and {label} itself is the one who \
                     should receive"
                ),
                Some(Wait::Once(_)) => {
                    format!("{label} waits {wait}, which it is about to fill itself")
                }
                Some(Wait::Receive(object))
                    if self.handle_of(object, End::Send, *alone).is_none() =>
                {
                    format!(
                        "{label} waits {wait}, for a sender that is in a queued \
                         message, and {label} itself is one who should take it"
                    )
                }
                _ => {
                    format!("{label} waits {wait}, and {label} itself keeps it open")
                }
            };
        }
        let parts: Vec<_> = (0..cycle.len())
            .map(|i| {
                let next = cycle[(i + 1) % cycle.len()];
                format!(
                    "{} waits {} and needs {} for it",
                    self.label(cycle[i]),
                    self.wait_of(cycle[i]),
                    self.label(next)
                )
            })
            .collect();
        parts.join("; ")
    }

    /// No circle: someone waits for what nobody is left to do.
    pub(super) fn dead_end(&self) -> String {
        let end = self.scene.stuck.iter().find(|s| self.helpers(s).is_empty());
        let Some(stuck) = end.or(self.scene.stuck.first()) else {
            return "deadlock: nobody can run".to_owned();
        };
        format!(
            "deadlock: {} waits {}, and nobody is left to end that wait",
            self.label(stuck.thread),
            self.wait_of(stuck.thread)
        )
    }
}
