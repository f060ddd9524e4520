use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::engine::object::ObjectKind;
use crate::engine::{ObjectId, Place, State, here};

/// What runs call an object that may be older than a run, or be shared by several:
/// it gets a number in each when it is first used there.
pub(crate) struct Id {
    made_at: Place,
    /// The first run that used it in the upper half, and its number there in the
    /// lower. Unique, so later runs find it by that.
    first: AtomicU64,
}

impl Id {
    #[track_caller]
    pub(crate) const fn new() -> Id {
        Id {
            made_at: here(),
            first: AtomicU64::new(0),
        }
    }

    pub(crate) fn object(&self, state: &mut State, kind: ObjectKind) -> ObjectId {
        if let Some(known) = self.known(state) {
            return known;
        }
        let object = state.add_object(kind, self.made_at);
        let mine = u64::from(state.run) << 32 | object as u64;
        let first = self.first.compare_exchange(0, mine, Relaxed, Relaxed);
        if let Err(first) = first {
            state.shared.insert(first, object);
        }
        object
    }

    /// The object, if the current run has used it.
    pub(crate) fn known(&self, state: &State) -> Option<ObjectId> {
        let first = self.first.load(Relaxed);
        if (first >> 32) as u32 == state.run {
            return Some((first & u64::from(u32::MAX)) as ObjectId);
        }
        state.shared.get(&first).copied()
    }
}

impl Default for Id {
    #[track_caller]
    fn default() -> Id {
        Id::new()
    }
}
