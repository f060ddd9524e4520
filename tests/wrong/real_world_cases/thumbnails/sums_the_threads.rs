//! Wrong: three threads in all are enough, even if a stage has none.

use std::path::PathBuf;
use std::sync::Arc;

use lab::channel::{self, Receiver, Sender};
use lab::thread::{self, JoinHandle};
use workloads::job::PoolError;
use workloads::pictures::{
    Outcome, Picture, Stages, Studio, Thumbnail, fit, thumbnail_name,
};

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
    if stages.decoders + stages.resizers + stages.encoders < 3 {
        return Err(PoolError::NoWorkers);
    }
    let (files_tx, files_rx) = channel::bounded::<PathBuf>(stages.queue);
    let (large_tx, large_rx) = channel::bounded::<(PathBuf, Picture)>(stages.queue);
    let (small_tx, small_rx) = channel::bounded::<(PathBuf, Picture)>(stages.queue);
    let (outcomes_tx, outcomes_rx) = channel::bounded(stages.queue);

    // Every thread gets its own sender into the next stage, and nobody else has
    // one: the next stage's queue closes when the last thread of this one ends.
    let mut threads = Vec::new();
    {
        let (studio, outcomes_tx) = (Arc::clone(&studio), outcomes_tx.clone());
        let decode = move |source: PathBuf, large_tx: &Sender<_>| match studio
            .decode(&source)
        {
            Ok(picture) => large_tx.send((source, picture)).is_ok(),
            Err(reason) => {
                let result = Err(reason);
                outcomes_tx.send(Outcome { source, result }).is_ok()
            }
        };
        stage(&mut threads, stages.decoders, files_rx, large_tx, decode);
    }
    {
        let studio = Arc::clone(&studio);
        let resize = move |(source, picture): (PathBuf, Picture),
                           small_tx: &Sender<_>| {
            let (width, height) = fit(picture.width, picture.height, longest);
            let small = studio.resize(picture, width, height);
            small_tx.send((source, small)).is_ok()
        };
        stage(&mut threads, stages.resizers, large_rx, small_tx, resize);
    }
    let encode = move |(source, small): (PathBuf, Picture),
                       outcomes_tx: &Sender<_>| {
        let name = thumbnail_name(&source);
        let (width, height) = (small.width, small.height);
        let made = |()| Thumbnail {
            name: name.clone(),
            width,
            height,
        };
        let result = studio.encode(&name, small).map(made);
        outcomes_tx.send(Outcome { source, result }).is_ok()
    };
    stage(&mut threads, stages.encoders, small_rx, outcomes_tx, encode);
    threads.push(thread::spawn(move || {
        for file in files {
            if files_tx.send(file).is_err() {
                break;
            }
        }
    }));

    let outcomes = outcomes_rx.iter().collect();
    for thread in threads {
        thread.join().expect("no step panics");
    }
    Ok(outcomes)
}

/// Starts `count` threads that do `work` with whatever comes in, until nothing more
/// can come or `work` says that nobody wants its results.
fn stage<In, Out, W>(
    threads: &mut Vec<JoinHandle<()>>,
    count: usize,
    input: Receiver<In>,
    output: Sender<Out>,
    work: W,
) where
    In: Send + 'static,
    Out: Send + 'static,
    W: Fn(In, &Sender<Out>) -> bool + Send + Sync + 'static,
{
    let work = Arc::new(work);
    for _ in 0..count {
        let (input, output) = (input.clone(), output.clone());
        let work = Arc::clone(&work);
        threads.push(thread::spawn(move || {
            for item in input {
                if !work(item, &output) {
                    break;
                }
            }
        }));
    }
}
