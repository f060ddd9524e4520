//! Right, and built otherwise: a file that cannot be decoded goes through all stages,
//! as an error; the encoders keep their outcomes, and give them to who joins them.

use std::path::PathBuf;
use std::sync::Arc;

use lab::channel::{self, Receiver, Sender};
use lab::thread;
use workloads::job::PoolError;
use workloads::pictures::{
    Outcome, Picture, Stages, Studio, Thumbnail, fit, thumbnail_name,
};

type Message = (PathBuf, Result<Picture, String>);

pub fn make_thumbnails(
    studio: Arc<dyn Studio>,
    files: Vec<PathBuf>,
    longest: u32,
    stages: Stages,
) -> Result<Vec<Outcome>, PoolError> {
    let Stages {
        decoders,
        resizers,
        encoders,
        queue,
    } = stages;
    if decoders.min(resizers).min(encoders) == 0 {
        return Err(PoolError::NoWorkers);
    }
    let (files_tx, files_rx) = channel::bounded(queue);
    let (large_tx, large_rx) = channel::bounded(queue);
    let (small_tx, small_rx) = channel::bounded(queue);
    let mut threads = Vec::new();
    for _ in 0..decoders {
        let (studio, ends) =
            (Arc::clone(&studio), (files_rx.clone(), large_tx.clone()));
        threads.push(thread::spawn(move || decode(&*studio, ends.0, &ends.1)));
    }
    for _ in 0..resizers {
        let (studio, ends) =
            (Arc::clone(&studio), (large_rx.clone(), small_tx.clone()));
        threads.push(thread::spawn(move || {
            resize(&*studio, longest, ends.0, &ends.1);
        }));
    }
    let mut last = Vec::new();
    for _ in 0..encoders {
        let (studio, small_rx) = (Arc::clone(&studio), small_rx.clone());
        last.push(thread::spawn(move || encode(&*studio, small_rx)));
    }
    drop((files_rx, large_tx, large_rx, small_tx, small_rx));
    for file in files {
        files_tx.send(file).expect("the decoders go on to the end");
    }
    drop(files_tx);
    for thread in threads {
        thread.join().expect("no step panics");
    }
    let outcomes = last.into_iter().map(|thread| thread.join());
    Ok(outcomes.flat_map(|own| own.expect("no panic")).collect())
}

fn decode(studio: &dyn Studio, files: Receiver<PathBuf>, large: &Sender<Message>) {
    for file in files {
        let picture = studio.decode(&file);
        large.send((file, picture)).expect("the resizers go on");
    }
}

fn resize(
    studio: &dyn Studio,
    longest: u32,
    large: Receiver<Message>,
    small: &Sender<Message>,
) {
    for (file, picture) in large {
        let picture = picture.map(|picture| {
            let (width, height) = fit(picture.width, picture.height, longest);
            studio.resize(picture, width, height)
        });
        small.send((file, picture)).expect("the encoders go on");
    }
}

fn encode(studio: &dyn Studio, small: Receiver<Message>) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (source, picture) in small {
        let name = thumbnail_name(&source);
        let result = picture.and_then(|picture| {
            let (width, height) = (picture.width, picture.height);
            studio.encode(&name, picture).map(|()| Thumbnail {
                name,
                width,
                height,
            })
        });
        outcomes.push(Outcome { source, result });
    }
    outcomes
}
