use std::mem;

use crate::engine::object::{End, ObjectKind};
use crate::engine::{ObjectId, Place, active, check_run, try_with, with};

/// Ties a handle to the run that it was made in. Handles made outside the lab
/// are tied to nothing.
pub(super) struct Link {
    /// 0: no run.
    run: u32,
    object: u32,
    handle: u32,
}

/// A channel of the current run, or of the real world.
pub(super) struct ChannelLink {
    run: u32,
    object: ObjectId,
}

impl Link {
    pub(super) fn channel(capacity: Option<usize>, place: Place) -> ChannelLink {
        if !active() {
            return ChannelLink { run: 0, object: 0 };
        }
        with(|state| {
            let object = state.add_object(ObjectKind::Channel, place);
            state.objects[object].capacity = capacity;
            ChannelLink {
                run: state.run,
                object,
            }
        })
    }

    /// The channel in the current run; `None` when the caller is not in the lab.
    ///
    /// # Panics
    ///
    /// When a simulated thread uses a channel that was made outside its run: it
    /// would really block.
    #[inline]
    pub(super) fn object(&self) -> Option<ObjectId> {
        if active() {
            Some(self.of_this_run())
        } else {
            None
        }
    }

    fn of_this_run(&self) -> ObjectId {
        check_run(self.run, "channel");
        self.object as ObjectId
    }

    /// The handle's number among those of its channel.
    pub(super) fn number(&self) -> usize {
        self.handle as usize
    }

    /// One more handle on the same end.
    pub(super) fn another(&self, end: End, place: Place) -> Link {
        let channel = ChannelLink {
            run: self.run,
            object: self.object as ObjectId,
        };
        if self.run != 0 {
            try_with(|state| {
                if state.run == self.run {
                    state.note_use(channel.object, self.number());
                }
            });
        }
        channel.handle(end, place)
    }

    pub(super) fn same_channel(&self, other: &Link) -> bool {
        self.run == other.run && self.object == other.object
    }

    /// Drops the real handle. With the last one the messages go that are still
    /// queued, and what is in them is noted as queued, not as held.
    pub(super) fn drop_real<T>(&self, real: &mut Option<T>) {
        let outer = emptied((self.run != 0).then_some(self.object as ObjectId));
        *real = None;
        emptied(outer);
    }

    /// To be called when the real handle is gone, so that those who are woken
    /// find the channel closed.
    pub(super) fn drop_handle(&self) {
        if self.run == 0 {
            return;
        }
        try_with(|state| {
            if state.run == self.run {
                state.drop_handle(self.object as ObjectId, self.handle as usize);
            }
        });
    }
}

/// Sets which channel the current thread empties by dropping it; returns which it was.
// Not generic, so that it is compiled and optimised with the lab.
fn emptied(channel: Option<ObjectId>) -> Option<ObjectId> {
    try_with(|state| mem::replace(&mut state.emptied, channel)).flatten()
}

impl ChannelLink {
    pub(super) fn handle(&self, end: End, place: Place) -> Link {
        let mut handle = 0;
        if self.run != 0 {
            try_with(|state| {
                if state.run == self.run {
                    handle = state.add_handle(self.object, end, place);
                }
            });
        }
        Link {
            run: self.run,
            object: self.object as u32,
            handle: handle as u32,
        }
    }
}
