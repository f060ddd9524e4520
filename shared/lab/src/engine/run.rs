use std::cell::Cell;
use std::io;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use super::abort::Aborted;
use super::config::Config;
use super::object::{Place, here};
use super::picker::Schedule;
use super::record::Line;
use super::state::{Ending, MAIN, State, Status, Tid};
use super::{STACK_SIZE, STATE, abort, active, panics, set_active, watchdog, with};
use crate::fiber::Fiber;
use crate::report::scene::Scene;
use crate::report::{self, Figures, Report, Verdict, serial};
use crate::trace::Trace;

/// What a run leaves behind.
#[derive(Debug)]
#[non_exhaustive]
pub struct Run<T> {
    /// How it ended.
    pub verdict: Verdict,
    /// Something that is not wrong, but should be known: threads that spent the
    /// run waiting for a lock that was kept while its holder worked.
    pub note: Option<Report>,
    /// What the main function returned, if it did.
    pub value: Option<T>,
    /// The numbers of the run.
    pub figures: Figures,
    /// What the program said.
    pub lines: Vec<Line>,
    /// What happened, if [`Config::trace`] asked for it.
    pub trace: Option<Trace>,
    /// Repeats this run to the letter; its text form is the replay code.
    pub schedule: Schedule,
    /// The number of candidates of each decision, if asked for.
    pub(crate) widths: Vec<u16>,
}

/// A simulated thread's code. It must not unwind.
pub(crate) type Body = Box<dyn FnOnce()>;

/// Pretends that `body` may live for ever.
///
/// # Safety
///
/// The body must have run, or been dropped or abandoned, before anything it
/// borrows ends.
pub(crate) unsafe fn erase_lifetime<'a>(
    body: Box<dyn FnOnce() + 'a>,
) -> Box<dyn FnOnce() + 'static> {
    // SAFETY: only the lifetime changes; the caller keeps the promise above.
    unsafe { mem::transmute(body) }
}

/// Runs `main` in the lab, to its end or to the point where it cannot go on.
///
/// Returns when the main function has returned, whatever the other threads
/// are doing then, as a process ends when its main function returns. Threads
/// still alive are taken apart: their destructors run.
///
/// # Panics
///
/// When called by a simulated thread: there are no runs within runs.
#[track_caller]
pub fn run<T>(config: &Config, main: impl FnOnce() -> T) -> Run<T> {
    assert!(!active(), "lab::run was called within a run");
    static RUNS: AtomicU32 = AtomicU32::new(1);
    panics::install_hook();
    let beat = watchdog::beat();
    beat.start(config.watchdog);

    let panicking = std::thread::panicking();
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    STATE.set(Some(State::new(run, config.clone(), beat.clone())));
    set_active(true);

    let value = Cell::new(None);
    let body = || {
        let returned = catch_unwind(AssertUnwindSafe(main));
        if returned.is_err() {
            with(|state| state.dies());
        }
        value.set(Some(returned));
    };
    // SAFETY: `run_loop` returns when the main thread has ended or is abandoned,
    // and only then does what it borrows, `value` and what `main` holds, end.
    let body = unsafe { erase_lifetime(Box::new(body)) };
    let scene = run_loop(body, here());

    set_active(false);
    beat.stop();
    if !panicking {
        abort::settle();
    }
    let state = STATE.take().expect("the run's own state");
    let returned = value.into_inner();
    finish(state, scene, returned)
}

fn finish<T>(
    mut state: State,
    scene: Option<Scene>,
    returned: Option<std::thread::Result<T>>,
) -> Run<T> {
    let verdict = Verdict::of(&state, scene.as_ref(), returned.as_ref());
    let note = match state.config.explain {
        true => serial::note(&state),
        false => None,
    };
    let value = returned.and_then(Result::ok);
    told(&mut state, verdict, note, value)
}

/// The run so far, of a process that a panic is about to end for the reason `fatal`.
pub(super) fn aborted(state: &mut State, fatal: &str) -> Run<()> {
    let verdict = report::aborted::verdict(state, fatal);
    told(state, verdict, None, None)
}

/// Takes along what `state` has recorded.
fn told<T>(
    state: &mut State,
    verdict: Verdict,
    note: Option<Report>,
    value: Option<T>,
) -> Run<T> {
    let trace = state
        .config
        .trace
        .then(|| report::trace::of(state, verdict.report(), note.clone()));
    Run {
        verdict,
        note,
        value,
        figures: Figures::of(state),
        trace,
        lines: mem::take(&mut state.record.lines),
        schedule: mem::replace(&mut state.config.schedule, Schedule::Natural),
        widths: state.widths.take().unwrap_or_default(),
    }
}

