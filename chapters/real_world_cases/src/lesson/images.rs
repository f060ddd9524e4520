//! Makes pictures smaller: a few workers, each of which takes a file through all
//! three steps. What is wrong with a file is a result, too.

use std::path::{Path, PathBuf};

use lab::println;
use lab::time::Instant;
use lab::{channel, thread};
use workloads::pictures::{
    Outcome, Studio, Summary, Thumbnail, fit, thumbnail_name,
};

/// How many files, and how many results, may wait.
const QUEUE: usize = 10;

/// Lets `workers` workers make thumbnails of `files`, no side of which is longer
/// than `longest` pixels.
pub fn run(
    studio: &dyn Studio,
    files: Vec<PathBuf>,
    workers: usize,
    longest: u32,
) -> Summary {
    println!("🚀 {workers} workers, {} pictures", files.len());
    let began = Instant::now();
    let (files_tx, files_rx) = channel::bounded::<PathBuf>(QUEUE);
    let (results_tx, results_rx) = channel::bounded(QUEUE);
    let outcomes = thread::scope(|scope| {
        for id in 1..=workers {
            let files_rx = files_rx.clone();
            let results_tx = results_tx.clone();
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn_scoped(scope, move || {
                    for source in files_rx {
                        println!("👷 worker {id} takes {}", source.display());
                        let result = make(studio, &source, longest);
                        announce(id, &source, &result);
                        if results_tx.send(Outcome { source, result }).is_err() {
                            break;
                        }
                    }
                    println!("🏁 worker {id} ends");
                })
                .expect("the system has no thread left");
        }
        drop(files_rx);
        drop(results_tx);
        thread::Builder::new()
            .name("submitter".to_owned())
            .spawn_scoped(scope, move || {
                for file in files {
                    if files_tx.send(file).is_err() {
                        break;
                    }
                }
            })
            .expect("the system has no thread left");
        results_rx.iter().collect()
    });
    Summary::new(outcomes, began.elapsed())
}

// ANCHOR: make
/// The three steps. `?` ends the work on this file, not the worker: the error
/// goes into its result.
fn make(
    studio: &dyn Studio,
    source: &Path,
    longest: u32,
) -> Result<Thumbnail, String> {
    let picture = studio.decode(source)?;
    let (width, height) = fit(picture.width, picture.height, longest);
    let small = studio.resize(picture, width, height);
    let name = thumbnail_name(source);
    studio.encode(&name, small)?;
    Ok(Thumbnail {
        name,
        width,
        height,
    })
}
// ANCHOR_END: make

fn announce(worker: usize, source: &Path, result: &Result<Thumbnail, String>) {
    let source = source.display();
    match result {
        Ok(made) => println!(
            "🖼️ worker {worker} made {source} {}×{}",
            made.width, made.height
        ),
        Err(reason) => println!("❌ worker {worker}: {source}: {reason}"),
    }
}
