//! A walk that is cancelled: where it ends, and whether the tree was looked through.

use std::path::Path;
use std::sync::Arc;

use lab::sync::atomic::Ordering;
use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule, scenario};
use workloads::checksums::{READ, SimulatedDisk, Summary};

use super::cancelling::cancelled_after;
use super::slow::SlowDisk;
use super::{checksum, files, options, whole};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_cancelled_walk_lists_no_more_folders", || {
            on_every_schedule(|| {
                scenario("a file in each folder");
                expect_no_more_folders(SlowDisk::folders(12));
                scenario("folders without files");
                expect_no_more_folders(SlowDisk::folders_without_files(12));
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_cancelled_walk_ends_in_every_folder", || {
            on_every_schedule(|| {
                let socket = |disk: SimulatedDisk, path| disk.socket(path);
                scenario("folders in a folder");
                let wide = (0..11).map(|n| format!("t/in/{n:02}/s"));
                let wide = wide.fold(SimulatedDisk::default(), socket);
                expect_no_more_folders(SlowDisk::of(wide));
                scenario("a folder in a folder in a folder, and so on");
                let deep = format!("t{}/s", "/in".repeat(12));
                expect_no_more_folders(SlowDisk::of(
                    SimulatedDisk::default().socket(deep),
                ));
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("a_cancelled_walk_ends_among_files", || {
            on_every_schedule(|| {
                let disk = Arc::new(files(60));
                let (found, _) = cancelled_after(5 * READ, &disk, options(2, 3));
                assert!(
                    found < 30,
                    "cancelled when ten reads had ended, and a few files were waiting, \
                     but the walk went on to {found} of 60 files"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("nothing_is_listed_when_it_is_cancelled_before", || {
            on_every_schedule(|| {
                let disk = Arc::new(SlowDisk::folders(3));
                let result = checksum(
                    disk.clone(),
                    Path::new("t"),
                    options(2, 3),
                    Arc::new(|| true),
                    &mut |_| (),
                );
                let listed = disk.listed.load(Ordering::SeqCst);
                assert_eq!(listed, 0, "how many folders were listed, all cancelled");
                let summary = result.expect("there are workers");
                assert!(summary.cancelled, "nothing was done: {summary:?}");
            })
            .schedules(50)
        }),
        Rule::new(
            "cancelling_at_the_end_of_the_walk_leaves_nothing_undone",
            || {
                on_every_schedule(|| {
                // What leads back to itself is as an empty folder: the last one listed.
                let disk = SlowDisk::of(files(1).link("t/z", "t/z"));
                let began = Instant::now();
                let end = Duration::from_millis(55);
                let result = checksum(
                    Arc::new(disk),
                    Path::new("t"),
                    options(2, 3),
                    Arc::new(move || began.elapsed() >= end),
                    &mut |_| (),
                );
                assert_eq!(
                    result,
                    Ok(whole(1)),
                    "the summary, cancelled while the last folder was listed, which is \
                     empty"
                );
            })
            .at_exact_times()
            .schedules(50)
            },
        ),
        Rule::new("a_tree_that_was_not_looked_through_is_cancelled", || {
            on_every_schedule(|| {
                scenario("a file in each folder");
                expect_cut_short(SlowDisk::folders(12));
                scenario("folders without files");
                expect_cut_short(SlowDisk::folders_without_files(12));
            })
            .at_exact_times()
            .schedules(100)
        }),
    ]
}

/// Cancels in the middle of a walk, while no file is being read: the first file is found
/// at 60 ms and read at 80 ms, the second one is found at 90 ms.
fn cut_short(disk: SlowDisk) -> (Arc<SlowDisk>, Summary) {
    let disk = Arc::new(disk);
    let began = Instant::now();
    let cancelled = Arc::new(move || began.elapsed() >= Duration::from_millis(85));
    let root = Path::new("t");
    let result = checksum(disk.clone(), root, options(2, 3), cancelled, &mut |_| ());
    (disk, result.expect("there are workers"))
}

fn expect_no_more_folders(disk: SlowDisk) {
    let (disk, _) = cut_short(disk);
    let listed = disk.listed.load(Ordering::SeqCst);
    assert!(
        listed <= 3,
        "cancelled after 85 ms, while the third folder was listed, but {listed} of 13 \
         folders were listed in the end"
    );
}

fn expect_cut_short(disk: SlowDisk) {
    let (_, summary) = cut_short(disk);
    assert!(
        summary.cancelled,
        "cancelled after 85 ms, with 11 of 13 folders not yet listed, but the summary \
         is not cancelled: {summary:?}"
    );
}
