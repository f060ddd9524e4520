use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Builder;
use super::builder::{run_into, start};
use super::handle::{
    LabHandle, Packet, Thread, is_finished, made_outside, wait_until,
};
use crate::engine::panics::IN_SCOPE;
use crate::engine::{
    Place, Tid, Wait, abort, active, check_in_run, check_run, erase_lifetime, here,
    with,
};

/// Where threads may be started that borrow from the caller of [`scope`].
pub struct Scope<'scope, 'env: 'scope> {
    /// A `std::thread::Scope<'scope, 'env>`, or null in the lab.
    real: AtomicPtr<()>,
    /// The run of the lab that it belongs to; 0: none.
    run: u32,
    threads: Mutex<Vec<Tid>>,
    panicked: Arc<AtomicBool>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `f`, which may start threads that borrow from here; returns when all of
/// them have ended.
///
/// # Panics
///
/// When `f` panics, or a thread that nobody joined did: after all have ended.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let mut f = Some(f);
    let mut value = None;
    within(&mut |scope| {
        let f = f.take().expect("called once");
        value = Some(f(scope));
    });
    value.expect("it has returned")
}

// Not generic, so that it is compiled and optimised with the lab. Its panic is told
// with the line of whoever opened the scope.
#[track_caller]
fn within<'env>(f: &mut dyn for<'scope> FnMut(&'scope Scope<'scope, 'env>)) {
    let place = here();
    let scope = Scope {
        real: AtomicPtr::new(ptr::null_mut()),
        run: if active() { with(|state| state.run) } else { 0 },
        threads: Mutex::default(),
        panicked: Arc::default(),
        scope: PhantomData,
        env: PhantomData,
    };
    if !active() {
        return std::thread::scope(|real| {
            let real = ptr::from_ref(real).cast_mut().cast();
            scope.real.store(real, Ordering::Relaxed);
            // SAFETY: only lifetimes change. `scope` outlives the call of
            // `std::thread::scope`, which waits for every thread that sees it.
            f(unsafe { mem::transmute::<&Scope<'_, '_>, &Scope<'_, '_>>(&scope) })
        });
    }
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    scope.wait_for_all(place);
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(()) if scope.panicked.load(Ordering::Relaxed) => panic_any(IN_SCOPE),
        Ok(()) => {}
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
    /// Starts a thread that may borrow from outside the scope.
    ///
    /// # Panics
    ///
    /// When no thread can be started.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Builder::new()
            .spawn_scoped(self, f)
            .expect("failed to spawn thread")
    }

    pub(super) fn real(
        &'scope self,
    ) -> Option<&'scope std::thread::Scope<'scope, 'env>> {
        if active() {
            check_run(self.run, "scope");
        }
        let real: *const std::thread::Scope<'scope, 'env> =
            self.real.load(Ordering::Relaxed).cast();
        // SAFETY: null, or the scope within which this one is lent out.
        unsafe { real.as_ref() }
    }

    pub(super) fn spawn_in_lab<T: Send + 'scope>(
        &'scope self,
        name: Option<String>,
        f: Box<dyn FnOnce() -> T + Send + 'scope>,
        place: Place,
    ) -> io::Result<ScopedJoinHandle<'scope, T>> {
        check_in_run(self.run, "scope");
        let packet = Arc::new(Packet::scoped(self.panicked.clone()));
        let body = Box::new(run_into(packet.clone(), f));
        // SAFETY: `scope` does not return or unwind before the thread has ended,
        // nor does the run: what cannot be ended is abandoned together with the
        // stack that `'scope` refers to.
        let body = unsafe { erase_lifetime(body) };
        let thread = start(name, place, body)?;
        self.add(thread);
        Ok(ScopedJoinHandle {
            inner: Inner::Lab(LabHandle {
                thread,
                packet,
                as_thread: Thread::lab(thread),
                nothing: || None,
            }),
            thread: None,
            scope: PhantomData,
        })
    }

    fn add(&self, thread: Tid) {
        with(|state| state.threads[thread].is_scoped = true);
        let threads = self.threads.lock();
        threads.unwrap_or_else(PoisonError::into_inner).push(thread);
    }

    /// Also when the run is taken apart: threads may refer to what lies on the
    /// stack below.
    fn wait_for_all(&self, place: Place) {
        let last = |threads: &Mutex<Vec<Tid>>| {
            let threads = threads.lock().unwrap_or_else(PoisonError::into_inner);
            threads.iter().copied().find(|&t| !is_finished(t))
        };
        let waited = catch_unwind(AssertUnwindSafe(|| {
            while let Some(thread) = last(&self.threads) {
                wait_until(thread, Wait::Scope(thread), place);
            }
            let threads = self.threads.lock();
            let threads = threads.unwrap_or_else(PoisonError::into_inner);
            with(|state| state.leave_scope(&threads));
        }));
        if let Err(aborted) = waited {
            abort::hold_until(|| last(&self.threads).is_none());
            resume_unwind(aborted);
        }
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scope { .. }")
    }
}

/// The right to wait for a thread of a scope, and to have its result.
pub struct ScopedJoinHandle<'scope, T> {
    inner: Inner<'scope, T>,
    thread: Option<Thread>,
    scope: PhantomData<&'scope ()>,
}

enum Inner<'scope, T> {
    Real(std::thread::ScopedJoinHandle<'scope, T>),
    Lab(LabHandle<T>),
}

impl<'scope, T> ScopedJoinHandle<'scope, T> {
    pub(super) fn real(
        handle: std::thread::ScopedJoinHandle<'scope, T>,
    ) -> ScopedJoinHandle<'scope, T> {
        let thread = Some(Thread::real(handle.thread().clone()));
        ScopedJoinHandle {
            inner: Inner::Real(handle),
            thread,
            scope: PhantomData,
        }
    }

    /// The thread itself.
    pub fn thread(&self) -> &Thread {
        match (&self.inner, &self.thread) {
            (Inner::Lab(handle), _) => &handle.as_thread,
            (Inner::Real(_), Some(thread)) => thread,
            (Inner::Real(_), None) => unreachable!("set when it was made"),
        }
    }

    /// Waits until the thread has ended.
    ///
    /// # Errors
    ///
    /// When the thread panicked: what the panic carried.
    #[track_caller]
    pub fn join(self) -> super::Result<T> {
        match self.inner {
            Inner::Real(handle) => {
                made_outside();
                handle.join()
            }
            Inner::Lab(handle) => handle.join(here()),
        }
    }

    /// Whether the thread has ended, without waiting.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        match &self.inner {
            Inner::Real(handle) => handle.is_finished(),
            Inner::Lab(handle) => handle.is_finished(here()),
        }
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScopedJoinHandle { .. }")
    }
}
