//! Whole classes: every verdict right, nothing lost, nobody harmed.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use course::catalog::{Course, Exercise};
use course::grade::model::{Grade, Report};
use rules::Verdict;
use tempfile::TempDir;

use crate::hostile::{self, Hostile, PRIME_BATCHES, Prey, RUN_POOL, put, solution};
use crate::run::{expect, grade, mark, report, root, said, submission};

const SECRET: &str = "only ada may read this";

/// Somebody's file, and a door that somebody could knock at.
struct Bystander {
    folder: TempDir,
    door: TcpListener,
}

impl Bystander {
    fn new() -> Bystander {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("ada.rs"), SECRET).expect("it is written");
        let door = TcpListener::bind("127.0.0.1:0").expect("a port");
        door.set_nonblocking(true).expect("it can be asked");
        Bystander { folder, door }
    }

    fn prey(&self) -> Prey {
        Prey {
            file: self.folder.path().join("ada.rs").display().to_string(),
            address: self.door.local_addr().expect("a port").to_string(),
        }
    }

    fn is_unharmed(&self) {
        let file = self.folder.path().join("ada.rs");
        assert_eq!(fs::read_to_string(file).expect("still there"), SECRET);
        assert!(self.door.accept().is_err(), "somebody called out");
    }
}

/// Grades the submissions in a folder, and keeps the marks there, too.
fn graded(class: &Path, arguments: &[&str]) -> Report {
    graded_by(grade(), class, arguments)
}

fn graded_by(
    mut grade: assert_cmd::Command,
    class: &Path,
    arguments: &[&str],
) -> Report {
    let mut folders: Vec<PathBuf> = fs::read_dir(class.join("submissions"))
        .expect("the class")
        .map(|entry| entry.expect("a submission").path())
        .collect();
    folders.sort();
    let json = class.join("report.json");
    let output = grade
        .args(folders)
        .args(["--memory", "1024", "--keep"])
        .arg(class.join("kept"))
        .arg("--json")
        .arg(&json)
        .args(arguments)
        .output()
        .expect("it runs");
    println!("{}", String::from_utf8_lossy(&output.stdout));
    println!("{}", said(&output));
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(&json).expect("the report");
    assert!(!text.contains(SECRET), "somebody read what is not theirs");
    report(&json)
}

fn judge(report: &Report, hostile: &[Hostile]) {
    for one in hostile {
        let graded = submission(report, one.name);
        expect(graded, RUN_POOL, one.grade, one.says);
        expect(graded, PRIME_BATCHES, Grade::Passed, "");
        expect(graded, "basic_pool/primes", Grade::Missing, "");
    }
}

