use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::engine::object::ObjectKind;
use crate::engine::{ObjectId, Place, State, here};

/// What the current run calls an object that may be older than the run: it gets
/// a number when it is first used.
pub(crate) struct Id {
    made_at: Place,
    /// The run in the upper half, the object in the lower.
    known: AtomicU64,
}

impl Id {
    #[track_caller]
    pub(crate) const fn new() -> Id {
        Id {
            made_at: here(),
            known: AtomicU64::new(0),
        }
    }

    pub(crate) fn object(&self, state: &mut State, kind: ObjectKind) -> ObjectId {
        let known = self.known.load(Relaxed);
        if (known >> 32) as u32 == state.run {
            return (known & u64::from(u32::MAX)) as ObjectId;
        }
        let object = state.add_object(kind, self.made_at);
        self.known
            .store(u64::from(state.run) << 32 | object as u64, Relaxed);
        object
    }

    /// The object, if the current run has used it.
    pub(crate) fn known(&self, state: &State) -> Option<ObjectId> {
        let known = self.known.load(Relaxed);
        let object = (known & u64::from(u32::MAX)) as ObjectId;
        ((known >> 32) as u32 == state.run).then_some(object)
    }
}

impl Default for Id {
    #[track_caller]
    fn default() -> Id {
        Id::new()
    }
}
