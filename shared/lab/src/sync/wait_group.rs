use std::fmt;

use crate::engine::object::{End, Manner, ObjectKind};
use crate::engine::{
    ObjectId, Place, Wait, active, block, check_in_run, check_run, here, point,
    try_with, with,
};

/// Waits until all its clones are gone, as `crossbeam::sync::WaitGroup`.
pub struct WaitGroup(Kind);

enum Kind {
    Real(crossbeam::sync::WaitGroup),
    Lab(Member),
}

/// One clone, in one run of the lab. It leaves the group when it is dropped.
struct Member {
    run: u32,
    object: ObjectId,
    handle: usize,
}

impl Member {
    fn join(object: Option<ObjectId>, place: Place) -> Member {
        with(|state| {
            let object = object
                .unwrap_or_else(|| state.add_object(ObjectKind::WaitGroup, place));
            Member {
                run: state.run,
                object,
                handle: state.add_handle(object, End::Send, place),
            }
        })
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        try_with(|state| {
            if state.run == self.run {
                state.drop_handle(self.object, self.handle);
            }
        });
    }
}

impl WaitGroup {
    /// A group of one: the caller.
    #[track_caller]
    pub fn new() -> WaitGroup {
        WaitGroup(if active() {
            Kind::Lab(Member::join(None, here()))
        } else {
            Kind::Real(crossbeam::sync::WaitGroup::new())
        })
    }

    fn check_run(&self) {
        match &self.0 {
            Kind::Lab(member) => check_in_run(member.run, "wait group"),
            Kind::Real(_) if active() => check_run(0, "wait group"),
            Kind::Real(_) => {}
        }
    }

    /// Leaves the group and waits until everyone else has left it.
    #[track_caller]
    pub fn wait(self) {
        let place = here();
        self.check_run();
        let member = match self.0 {
            Kind::Real(real) => return real.wait(),
            Kind::Lab(member) => member,
        };
        point(place);
        let object = member.object;
        drop(member);
        while with(|state| state.objects[object].alive(End::Send) > 0) {
            block(Wait::WaitGroup(object), None, place, |state| {
                state.enlist(object, End::Receive, Manner::Only);
            });
        }
        with(|state| {
            state.progress();
            state.did("is let through by", Some(object), place);
        });
    }
}

impl Clone for WaitGroup {
    #[track_caller]
    fn clone(&self) -> WaitGroup {
        self.check_run();
        WaitGroup(match &self.0 {
            Kind::Real(real) => Kind::Real(real.clone()),
            Kind::Lab(member) => {
                Kind::Lab(Member::join(Some(member.object), here()))
            }
        })
    }
}

impl Default for WaitGroup {
    #[track_caller]
    fn default() -> WaitGroup {
        WaitGroup::new()
    }
}

impl fmt::Debug for WaitGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WaitGroup { .. }")
    }
}
