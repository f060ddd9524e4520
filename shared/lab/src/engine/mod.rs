//! The run loop and what every primitive is made of.
//!
//! Protocol. All threads of a run are fibers on one operating-system thread.
//! The state lives in a thread-local; primitives borrow it for a few lines at a
//! time with [`with`], and never across a suspension.
//!
//! An operation that others could notice is built like this:
//!
//! 1. [`point`]: here the schedule may let others run first;
//! 2. try the operation on the real primitive, which never waits;
//! 3. when it succeeds, wake those it may concern ([`State::wake`]) and return;
//! 4. when it cannot, [`State::enlist`] as a waiter, [`block`], and go to 2.
//!
//! Dropping things wakes others but is never a scheduling point: a destructor
//! may run while its thread panics, and innocent threads would then see
//! themselves as panicking.

pub(crate) mod abort;
pub(crate) mod clock;
pub(crate) mod code;
mod config;
pub(crate) mod handles;
mod holders;
pub(crate) mod object;
pub(crate) mod panics;
mod pct;
pub(crate) mod picker;
mod poll;
pub(crate) mod record;
mod run;
pub(crate) mod state;
pub(crate) mod thread;
mod turns;
mod watchdog;

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

pub(crate) use clock::Nanos;
pub use config::Config;
pub(crate) use object::{ObjectId, Place, here};
pub use panics::on_abort;
pub(crate) use record::Recorder;
pub(crate) use run::{Body, erase_lifetime, is_aborted as run_is_aborted, spawn};
pub use run::{Run, run};
pub(crate) use state::{State, Status, Tid, Wait};
pub use watchdog::{Stuck, on_stuck};

use crate::fiber;

/// Bytes of stack of a simulated thread.
pub(crate) const STACK_SIZE: usize = 256 * 1024;