/// Starts a simulated thread. It runs when the schedule says so.
///
/// # Errors
///
/// When the run's thread limit is reached, or the system has no stack to give.
pub(crate) fn spawn(
    name: Option<String>,
    place: Place,
    body: Body,
) -> io::Result<Tid> {
    // A body that cannot run is dropped, and what it holds then tells the state:
    // nothing may be borrowed at that time.
    let is_full = with(|state| {
        let is_full = state.alive >= state.config.thread_limit;
        if is_full {
            state.did("cannot start a thread", None, place);
        }
        is_full
    });
    if is_full {
        return Err(io::Error::new(
            io::ErrorKind::WouldBlock,
            "Resource temporarily unavailable",
        ));
    }
    let fiber = Fiber::new(STACK_SIZE, Box::new(move || thread_main(body)))?;
    Ok(with(|state| {
        let parent = state.current;
        let thread = state.add_thread(name, place);
        if thread != MAIN {
            state.spawned(thread, place);
            state.progress_of(parent);
        }
        state.new_fibers.push((thread, fiber));
        thread
    }))
}

fn thread_main(body: Body) {
    if with(|state| state.aborting) {
        // Never ran: dropped here, so that what it holds counts as its own.
        drop_like_the_rest(body);
    } else {
        // A result that nobody takes is dropped in there, and may panic. The hook
        // has noted that; the standard library would end the process.
        let _ = catch_unwind(AssertUnwindSafe(body));
    }
    while let Some((_, local)) = with(|state| {
        let current = state.current;
        state.threads[current].locals.pop()
    }) {
        drop_like_the_rest(local);
    }
    with(State::finish_current);
}

/// Drops `value`; in a run that is taken apart while unwinding, as everything is
/// dropped then: destructors are not cut short.
fn drop_like_the_rest<T>(value: T) {
    let _ = catch_unwind(AssertUnwindSafe(|| {
        let _value = value;
        if with(|state| state.aborting) {
            abort::leave();
        }
    }));
}

fn run_loop(main: Body, place: Place) -> Option<Scene> {
    let mut fibers: Vec<Option<Fiber>> = Vec::new();
    spawn(Some("main".to_owned()), place, main)
        .expect("a stack for the main thread");
    loop {
        let next = with(|state| {
            for (thread, fiber) in state.new_fibers.drain(..) {
                debug_assert_eq!(thread, fibers.len());
                fibers.push(Some(fiber));
            }
            if state.ending.is_some() {
                return None;
            }
            let Some(next) = state.next_thread() else {
                state.end(Ending::Deadlock);
                return None;
            };
            state.current = next;
            state.threads[next].status = Status::Running;
            Some(next)
        });
        let Some(next) = next else { break };
        if resume(&mut fibers[next]) && next == MAIN {
            break;
        }
    }
    let complete = with(|state| state.alive == 0 && state.ending.is_none());
    if complete {
        return None;
    }
    let scene = with(|state| {
        for (_, fiber) in state.new_fibers.drain(..) {
            fibers.push(Some(fiber));
        }
        state.aborting = true;
        state.record.over = true;
        Scene::of(state)
    });
    take_apart(&mut fibers);
    Some(scene)
}

fn resume(fiber: &mut Option<Fiber>) -> bool {
    let ended = fiber.as_mut().is_none_or(Fiber::resume);
    if ended {
        *fiber = None;
    }
    ended
}

/// Ends what has not ended; see [`super::abort`].
fn take_apart(fibers: &mut Vec<Option<Fiber>>) {
    loop {
        let mut freed = false;
        let mut left = false;
        for thread in (0..fibers.len()).rev() {
            if fibers[thread].is_none() {
                continue;
            }
            with(|state| state.current = thread);
            if resume(&mut fibers[thread]) {
                freed = true;
            } else {
                left = true;
            }
        }
        // Destructors may have started threads.
        with(|state| {
            for (_, fiber) in state.new_fibers.drain(..) {
                fibers.push(Some(fiber));
                left = true;
                freed = true;
            }
        });
        if !left {
            return;
        }
        if !freed {
            break;
        }
    }
    let mut left = (0..fibers.len()).filter(|&thread| fibers[thread].is_some());
    if let (Some(thread), None) = (left.next(), left.next()) {
        // It waits in a destructor, and never came to drop the rest.
        with(|state| state.still_holds(thread));
    }
    for fiber in fibers.drain(..).flatten() {
        // SAFETY: no fiber of this run is resumed any more, and what the run
        // borrowed from outside is only given back after this. That no thread of the
        // system borrows from a fiber is asked of programs: see the crate's page.
        unsafe { fiber.abandon() };
    }
}

/// Whether a panic's payload is the lab's own unwinding.
pub(crate) fn is_aborted(payload: &(dyn std::any::Any + Send)) -> bool {
    payload.is::<Aborted>()
}
