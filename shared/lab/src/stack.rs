//! Stacks for fibers: cheap to have by the ten thousand.
//!
//! They are cut from slabs of [`IN_A_SLAB`]. Below each lies a guard page, so that
//! an overflow ends the process instead of writing to the next stack. Where Linux
//! (6.13 and later) can guard a page without splitting the mapping that it lies in,
//! a slab stays one mapping; else each stack costs two, of which a process has
//! 65,530 unless its administrator says otherwise.

use std::io;
use std::ptr;
use std::rc::Rc;

const IN_A_SLAB: usize = 64;

/// One page, or more where pages are smaller.
const GUARD: usize = 64 * 1024;

/// `MADV_GUARD_INSTALL`, which `libc` does not name yet.
const GUARD_INSTALL: libc::c_int = 102;

/// A piece of a slab, from its guard to its base.
pub(crate) struct SlabStack {
    /// Where it begins, at its highest address.
    pub(crate) base: usize,
    /// Its lowest address, where its guard begins.
    pub(crate) limit: usize,
    _slab: Rc<Slab>,
}

impl SlabStack {
    /// A slab's worth of stacks, each of `size` bytes, which must be a multiple of
    /// the page size.
    ///
    /// # Errors
    ///
    /// When the system has no memory or no mappings left.
    pub(crate) fn slab(size: usize) -> io::Result<Vec<SlabStack>> {
        let pitch = GUARD + size;
        let slab = Rc::new(Slab::new(IN_A_SLAB * pitch)?);
        (0..IN_A_SLAB)
            .map(|n| {
                slab.guard(n * pitch)?;
                let limit = slab.start as usize + n * pitch;
                Ok(SlabStack {
                    base: limit + pitch,
                    limit,
                    _slab: slab.clone(),
                })
            })
            .collect()
    }
}

/// A mapping, until the last of its stacks is gone.
struct Slab {
    start: *mut libc::c_void,
    len: usize,
}

impl Slab {
    fn new(len: usize) -> io::Result<Slab> {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: a new mapping at a place that the system chooses.
        let start =
            unsafe { libc::mmap(ptr::null_mut(), len, access, flags, -1, 0) };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        // A fiber touches a page or two: huge pages would be mostly waste. A kernel
        // without huge pages refuses, which is as good.
        // SAFETY: advice on the mapping just made.
        unsafe { libc::madvise(start, len, libc::MADV_NOHUGEPAGE) };
        Ok(Slab { start, len })
    }

    /// Makes the first bytes from `at` on fatal to touch.
    fn guard(&self, at: usize) -> io::Result<()> {
        assert!(at + GUARD <= self.len);
        // SAFETY: within the mapping, as asserted.
        let page = unsafe { self.start.byte_add(at) };
        // SAFETY: a part of the mapping that holds nothing yet.
        let guarded = unsafe {
            libc::madvise(page, GUARD, GUARD_INSTALL) == 0
                || libc::mprotect(page, GUARD, libc::PROT_NONE) == 0
        };
        if guarded {
            Ok(())
        } else {
            Err(io::Error::last_os_error())
        }
    }
}

impl Drop for Slab {
    fn drop(&mut self) {
        // SAFETY: no stack is left, so nothing refers to the mapping.
        unsafe { libc::munmap(self.start, self.len) };
    }
}
