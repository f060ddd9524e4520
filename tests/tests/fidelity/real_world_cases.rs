#[path = "../../../solutions/real_world_cases/src/exercises/mod.rs"]
mod exercises;

use std::path::Path;
use std::sync::Arc;

use exercises::{checksum, crawler, thumbnails};
use workloads::checksums::{Options, SimulatedDisk};
use workloads::pictures::{SimulatedStudio, Stages};
use workloads::site::{Fetch, Limits, Site};

#[test]
fn thumbnails_are_made_on_plain_crossbeam() {
    let studio = (0..20).fold(SimulatedStudio::default(), |studio, number| {
        studio.with(
            &format!("{number}.png"),
            (90, 30),
            crate::time::Duration::ZERO,
        )
    });
    let studio = Arc::new(studio.with_damaged("damaged.png", "it is cut off"));
    let stages = Stages {
        decoders: 2,
        resizers: 3,
        encoders: 2,
        queue: 1,
    };
    let files = studio.files();
    let outcomes = thumbnails::make_thumbnails(studio.clone(), files, 30, stages);
    let outcomes = outcomes.expect("there are threads");
    assert_eq!(outcomes.len(), 21);
    assert_eq!(outcomes.iter().filter(|o| o.result.is_err()).count(), 1);
    assert!(studio.most_in_memory() <= 7 + 2);
}

#[test]
fn the_crawler_ends_on_plain_crossbeam() {
    let site = Site::default()
        .page(
            "http://a/",
            1,
            &["http://a/1", "http://b/", "http://a/gone"],
        )
        .page("http://a/1", 5, &["http://a/", "http://b/"])
        .redirect("http://b/", "http://a/1");
    let site = Arc::new(site);
    let limits = Limits {
        workers: 3,
        depth: 5,
        per_host: 1,
    };
    let web = Arc::clone(&site);
    let visits = crawler::crawl("http://a/", limits, move |url| web.fetch(url));
    assert_eq!(visits.expect("there are workers").len(), 4);
    assert!(site.fetched().values().all(|&times| times == 1));
    assert_eq!(site.most_at_once("a"), 1);
}

#[test]
fn checksums_are_right_on_plain_crossbeam() {
    let disk = (0..9).fold(SimulatedDisk::default(), |disk, number| {
        disk.file(format!("t/{number}"), "abc")
    });
    let mut reports = 0;
    let options = Options {
        workers: 3,
        queue: 2,
        attempts: 2,
    };
    let summary = checksum::checksum(
        Arc::new(disk.locked_folder("t/locked")),
        Path::new("t"),
        options,
        Arc::new(|| false),
        &mut |_| reports += 1,
    );
    let summary = summary.expect("there are workers");
    assert_eq!((summary.hashed, summary.failed, reports), (9, 1, 10));
    assert_eq!(checksum::exit_code(&summary), 1);
}
