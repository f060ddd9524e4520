//! Explains why a run could not go on, so that it can be mended from the text.
//!
//! A thread waits for whoever could end its wait: a receiver for those who hold
//! a sender, a lock for its holder, a join for the thread. Who holds what is not
//! guessed: when everything has stopped the run is taken apart, thread by
//! thread, and each handle is noted with the thread that dropped it.

use super::Report;
use super::scene::{Scene, StuckThread};
use super::source;
use super::words::{self, Names, at, count, list};
use crate::engine::object::{End, ObjectId, Place};
use crate::engine::state::{State, Tid, Wait};

struct Explainer<'a> {
    state: &'a State,
    scene: &'a Scene,
    names: Names,
}

pub(super) fn deadlock(state: &State, scene: &Scene) -> Report {
    let explainer = Explainer::new(state, scene);
    let mut details = explainer.waits();
    let sentence = match explainer.cycle() {
        Some(cycle) => {
            details.push(explainer.advice(&cycle));
            format!("deadlock: {}", explainer.cycle_in_words(&cycle))
        }
        None => explainer.dead_end(),
    };
    Report { sentence, details }
}

pub(super) fn leaked(state: &State, scene: &Scene) -> Report {
    let explainer = Explainer::new(state, scene);
    let labels: Vec<_> = scene.stuck.iter().map(|s| state.label(s.thread)).collect();
    let (is, them) = match labels.as_slice() {
        [_] => ("was", "it"),
        _ => ("were", "them"),
    };
    let mut details = explainer.waits();
    for stuck in scene.stuck.iter().take(3) {
        let spawned = state.threads[stuck.thread].spawned_at;
        details.push(format!(
            "{} was spawned at {}{}",
            state.label(stuck.thread),
            at(spawned),
            quote(spawned)
        ));
    }
    details.push(format!(
        "When main returns, the process ends and takes {them} along, wherever \
         they are. Join {them} before."
    ));
    Report {
        sentence: format!(
            "leaked thread: main returned while {} {is} still alive",
            shorten(&labels)
        ),
        details,
    }
}

pub(super) fn polling(
    state: &State,
    thread: Tid,
    place: Place,
    times: u32,
) -> Report {
    let label = state.label(thread);
    Report {
        sentence: format!(
            "polling: {label} asked {times} times at one instant, and nothing changed"
        ),
        details: vec![
            format!("It asks at {}{}", at(place), quote(place)),
            "A thread that keeps asking burns a processor, and here it stops the \
             clock. Wait instead: `recv`, `select!`, `Condvar::wait` or `park` \
             return when there is something to do."
                .to_owned(),
        ],
    }
}

pub(super) fn step_bound(state: &State, thread: Tid, place: Place) -> Report {
    let label = state.label(thread);
    Report {
        sentence: format!(
            "too many steps: the run was given up after {} operations",
            state.steps
        ),
        details: vec![format!(
            "{label} took the most of them, {}; the last one at {}{}",
            state.threads[thread].steps,
            at(place),
            quote(place)
        )],
    }
}

