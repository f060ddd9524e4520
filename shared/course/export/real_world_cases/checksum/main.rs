//! The checksums of all files in a folder, as `sha256sum` writes them:
//! `cargo run -- FOLDER`; without it, of the folder `src`.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::sync::Arc;

use exercises::checksum::{checksum, exit_code};
use outside::disk::{RealDisk, line};
use workloads::checksums::{Options, Outcome};

fn main() -> ExitCode {
    let root = env::args_os().nth(1).unwrap_or_else(|| "src".into());
    let options = Options {
        workers: 4,
        queue: 100,
        attempts: 3,
    };
    let cancelled = Arc::new(|| false);
    let disk = Arc::new(RealDisk);
    let root = PathBuf::from(root);
    let summary = checksum(disk, &root, options, cancelled, &mut show)
        .expect("there are workers");
    eprintln!("📊 {summary}");
    ExitCode::from(exit_code(&summary))
}

fn show(outcome: &Outcome) {
    match &outcome.result {
        Ok(digest) => {
            let line = line(&digest.sha256, &outcome.path);
            if io::stdout().write_all(&line).is_err() {
                // Nobody reads: there is nobody to tell, either.
                process::exit(1);
            }
        }
        Err(reason) => eprintln!("❌ {}: {reason}", outcome.path.display()),
    }
}
