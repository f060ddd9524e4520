//! Wrong: an encoder locks the list of outcomes before it encodes.

use std::path::PathBuf;
use std::sync::Arc;

use workloads::job::PoolError;
use workloads::pictures::{
    Outcome, Picture, Stages, Studio, Thumbnail, fit, thumbnail_name,
};

use lab::channel::bounded;
use lab::sync::Mutex;
use lab::thread;

struct Item {
    source: PathBuf,
    picture: Picture,
}

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
    if decoders == 0 || resizers == 0 || encoders == 0 {
        return Err(PoolError::NoWorkers);
    }
    let outcomes = Arc::new(Mutex::new(Vec::new()));
    let (files_tx, files_rx) = bounded::<PathBuf>(queue);
    let (decoded_tx, decoded_rx) = bounded::<Item>(queue);
    let (small_tx, small_rx) = bounded::<Item>(queue);
    let mut threads = Vec::new();
    for _ in 0..decoders {
        let (studio, outcomes, rx, tx) = (
            studio.clone(),
            outcomes.clone(),
            files_rx.clone(),
            decoded_tx.clone(),
        );
        threads.push(thread::spawn(move || {
            while let Ok(source) = rx.recv() {
                match studio.decode(&source) {
                    Ok(picture) => tx.send(Item { source, picture }).unwrap(),
                    Err(e) => outcomes.lock().unwrap().push(Outcome {
                        source,
                        result: Err(e),
                    }),
                }
            }
        }));
    }
    for _ in 0..resizers {
        let (studio, rx, tx) =
            (studio.clone(), decoded_rx.clone(), small_tx.clone());
        threads.push(thread::spawn(move || {
            while let Ok(Item { source, picture }) = rx.recv() {
                let (w, h) = fit(picture.width, picture.height, longest);
                let picture = studio.resize(picture, w, h);
                tx.send(Item { source, picture }).unwrap();
            }
        }));
    }
    for _ in 0..encoders {
        let (studio, outcomes, rx) =
            (studio.clone(), outcomes.clone(), small_rx.clone());
        threads.push(thread::spawn(move || {
            while let Ok(Item { source, picture }) = rx.recv() {
                let name = thumbnail_name(&source);
                let (width, height) = (picture.width, picture.height);
                let mut outcomes = outcomes.lock().unwrap();
                let result = studio.encode(&name, picture).map(|()| Thumbnail {
                    name,
                    width,
                    height,
                });
                outcomes.push(Outcome { source, result });
            }
        }));
    }
    drop((decoded_tx, small_tx));
    for file in files {
        files_tx.send(file).unwrap();
    }
    drop(files_tx);
    for t in threads {
        t.join().unwrap();
    }
    let all = std::mem::take(&mut *outcomes.lock().unwrap());
    Ok(all)
}
