//! Makes the pictures of one folder smaller, into another: `cargo run -- FROM TO`.
//! Without folders it paints some pictures first, into `pictures`.

use std::env;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use exercises::thumbnails::make_thumbnails;
use outside::studio::{RealStudio, generate};
use workloads::pictures::{Stages, Summary};

fn main() -> io::Result<()> {
    let mut folders = env::args_os().skip(1).map(PathBuf::from);
    let input = match folders.next() {
        Some(input) => input,
        None => {
            let input = PathBuf::from("pictures");
            generate(&input, 12, 42)?;
            input
        }
    };
    let output = folders.next().unwrap_or_else(|| input.join("thumbs"));
    let longest = 64;
    let stages = Stages {
        decoders: 4,
        resizers: 4,
        encoders: 4,
        queue: 4,
    };
    let studio = Arc::new(RealStudio::new(&input, &output)?);
    let began = Instant::now();
    let files = studio.files()?;
    let outcomes = make_thumbnails(studio, files, longest, stages)
        .expect("there are threads");
    print!("{}", Summary::new(outcomes, began.elapsed()));
    Ok(())
}
