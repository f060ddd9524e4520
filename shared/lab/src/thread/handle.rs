use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::{
    Place, Status, Tid, Wait, abort, active, block, check_in_run, check_run, here,
    in_vain, point, run_is_aborted, try_with, with,
};

/// Identifies a thread for the lifetime of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(Id);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Id {
    Real(std::thread::ThreadId),
    Lab { run: u32, thread: Tid },
}

/// A handle to a thread, to name or unpark it.
#[derive(Clone)]
pub struct Thread(Inner);

#[derive(Clone)]
enum Inner {
    Real(std::thread::Thread),
    Lab {
        run: u32,
        thread: Tid,
        name: Option<Arc<str>>,
    },
}

/// The calling thread.
pub fn current() -> Thread {
    if !active() {
        return Thread::real(std::thread::current());
    }
    Thread::lab(with(|state| state.current))
}

impl Thread {
    pub(super) fn real(thread: std::thread::Thread) -> Thread {
        Thread(Inner::Real(thread))
    }

    pub(super) fn lab(thread: Tid) -> Thread {
        with(|state| {
            Thread(Inner::Lab {
                run: state.run,
                thread,
                name: state.threads[thread].name.as_deref().map(Arc::from),
            })
        })
    }

    /// Panics when the current run is not the one of this thread of the lab.
    fn check_run(&self) {
        if let Inner::Lab { run, .. } = &self.0 {
            check_in_run(*run, "thread");
        }
    }

    /// Lets the thread return from [`super::park`], now or when it next parks.
    #[track_caller]
    pub fn unpark(&self) {
        match &self.0 {
            Inner::Real(thread) => thread.unpark(),
            Inner::Lab { run, thread, .. } => {
                let place = here();
                if active() {
                    point(place);
                }
                try_with(|state| {
                    if state.run != *run {
                        return;
                    }
                    let target = &mut state.threads[*thread];
                    target.unpark_token = true;
                    if !state.aborting {
                        target.unparked = Some((state.current, place));
                    }
                    let parked = target.status == Status::Waiting
                        && target.wait == Wait::Park;
                    if parked {
                        state.make_ready(*thread);
                        state.progress();
                    }
                    state.did("unparks another thread", None, place);
                });
            }
        }
    }

    /// The thread's identity.
    pub fn id(&self) -> ThreadId {
        ThreadId(match &self.0 {
            Inner::Real(thread) => Id::Real(thread.id()),
            Inner::Lab { run, thread, .. } => Id::Lab {
                run: *run,
                thread: *thread,
            },
        })
    }

    /// The name it was given, if any.
    pub fn name(&self) -> Option<&str> {
        match &self.0 {
            Inner::Real(thread) => thread.name(),
            Inner::Lab { name, .. } => name.as_deref(),
        }
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

/// Where a simulated thread leaves its result.
pub(super) struct Packet<T> {
    result: Mutex<Option<super::Result<T>>>,
    /// Of the scope it belongs to: set when nobody asks for its panic.
    panicked: Option<Arc<AtomicBool>>,
}

impl<T> Packet<T> {
    pub(super) fn new() -> Packet<T> {
        Packet {
            result: Mutex::new(None),
            panicked: None,
        }
    }

    pub(super) fn scoped(panicked: Arc<AtomicBool>) -> Packet<T> {
        Packet {
            result: Mutex::new(None),
            panicked: Some(panicked),
        }
    }

    pub(super) fn put(&self, result: super::Result<T>) {
        if result.is_err() {
            with(|state| state.dies());
        }
        *self.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }

    fn take(&self) -> Option<super::Result<T>> {
        self.result
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl<T> Drop for Packet<T> {
    fn drop(&mut self) {
        if let (Some(panicked), Some(Err(_))) = (&self.panicked, self.take()) {
            panicked.store(true, Ordering::Relaxed);
        }
    }
}

/// The right to wait for a simulated thread, and to have its result.
pub(super) struct LabHandle<T> {
    pub(super) thread: Tid,
    pub(super) packet: Arc<Packet<T>>,
    pub(super) as_thread: Thread,
    /// Makes a `T` out of nothing, if that is what a `T` is.
    pub(super) nothing: fn() -> Option<T>,
}

impl<T> LabHandle<T> {
    pub(super) fn join(self, place: Place) -> super::Result<T> {
        self.as_thread.check_run();
        point(place);
        wait_until(self.thread, Wait::Join(self.thread), place);
        joined(self.thread, place);
        match self.packet.take() {
            Some(Err(payload)) if run_is_aborted(&*payload) => {}
            Some(result) => return result,
            // Taken apart before it began.
            None => {}
        }
        (self.nothing)().map_or_else(|| abort::stay(), Ok)
    }

    pub(super) fn is_finished(&self, place: Place) -> bool {
        self.as_thread.check_run();
        point(place);
        in_vain(place);
        is_finished(self.thread)
    }
}

impl<T> Drop for LabHandle<T> {
    fn drop(&mut self) {
        dropped(&self.as_thread);
    }
}

// Not generic, so that they are compiled and optimised with the lab.

fn dropped(handle: &Thread) {
    let Inner::Lab { run, thread, .. } = handle.0 else {
        return;
    };
    try_with(|state| {
        if state.run == run && !state.threads[thread].is_joined {
            state.drop_join_handle(thread);
        }
    });
}

fn joined(thread: Tid, place: Place) {
    with(|state| {
        state.threads[thread].is_joined = true;
        state.progress();
        state.did("joins a thread", None, place);
    });
}

pub(super) fn is_finished(thread: Tid) -> bool {
    with(|state| state.threads[thread].status == Status::Finished)
}

/// Panics when the caller is a simulated thread, which cannot wait for a real one.
pub(super) fn made_outside() {
    if active() {
        check_run(0, "thread");
    }
}

pub(super) fn wait_until(thread: Tid, wait: Wait, place: Place) {
    while !is_finished(thread) {
        block(wait, None, place, |state| {
            let current = state.current;
            state.threads[thread].joiners.push(current);
        });
    }
}

/// The right to wait for a thread, and to have its result.
pub struct JoinHandle<T>(pub(super) HandleInner<T>);

pub(super) enum HandleInner<T> {
    Real(std::thread::JoinHandle<T>, Thread),
    Lab(LabHandle<T>),
}

impl<T> JoinHandle<T> {
    /// The thread itself.
    pub fn thread(&self) -> &Thread {
        match &self.0 {
            HandleInner::Real(_, thread) => thread,
            HandleInner::Lab(handle) => &handle.as_thread,
        }
    }

    /// Waits until the thread has ended.
    ///
    /// # Errors
    ///
    /// When the thread panicked: what the panic carried.
    #[track_caller]
    pub fn join(self) -> super::Result<T> {
        match self.0 {
            HandleInner::Real(handle, _) => {
                made_outside();
                handle.join()
            }
            HandleInner::Lab(handle) => handle.join(here()),
        }
    }

    /// Whether the thread has ended, without waiting.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            HandleInner::Real(handle, _) => handle.is_finished(),
            HandleInner::Lab(handle) => handle.is_finished(here()),
        }
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinHandle { .. }")
    }
}
