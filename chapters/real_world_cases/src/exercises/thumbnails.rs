//! Exercise: thumbnails in three stages, with few pictures in memory.
//!
//! Threads, channels, locks and clocks are in `lab::{thread, channel, sync, time}`.
//! The standard library's are invisible to it, and the rules cannot hold with them.
//! The types that it is given are in `shared/workloads/src/pictures.rs`.

use std::path::PathBuf;
use std::sync::Arc;

use workloads::job::PoolError;
use workloads::pictures::{Outcome, Stages, Studio};

/// Makes a thumbnail of each file, no side of it longer than `longest` pixels, in
/// three stages: some threads decode, others resize to the size that [`fit`] gives,
/// others encode under the name that [`thumbnail_name`] gives. No queue, be it of
/// files, pictures or outcomes, ever holds more than `stages.queue` messages.
///
/// A file that cannot be decoded or encoded is an outcome like any other, with what
/// the studio says of it; no step panics. Returns one outcome for each file, in any
/// order, when all threads have ended. Besides those of the stages it may start one
/// more thread.
///
/// Who has to wait sleeps: nobody asks again and again.
///
/// # Errors
///
/// [`PoolError::NoWorkers`] when a stage has no threads.
///
/// [`fit`]: workloads::pictures::fit
/// [`thumbnail_name`]: workloads::pictures::thumbnail_name
pub fn make_thumbnails(
    studio: Arc<dyn Studio>,
    files: Vec<PathBuf>,
    longest: u32,
    stages: Stages,
) -> Result<Vec<Outcome>, PoolError> {
    todo!("start the threads of the three stages and hand the files through them")
}
