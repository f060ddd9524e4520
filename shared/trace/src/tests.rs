use std::time::Duration;

use serde_json::Value;

use crate::Report;
use crate::sketch::{self, Sketch};
use crate::{ObjectKind, Trace, text};

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("well-formed JSON")
}

/// The pool as it was at 360 ms, and no later.
fn cut_short() -> Trace {
    let mut trace = sketch::pool(3, 10);
    trace.end = Duration::from_millis(360);
    trace.events.retain(|event| event.at <= trace.end);
    for thread in &mut trace.threads {
        thread.ended = None;
    }
    trace
}

fn named(name: &str) -> Trace {
    let mut sketch = Sketch::new();
    let queue = sketch.object(name, ObjectKind::Channel, None);
    let worker = sketch.spawn(name);
    sketch.says(worker, name);
    sketch.does(worker, "sends to", queue, Some(1));
    sketch.works(worker);
    sketch.at(10);
    sketch.woken(worker);
    sketch.trace.failure = Some(Report {
        sentence: name.to_owned(),
        ..Report::default()
    });
    sketch.trace
}

fn all() -> Vec<Trace> {
    vec![
        sketch::pool(3, 10),
        sketch::pool(40, 200),
        sketch::secretly_serial(),
        sketch::deadlock(),
        sketch::empty(),
        cut_short(),
        named("a \"b\" <c> & 'd' \\ 🦀\t\u{1}\n\nline"),
    ]
}

#[test]
fn lanes_of_a_pool() {
    let lanes = sketch::pool(3, 10).lanes(80);
    let expected = "
      ms  0       100      200     300      400     500     600   620 ms in all
          ┬───────┬────────┬───────┬────────┬───────┬────────┬─
main      ·····················································
worker-1  █████████▌███████████▌█████████████▌█████████████████   100 % busy
worker-2  ██████████▌████████████▌██████████████▌                  73 % busy
worker-3  ███████████▌████████████▌████████████████▌               77 % busy

jobs      ▆▆▆▆▆▆▆▆▆▆▅▄▄▄▄▄▄▄▄▄▄▄▃▃▂▁▁▁▁▁▁▁▁▁▁▁                    peak 10 of 10
results                                                           peak 1 of 10

█ works   · waits   ▁▄█ queue
";
    assert_eq!(format!("\n{lanes}"), expected);
}

#[test]
fn lanes_show_who_was_left() {
    let lanes = cut_short().lanes(80);
    // Four, and one in the legend.
    assert_eq!(lanes.matches('✗').count(), 4 + 1);
    assert!(lanes.ends_with("▁▄█ queue   ✗ has not ended\n"), "{lanes}");
    assert!(lanes.contains("peak 10 of 10, 1 left"));
}

#[test]
fn many_lanes_are_folded() {
    let lanes = sketch::pool(40, 200).lanes(80);
    assert!(lanes.contains("… 18 more threads are not shown"));
    assert!(lanes.contains("peak 41"));
    assert!(!lanes.contains("worker-23 "));
}

#[test]
fn waiting_for_a_lock_is_told_from_waiting_for_an_end() {
    let lanes = sketch::secretly_serial().lanes(80);
    let lane = |name| lanes.lines().find(|line| line.starts_with(name)).unwrap();
    assert!(lane("worker-2").contains('░') && !lane("worker-2").contains('·'));
    assert!(lane("main").contains('·') && !lane("main").contains('░'));
}

#[test]
fn a_life_without_length_is_in_the_legend() {
    let mut sketch = Sketch::new();
    let short = sketch.spawn("short");
    sketch.ends(short);
    sketch.works(0);
    sketch.at(10);
    sketch.woken(0);
    sketch.ends(0);
    let lanes = sketch.trace.lanes(80);
    assert!(lanes.contains("\nshort    ─\n"), "{lanes}");
    assert!(lanes.ends_with("█ works   ─ took no time\n"), "{lanes}");
    assert!(!sketch::pool(3, 10).lanes(80).contains("took no time"));

    // A thread that could run for a while has the same sign.
    let busy = sketch.spawn("busy");
    sketch.at(20);
    sketch.ends(busy);
    let lanes = sketch.trace.lanes(80);
    assert!(lanes.contains("─ could run, or took no time"), "{lanes}");
}

