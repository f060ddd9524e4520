//! Bad input gets one clear sentence, and nothing is graded.

use std::fs;

use crate::run::{grade, root, said};

fn refused(arguments: &[&str], code: i32, says: &str) {
    let output = grade().args(arguments).output().expect("it runs");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(said.contains(says), "{arguments:?}: {said}");
    assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_bad_usage() {
    refused(&["no/such/folder"], 2, "there is no such folder");
}

#[test]
fn a_folder_that_is_no_submission_says_what_would_be_one() {
    refused(&["book"], 2, "is no submission");
}

#[test]
fn a_folder_of_submissions_says_how_to_name_them() {
    let class = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(class.path().join("ada/chapters")).expect("a submission");
    let folder = class.path().to_str().expect("a plain name");
    refused(&[folder], 2, &format!("name the folders in it: {folder}/*"));
}

#[test]
fn a_wrong_id_is_answered_with_the_nearest() {
    let root = root();
    let root = root.to_str().expect("a plain name");
    refused(&[root, "--only", "run_pol"], 2, "basic_pool/run_pool");
}

#[test]
fn a_name_is_for_one_submission() {
    refused(&[".", ".", "--name", "ada"], 2, "--name needs one");
}

#[test]
fn without_a_toolchain_it_says_where_to_get_one() {
    let output = grade()
        .args([".", "--unconfined"])
        .env("PATH", "/nowhere")
        .output()
        .expect("it runs");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("https://rustup.rs"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_confinement_it_asks() {
    // Found first, and unable to confine.
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink("/bin/false", folder.path().join("bwrap"))
        .expect("a link");
    let output = grade()
        .arg(".")
        .env("PATH", folder.path())
        .output()
        .expect("it runs");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("--unconfined"), "{said}");
}

#[test]
fn the_workflow_uses_flags_that_exist() {
    let workflow = root().join(".github/classroom/grade.yml");
    let workflow = fs::read_to_string(workflow).expect("the workflow");
    let commands = workflow.lines().filter_map(|line| {
        let (_, command) = line.split_once("cargo course grade ")?;
        Some(command)
    });
    let commands: Vec<&str> = commands.collect();
    assert_eq!(commands.len(), 2);
    for command in commands {
        let output = grade().args(command.split(' ')).arg("--help").output();
        let output = output.expect("it runs");
        assert!(output.status.success(), "{command}: {}", said(&output));
    }
}