#[test]
#[ignore = "compiles for a minute or two; .ci/run asks for it"]
fn hostile_submissions_harm_nobody() {
    let bystander = Bystander::new();
    let class = tempfile::tempdir().expect("a folder");
    let mut all = hostile::while_compiling(&bystander.prey());
    all.extend(hostile::while_running(&bystander.prey()));
    for one in &all {
        one.write(&class.path().join("submissions").join(one.name));
    }
    let report = graded(class.path(), &[]);
    assert_eq!(report.submissions.len(), all.len());
    judge(&report, &all);
    bystander.is_unharmed();
    let notes = &submission(&report, "brings_its_own_rules").notes;
    for changed in ["tests/rules/run_pool.rs", "build.rs", "magic/Cargo.toml"] {
        assert!(
            notes.iter().any(|note| note.ends_with(changed)),
            "{notes:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "compiles for a minute or two; .ci/run asks for it"]
fn hostile_submissions_harm_nobody_where_there_is_no_bubblewrap() {
    let bystander = Bystander::new();
    let class = tempfile::tempdir().expect("a folder");
    let mut all = hostile::while_running(&bystander.prey());
    let includes = ["includes_anothers_file", "includes_passwords"];
    let compiled = hostile::while_compiling(&bystander.prey()).into_iter();
    all.extend(compiled.filter(|one| includes.contains(&one.name)));
    for one in &all {
        one.write(&class.path().join("submissions").join(one.name));
    }
    // Found first, and unable to confine.
    let broken = class.path().join("broken");
    fs::create_dir(&broken).expect("a folder");
    std::os::unix::fs::symlink("/bin/false", broken.join("bwrap")).expect("a link");
    let path = std::env::var("PATH").expect("a path");
    let mut grade = grade();
    grade.env("PATH", format!("{}:{path}", broken.display()));
    let report = graded_by(grade, class.path(), &[]);
    assert!(report.confined);
    judge(&report, &all);
    bystander.is_unharmed();
}

#[test]
#[ignore = "compiles for a minute; .ci/run asks for it"]
fn an_interrupted_class_goes_on_and_gives_the_same_report() {
    let class = tempfile::tempdir().expect("a folder");
    let folder = |name: &str| class.path().join("submissions").join(name);
    for name in ["ada", "bob", "eve", "mia"] {
        let code = solution(RUN_POOL) + "// by " + name + "\n";
        put(&folder(name), RUN_POOL, code);
    }
    let wrong = "tests/wrong/basic_pool/run_pool/collect_after_submit.rs";
    let wrong = fs::read(root().join(wrong)).expect("it is there");
    put(&folder("zoe"), RUN_POOL, wrong);

    let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
    command
        .arg("grade")
        .args(["ada", "bob", "eve", "mia", "zoe"].map(folder));
    command.arg("--keep").arg(class.path().join("kept"));
    command
        .args(["--jobs", "1", "--memory", "1024"])
        .current_dir(root());
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let kept =
        || fs::read_dir(class.path().join("kept/marks")).map_or(0, Iterator::count);
    while kept() == 0 {
        let ended = child.try_wait().expect("it can be asked");
        assert!(ended.is_none(), "it ended before it could be interrupted");
        std::thread::yield_now();
    }
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.expect("kill is there").success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("of 5 chapters are graded and kept"), "{said}");
    assert!(kept() < 5, "the interruption came too late to tell");

    let first = graded(class.path(), &[]);
    for name in ["ada", "bob", "eve", "mia"] {
        expect(submission(&first, name), RUN_POOL, Grade::Passed, "");
    }
    let zoe = submission(&first, "zoe");
    expect(zoe, RUN_POOL, Grade::Failed, "deadlock: ");
    let verdict = mark(zoe, RUN_POOL).rules.values().find_map(|v| match v {
        Verdict::Broken(failure) => Some(failure),
        _ => None,
    });
    let failure = verdict.expect("a rule is broken");
    assert!(failure.share.is_some() && !failure.picture.is_empty());
    assert!(
        failure.to_string().contains("jobs"),
        "names come from the source"
    );

    // Those that say something else each time, if nobody looks after it.
    let bystander = Bystander::new();
    let noisy = [
        "overflows_its_stack",
        "starts_100000_threads",
        "forges_a_verdict",
    ];
    for one in hostile::while_running(&bystander.prey()) {
        if noisy.contains(&one.name) {
            one.write(&folder(one.name));
        }
    }
    let again = graded(class.path(), &["--fresh", "--jobs", "2"]);
    let and_again = graded(class.path(), &["--fresh", "--jobs", "1"]);
    assert_eq!(again, and_again);
    for before in &first.submissions {
        assert_eq!(submission(&again, &before.name), before);
    }
}

#[test]
#[ignore = "compiles for a minute; .ci/run asks for it"]
fn without_confinement_the_marks_are_the_same() {
    let class = tempfile::tempdir().expect("a folder");
    let zoe = class.path().join("submissions/zoe");
    let wrong = "tests/wrong/basic_pool/run_pool/collect_after_submit.rs";
    put(
        &zoe,
        RUN_POOL,
        fs::read(root().join(wrong)).expect("it is there"),
    );
    put(
        &zoe,
        "basic_pool/primes",
        "pub fn is_prime(n: u32) -> bool { n }",
    );
    let confined = graded(class.path(), &[]);
    expect(
        submission(&confined, "zoe"),
        RUN_POOL,
        Grade::Failed,
        "deadlock",
    );
    let (grade, says) = (Grade::DoesNotCompile, "mismatched types");
    expect(
        submission(&confined, "zoe"),
        "basic_pool/primes",
        grade,
        says,
    );
    let unconfined = graded(class.path(), &["--unconfined"]);
    assert!(confined.confined && !unconfined.confined);
    assert_eq!(confined.submissions, unconfined.submissions);
}

/// The rule that rejects each known-wrong solution, by `chapter/exercise/name`.
fn known_wrong() -> BTreeMap<String, String> {
    let mut wrong = BTreeMap::new();
    let course = Course::at(&root()).expect("the course");
    for exercise in course.exercises() {
        let id = exercise.id();
        let path = root().join(format!("tests/tests/known_wrong/{id}.rs"));
        let text = fs::read_to_string(path).expect("it is there");
        // NAME: "RULE" says "WORDS";
        let mut quoted = text.split('"');
        while let (Some(before), Some(rule)) = (quoted.next(), quoted.next()) {
            let name = before.trim_end().strip_suffix(':');
            let name = name.and_then(|before| before.split_whitespace().last());
            if let Some(name) = name {
                wrong.insert(format!("{id}/{name}"), rule.to_owned());
            }
        }
    }
    wrong
}

/// The files of a kind: `wrong` or `other`, by `chapter/exercise/name`.
fn files(kind: &str, exercise: &Exercise) -> Vec<(String, Vec<u8>)> {
    let folder = root().join(format!("tests/{kind}/{}", exercise.id()));
    let entries = fs::read_dir(folder).expect("there are some");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("a file").path())
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let code = fs::read(&path).expect("it is readable");
            (format!("{}/{name}", exercise.id()), code)
        })
        .collect();
    files.sort();
    files
}

