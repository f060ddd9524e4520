//! Reports show what a submission wrote, and obey none of it.

use std::collections::BTreeMap;

use course::grade::model::{FORMAT, Grade, Graded, Mark, Report};
use course::grade::reports::{csv, html, junit, table};
use rules::{Failure, Verdict};

const NASTY: &str = "<script>alert('1')</script>&\"]]>";

fn nasty() -> Report {
    let failure = Failure {
        sentence: NASTY.to_owned(),
        details: vec![NASTY.to_owned()],
        picture: "main  ██░░".to_owned(),
        drawing: format!("<svg>{NASTY}</svg>"),
        share: Some((3, 2_000)),
        code: Some("s1.1".to_owned()),
    };
    let mut broken = Mark::plain("basic_pool/run_pool", 2, Grade::Failed, "=1+1");
    broken.rules = BTreeMap::from([
        ("run_pool::a".to_owned(), Verdict::Broken(failure)),
        ("run_pool::b".to_owned(), Verdict::Holds { schedules: 7 }),
    ]);
    let mut refused =
        Mark::plain("basic_pool/primes", 3, Grade::DoesNotCompile, NASTY);
    refused.compiler = NASTY.to_owned();
    Report {
        format: FORMAT,
        rules: "r".to_owned(),
        confined: true,
        submissions: vec![Graded {
            name: format!("@ada {NASTY}"),
            notes: vec![format!("changed: {NASTY}")],
            exercises: vec![broken, refused],
        }],
    }
}

#[test]
fn pages_tell_all_and_run_nothing() {
    let pages = html::pages(&nasty());
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "index.html");
    assert!(names[1].starts_with("001--ada"), "{names:?}");
    for (_, page) in &pages {
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;"), "{page}");
    }
    let page = &pages[1].1;
    assert!(page.contains("on 3 of 2000 schedules (0.1 %)"), "{page}");
    assert!(page.contains("main  ██░░"), "{page}");
    let drawing = "src=\"data:image/svg+xml,%3Csvg%3E%3Cscript%3Ealert";
    assert!(page.contains(drawing), "{page}");
    let (_, rest) = page.split_once("data:image").expect("a picture");
    let (drawing, _) = rest.split_once('"').expect("an end");
    assert!(drawing.ends_with("%22%5D%5D%3E%3C/svg%3E"), "{drawing}");
    assert!(page.contains("1 of 2 rules hold"), "{page}");
}

#[test]
fn junit_counts_and_escapes() {
    let text = junit::junit(&nasty());
    assert!(!text.contains("<script"), "{text}");
    let failed = "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"";
    let refused = "tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\"";
    assert!(text.contains(failed) && text.contains(refused), "{text}");
    let opened = text.matches("<test").count();
    assert_eq!(opened, text.matches("</test").count(), "{text}");
}

#[test]
fn a_spreadsheet_calculates_nothing() {
    let text = csv::csv(&nasty());
    assert_eq!(text.matches("\r\n").count(), 3, "{text}");
    assert!(text.contains("\"'@ada "), "{text}");
    assert!(text.contains(",failed,1,2,\"'=1+1\","), "{text}");
}

#[test]
fn the_table_explains_its_signs() {
    let text = table::table(&nasty());
    assert!(text.contains("✗ failed   E does not compile"), "{text}");
    assert!(text.contains("  ✗  E    0  1 note"), "{text}");
}

#[test]
fn the_table() {
    let exercise = |id: &str, grade| Mark::plain(id, 10, grade, "");
    let graded = |name: &str, grades: [Grade; 3], notes: &[&str]| Graded {
        name: name.to_owned(),
        notes: notes.iter().map(|note| (*note).to_owned()).collect(),
        exercises: vec![
            exercise("basic_pool/run_pool", grades[0]),
            exercise("basic_pool/primes", grades[1]),
            exercise("basic_pool/prime_batches", grades[2]),
        ],
    };
    let (passed, failed) = (Grade::Passed, Grade::Failed);
    let report = Report {
        format: FORMAT,
        rules: "r".to_owned(),
        confined: true,
        submissions: vec![
            graded("ada", [passed, passed, passed], &[]),
            graded("bob", [passed, failed, Grade::NotStarted], &[]),
            graded(
                "mia",
                [Grade::DoesNotCompile, passed, failed],
                &["changed: chapters/basic_pool/tests/rules/run_pool.rs"],
            ),
        ],
    };
    insta::assert_snapshot!(table::table(&report));
}