#[test]
fn lanes_and_steps_stay_within_their_width() {
    for trace in all() {
        let widths = [72, 80, 100, 200];
        for width in widths.into_iter().filter(|_| !trace.end.is_zero()) {
            for line in trace.lanes(width).lines() {
                assert!(text::width(line) <= width, "{width}: {line}");
            }
        }
        for line in trace.steps(50).lines() {
            assert!(text::width(line) <= 100, "{line}");
        }
    }
}

#[test]
fn a_run_without_time_is_told_in_steps() {
    let trace = sketch::deadlock();
    assert_eq!(trace.lanes(80), trace.steps(40));
    let steps = trace.steps(40);
    assert!(steps.contains("  4  sends to `jobs` (2 queued)  :"));
    assert!(steps.contains(" 10  │         ┊         waits to send to `results`"));
}

#[test]
fn the_last_steps_keep_their_numbers() {
    let steps = sketch::deadlock().steps(2);
    let lines: Vec<&str> = steps.lines().collect();
    assert_eq!(lines[1], "… 9 earlier steps are not shown");
    assert!(lines[2].starts_with(" 10 ") && lines[3].starts_with(" 11 "));
}

#[test]
fn many_threads_share_a_column() {
    let steps = sketch::pool(5, 10).steps(5);
    assert!(steps.starts_with("  #  time    thread    what\n"));
    let last = steps.lines().last().unwrap();
    assert!(last.ends_with("  main      ends"), "{last}");
}

#[test]
fn nothing_can_be_drawn_too() {
    assert_eq!(sketch::empty().lanes(80), "nothing happened\n");
    assert!(
        sketch::empty()
            .svg()
            .contains("A run of one thread, 0 steps")
    );
}

#[test]
fn json_tells_all() {
    let json = parsed(&sketch::pool(3, 10).json());
    assert_eq!(json["format"], "lab-trace/2");
    assert_eq!(json["end"], 620_000_000);
    assert_eq!(json["failure"], Value::Null);
    assert_eq!(json["threads"][1]["name"], "worker-1");
    assert_eq!(json["objects"][0]["kind"], "Channel");
    assert_eq!(json["depths"][0]["peak"], 10);
    assert_eq!(json["transcript"].as_array().unwrap().len(), 20);

    let works = |thread: usize| {
        let spans = json["spans"][thread].as_array().unwrap().iter();
        spans
            .filter(|span| span["state"] == "works")
            .collect::<Vec<_>>()
    };
    assert_eq!(works(1).len() + works(2).len() + works(3).len(), 10);
    let second = works(1)[1];
    assert_eq!(second["from"], 110_000_000);
    assert_eq!(second["to"], 250_000_000);
    assert_eq!(second["said"], "👷 worker 1 takes job 4");
}

#[test]
fn json_tells_what_went_wrong_and_quotes_the_source() {
    let json = parsed(&sketch::deadlock().json());
    let failure = &json["failure"];
    assert!(
        failure["sentence"]
            .as_str()
            .unwrap()
            .starts_with("deadlock")
    );
    assert_eq!(failure["cycle"], serde_json::json!([0, 1]));
    let code = json["code"].as_object().unwrap();
    let places = json["events"].as_array().unwrap().iter();
    for place in places.filter_map(|event| event["place"].as_str()) {
        assert!(code[place].as_str().is_some_and(|line| !line.is_empty()));
    }
    assert!(!code.is_empty());
}

#[test]
fn spans_leave_no_gap() {
    for trace in all() {
        for spans in trace.spans() {
            for pair in spans.windows(2) {
                assert_eq!(pair[0].to, pair[1].from);
            }
        }
    }
}

#[test]
fn chrome_gets_every_piece_of_work() {
    let json = parsed(&sketch::pool(3, 10).chrome());
    let records = json["traceEvents"].as_array().unwrap();
    let works = records
        .iter()
        .filter(|r| r["ph"] == "X" && r["name"] == "works");
    let busy: f64 = works.map(|r| r["dur"].as_f64().unwrap()).sum();
    assert_eq!(busy, 1_550_000.0);
    let names = records.iter().filter(|r| r["ph"] == "M");
    assert_eq!(names.count(), 4);
}

#[test]
fn strange_names_do_not_break_a_format() {
    for trace in all() {
        assert_eq!(parsed(&trace.json())["threads"][0]["name"], "main");
        parsed(&trace.chrome());
        let svg = trace.svg();
        assert!(!svg.contains("\n\n") && !svg.contains("<c>"));
        let plain = |c: char| c == '\n' || !c.is_control();
        assert!(svg.chars().all(plain));
    }
    let name = "a \"b\" \\ 🦀 \u{1} \n";
    let json = parsed(&named(name).json());
    assert_eq!(json["threads"][1]["name"], name);
}

