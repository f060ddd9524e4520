//! Right, and built otherwise: scoped threads, and no thread that hands out files:
//! the decoders take them from a list.

use std::path::PathBuf;
use std::sync::Arc;

use lab::sync::Mutex;
use lab::{channel, thread};
use workloads::job::PoolError;
use workloads::pictures::{Outcome, Stages, Studio, Thumbnail, fit, thumbnail_name};

pub fn make_thumbnails(
    studio: Arc<dyn Studio>,
    files: Vec<PathBuf>,
    longest: u32,
    stages: Stages,
) -> Result<Vec<Outcome>, PoolError> {
    let threads = [stages.decoders, stages.resizers, stages.encoders];
    if threads.contains(&0) {
        return Err(PoolError::NoWorkers);
    }
    let files = Mutex::new(files.into_iter());
    let outcomes = Mutex::new(Vec::new());
    let done = |source: PathBuf, result| {
        outcomes.lock().unwrap().push(Outcome { source, result });
    };
    let (large_tx, large_rx) = channel::bounded(stages.queue);
    let (small_tx, small_rx) = channel::bounded(stages.queue);
    thread::scope(|scope| {
        for _ in 0..stages.decoders {
            let (large_tx, studio) = (large_tx.clone(), &studio);
            let (files, done) = (&files, &done);
            scope.spawn(move || {
                loop {
                    let file = files.lock().unwrap().next();
                    let Some(source) = file else { break };
                    match studio.decode(&source) {
                        Ok(picture) => large_tx.send((source, picture)).unwrap(),
                        Err(reason) => done(source, Err(reason)),
                    }
                }
            });
        }
        for _ in 0..stages.resizers {
            let (large_rx, small_tx) = (large_rx.clone(), small_tx.clone());
            let studio = &studio;
            scope.spawn(move || {
                for (source, picture) in large_rx {
                    let (width, height) =
                        fit(picture.width, picture.height, longest);
                    let small = studio.resize(picture, width, height);
                    small_tx.send((source, small)).unwrap();
                }
            });
        }
        for _ in 0..stages.encoders {
            let small_rx = small_rx.clone();
            let (studio, done) = (&studio, &done);
            scope.spawn(move || {
                for (source, small) in small_rx {
                    let (width, height) = (small.width, small.height);
                    let name = thumbnail_name(&source);
                    let result = studio.encode(&name, small);
                    let made = Thumbnail {
                        name,
                        width,
                        height,
                    };
                    done(source, result.map(|()| made));
                }
            });
        }
        drop((large_tx, large_rx, small_tx, small_rx));
    });
    Ok(outcomes.into_inner().unwrap())
}
