//! Right, and built otherwise: no thread hands out the files; who collects the outcomes
//! does that, too, whichever is possible.

use std::path::PathBuf;
use std::sync::Arc;

use lab::channel::{self, select};
use lab::thread;
use workloads::job::PoolError;
use workloads::pictures::{Outcome, Stages, Studio, Thumbnail, fit, thumbnail_name};

pub fn make_thumbnails(
    studio: Arc<dyn Studio>,
    files: Vec<PathBuf>,
    longest: u32,
    stages: Stages,
) -> Result<Vec<Outcome>, PoolError> {
    if stages.decoders == 0 || stages.resizers == 0 || stages.encoders == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (files_tx, files_rx) = channel::bounded::<PathBuf>(stages.queue);
    let (large_tx, large_rx) = channel::bounded(stages.queue);
    let (small_tx, small_rx) = channel::bounded(stages.queue);
    let (outcomes_tx, outcomes_rx) = channel::bounded(stages.queue);
    let mut threads = Vec::new();
    for _ in 0..stages.decoders {
        let (studio, files_rx) = (Arc::clone(&studio), files_rx.clone());
        let (large_tx, outcomes_tx) = (large_tx.clone(), outcomes_tx.clone());
        threads.push(thread::spawn(move || {
            for source in files_rx {
                match studio.decode(&source) {
                    Ok(picture) => large_tx.send((source, picture)).unwrap(),
                    Err(reason) => {
                        let result = Err(reason);
                        outcomes_tx.send(Outcome { source, result }).unwrap();
                    }
                }
            }
        }));
    }
    for _ in 0..stages.resizers {
        let studio = Arc::clone(&studio);
        let (large_rx, small_tx) = (large_rx.clone(), small_tx.clone());
        threads.push(thread::spawn(move || {
            for (source, picture) in large_rx {
                let (width, height) = fit(picture.width, picture.height, longest);
                let small = studio.resize(picture, width, height);
                small_tx.send((source, small)).unwrap();
            }
        }));
    }
    for _ in 0..stages.encoders {
        let studio = Arc::clone(&studio);
        let (small_rx, outcomes_tx) = (small_rx.clone(), outcomes_tx.clone());
        threads.push(thread::spawn(move || {
            for (source, small) in small_rx {
                let name = thumbnail_name(&source);
                let (width, height) = (small.width, small.height);
                let result = studio.encode(&name, small).map(|()| Thumbnail {
                    name,
                    width,
                    height,
                });
                outcomes_tx.send(Outcome { source, result }).unwrap();
            }
        }));
    }
    drop((
        files_rx,
        large_tx,
        large_rx,
        small_tx,
        small_rx,
        outcomes_tx,
    ));

    let mut outcomes = Vec::new();
    let mut files = files.into_iter().peekable();
    while let Some(file) = files.peek() {
        select! {
            send(files_tx, file.clone()) -> sent => {
                sent.unwrap();
                files.next();
            }
            recv(outcomes_rx) -> outcome => outcomes.push(outcome.unwrap()),
        }
    }
    drop(files_tx);
    outcomes.extend(outcomes_rx);
    for thread in threads {
        thread.join().unwrap();
    }
    Ok(outcomes)
}
