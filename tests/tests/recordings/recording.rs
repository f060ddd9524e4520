//! Packs the traces of a program's runs into one small file.
//!
//! ```text
//! format  "pool-recording/1"
//! name    of the recording
//! words   [text]: what the runs name by number
//! code    [[place, line of source]]
//! workers [least, most, shown first], or null; variants [label]
//! runs    for each number of workers each variant:
//!   command  that repeats the run
//!   end      nanoseconds of virtual time
//!   threads  [word]
//!   objects  [[word, kind, capacity]]
//!   events   [nanoseconds since the last, thread, what, place or -1, …]:
//!            0 spawned (thread), 1 works, 2 sleeps, 3 waits (word, object or -1),
//!            4 woken, 5 ended, 6 did (word, object or -1, depth or -1),
//!            7 said (word)
//!   tail     what the program printed at its end, without a time
//!   failure  { sentence, details, cycle } or null; note: the same
//! ```

use std::fs;
use std::path::Path;

use course_tests::program;
use serde_json::{Value, json};

use crate::programs::Program;
use crate::words::Words;

/// The recording of a program, and a picture of the run that is shown first.
pub fn record(what: &Program) -> (Value, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (range, first) = match &what.workers {
        Some((range, first)) => (range.clone(), Some(*first)),
        None => (0..=0, None),
    };
    let mut packed = Packed::default();
    let mut picture = String::new();
    for workers in range.clone() {
        for (index, (_, more)) in what.variants.iter().enumerate() {
            let mut args: Vec<String> = Vec::new();
            args.extend(what.args.iter().map(|&arg| arg.to_owned()));
            if first.is_some() {
                args.extend(["--workers".to_owned(), workers.to_string()]);
            }
            args.extend(more.iter().map(|&arg| arg.to_owned()));
            packed.add(what.package, &args, folder.path());
            if index == 0 && first.is_none_or(|first| first == workers) {
                let file = folder.path().join("run.svg");
                trace(what.package, &args, &file);
                picture = fs::read_to_string(file).expect("a picture");
            }
        }
    }
    let labels: Vec<_> = what.variants.iter().map(|(label, _)| label).collect();
    let workers = first.map(|first| [*range.start(), *range.end(), first]);
    let data = json!({
        "format": "pool-recording/1",
        "name": what.name,
        "words": packed.words.list,
        "code": packed.code,
        "workers": workers,
        "variants": labels,
        "runs": packed.runs,
    });
    (data, picture)
}

/// Runs a program for its trace; what it printed.
fn trace(package: &str, args: &[String], file: &Path) -> String {
    let output = program(package)
        .args(args)
        .arg("--trace")
        .arg(file)
        .output();
    let output = output.expect("the program runs");
    String::from_utf8(output.stdout).expect("it prints text")
}

#[derive(Default)]
struct Packed {
    words: Words,
    /// Places; the line of source of each is beside it.
    places: Words,
    code: Vec<[String; 2]>,
    runs: Vec<Value>,
}

impl Packed {
    fn add(&mut self, package: &str, args: &[String], folder: &Path) {
        let file = folder.join("run.json");
        let printed = trace(package, args, &file);
        let text = fs::read_to_string(&file).expect("a trace");
        let trace: Value = serde_json::from_str(&text).expect("a trace is JSON");

        let threads = list(&trace["threads"]).iter();
        let threads: Vec<_> = threads.map(|t| self.word(&t["name"])).collect();
        let objects = list(&trace["objects"]).iter();
        let objects: Vec<_> = objects
            .map(|object| {
                json!([
                    self.word(&object["name"]),
                    object["kind"],
                    object["capacity"]
                ])
            })
            .collect();
        let mut before = 0;
        let mut events = Vec::new();
        for event in list(&trace["events"]) {
            let at = event["at"].as_u64().expect("a time");
            events.push(self.event(event, &trace["code"], at - before));
            before = at;
        }

        let mut command = format!("cargo run -p {package}");
        if !args.is_empty() {
            command += &format!(" -- {}", args.join(" "));
        }
        let said = list(&trace["transcript"]).len();
        // The report comes last, and is recorded by itself.
        let report =
            |line: &&str| ["✗", "⚠️ note:"].iter().any(|m| line.starts_with(m));
        let tail = printed.lines().skip(said).take_while(|line| !report(line));
        let tail: Vec<&str> = tail.collect();
        self.runs.push(json!({
            "command": command,
            "end": trace["end"],
            "threads": threads,
            "objects": objects,
            "events": events,
            "tail": tail.join("\n").trim(),
            "failure": trace["failure"],
            "note": trace["note"],
        }));
    }

    fn event(&mut self, event: &Value, code: &Value, since: u64) -> Value {
        let number = |value: &Value| value.as_i64().unwrap_or(-1);
        let place = event["place"].as_str();
        let place = place.map_or(-1, |place| self.place(place, code));
        let row = |kind: i64, more: &[i64]| {
            let head = [since as i64, number(&event["thread"]), kind, place];
            let mut row = head.to_vec();
            row.extend(more);
            json!(row)
        };
        match event["what"].as_str().expect("a kind") {
            "spawned" => row(0, &[number(&event["child"])]),
            "works" => row(1, &[]),
            "sleeps" => row(2, &[]),
            "waits" => {
                let reason = self.words.number(text(&event["reason"])) as i64;
                row(3, &[reason, number(&event["object"])])
            }
            "woken" => row(4, &[]),
            "ended" => row(5, &[]),
            "did" => {
                let verb = self.words.number(text(&event["verb"])) as i64;
                row(
                    6,
                    &[verb, number(&event["object"]), number(&event["depth"])],
                )
            }
            "said" => {
                let line = self.words.number(text(&event["text"])) as i64;
                row(7, &[line])
            }
            other => panic!("the trace tells of something new: {other}"),
        }
    }

    fn word(&mut self, value: &Value) -> usize {
        self.words.number(text(value))
    }

    fn place(&mut self, place: &str, code: &Value) -> i64 {
        let number = self.places.number(place);
        if number == self.code.len() {
            let line = code[place].as_str().unwrap_or_default();
            self.code.push([place.to_owned(), line.to_owned()]);
        }
        number as i64
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
