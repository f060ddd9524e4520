//! What would break a circle.

use std::collections::BTreeSet;

use super::super::words::{at, at_or_after};
use super::Explainer;
use crate::engine::object::{End, Handle, ObjectId, Place};
use crate::engine::state::{Tid, Wait};
use trace::source;

/// One thread of a circle, and the next, which it needs.
struct Link {
    waits: Tid,
    needs: Tid,
    wait: Wait,
    waits_at: Place,
    /// Where the thread that is needed waits itself.
    needed_at: Place,
    /// The same in words.
    needed_place: String,
}

impl Explainer<'_> {
    /// The one change that is most likely right. Locks come first, as giving one
    /// back in time breaks any circle; a join or a scope is hardly ever to blame.
    pub(super) fn advice(&self, cycle: &[Tid]) -> String {
        let links: Vec<Link> = (0..cycle.len())
            .filter_map(|i| self.link(cycle[i], cycle[(i + 1) % cycle.len()]))
            .collect();
        let all = |kind: fn(Wait) -> bool| links.iter().all(|l| kind(l.wait));
        if let [
            Link {
                wait: Wait::Join(_),
                ..
            },
        ] = links.as_slice()
        {
            return "a thread cannot wait for its own end: let another join it."
                .to_owned();
        }
        if links.len() > 1 {
            if all(is_lock) {
                return "take the locks in the same order everywhere, or unlock \
                        the one before locking the other."
                    .to_owned();
            }
            if all(|wait| matches!(wait, Wait::Send(_))) {
                return "one of them must be able to go on without the others: \
                        receive while you send, or make room for all that can be \
                        under way."
                    .to_owned();
            }
            if all(|wait| matches!(wait, Wait::Join(_))) {
                return "a thread must not join one that waits for it in turn."
                    .to_owned();
            }
        }
        let advice: [fn(&Self, &Link) -> Option<String>; 8] = [
            Self::unlock,
            Self::leave,
            Self::make_room,
            Self::take,
            Self::close_unused,
            Self::close,
            Self::close_all,
            Self::not_itself,
        ];
        advice
            .iter()
            .find_map(|advise| links.iter().find_map(|link| advise(self, link)))
            .unwrap_or_else(|| "break the circle at one of these places.".to_owned())
    }

    fn link(&self, waits: Tid, needs: Tid) -> Option<Link> {
        let (waiting, needed) = (self.stuck(waits)?, self.stuck(needs)?);
        Some(Link {
            waits,
            needs,
            wait: waiting.wait?,
            waits_at: waiting.at,
            needed_at: needed.at,
            needed_place: at_or_after(needed.at, needed.own_line),
        })
    }

    fn unlock(&self, link: &Link) -> Option<String> {
        let (Wait::Lock(object) | Wait::Read(object) | Wait::Write(object)) =
            link.wait
        else {
            return None;
        };
        let holders = &self.scene.holders[object];
        let &(_, since) = holders.iter().find(|(t, _)| *t == link.needs)?;
        Some(format!(
            "{} must drop the guard of {}, taken at {}, before it waits at {}.{}",
            self.label(link.needs),
            self.names.whole(object),
            at(since),
            link.needed_place,
            lives_long(since),
        ))
    }

    fn leave(&self, link: &Link) -> Option<String> {
        let Wait::WaitGroup(object) = link.wait else {
            return None;
        };
        let made = self.handle_of(object, End::Send, link.needs)?.made_at;
        Some(format!(
            "{} must drop its clone, made at {}, before it waits at {}.",
            self.label(link.needs),
            at(made),
            link.needed_place
        ))
    }

    fn make_room(&self, link: &Link) -> Option<String> {
        let Wait::Send(object) = link.wait else {
            return None;
        };
        let name = self.names.whole(object);
        let receiver = self.label(link.needs);
        Some(if link.waits_at == link.needed_at {
            format!(
                "receive from {name} in another thread while {receiver} sends; or \
                 make it hold all that is sent before anyone receives; or, if \
                 nobody is to receive any more, drop the receiver."
            )
        } else {
            format!(
                "{receiver} must receive from {name} before or while it waits at \
                 {}, or {name} must hold all that is sent until then.",
                link.needed_place
            )
        })
    }

    /// The channel that holds a message with a sender of `object`.
    pub(super) fn queue_of_sender(&self, object: ObjectId) -> Option<ObjectId> {
        let handles = &self.state.objects[object].handles;
        let mut alive = self.alive(object, End::Send).into_iter();
        alive.find_map(|h| handles[h].queued_in)
    }

    fn take(&self, link: &Link) -> Option<String> {
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
    fn close_unused(&self, link: &Link) -> Option<String> {
        let (_, sender, _) = self.kept_open(link)?;
        (!sender.is_used).then(|| self.close(link)).flatten()
    }

    /// One thread keeps a channel open that it should have let go.
    fn close(&self, link: &Link) -> Option<String> {
        let (object, sender, 1) = self.kept_open(link)? else {
            return None;
        };
        let made = sender.made_at;
        let or = if link.waits_at == link.needed_at {
            // Asked for in a loop, only the end is missing.
            match source::line(link.waits_at) {
                Some(line) if line.contains(".recv()") => {
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
        Some(format!(
            "{} must drop the sender of {channel}{made}{or} before it waits at {}.{}",
            self.label(link.needs),
            link.needed_place,
            self.counted_wrong(object, link),
        ))
    }

    /// Who asks for one message after the other, and not until there are no more, may
    /// have counted wrong.
    fn counted_wrong(&self, channel: ObjectId, link: &Link) -> String {
        let line = source::line(link.waits_at).unwrap_or_default();
        let counts = line.contains(".recv()") && !is_head(&line);
        match counts && self.state.objects[channel].messages > 0 {
            true => format!(
                " Or {} waits for more than will ever come: look at what it counts, \
                 and whether a message was lost or counted twice.",
                self.label(link.waits)
            ),
            false => String::new(),
        }
    }

    /// Several do: none of them can tell when the others will be done.
    fn close_all(&self, link: &Link) -> Option<String> {
        let (object, _, holders) = self.kept_open(link)?;
        Some(format!(
            "{name} closes when the last of its senders is dropped, and {holders} \
             threads hold one while they wait: it is not enough that one of them lets \
             go. Let a single thread know what is still to come, by a count, and hold \
             the only sender; at the end it drops it.",
            name = self.names.whole(object),
        ))
    }

    fn not_itself(&self, link: &Link) -> Option<String> {
        let Wait::Once(object) = link.wait else {
            return None;
        };
        Some(format!(
            "what fills {} must not ask for its value.",
            self.names.whole(object)
        ))
    }

    /// A handle that `holder` held.
    pub(super) fn handle_of(
        &self,
        object: ObjectId,
        end: End,
        holder: Tid,
    ) -> Option<&Handle> {
        let handles = &self.state.objects[object].handles;
        let mut alive = self.alive(object, end).into_iter();
        let held = alive.find(|&h| handles[h].held_by == Some(holder))?;
        Some(&handles[held])
    }
}

/// What surprises most about a guard that nobody named.
fn lives_long(locked_at: Place) -> &'static str {
    if is_head(&source::line(locked_at).unwrap_or_default()) {
        " A guard made in the head of an `if let`, `while let`, `match` or `for` \
         lives to the end of its body: lock in a `let` of its own before."
    } else {
        ""
    }
}

/// Whether a guard made on this line lives through the body that follows.
pub(in crate::report) fn is_head(line: &str) -> bool {
    let heads = ["if let ", "while let ", "match ", "for "];
    heads.iter().any(|head| line.starts_with(head))
}

fn is_lock(wait: Wait) -> bool {
    matches!(wait, Wait::Lock(_) | Wait::Read(_) | Wait::Write(_))
}
