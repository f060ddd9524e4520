//! Measurements are runs, as tables and as plots. Pictures of single runs are looked
//! after by the test `recordings`.

use course_tests::{program, root, transcript};
use expect_test::expect_file;

use crate::generated::compare;
use crate::pages::pages;

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

#[test]
fn every_recording_can_be_seen_without_scripts() {
    let mut count = 0;
    for page in pages() {
        for rest in page.text.split("<pool-timeline src=\"recordings/").skip(1) {
            let (name, rest) = rest.split_once(".js\">").expect("a recording");
            let picture = format!("<img src=\"recordings/{name}.svg\" alt=\"");
            assert!(rest.starts_with(&picture), "{}: {name}", page.name);
            count += 1;
        }
        let pictures = page.text.matches("<img src=\"recordings/").count();
        let timelines = page.text.matches("<pool-timeline ").count();
        assert_eq!(pictures, timelines, "{}: a picture alone", page.name);
    }
    assert!(count > 20, "only {count} recordings are shown");
}
