//! The trap: a stage ends when the first thread before it has ended.
//!
//! Each decoder says when it has no more pictures. The resizer takes the first
//! such word for the last: it ends, its receiver goes, and the decoders that are
//! still at work cannot hand on what they have made.

use std::path::PathBuf;

use lab::channel::SendError;
use lab::{channel, println, thread};
use workloads::pictures::{Picture, SimulatedStudio, Studio};

/// What a decoder hands on.
enum Decoded {
    Picture(PathBuf, Picture),
    /// The decoder has no more pictures.
    End,
}

/// Lets `workers` decoders and one resizer make 8 pictures smaller.
pub fn run(workers: usize) -> String {
    let mut studio = SimulatedStudio::default();
    for number in 1..=8 {
        let name = format!("picture{number}.png");
        let decode = std::time::Duration::from_millis(25 * number);
        studio = studio.with(&name, (640, 480), decode);
    }
    let (files_tx, files_rx) = channel::unbounded::<PathBuf>();
    let (decoded_tx, decoded_rx) = channel::bounded(4);
    for file in studio.files() {
        files_tx.send(file).expect("main holds a receiver");
    }
    drop(files_tx);

    let studio = &studio;
    let made = thread::scope(|scope| {
        let mut decoders = Vec::new();
        for id in 1..=workers {
            let (files_rx, decoded_tx) = (files_rx.clone(), decoded_tx.clone());
            let decoder = thread::Builder::new()
                .name(format!("decoder {id}"))
                .spawn_scoped(scope, move || -> Result<(), SendError<Decoded>> {
                    for file in files_rx {
                        let picture = studio.decode(&file).expect("it is whole");
                        decoded_tx.send(Decoded::Picture(file, picture))?;
                    }
                    println!("🏁 decoder {id} ends");
                    decoded_tx.send(Decoded::End)
                })
                .expect("the system has no thread left");
            decoders.push(decoder);
        }
        drop(decoded_tx);

        let resizer = thread::Builder::new()
            .name("resizer".to_owned())
            .spawn_scoped(scope, move || {
                let mut made = 0;
                while let Ok(Decoded::Picture(file, picture)) = decoded_rx.recv() {
                    drop(studio.resize(picture, 64, 48));
                    println!("🖼️ {} is resized", file.display());
                    made += 1;
                }
                println!("🏁 the resizer ends: a decoder said that it has no more");
                made
            })
            .expect("the system has no thread left");
        let made = resizer.join().expect("the resizer does not panic");
        for (index, decoder) in decoders.into_iter().enumerate() {
            let ended = decoder.join().expect("decoders do not panic");
            if let Err(SendError(Decoded::Picture(file, _))) = ended {
                let id = index + 1;
                println!("❌ decoder {id}: nobody takes {}", file.display());
            }
        }
        made
    });
    let lost = 8 - made;
    format!("\n📊 {made} pictures of 8 are resized, {lost} are lost\n")
}