thread_local! {
    static IN_LAB: Cell<bool> = const { Cell::new(false) };
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Whether there was a run in this process. Real programs ask it at every operation of
/// theirs, and have it answered in less than a nanosecond.
static IS_IN_USE: AtomicBool = AtomicBool::new(false);

/// Whether the caller is a simulated thread. Outside, everything is real.
#[inline]
pub(crate) fn active() -> bool {
    IS_IN_USE.load(Relaxed) && is_in_lab()
}

fn is_in_lab() -> bool {
    IN_LAB.get()
}

/// Makes the calling thread a simulated one, or a real one again.
fn set_active(active: bool) {
    IN_LAB.set(active);
    if active {
        IS_IN_USE.store(true, Relaxed);
    }
}

/// The state of the run that the caller is part of.
#[inline]
pub(crate) fn with<R>(f: impl FnOnce(&mut State) -> R) -> R {
    STATE.with_borrow_mut(|state| {
        f(state.as_mut().expect("called from a simulated thread"))
    })
}

/// As [`with`], for destructors and hooks: they run anywhere and at any time.
#[inline]
pub(crate) fn try_with<R>(f: impl FnOnce(&mut State) -> R) -> Option<R> {
    if active() { with_state(f) } else { None }
}

#[cold]
#[inline(never)]
fn with_state<R>(f: impl FnOnce(&mut State) -> R) -> Option<R> {
    STATE
        .try_with(|state| {
            state
                .try_borrow_mut()
                .ok()
                .and_then(|mut s| s.as_mut().map(f))
        })
        .ok()
        .flatten()
}

/// Panics when a simulated thread uses a thing that was not made in its run: whoever
/// else has it would not be seen, and the wait would be a real one. 0 is no run.
pub(crate) fn check_run(made_in: u32, thing: &str) {
    // Not while the state is borrowed: the panic is noted there.
    let run = with(|state| state.run);
    assert!(
        run == made_in,
        "this {thing} was made outside the run that uses it; \
         make it inside, or the lab cannot see who waits on it"
    );
}

/// As [`check_run`], for what simulated threads alone can use.
pub(crate) fn check_in_run(made_in: u32, thing: &str) {
    assert!(
        active(),
        "this {thing} was made in a run of the lab, and can be used there only"
    );
    check_run(made_in, thing);
}

/// Panics when a lock that cannot be had is held by no thread of the run.
pub(crate) fn check_holder(lock: ObjectId) {
    let is_held =
        with(|state| state.aborting || !state.objects[lock].holders.is_empty());
    assert!(
        is_held,
        "this lock is held outside the run that waits for it: by another run, or by \
         a guard from before; what is shared between runs, as a static is, the lab \
         cannot see"
    );
}

/// What a fiber takes along to the system's thread that it runs on; for Miri.
#[cfg(miri)]
pub(crate) fn pack() -> Option<State> {
    set_active(false);
    STATE.take()
}

/// See [`pack`].
#[cfg(miri)]
pub(crate) fn unpack(state: Option<State>) {
    set_active(true);
    STATE.set(state);
}

/// A scheduling point: others may run before the caller goes on.
pub(crate) fn point(place: Place) {
    give_turn(place, false);
}

/// A scheduling point at which the caller, by nature, lets others go first.
pub(crate) fn give_way(place: Place) {
    give_turn(place, true);
}

enum Turn {
    Mine,
    Others,
    TakenApart,
}

fn give_turn(place: Place, give_way: bool) {
    let turn = with(|state| {
        if state.aborting {
            return Turn::TakenApart;
        }
        state.step(place);
        if state.ending.is_some() {
            return Turn::Others;
        }
        let Some(chosen) = state.preempts(give_way) else {
            return Turn::Mine;
        };
        let current = state.current;
        state.threads[current].status = Status::Ready;
        state.ready.push_back(current);
        state.next = Some(chosen);
        Turn::Others
    });
    match turn {
        Turn::Mine => {}
        Turn::Others => suspend(),
        Turn::TakenApart => abort::leave(),
    }
}

/// The caller asked for something and did not get it. Whoever asks in vain
/// too often lets others run, and is found to be polling if nothing changes.
pub(crate) fn in_vain(place: Place) {
    let (tired, ended) = with(|state| {
        let tired = !state.aborting && state.in_vain(place);
        (tired, state.ending.is_some() && !state.aborting)
    });
    if ended {
        suspend();
    } else if tired {
        give_way(place);
    }
}

/// As [`in_vain`], for an operation that came back with nothing in its hands:
/// a wait that timed out, a sleep, a choice that had nothing to choose from.
pub(crate) fn empty_handed(place: Place) {
    empty_handed_by(0, place);
}

/// As `empty_handed`; of several queues that one goes through, it was `queue`.
pub(crate) fn empty_handed_by(queue: usize, place: Place) {
    with(|state| state.note_empty_handed(queue, place));
    in_vain(place);
}

/// As `empty_handed`, for one that does not wait, and what came of it: an empty
/// queue, a lock that was taken.
pub(crate) fn refused(verb: &'static str, object: ObjectId, place: Place) {
    with(|state| state.did(verb, Some(object), place));
    empty_handed(place);
}

/// As `refused`, for a message that found no room.
pub(crate) fn found_full(channel: ObjectId, place: Place) {
    with(|state| {
        state.did("cannot send to", Some(channel), place);
        state.note_empty_handed(0, place);
        state.note_full();
    });
    in_vain(place);
}

/// The caller was told that `channel` is closed.
pub(crate) fn told_closed(channel: ObjectId, place: Place) {
    if with(|state| state.is_told_again(channel, place)) {
        in_vain(place);
    }
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Woken {
    /// By someone: try again.
    Called,
    /// By the clock.
    TimedOut,
}

/// Waits until someone wakes the caller or `deadline` comes. `enlist` puts it on
/// the lists of those to be woken.
pub(crate) fn block(
    wait: Wait,
    deadline: Option<Nanos>,
    place: Place,
    enlist: impl FnOnce(&mut State),
) -> Woken {
    // The end of time never comes: as for real, one may wait for ever.
    let deadline = deadline.filter(|&at| at < Nanos::MAX);
    let aborting = with(|state| {
        if state.aborting {
            return true;
        }
        state.start_wait(wait, deadline, place);
        enlist(state);
        false
    });
    if aborting {
        abort::leave();
        abort::step_aside();
        return Woken::Called;
    }
    suspend();
    with(|state| {
        if state.threads[state.current].timed_out {
            Woken::TimedOut
        } else {
            Woken::Called
        }
    })
}

/// Waits for `duration` of virtual time.
pub(crate) fn wait_for(wait: Wait, duration: Duration, place: Place) {
    point(place);
    if duration.is_zero() {
        return;
    }
    if with(|state| state.config.untimed) {
        let verb = if wait == Wait::Work {
            "works"
        } else {
            "sleeps"
        };
        with(|state| state.did(verb, None, place));
        return;
    }
    let deadline = with(|state| state.deadline(duration));
    if with(|state| state.aborting) {
        return;
    }
    block(wait, Some(deadline), place, |_| ());
    with(|state| state.progress_in_time());
}

fn suspend() {
    with(abort::note_panic);
    fiber::suspend();
    if with(|state| {
        abort::forget_panic(state);
        state.aborting
    }) {
        abort::leave();
    }
}
