//! Who waits on what, and what is known about it.

use super::super::scene::StuckThread;
use super::super::words::{self, at, count, shorten};
use super::{Explainer, quote};
use crate::engine::object::{End, ObjectId};
use crate::engine::state::{MAIN, Panicked, Tid, Wait};

impl Explainer<'_> {
    /// Who waits on what, and what is known about it.
    pub(super) fn waits(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut told: Vec<ObjectId> = Vec::new();
        let mut groups: Vec<Vec<&StuckThread>> = Vec::new();
        for stuck in &self.scene.stuck {
            let same = |group: &&mut Vec<&StuckThread>| {
                let first = group[0];
                (first.wait, first.at, first.own_line, &first.selecting)
                    == (stuck.wait, stuck.at, stuck.own_line, &stuck.selecting)
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
            let one = labels.len() == 1;
            let place = words::at_or_after(first.at, first.own_line);
            let doing = match first.wait {
                Some(Wait::Work) => {
                    let is = if one { "is" } else { "are" };
                    format!("{is} at work at {place}")
                }
                Some(_) => {
                    let verb = if one { "waits" } else { "wait" };
                    format!("{verb} {} at {place}", self.wait_of(first))
                }
                None if self.state.threads[first.thread].steps == 0 => {
                    "had not begun to run".to_owned()
                }
                None => format!("had got as far as {place}"),
            };
            // Of one that has not begun, the line is that which spawned it.
            let quoted = match first.wait {
                None if self.state.threads[first.thread].steps == 0 => String::new(),
                _ => quote(first.at),
            };
            lines.push(format!("{} {doing}{quoted}", shorten(&labels)));
            if first.wait == Some(Wait::Park) {
                lines.extend(group.iter().map(|s| self.about_park(s.thread)));
            }
            if first.wait == Some(Wait::Select) && first.selecting.is_empty() {
                lines.push("  none of its channels ever delivers".to_owned());
            }
            lines.extend(self.about_new(first, &mut told));
        }
        lines
    }

    /// The state of what a thread waits for, unless it was told.
    pub(super) fn about_new(
        &self,
        stuck: &StuckThread,
        told: &mut Vec<ObjectId>,
    ) -> Vec<String> {
        let mut objects = self.objects(stuck);
        objects.retain(|object| !told.contains(object));
        told.extend(&objects);
        let about = |&object| self.about(object, stuck);
        objects.iter().flat_map(about).collect()
    }

    /// A thread that panicked may be the one the others wait for.
    pub(super) fn panics(&self) -> Vec<String> {
        let is_told = |thread| thread != MAIN || self.is_panicking(MAIN);
        words::panics(
            &self.state.panics,
            |thread, _| is_told(thread),
            |thread, panicked| self.is_caught(thread, panicked),
        )
    }

    /// Whether a panic went as far as it could: one that was caught skips nothing
    /// that others could wait for.
    pub(super) fn a_panic_skips(&self) -> bool {
        let mut threads = 0..self.state.threads.len();
        threads.any(|t| self.state.threads[t].died || self.is_panicking(t))
    }

    /// Whether the first panic that was not caught is of an error that a send had
    /// returned.
    pub(super) fn sends_in_vain(&self) -> bool {
        let mut panics = self.state.panics.iter();
        let first = panics.find(|(thread, p)| !self.is_caught(*thread, p));
        first.is_some_and(|(_, panicked)| panicked.message.contains("SendError"))
    }

    /// Whether a panic was caught, and what it skipped may be missing.
    pub(super) fn a_caught_panic_skips(&self) -> bool {
        let mut panics = self.state.panics.iter();
        panics.any(|(thread, p)| self.is_caught(*thread, p))
    }

    fn is_caught(&self, thread: Tid, panicked: &Panicked) -> bool {
        let goes_on = self.is_panicking(thread);
        !(goes_on || self.state.threads[thread].died)
            || !self.state.is_last_panic(thread, panicked)
    }

    fn is_panicking(&self, thread: Tid) -> bool {
        self.stuck(thread).is_some_and(|stuck| stuck.panics)
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
            Some(Wait::Condvar(_, mutex)) => {
                self.about_condvar(stuck.thread, object, mutex)
            }
            _ => self.about_lock(object),
        }
    }

    fn about_lock(&self, object: ObjectId) -> Vec<String> {
        self.scene.holders[object]
            .iter()
            .map(|&(thread, place)| {
                let never = match self.stuck(thread) {
                    Some(_) => "",
                    None => " and has ended without giving it back",
                };
                format!(
                    "  {} has held {} since {}{never}{}",
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
                lines.extend(self.ended_taker(object).map(|taker| {
                    format!(
                        "    the last to receive was {}, which has ended",
                        self.label(taker)
                    )
                }));
                lines
            }
        }
    }

    /// Who used to receive from a channel, or wanted to, if that thread has ended.
    fn last_taker(&self, queue: ObjectId) -> String {
        if let Some(taker) = self.ended_taker(queue) {
            return format!(
                "; the last to receive from it was {}, which has ended",
                self.label(taker)
            );
        }
        match self.ended_asker(queue) {
            Some(asker) => format!(
                "; the last to look into it was {}, which has ended",
                self.label(asker)
            ),
            None => String::new(),
        }
    }

    /// The thread that took the last message out of a channel, if it has ended.
    pub(super) fn ended_taker(&self, queue: ObjectId) -> Option<Tid> {
        let taker = self.state.objects[queue].taken_by?;
        self.stuck(taker).is_none().then_some(taker)
    }

    /// The thread that looked last into a channel from which nobody has taken anything,
    /// if it has ended.
    pub(super) fn ended_asker(&self, queue: ObjectId) -> Option<Tid> {
        let queue = &self.state.objects[queue];
        let asker = queue.asked_by.filter(|_| queue.taken_by.is_none())?;
        self.stuck(asker).is_none().then_some(asker)
    }

    /// Who would have taken the message in which the last sender of a channel lies, and has
    /// ended.
    pub(super) fn gone_before_the_sender(
        &self,
        channel: ObjectId,
    ) -> Option<String> {
        let queue = self.queue_of_sender(channel)?;
        if let Some(taker) = self.ended_taker(queue) {
            let label = self.label(taker);
            return Some(format!("{label} took such messages, but has ended"));
        }
        let label = self.label(self.ended_asker(queue)?);
        Some(format!(
            "{label} looked for such messages too early, and has ended"
        ))
    }

    /// The handles that keep one end open: where they were made, who holds them.
    fn handles(&self, object: ObjectId, end: End, noun: &str) -> Vec<String> {
        const SHOWN: usize = 6;
        let alive = self.alive(object, end);
        // Those that were made in one place and are in one hand are told once.
        let mut told: Vec<(String, usize)> = Vec::new();
        for &index in &alive {
            let handle = &self.state.objects[object].handles[index];
            let holder = match (handle.held_by, handle.queued_in) {
                (Some(thread), _)
                    if self.is_shared(handle)
                        || self.put_away(&[thread]) == Some(object) =>
                {
                    format!("held by {}, or in what it shares", self.label(thread))
                }
                (Some(thread), _) => format!("held by {}", self.label(thread)),
                (None, Some(queue)) => format!(
                    "in a message that is queued in {}{}",
                    self.names.whole(queue),
                    self.last_taker(queue)
                ),
                (None, None) => {
                    "forgotten, in a static, or with a thread of `std`".to_owned()
                }
            };
            let line = format!(
                "the {noun} made at {}, {holder}{}",
                at(handle.made_at),
                quote(handle.made_at)
            );
            match told.iter_mut().find(|(l, _)| *l == line) {
                Some((_, times)) => *times += 1,
                None => told.push((line, 1)),
            }
        }
        let shown = told.iter().take(SHOWN);
        let mut lines: Vec<_> = shown
            .clone()
            .map(|(line, times)| match times {
                1 => format!("    {line}"),
                _ => format!("    {times} times {line}"),
            })
            .collect();
        let more = alive.len() - shown.map(|(_, times)| times).sum::<usize>();
        if more > 0 {
            lines.push(format!("    and {more} more"));
        }
        lines
    }
}