#[test]
fn the_picture_has_a_bar_for_every_piece_of_work() {
    let svg = sketch::pool(3, 10).svg();
    // And one in the legend.
    assert_eq!(svg.matches("class=\"lab-works\"").count(), 11);
    assert!(svg.contains("worker-1 works, 110 ms to 250 ms (140 ms)&#10;👷"));
    assert!(!svg.contains("lab-cross\""));
    assert_eq!(cut_short().svg().matches("lab-cross\"").count(), 4 + 1);
}

#[test]
fn a_picture_that_is_too_large_is_none() {
    for trace in all() {
        let svg = trace.svg();
        assert_eq!(trace.svg_up_to(svg.len()).as_ref(), Some(&svg));
        for limit in [svg.len() - 1, svg.len() / 2, 0] {
            assert_eq!(trace.svg_up_to(limit), None);
        }
    }
}

#[test]
fn the_end_of_a_run_is_a_run_of_its_own() {
    let mut sketch = Sketch::new();
    let old = sketch.object("`old`", ObjectKind::Channel, None);
    let first = sketch.spawn("first");
    sketch.does(first, "sends to", old, Some(1));
    sketch.at(50);
    sketch.ends(first);
    sketch.says(0, "from here on");
    let from = sketch.trace.events.len() - 1;
    let new = sketch.object("`new`", ObjectKind::Channel, None);
    let second = sketch.spawn("second");
    sketch.works(second);
    sketch.at(80);
    sketch.woken(second);
    sketch.does(second, "sends to", new, Some(1));
    let late = sketch.trace.since(from);
    let lanes = late.lanes(80);
    assert!(lanes.contains("30 ms in all"), "{lanes}");
    assert!(!lanes.contains("first"), "{lanes}");
    let steps = late.steps(9);
    assert!(!steps.contains("old"), "{steps}");
    assert!(steps.contains("sends to `new`"), "{steps}");
    assert_eq!(sketch.trace.since(0).lanes(80), sketch.trace.lanes(80));
}

#[test]
fn the_end_of_a_run_shows_what_was_begun_before() {
    let mut sketch = Sketch::new();
    let jobs = sketch.object("`jobs`", ObjectKind::Channel, None);
    let (works, waits) = (sketch.spawn("works"), sketch.spawn("waits"));
    let runs = sketch.spawn("runs");
    sketch.works(works);
    sketch.waits(waits, "to receive from `jobs`", Some(jobs));
    sketch.at(40);
    sketch.says(0, "from here on");
    let from = sketch.trace.events.len() - 1;
    sketch.sleeps(0);
    sketch.at(80);
    sketch.woken(works);
    sketch.woken(0);
    for thread in [runs, works, waits, 0] {
        sketch.ends(thread);
    }
    let late = sketch.trace.since(from);
    let lanes = late.lanes(80);
    for lane in ["main     zz", "works    ██", "waits    ··", "runs     ──"]
    {
        assert!(lanes.contains(lane), "{lanes}");
    }
    assert!(lanes.contains("100 % busy"), "{lanes}");
    assert_eq!(late.population().peak(), 4);
    let steps = late.steps(9);
    assert!(steps.contains("waits to receive from `jobs`"), "{steps}");
}

#[test]
fn what_is_done_over_and_over_is_shown_once() {
    let mut sketch = Sketch::new();
    let queue = sketch.object("`queue`", ObjectKind::Channel, None);
    for _ in 0..50 {
        sketch.does(0, "asks", queue, Some(0));
        sketch.does(0, "yields", queue, None);
    }
    sketch.says(0, "done");
    let all = sketch.trace.steps(200);
    assert_eq!(all.lines().count(), 7, "{all}");
    assert!(all.contains("… 49 times the same 2 steps\n"), "{all}");
    // They count as one row, and need no more room.
    assert_eq!(sketch.trace.steps(4), all);
    // With no room for the steps themselves there is nothing that could be the same.
    let few = sketch.trace.steps(3);
    assert!(few.contains("… 100 earlier steps are not shown\n"), "{few}");
    assert!(few.contains("prints “done”"), "{few}");
}
