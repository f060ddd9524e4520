//! Programs around the exercises of chapter 6.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use cli::Common;
use lab::println;
use lab::time::Instant;
use workloads::checksums::{Disk, Options, Outcome, SimulatedDisk, Summary};
use workloads::job::PoolError;
use workloads::pictures::{self, Stages, Studio};
use workloads::site::{Answer, CrawlReport, Limits, Visit};

use crate::console::Console;
use crate::disk::RealDisk;
use crate::flags::Flags;

/// What the exercise `thumbnails` is.
pub type ThumbnailsFn = fn(
    Arc<dyn Studio>,
    Vec<PathBuf>,
    u32,
    Stages,
) -> Result<Vec<pictures::Outcome>, PoolError>;

/// Fetches an address.
pub type FetchFn = Box<dyn Fn(&str) -> Answer + Send + Sync>;

/// Runs the exercise `thumbnails`.
///
/// A wrong command line is told, and ends with code 2.
pub fn thumbnails(common: &Common, flags: &Flags, make: ThumbnailsFn) -> ExitCode {
    let input = match flags.pictures(common.seed) {
        Ok(input) => input,
        Err(problem) => return cli::usage(&problem),
    };
    common.run(|| {
        let began = Instant::now();
        let (studio, files) = (input.studio.clone(), input.files.clone());
        let outcomes = make(studio, files, flags.size(), flags.stages())
            .expect("there are threads");
        pictures::Summary::new(outcomes, began.elapsed())
    })
}

/// Runs the exercise `crawler`.
///
/// A wrong command line is told, and ends with code 2.
pub fn crawler(
    common: &Common,
    flags: &Flags,
    crawl: fn(&str, Limits, FetchFn) -> Result<Vec<Visit>, PoolError>,
) -> ExitCode {
    let start = match flags.site(common) {
        Ok(start) => start,
        Err(problem) => return cli::usage(&problem),
    };
    common.run(|| {
        let began = Instant::now();
        let web = Arc::clone(&start.web);
        let fetch = Box::new(move |url: &str| web.fetch(url));
        let visits =
            crawl(&start.url, start.limits, fetch).expect("there are workers");
        CrawlReport::new(visits, began.elapsed())
    })
}

/// What the exercise `checksum` is.
pub type ChecksumFn = fn(
    Arc<dyn Disk>,
    &Path,
    Options,
    Arc<dyn Fn() -> bool + Send + Sync>,
    &mut dyn FnMut(&Outcome),
) -> Result<Summary, PoolError>;

/// Runs the exercise `checksum` over a simulated disk, or with `--real` over the
/// files in `--input`, and ends as the exercise `exit_code` says.
///
/// A wrong command line is told, and ends with code 2.
pub fn checksum(
    common: &Common,
    flags: &Flags,
    checksum: ChecksumFn,
    exit_code: fn(&Summary) -> u8,
) -> ExitCode {
    if flags.root().is_some() && !common.real {
        return cli::usage(
            "the checksums of an --input need --real: the lab has a disk of its own",
        );
    }
    let options = flags.options();
    let code = Cell::new(None);
    let ran = common.run(|| {
        let cancelled = flags.cancelled();
        if lab::is_simulated() {
            let disk = Arc::new(trouble());
            let root = Path::new("tree");
            let summary = checksum(disk, root, options, cancelled, &mut announce)
                .expect("there are workers");
            code.set(Some(exit_code(&summary)));
            return format!("\n📊 {summary}\n");
        }
        let console = Console::default();
        let root = flags.root().unwrap_or(Path::new("."));
        let mut show = |outcome: &Outcome| {
            if console.show(outcome).is_err() {
                // Nobody reads: there is nobody to tell, either.
                std::process::exit(1);
            }
        };
        let disk = Arc::new(RealDisk);
        let summary = checksum(disk, root, options, cancelled, &mut show)
            .expect("there are workers");
        console.finish();
        code.set(Some(exit_code(&summary)));
        eprintln!("📊 {summary}");
        String::new()
    });
    match code.get() {
        // After a deadlock or the like there is no code of its own.
        None | Some(0) => ran,
        Some(code) => ExitCode::from(code),
    }
}

fn announce(outcome: &Outcome) {
    // The simulated disk is the same on every system.
    let path = outcome.path.display().to_string().replace('\\', "/");
    match &outcome.result {
        Ok(digest) => println!("✅ {}  {path}", digest.sha256),
        Err(reason) => println!("❌ {path}: {reason}"),
    }
}

/// A disk on which everything goes wrong that can.
fn trouble() -> SimulatedDisk {
    use io::ErrorKind::{NotFound, Other, PermissionDenied, TimedOut};
    SimulatedDisk::default()
        .file("tree/a/empty", "")
        .file("tree/a/hello", "hello\n")
        .file("tree/a/large", vec![7; 300_000])
        .failing("tree/b/shaky", "third time lucky\n", TimedOut, 2)
        .failing("tree/b/broken", "?", Other, u32::MAX)
        .failing("tree/b/secret", "?", PermissionDenied, u32::MAX)
        .failing("tree/b/vanished", "?", NotFound, u32::MAX)
        .locked_folder("tree/c/locked")
        .link("tree/c/up", "tree")
        .socket("tree/c/socket")
        .file("tree/d", "the last\n")
}
