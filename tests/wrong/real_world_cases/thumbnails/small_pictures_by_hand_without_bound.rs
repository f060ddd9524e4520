//! Wrong: of two queues made by hand, the one of small pictures has no bound.

use std::path::PathBuf;
use std::sync::Arc;

use workloads::job::PoolError;
use workloads::pictures::{Outcome, Stages, Studio, Thumbnail, fit, thumbnail_name};

use lab::sync::atomic::{AtomicUsize, Ordering};
use lab::sync::{Condvar, Mutex};
use lab::thread;
use std::collections::VecDeque;

/// A bounded queue that closes when its producers have ended. A place is taken
/// before the item is there, so that with 0 places an item goes from hand to hand.
struct Belt<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    room: usize,
}
struct State<T> {
    items: VecDeque<T>,
    producers: usize,
    takers: usize,
}

impl<T> Belt<T> {
    fn new(room: usize, producers: usize) -> Self {
        Belt {
            state: Mutex::new(State {
                items: VecDeque::new(),
                producers,
                takers: 0,
            }),
            changed: Condvar::new(),
            room,
        }
    }
    fn put(&self, item: T) {
        let mut s = self.state.lock().unwrap();
        while s.items.len() >= self.room + if self.room == 0 { s.takers } else { 0 }
        {
            s = self.changed.wait(s).unwrap();
        }
        s.items.push_back(item);
        self.changed.notify_all();
    }
    fn take(&self) -> Option<T> {
        let mut s = self.state.lock().unwrap();
        s.takers += 1;
        self.changed.notify_all();
        loop {
            if let Some(item) = s.items.pop_front() {
                s.takers -= 1;
                self.changed.notify_all();
                return Some(item);
            }
            if s.producers == 0 {
                s.takers -= 1;
                return None;
            }
            s = self.changed.wait(s).unwrap();
        }
    }
    fn leave(&self) {
        self.state.lock().unwrap().producers -= 1;
        self.changed.notify_all();
    }
}

pub fn make_thumbnails(
    studio: Arc<dyn Studio>,
    files: Vec<PathBuf>,
    longest: u32,
    stages: Stages,
) -> Result<Vec<Outcome>, PoolError> {
    if [stages.decoders, stages.resizers, stages.encoders].contains(&0) {
        return Err(PoolError::NoWorkers);
    }
    let next = AtomicUsize::new(0);
    let decoded = Belt::new(stages.queue, stages.decoders);
    let small = Belt::new(usize::MAX, stages.resizers);
    let studio = &*studio;
    let (files, next, decoded, small) = (&files, &next, &decoded, &small);
    Ok(thread::scope(|scope| {
        let mut threads = Vec::new();
        for _ in 0..stages.decoders {
            threads.push(scope.spawn(move || {
                let mut mine = Vec::new();
                while let Some(source) =
                    files.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    match studio.decode(source) {
                        Ok(picture) => decoded.put((source, picture)),
                        Err(e) => mine.push(Outcome {
                            source: source.clone(),
                            result: Err(e),
                        }),
                    }
                }
                decoded.leave();
                mine
            }));
        }
        for _ in 0..stages.resizers {
            threads.push(scope.spawn(move || {
                while let Some((source, picture)) = decoded.take() {
                    let (w, h) = fit(picture.width, picture.height, longest);
                    small.put((source, (studio.resize(picture, w, h), w, h)));
                }
                small.leave();
                Vec::new()
            }));
        }
        for _ in 0..stages.encoders {
            threads.push(scope.spawn(move || {
                let mut mine = Vec::new();
                while let Some((source, (picture, width, height))) = small.take() {
                    let name = thumbnail_name(source);
                    let result = studio.encode(&name, picture).map(|()| Thumbnail {
                        name,
                        width,
                        height,
                    });
                    mine.push(Outcome {
                        source: source.clone(),
                        result,
                    });
                }
                mine
            }));
        }
        threads
            .into_iter()
            .flat_map(|t| t.join().unwrap())
            .collect()
    }))
}
