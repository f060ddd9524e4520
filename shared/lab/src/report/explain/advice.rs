//! What would break a circle.

use super::super::words::{at, at_or_after};
use super::Explainer;
use crate::engine::handles::Handle;
use crate::engine::object::{End, ObjectId, Place};
use crate::engine::state::{Tid, Wait};

/// One thread of a circle, and the next, which it needs.
pub(super) struct Link {
    pub(super) waits: Tid,
    pub(super) needs: Tid,
    pub(super) wait: Wait,
    pub(super) waits_at: Place,
    /// Where the thread that is needed waits itself.
    pub(super) needed_at: Place,
    /// The same in words.
    pub(super) needed_place: String,
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
            if let Some(advice) = self.reorder(&links) {
                return advice;
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
        if let ([alone], Some(object)) = (cycle, self.put_away(cycle))
            && let Some(advice) = self.take_out(object, *alone)
        {
            return advice;
        }
        let advice: [fn(&Self, &Link) -> Option<String>; 10] = [
            Self::unlock_first,
            Self::unlock,
            Self::leave,
            Self::receive_before_joining,
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

    /// Who joins and is the one who should receive is to blame, and not those between,
    /// who only wait for that.
    fn receive_before_joining(&self, link: &Link) -> Option<String> {
        let needed = self.stuck(link.needs)?.wait;
        let joins = matches!(needed, Some(Wait::Join(_) | Wait::Scope(_)));
        joins.then(|| self.make_room(link)).flatten()
    }

    fn make_room(&self, link: &Link) -> Option<String> {
        let Wait::Send(object) = link.wait else {
            return None;
        };
        let name = self.names.whole(object);
        let receiver = self.label(link.needs);
        let ended = self
            .ended_taker(object)
            .filter(|_| link.waits == link.needs);
        Some(if let Some(taker) = ended {
            format!(
                "{} or another must go on receiving from {name} until it is closed and \
                 empty: look for what ends it too early. Or, if nobody is to receive any \
                 more, {receiver} must drop its receiver.",
                self.label(taker)
            )
        } else if link.waits_at == link.needed_at {
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

    fn not_itself(&self, link: &Link) -> Option<String> {
        let Wait::Once(object) = link.wait else {
            return None;
        };
        let name = self.names.whole(object);
        Some(match link.waits == link.needs {
            true => format!("what fills {name} must not ask for its value."),
            false => format!(
                "{} fills {name}, and must not wait for others there: {} asks for its \
                 value.",
                self.label(link.needs),
                self.label(link.waits)
            ),
        })
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
