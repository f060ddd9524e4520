use std::fmt;
use std::sync;

use super::Id;
use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{Wait, active, block, here, point, with};

/// Where `n` threads wait for each other, as `std::sync::Barrier`.
pub struct Barrier {
    id: Id,
    real: sync::Barrier,
    n: usize,
}

/// Whether the caller was the one that opened the barrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// True for one of the threads that met.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// A barrier that opens when `n` threads wait at it.
    #[track_caller]
    pub const fn new(n: usize) -> Barrier {
        Barrier {
            id: Id::new(),
            real: sync::Barrier::new(n),
            n,
        }
    }

    /// Waits until `n` threads have called this.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        if !active() {
            return BarrierWaitResult(self.real.wait().is_leader());
        }
        let place = here();
        point(place);
        let object = with(|state| self.id.object(state, ObjectKind::Barrier));
        let generation = with(|state| {
            let barrier = &mut state.objects[object];
            barrier.capacity = Some(self.n);
            barrier.count += 1;
            if barrier.count < self.n {
                return Some(barrier.generation);
            }
            barrier.count = 0;
            barrier.generation += 1;
            state.wake_everyone(object, End::Receive);
            state.progress();
            state.did("opens", Some(object), place);
            None
        });
        let Some(generation) = generation else {
            return BarrierWaitResult(true);
        };
        while with(|state| state.objects[object].generation == generation) {
            block(Wait::Barrier(object), None, place, |state| {
                state.enlist(object, End::Receive, Manner::Only);
            });
        }
        BarrierWaitResult(false)
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Barrier { .. }")
    }
}
