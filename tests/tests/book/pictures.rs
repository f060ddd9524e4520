//! Pictures are drawn from runs.

use course_tests::{program, root, transcript};
use expect_test::expect_file;

use crate::generated::compare;
use crate::pages::{pages, read};

/// The runs that the book shows: name, package and arguments.
const RUNS: &[(&str, &str, &str)] = &[
    (
        "naive_spawning",
        "naive_spawning",
        "--files 24 --limit 6 --workers 4",
    ),
    ("basic_pool", "basic_pool", ""),
    ("robust_retry_pool", "robust_retry_pool", ""),
    ("configurable_pool", "configurable_pool", ""),
    ("priorities", "advanced_patterns", "priorities"),
    ("rate_limit", "advanced_patterns", "rate_limit"),
    ("dynamic", "advanced_patterns", "dynamic"),
    ("images", "real_world_cases", "images"),
    ("crawl", "real_world_cases", "crawl --workers 8"),
    ("missing_join", "naive_spawning", "trap missing_join"),
    ("shared_counter", "naive_spawning", "trap shared_counter"),
    (
        "lock_held_through_job",
        "basic_pool",
        "trap lock_held_through_job",
    ),
    ("leaked_sender", "basic_pool", "trap leaked_sender"),
    (
        "collect_after_submit",
        "basic_pool",
        "trap collect_after_submit",
    ),
    ("nobody_closes", "robust_retry_pool", "trap nobody_closes"),
    (
        "closed_too_early",
        "robust_retry_pool",
        "trap closed_too_early",
    ),
    (
        "counts_submissions",
        "robust_retry_pool",
        "trap counts_submissions",
    ),
    (
        "stop_after_a_while",
        "configurable_pool",
        "trap stop_after_a_while",
    ),
    (
        "submit_after_stop",
        "configurable_pool",
        "trap submit_after_stop",
    ),
    ("full_results", "configurable_pool", "trap full_results"),
    ("random_select", "advanced_patterns", "trap random_select"),
    ("starvation", "advanced_patterns", "trap starvation"),
    ("window_edge", "advanced_patterns", "trap window_edge"),
    ("scale_up_only", "advanced_patterns", "trap scale_up_only"),
    (
        "whole_pool_for_one_page",
        "real_world_cases",
        "trap whole_pool_for_one_page",
    ),
    ("no_visited_set", "real_world_cases", "trap no_visited_set"),
    (
        "stage_closes_early",
        "real_world_cases",
        "trap stage_closes_early",
    ),
];

#[test]
fn pictures_show_what_the_programs_do() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, package, args) in RUNS {
        let path = folder.path().join(format!("{name}.svg"));
        let mut run = program(package);
        run.args(args.split_whitespace()).arg("--trace").arg(&path);
        let output = run.output().expect("it runs");
        let drawn = std::fs::read_to_string(&path);
        let drawn =
            drawn.unwrap_or_else(|error| panic!("{name}: {error}: {output:?}"));
        let shown = root().join(format!("book/src/recordings/{name}.svg"));
        expect_file![shown].assert_eq(&drawn);
    }
}

#[test]
fn every_picture_is_drawn_from_a_run() {
    for page in pages() {
        for rest in page.text.split("\"recordings/").skip(1) {
            let file = rest.split('"').next().unwrap_or_default();
            if let Some(name) = file.strip_suffix(".svg") {
                assert!(
                    RUNS.iter().any(|(run, ..)| *run == name),
                    "{}: nothing draws {file}",
                    page.name
                );
            }
        }
    }
}

#[test]
fn pictures_have_a_description() {
    for (name, ..) in RUNS {
        let svg = read(format!("book/src/recordings/{name}.svg"));
        assert!(svg.contains("<title>"), "{name}.svg has no title");
    }
}

#[test]
fn measurements_are_plotted_and_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["workers", "queue"] {
        let path = folder.path().join("plot.svg");
        let mut run = program("book");
        let output = run.arg(name).arg("--plot").arg(&path).output();
        assert!(output.expect("it runs").status.success());
        let plot = std::fs::read_to_string(&path).expect("a picture");
        let shown = root().join(format!("book/src/plots/{name}.svg"));
        expect_file![shown].assert_eq(&plot);
        compare(&format!("{name}.txt"), &transcript("book", &[name]));
    }
}
