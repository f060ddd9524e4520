use trace::source;

use crate::engine::object::{End, ObjectId, Place};
use crate::engine::state::{State, Status, Tid, Wait};

/// Who stood where when a run could not go on, noted before it is taken apart.
pub(crate) struct Scene {
    pub(crate) stuck: Vec<StuckThread>,
    /// Of every lock, who holds it and since which line.
    pub(crate) holders: Vec<Vec<(Tid, Place)>>,
    /// Of every channel, the handles that were alive.
    pub(crate) handles: Vec<Vec<usize>>,
    /// Of every barrier and wait group, its count.
    pub(crate) counts: Vec<usize>,
    /// Of every channel, how many messages it held.
    pub(crate) depths: Vec<usize>,
}

pub(crate) struct StuckThread {
    pub(crate) thread: Tid,
    /// It waits in a destructor that runs because of a panic.
    pub(crate) panics: bool,
    pub(crate) wait: Option<Wait>,
    /// That wait has no timeout, and has lasted for at least half of the run.
    pub(crate) is_long: bool,
    pub(crate) selecting: Vec<(ObjectId, End)>,
    pub(crate) at: Place,
    /// The last line of the program itself.
    pub(crate) own_line: Place,
}

impl Scene {
    pub(crate) fn of(state: &State) -> Scene {
        let stuck = (0..state.threads.len())
            .filter(|&t| state.threads[t].status != Status::Finished)
            .map(|thread| {
                let record = &state.threads[thread];
                let waits = record.status == Status::Waiting;
                let lasted = state.clock.now - record.since;
                StuckThread {
                    thread,
                    panics: record.mid_panic,
                    wait: waits.then_some(record.wait),
                    is_long: waits
                        && !record.has_deadline
                        && lasted > state.clock.now / 2,
                    selecting: record.selecting.clone(),
                    at: record.waits_at,
                    own_line: match source::stranger(record.waits_at) {
                        None => record.waits_at,
                        Some(_) => record.own_line,
                    },
                }
            });
        Scene {
            stuck: stuck.collect(),
            holders: state.objects.iter().map(|o| o.holders.clone()).collect(),
            handles: state
                .objects
                .iter()
                .map(|object| {
                    let handles = object.handles.iter().enumerate();
                    let alive = handles.filter(|(_, h)| h.alive);
                    alive.map(|(index, _)| index).collect()
                })
                .collect(),
            counts: state.objects.iter().map(|o| o.count).collect(),
            depths: state.objects.iter().map(|o| o.depth).collect(),
        }
    }
}
