//! Senders and receivers, and the clones of a wait group: who made, used and dropped
//! them. And who dropped the handle of a thread.

use super::object::{End, ObjectId, Place};
use super::state::{State, Tid};

/// A sender or receiver, from its making to its drop.
pub(crate) struct Handle {
    pub(crate) end: End,
    pub(crate) made_at: Place,
    pub(crate) made_by: Tid,
    pub(crate) alive: bool,
    /// Something was sent by it.
    pub(crate) is_used: bool,
    /// Who sent by it or cloned it last, other than its maker.
    pub(crate) used_by: Option<Tid>,
    /// Who dropped it while the run was taken apart: the thread that held it
    /// when everything had stopped.
    pub(crate) held_by: Option<Tid>,
    /// It was in a message that waited in this channel: nobody held it.
    pub(crate) queued_in: Option<ObjectId>,
}

/// What became of the handle of a thread.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unjoined {
    /// A thread dropped it, after it had come to this line.
    Dropped(Tid, Place),
    /// A thread held it when everything had stopped.
    Held(Tid),
}

impl State {
    pub(crate) fn add_handle(
        &mut self,
        object: ObjectId,
        end: End,
        made_at: Place,
    ) -> usize {
        let object = &mut self.objects[object];
        object.alive[end as usize] += 1;
        object.handles.push(Handle {
            end,
            made_at,
            made_by: self.current,
            alive: true,
            is_used: false,
            used_by: None,
            held_by: None,
            queued_in: None,
        });
        object.handles.len() - 1
    }

    /// The current thread sends by a handle, or clones it.
    pub(crate) fn note_use(&mut self, object: ObjectId, handle: usize) {
        let handle = &mut self.objects[object].handles[handle];
        if handle.made_by != self.current && !self.aborting {
            handle.used_by = Some(self.current);
        }
    }

    /// The current thread has sent by a handle.
    pub(crate) fn note_sent(&mut self, object: ObjectId, handle: usize) {
        self.objects[object].handles[handle].is_used = true;
        self.note_use(object, handle);
    }

    /// The current thread has taken a message. What destructors take when all is over
    /// tells nothing.
    pub(crate) fn note_taken(&mut self, object: ObjectId) {
        if !self.aborting {
            self.objects[object].taken_by = Some(self.current);
        }
    }

    /// The current thread has looked for a message, and goes on without one.
    pub(crate) fn note_asked(&mut self, object: ObjectId) {
        if !self.aborting {
            self.objects[object].asked_by = Some(self.current);
        }
    }

    /// Forgets a handle; says whether it was the last of its end. Whoever waits
    /// at the other end then gets to know.
    pub(crate) fn drop_handle(&mut self, object: ObjectId, handle: usize) -> bool {
        let current = self.current;
        let (aborting, emptied) = (self.aborting, self.emptied);
        let channel = &mut self.objects[object];
        let handle = &mut channel.handles[handle];
        handle.alive = false;
        if aborting {
            handle.queued_in = emptied;
            handle.held_by = emptied.is_none().then_some(current);
        }
        let end = handle.end;
        channel.alive[end as usize] -= 1;
        let last = channel.alive[end as usize] == 0;
        if last {
            self.wake_everyone(object, End::Send);
            self.wake_everyone(object, End::Receive);
        }
        last
    }

    /// The handle by which a thread could have been joined is dropped.
    pub(crate) fn drop_join_handle(&mut self, thread: Tid) {
        let current = self.current;
        let fate = match self.aborting {
            true => Unjoined::Held(current),
            false => Unjoined::Dropped(current, self.threads[current].own_line),
        };
        self.threads[thread].handle = Some(fate);
    }

    /// Notes that the handles which nobody has dropped are this thread's.
    pub(crate) fn still_holds(&mut self, thread: Tid) {
        let handles = self.objects.iter_mut().flat_map(|o| &mut o.handles);
        for handle in handles.filter(|handle| handle.alive) {
            handle.held_by = Some(thread);
        }
    }
}