#[test]
#[ignore = "a class of more than 80: takes many minutes"]
fn a_whole_class_gets_the_right_grades() {
    let bystander = Bystander::new();
    let class = tempfile::tempdir().expect("a folder");
    let course = Course::at(&root()).expect("the course");
    let folder = |name: &str| class.path().join("submissions").join(name);
    let mut expected: Vec<(String, String, Grade, String)> = Vec::new();
    let mut all = hostile::while_compiling(&bystander.prey());
    all.extend(hostile::while_running(&bystander.prey()));
    for one in &all {
        one.write(&folder(one.name));
    }
    // One who did everything, and others who did a chapter each.
    for exercise in course.exercises() {
        for name in [
            "did_everything".to_owned(),
            format!("did_{}", exercise.chapter),
        ] {
            let code = solution(&exercise.id()) + "// by " + &name + "\n";
            put(&folder(&name), &exercise.id(), code);
            expected.push((name, exercise.id(), Grade::Passed, String::new()));
        }
    }
    for number in 1..=5 {
        let name = format!("did_nothing_{number}");
        for exercise in course.exercises() {
            let stub = fs::read(course.root.join(exercise.stub()));
            put(
                &folder(&name),
                &exercise.id(),
                stub.expect("every exercise has one"),
            );
            let grade = Grade::NotStarted;
            expected.push((name.clone(), exercise.id(), grade, String::new()));
        }
    }
    let wrong = known_wrong();
    for exercise in course.exercises() {
        for (id, code) in files("other", exercise).into_iter().take(1) {
            let name = id.replace('/', "_");
            put(&folder(&name), &exercise.id(), code);
            expected.push((name, exercise.id(), Grade::Passed, String::new()));
        }
        let files = files("wrong", exercise);
        for at in [0, files.len() / 2] {
            let (id, code) = &files[at];
            let name = id.replace('/', "_");
            put(&folder(&name), &exercise.id(), code);
            let rule = format!("{}::{}", exercise.name, wrong[id]);
            expected.push((name, exercise.id(), Grade::Failed, rule));
        }
    }
    let report = graded(class.path(), &[]);
    let count = fs::read_dir(class.path().join("submissions"))
        .expect("it")
        .count();
    assert_eq!(report.submissions.len(), count);
    assert!(count >= 60, "{count}");
    judge(&report, &all);
    bystander.is_unharmed();
    for (name, id, grade, rule) in expected {
        let graded = submission(&report, &name);
        expect(graded, &id, grade, "");
        if !rule.is_empty() {
            let verdict = mark(graded, &id).rules.get(&rule);
            let is_broken = matches!(verdict, Some(Verdict::Broken(_)));
            assert!(is_broken, "{name}: {rule} does not reject it: {verdict:?}");
        }
    }
}
