//! Ctrl-C.

#![cfg(unix)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Mutex, mpsc};

use course_tests::program;

use super::server::{Server, page};

#[test]
fn ctrl_c_ends_a_crawl_when_what_is_under_way_is_finished() {
    let (asked_tx, asked_rx) = mpsc::channel();
    let (answer_tx, answer_rx) = mpsc::channel::<()>();
    let (asked_tx, answer_rx) = (Mutex::new(asked_tx), Mutex::new(answer_rx));
    let pages = HashMap::from([
        ("/", page(&["/next", "/other"])),
        ("/next", page(&["/never"])),
    ]);
    let server = Server::start(pages, move |path| {
        if path == "/next" {
            asked_tx.lock().unwrap().send(()).expect("the test waits");
            // Ends when the test has seen that the crawler stops.
            let _ = answer_rx.lock().unwrap().recv();
        }
    });
    let mut child = program("real_world_cases")
        .args(["crawl", "--real", "--delay", "0", "--per-host", "1"])
        .args(["--url", &format!("http://{}/", server.host)])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    asked_rx.recv().expect("the crawler asks for /next");
    interrupt(&child);
    let stdout = child.stdout.take().expect("it is piped");
    let mut text = String::new();
    for line in BufReader::new(stdout).lines() {
        let line = line.expect("text");
        if line.contains("🛑 stopping") {
            answer_tx.send(()).expect("the server waits");
        }
        text += &format!("{line}\n");
    }
    assert!(child.wait().expect("it ends").success());
    assert!(
        text.contains("/next has 1 links"),
        "it is finished:\n{text}"
    );
    assert!(text.contains("🛑 stopped after"), "{text}");
    assert_eq!(server.requests(), ["/", "/next", "/robots.txt"]);
}

/// As Ctrl-C does.
pub fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let status = std::process::Command::new("kill")
        .args(["-INT", &id])
        .status();
    assert!(status.expect("there is a kill").success());
}
