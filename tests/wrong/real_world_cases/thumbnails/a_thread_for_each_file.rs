//! Wrong: a thread for each file does all three steps, with a permit for each of
//! them.

use std::path::PathBuf;
use std::sync::Arc;

use lab::channel::{self, Receiver, Sender};
use lab::thread;
use workloads::job::PoolError;
use workloads::pictures::{Outcome, Stages, Studio, Thumbnail, fit, thumbnail_name};

/// Whoever receives a permit gives it back when the step is over.
type Permits = (Sender<()>, Receiver<()>);

fn permits(count: usize) -> Permits {
    let (tx, rx) = channel::bounded(count);
    for _ in 0..count {
        tx.send(()).expect("there is room");
    }
    (tx, rx)
}

fn with<T>(permits: &Permits, step: impl FnOnce() -> T) -> T {
    permits.1.recv().expect("we have a sender");
    let result = step();
    permits.0.send(()).expect("we have a receiver");
    result
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
        ..
    } = stages;
    if [decoders, resizers, encoders].contains(&0) {
        return Err(PoolError::NoWorkers);
    }
    let steps = Arc::new([permits(decoders), permits(resizers), permits(encoders)]);
    let most = decoders + resizers + encoders;
    let mut alive = std::collections::VecDeque::new();
    let mut outcomes = Vec::new();
    for source in files {
        if alive.len() == most {
            let first: thread::JoinHandle<Outcome> =
                alive.pop_front().expect("there are some");
            outcomes.push(first.join().expect("no step panics"));
        }
        let (studio, steps) = (Arc::clone(&studio), Arc::clone(&steps));
        alive.push_back(thread::spawn(move || {
            let name = thumbnail_name(&source);
            let picture = with(&steps[0], || studio.decode(&source));
            let result = picture.and_then(|picture| {
                let (width, height) = fit(picture.width, picture.height, longest);
                let small =
                    with(&steps[1], || studio.resize(picture, width, height));
                with(&steps[2], || studio.encode(&name, small))?;
                Ok(Thumbnail {
                    name,
                    width,
                    height,
                })
            });
            Outcome { source, result }
        }));
    }
    let rest = alive
        .into_iter()
        .map(|thread| thread.join().expect("no step panics"));
    outcomes.extend(rest);
    Ok(outcomes)
}
