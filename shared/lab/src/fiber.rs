//! Stackful coroutines: the only file that touches `corosensei`.
//!
//! A simulated thread is a fiber. It runs on its own stack until it calls
//! [`suspend`], and goes on when the run loop resumes it. All fibers of a run
//! share one operating-system thread, so only one of them ever runs.

use std::cell::{Cell, RefCell};
use std::io;
use std::ptr;

#[cfg(not(target_os = "linux"))]
use corosensei::stack::DefaultStack as FiberStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};

#[cfg(target_os = "linux")]
use corosensei::stack::{Stack, StackPointer};

#[cfg(target_os = "linux")]
use crate::stack::SlabStack as FiberStack;

/// How many stacks an operating-system thread keeps for its next runs. What a
/// larger run had is given back as a whole when its last fiber has ended.
const KEPT_STACKS: usize = 256;

#[derive(Default)]
struct Stacks {
    free: Vec<FiberStack>,
    in_use: usize,
}

thread_local! {
    /// The way back to the run loop, for the fiber that is running now.
    static YIELDER: Cell<*const Yielder<(), ()>> = const { Cell::new(ptr::null()) };
    static STACKS: RefCell<Stacks> = RefCell::default();
}

/// One simulated thread's stack and where it stands on it.
pub(crate) struct Fiber {
    coroutine: Option<Coroutine<(), (), (), FiberStack>>,
}

impl Fiber {
    /// Prepares `body` to run on a stack of at least `stack_size` bytes, below
    /// which lies a guard page. `body` must not let a panic out.
    ///
    /// # Errors
    ///
    /// When the system has no memory or no mappings left for a stack.
    pub(crate) fn new(
        stack_size: usize,
        body: Box<dyn FnOnce()>,
    ) -> io::Result<Fiber> {
        let stack = STACKS.with_borrow_mut(|stacks| stacks.take(stack_size))?;
        let coroutine =
            Coroutine::with_stack(stack, move |yielder: &Yielder<(), ()>, ()| {
                YIELDER.set(yielder);
                body();
            });
        Ok(Fiber {
            coroutine: Some(coroutine),
        })
    }

    /// Runs the fiber until it suspends or ends; says whether it has ended.
    pub(crate) fn resume(&mut self) -> bool {
        let Some(coroutine) = &mut self.coroutine else {
            return true;
        };
        match coroutine.resume(()) {
            CoroutineResult::Yield(()) => false,
            CoroutineResult::Return(()) => {
                self.keep_stack();
                true
            }
        }
    }

    /// Gives up a fiber that cannot be unwound: its stack is reused, what lies
    /// on it is leaked.
    ///
    /// # Safety
    ///
    /// Nothing that still runs may refer to anything on this fiber's stack.
    pub(crate) unsafe fn abandon(mut self) {
        if let Some(coroutine) = &mut self.coroutine
            && !coroutine.done()
        {
            // SAFETY: the caller promises that the stack is no longer in use.
            unsafe { coroutine.force_reset() };
        }
        self.keep_stack();
    }

    fn keep_stack(&mut self) {
        if let Some(coroutine) = self.coroutine.take() {
            let stack = coroutine.into_stack();
            STACKS.with_borrow_mut(|stacks| stacks.keep(stack));
        }
    }
}

impl Stacks {
    /// All of them have the size that the first was asked for.
    fn take(&mut self, size: usize) -> io::Result<FiberStack> {
        if self.free.is_empty() {
            #[cfg(target_os = "linux")]
            self.free.extend(FiberStack::slab(size)?);
            #[cfg(not(target_os = "linux"))]
            self.free.push(FiberStack::new(size)?);
        }
        self.in_use += 1;
        Ok(self.free.pop().expect("there is one now"))
    }

    fn keep(&mut self, stack: FiberStack) {
        self.free.push(stack);
        self.in_use -= 1;
        if self.in_use == 0 && self.free.len() > KEPT_STACKS {
            self.free.clear();
        }
    }
}

// SAFETY: the memory between limit and base is mapped for as long as the stack lives,
// belongs to it alone, and begins with a guard; both ends are page-aligned.
#[cfg(target_os = "linux")]
unsafe impl Stack for FiberStack {
    fn base(&self) -> StackPointer {
        StackPointer::new(self.base).expect("above a mapping")
    }

    fn limit(&self) -> StackPointer {
        StackPointer::new(self.limit).expect("within a mapping")
    }
}

/// Goes back to the run loop; returns when the loop resumes this fiber.
pub(crate) fn suspend() {
    let yielder = YIELDER.get();
    assert!(!yielder.is_null(), "suspended outside a simulated thread");
    // SAFETY: the pointer was set by the fiber that is running now, at its start
    // or below, after it was resumed; its yielder lives as long as its stack.
    unsafe { (*yielder).suspend(()) };
    YIELDER.set(yielder);
}