impl Explainer<'_> {
    fn new<'a>(state: &'a State, scene: &'a Scene) -> Explainer<'a> {
        Explainer {
            state,
            scene,
            names: Names::of(state),
        }
    }

    fn label(&self, thread: Tid) -> String {
        self.state.label(thread)
    }

    /// Who waits on what, and what is known about it.
    fn waits(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut told: Vec<ObjectId> = Vec::new();
        let mut groups: Vec<Vec<&StuckThread>> = Vec::new();
        for stuck in &self.scene.stuck {
            let same = |group: &&mut Vec<&StuckThread>| {
                let first = group[0];
                (first.wait, first.at, &first.selecting)
                    == (stuck.wait, stuck.at, &stuck.selecting)
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.push(stuck),
                None => groups.push(vec![stuck]),
            }
        }
        for group in groups {
            let labels: Vec<_> =
                group.iter().map(|s| self.label(s.thread)).collect();
            let first = group[0];
            let verb = if labels.len() == 1 { "waits" } else { "wait" };
            let doing = match first.wait {
                Some(wait) => {
                    let what = words::waits_for(self.state, &self.names, wait);
                    format!("{verb} {what} at {}", at(first.at))
                }
                None if self.state.threads[first.thread].steps == 0 => {
                    "had not begun to run".to_owned()
                }
                None => format!("had got as far as {}", at(first.at)),
            };
            lines.push(format!("{} {doing}{}", shorten(&labels), quote(first.at)));
            for object in self.objects(first) {
                if !told.contains(&object) {
                    told.push(object);
                    lines.extend(self.about(object, first));
                }
            }
        }
        lines
    }

    fn objects(&self, stuck: &StuckThread) -> Vec<ObjectId> {
        match stuck.wait {
            Some(Wait::Select) => {
                stuck.selecting.iter().map(|&(object, _)| object).collect()
            }
            Some(wait) => words::object_of(wait).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The state of something that is waited for.
    fn about(&self, object: ObjectId, stuck: &StuckThread) -> Vec<String> {
        match stuck.wait {
            Some(Wait::Receive(_)) => self.about_channel(object, End::Receive),
            Some(Wait::Send(_)) => self.about_channel(object, End::Send),
            Some(Wait::Select) => {
                let end = stuck.selecting.iter().find(|(o, _)| *o == object);
                end.map_or(Vec::new(), |&(_, end)| self.about_channel(object, end))
            }
            Some(Wait::WaitGroup(_)) => {
                let mut lines = vec![format!(
                    "  {}: {} still alive:",
                    self.names.whole(object),
                    count(self.alive(object, End::Send).len(), "clone"),
                )];
                lines.extend(self.handles(object, End::Send, "clone"));
                lines
            }
            Some(Wait::Barrier(_)) => {
                let barrier = &self.state.objects[object];
                vec![format!(
                    "  {} opens for {} threads; {} arrived, and nobody else will",
                    self.names.whole(object),
                    barrier.capacity.unwrap_or(0),
                    self.scene.counts[object],
                )]
            }
            Some(Wait::Condvar(_)) => vec![format!(
                "  nobody is left who could notify {}; a notification that comes \
                 before the wait is lost",
                self.names.whole(object)
            )],
            _ => self.about_lock(object),
        }
    }

    fn about_lock(&self, object: ObjectId) -> Vec<String> {
        self.scene.holders[object]
            .iter()
            .map(|&(thread, place)| {
                format!(
                    "  {} has held {} since {}{}",
                    self.label(thread),
                    self.names.whole(object),
                    at(place),
                    quote(place)
                )
            })
            .collect()
    }

    fn about_channel(&self, object: ObjectId, waits_at: End) -> Vec<String> {
        let name = self.names.whole(object);
        let capacity = self.state.objects[object].capacity;
        match waits_at {
            End::Receive => {
                let open = count(self.alive(object, End::Send).len(), "sender");
                let mut lines =
                    vec![format!("  {name} is empty but open: {open} still alive:")];
                lines.extend(self.handles(object, End::Send, "sender"));
                lines
            }
            End::Send => {
                let full = match capacity {
                    Some(0) => "holds nothing by itself".to_owned(),
                    _ => format!("is full ({} queued)", self.scene.depths[object]),
                };
                let open = count(self.alive(object, End::Receive).len(), "receiver");
                let mut lines = vec![format!(
                    "  {name} {full}, and nobody receives: {open} alive:"
                )];
                lines.extend(self.handles(object, End::Receive, "receiver"));
                lines
            }
        }
    }

    fn alive(&self, object: ObjectId, end: End) -> Vec<usize> {
        let handles = &self.state.objects[object].handles;
        let alive = self.scene.handles[object].iter().copied();
        alive.filter(|&h| handles[h].end == end).collect()
    }

    /// The handles that keep one end open: where they were made, who holds them.
    fn handles(&self, object: ObjectId, end: End, noun: &str) -> Vec<String> {
        const SHOWN: usize = 6;
        let alive = self.alive(object, end);
        let mut lines: Vec<_> = alive
            .iter()
            .take(SHOWN)
            .map(|&index| {
                let handle = &self.state.objects[object].handles[index];
                let holder = match handle.held_by {
                    Some(thread) => format!("held by {}", self.label(thread)),
                    None => "held by nobody who ends".to_owned(),
                };
                format!(
                    "    the {noun} made at {}, {holder}{}",
                    at(handle.made_at),
                    quote(handle.made_at)
                )
            })
            .collect();
        if alive.len() > SHOWN {
            lines.push(format!("    and {} more", alive.len() - SHOWN));
        }
        lines
    }

    /// Who could end this thread's wait.
    fn helpers(&self, stuck: &StuckThread) -> Vec<Tid> {
        let holders = |object: ObjectId, end: End| -> Vec<Tid> {
            let handles = &self.state.objects[object].handles;
            let alive = self.alive(object, end).into_iter();
            alive.filter_map(|h| handles[h].held_by).collect()
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

    fn stuck(&self, thread: Tid) -> Option<&StuckThread> {
        self.scene.stuck.iter().find(|s| s.thread == thread)
    }

    /// The shortest chain of threads each of which waits for the next, and the
    /// last for the first.
    fn cycle(&self) -> Option<Vec<Tid>> {
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

    fn cycle_in_words(&self, cycle: &[Tid]) -> String {
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

    /// What would break the cycle, where it is plain.
    fn advice(&self, cycle: &[Tid]) -> String {
        let first = self.stuck(cycle[0]);
        let closes = |object: ObjectId, end: End, holder: Tid| {
            let alive = self.alive(object, end).into_iter();
            let handles = &self.state.objects[object].handles;
            alive
                .filter(|&h| handles[h].held_by == Some(holder))
                .map(|h| at(handles[h].made_at))
                .next()
        };
        let next = cycle[1 % cycle.len()];
        match first.and_then(|s| s.wait.map(|wait| (wait, s.at))) {
            Some((Wait::Receive(object), place)) => {
                let label = self.label(next);
                let made = closes(object, End::Send, next).unwrap_or_default();
                format!(
                    "To mend it: {label} must drop the sender made at {made} \
                     before the wait at {}, or that wait never ends.",
                    at(place)
                )
            }
            Some((Wait::WaitGroup(_), place)) => format!(
                "To mend it: {} must drop its clone before the wait at {}.",
                self.label(next),
                at(place)
            ),
            Some((Wait::Send(_), _)) if cycle.len() == 1 => "To mend it: receive \
                 in another thread while this one sends, or make the channel \
                 hold all that is sent before anyone receives."
                .to_owned(),
            Some((Wait::Send(_), _)) => "To mend it: one of them must be able to \
                 go on without the others: receive while you send, or make room \
                 for all that can be under way."
                .to_owned(),
            Some((Wait::Lock(_) | Wait::Read(_) | Wait::Write(_), _)) => {
                "To mend it: unlock before waiting, or take the locks in the same \
                 order everywhere."
                    .to_owned()
            }
            _ => "To mend it: break the circle at one of these places.".to_owned(),
        }
    }

    /// No circle: someone waits for what nobody is left to do.
    fn dead_end(&self) -> String {
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

/// The line of source, where it is at hand.
fn quote(place: Place) -> String {
    source::line(place).map_or_else(String::new, |line| format!("\n        {line}"))
}

/// All of a few labels, or the first of many.
fn shorten(labels: &[String]) -> String {
    const SHOWN: usize = 4;
    if labels.len() <= SHOWN {
        return list(labels);
    }
    let shown = labels[..SHOWN - 1].join(", ");
    format!("{shown} and {} more", labels.len() - SHOWN + 1)
}
