//! Which files the walk finds, and what it tells of the others.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rules::{Rule, on_every_schedule};
use workloads::checksums::SimulatedDisk;

use super::{files, walk};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("the_walk_goes_by_the_order_of_names", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .file("t/b", "")
                    .file("t/.hidden", "")
                    .file("t/a/z", "")
                    .file("t/a/y", "")
                    .file("t/c/1/2/3", "")
                    .socket("t/c/socket");
                let expected = ["t/.hidden", "t/a/y", "t/a/z", "t/b", "t/c/1/2/3"];
                assert_eq!(
                    walked(&disk, "t"),
                    expected.map(ok),
                    "the files of t, in the order in which the walk tells them"
                );
                assert_eq!(
                    walked(&disk, "t/b"),
                    [ok("t/b")],
                    "what the walk tells of a root that is a file"
                );
                assert_eq!(
                    walked(&disk, "t/c/socket"),
                    [],
                    "what the walk tells of a root that is a socket"
                );
            })
            .schedules(1)
        }),
        Rule::new("links_in_circles_are_no_problem", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .file("t/a/file", "")
                    .link("t/a/up", "t")
                    .link("t/a/self", "t/a")
                    .file("t/b/other", "")
                    .link("t/b/to_a", "t/a");
                let expected = ["t/a/file", "t/b/other", "t/b/to_a/file"];
                assert_eq!(
                    walked(&disk, "t"),
                    expected.map(ok),
                    "what the walk tells of t with links in circles: a link is \
                     followed, but not into a folder one is in"
                );
            })
            .schedules(1)
        }),
        Rule::new("what_cannot_be_looked_into_is_told", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default()
                    .locked_folder("t/locked")
                    .link("t/lost", "nowhere")
                    .link("t/same", "t/locked")
                    .file("t/z", "");
                let denied = Err(ErrorKind::PermissionDenied);
                let missing = Err(ErrorKind::NotFound);
                let expected = [
                    ("t/locked".into(), denied),
                    ("t/lost".into(), missing),
                    ("t/same".into(), denied),
                    ok("t/z"),
                ];
                assert_eq!(
                    walked(&disk, "t"),
                    expected,
                    "what the walk tells of t, in which t/locked cannot be opened, \
                     t/lost leads nowhere, and t/same leads to t/locked"
                );
                assert_eq!(
                    walked(&disk, "t/locked"),
                    [("t/locked".into(), denied)],
                    "what the walk tells of a root that cannot be opened"
                );
                assert_eq!(
                    walked(&disk, "no"),
                    [("no".into(), missing)],
                    "what the walk tells of a root that is not there"
                );
            })
            .schedules(1)
        }),
        Rule::new("the_walk_ends_when_it_is_told_to", || {
            on_every_schedule(|| {
                let disk = files(9);
                let mut seen = 0;
                walk(&disk, Path::new("t"), &mut |_, _| {
                    seen += 1;
                    seen < 3
                });
                assert_eq!(
                    seen, 3,
                    "how many files the walk told when the answer to the third was \
                     false"
                );
            })
            .schedules(1)
        }),
        Rule::new("the_walk_ends_wherever_it_is_told_to", || {
            on_every_schedule(|| {
                let disk = SimulatedDisk::default().locked_folder("t/a");
                let disk = disk.link("t/b", "nowhere").file("t/c/d/1", "");
                let disk =
                    disk.file("t/c/d/2", "").file("t/e/3", "").file("t/f", "");
                for last in 1..=6 {
                    let mut told = 0;
                    walk(&disk, Path::new("t"), &mut |_, _| {
                        told += 1;
                        told < last
                    });
                    assert_eq!(
                        told, last,
                        "of how many paths the walk told, when the answer to path {last} \
                         was false; t has four files, a folder that cannot be listed, \
                         and a link that leads nowhere"
                    );
                }
            })
            .schedules(1)
        }),
    ]
}

type Looked = (PathBuf, Result<(), ErrorKind>);

fn walked(disk: &SimulatedDisk, root: &str) -> Vec<Looked> {
    let mut all = Vec::new();
    walk(disk, Path::new(root), &mut |path, looked| {
        all.push((path, looked.map_err(|error| error.kind())));
        // More than any tree here has: a circle.
        all.len() < 50
    });
    all
}

fn ok(path: &str) -> Looked {
    (path.into(), Ok(()))
}
