use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::handle::{HandleInner, JoinHandle, LabHandle, Packet, Thread};
use super::scope::{Scope, ScopedJoinHandle};
use crate::engine::{self, Body, Place, Tid, active, here, point};

/// Starts a thread. It goes on after this returns, until its closure returns.
///
/// # Panics
///
/// When no thread can be started; [`Builder::spawn`] returns the error instead.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// What a thread is to be like.
#[derive(Debug, Default)]
#[must_use = "a builder starts nothing until `spawn` is called"]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

impl Builder {
    /// A thread without a name, with a stack of the usual size.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Gives it a name, which reports and panics show.
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }

    /// Bytes of stack; in the lab every thread has the same.
    pub fn stack_size(mut self, size: usize) -> Builder {
        self.stack_size = Some(size);
        self
    }

    fn real(self) -> std::thread::Builder {
        let mut builder = std::thread::Builder::new();
        if let Some(name) = self.name {
            builder = builder.name(name);
        }
        if let Some(size) = self.stack_size {
            builder = builder.stack_size(size);
        }
        builder
    }

    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// When the system, or the lab's thread limit, allows no more threads.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        self.spawn_boxed(Box::new(f), here())
    }

    // Compiled once for each type of result, and not of closure.
    fn spawn_boxed<T: Send + 'static>(
        self,
        f: Box<dyn FnOnce() -> T + Send>,
        place: Place,
    ) -> io::Result<JoinHandle<T>> {
        if !active() {
            let handle = self.real().spawn(f)?;
            let thread = Thread::real(handle.thread().clone());
            return Ok(JoinHandle(HandleInner::Real(handle, thread)));
        }
        let packet = Arc::new(Packet::new());
        let body: Body = Box::new(run_into(packet.clone(), f));
        let thread = start(self.name, place, body)?;
        Ok(JoinHandle(HandleInner::Lab(LabHandle {
            thread,
            packet,
            as_thread: Thread::lab(thread),
            nothing: nothing::<T>,
        })))
    }

    /// Starts the thread within a scope, whose end waits for it.
    ///
    /// # Errors
    ///
    /// When the system, or the lab's thread limit, allows no more threads.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.spawn_boxed_in(scope, Box::new(f), here())
    }

    // As `spawn_boxed`.
    fn spawn_boxed_in<'scope, 'env, T: Send + 'scope>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: Box<dyn FnOnce() -> T + Send + 'scope>,
        place: Place,
    ) -> io::Result<ScopedJoinHandle<'scope, T>> {
        match scope.real() {
            Some(real) => {
                let handle = self.real().spawn_scoped(real, f)?;
                Ok(ScopedJoinHandle::real(handle))
            }
            None => scope.spawn_in_lab(self.name, f, place),
        }
    }
}

/// The body of a simulated thread: `f`, with its result or panic left behind.
pub(super) fn run_into<T>(
    packet: Arc<Packet<T>>,
    f: Box<dyn FnOnce() -> T + Send + '_>,
) -> impl FnOnce() {
    move || {
        packet.put(catch_unwind(AssertUnwindSafe(f)));
    }
}

/// A `T`, if `T` is `()`.
fn nothing<T: 'static>() -> Option<T> {
    let unit: Box<dyn Any> = Box::new(());
    unit.downcast().ok().map(|unit| *unit)
}

pub(super) fn start(
    name: Option<String>,
    place: Place,
    body: Body,
) -> io::Result<Tid> {
    point(place);
    engine::spawn(name, place, body)
}
