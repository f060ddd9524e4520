//! The watch mode: keys in, screen out.

use super::copy::{Copy, rules, solution, wrong};
use super::screen::Screen;

const ID: &str = "basic_pool/run_pool";

#[test]
fn a_learner_from_the_hole_to_the_solution() {
    let copy = Copy::fresh();
    let [none, one] = [0, 1].map(|done| format!("{done} of {}", copy.exercises()));
    let rules = rules(ID);
    let screen = Screen::start(&copy.course(&["watch", "run_pool"]));
    screen.shows(&[
        "Chapter 2: jobs, workers, results",
        &none,
        "chapters/basic_pool/src/exercises/run_pool.rs",
        "· not started",
        "To do: start the workers",
    ]);
    assert!(
        screen.bytes().contains("\u{1b}]8;;file:///"),
        "there is no link"
    );
    assert!(!screen.is_coloured(), "NO_COLOR is set");

    copy.save(ID, &wrong(ID, "leaked_sender"));
    let broken = format!("of {rules} rules broken");
    screen.shows(&[&broken, "deadlock: main waits to receive"]);
    screen.press("h");
    screen.shows(&["It looks like this: a sender is left"]);
    screen.press("h");
    screen.shows(&["Hint 1 of 3", "Draw it first"]);
    screen.press("t");
    screen.shows(&["schedule n", "main      spawns thread 1"]);
    screen.press("r");
    screen.shows(&["cargo course run run_pool", "job 1 begins"]);
    screen.press("?");
    screen.shows(&["quit; nothing is lost"]);
    screen.press("n");
    screen.shows(&["Not yet: its rules do not all hold."]);
    screen.press("s");
    screen.shows(&["It does not pass yet.", "y yes  n no"]);
    screen.press("n");
    screen.shows(&["Nothing was changed.", "deadlock: main waits"]);

    // A save while a check runs ends that check: this one would never end.
    let begin = "    let (jobs_tx";
    let endless = format!("    while std::hint::black_box(true) {{}}\n{begin}");
    copy.save(ID, &solution(ID).replacen(begin, &endless, 1));
    screen.shows(&[&format!("… checking: 0 of {rules} rules")]);
    copy.save(ID, &solution(ID));
    // It stays here until it is told to go on.
    let hold = format!("✓ all {rules} rules hold");
    screen.shows(&["run_pool: the pool", &hold, &one, "n next"]);
    screen.press("s");
    screen.shows(&["Yours and the solution are the same."]);
    screen.press("n");
    screen.shows(&["primes: the primes up to a limit", "· not started", &one]);
    screen.press("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn it_goes_to_the_exercise_that_is_saved() {
    let copy = Copy::fresh();
    let screen = Screen::start(&copy.course(&[]));
    screen.shows(&["bounded_spawn: a thread for each file", "· not started"]);
    copy.save("naive_spawning/chunks", "pub fn chunks( {");
    screen.shows(&["chunks: a few threads", "✗ it does not compile yet", "-->"]);
    screen.press("x");
    screen.shows(&["Put naive_spawning/chunks back", "y yes  n no"]);
    screen.press("y");
    screen.shows(&[
        "· not started",
        "Yours is in backups/naive_spawning/chunks-1.rs",
    ]);
    screen.press("l");
    screen.shows(&["> · chunks", "Chapter 3"]);
    screen.press("j\r");
    screen.shows(&["run_pool: the pool", "· not started"]);
    screen.press("\u{3}");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn by_hand_it_checks_when_it_is_told_to() {
    let copy = Copy::fresh();
    let screen = Screen::start(&copy.course(&["--manual", "watch", "chunks"]));
    screen.shows(&["· not started", "Enter check"]);
    copy.save("naive_spawning/chunks", &solution("naive_spawning/chunks"));
    screen.press("?");
    let still = screen.shows(&["quit; nothing is lost"]);
    assert!(still.contains("· not started"), "{still}");
    screen.press("\r");
    let one = format!("1 of {}", copy.exercises());
    let hold = format!("✓ all {} rules hold", rules("naive_spawning/chunks"));
    screen.shows(&[&hold, &one]);
    screen.press("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn who_kills_it_gets_the_terminal_back() {
    let copy = Copy::fresh();
    for signal in ["INT", "TERM", "HUP"] {
        let screen = Screen::start(&copy.course(&["watch", "run_pool"]));
        screen.shows(&["· not started"]);
        assert!(screen.is_changed(), "keys come one by one");
        screen.kill(signal);
        assert_eq!(screen.ends(), 0, "{signal}");
    }
    let screen = Screen::start(&copy.course(&["watch", "run_pool"]));
    screen.shows(&["· not started"]);
    let begin = "    let (jobs_tx";
    let endless = format!("    while std::hint::black_box(true) {{}}\n{begin}");
    copy.save(ID, &solution(ID).replacen(begin, &endless, 1));
    screen.shows(&["… checking: 0 of"]);
    screen.kill("TERM");
    assert_eq!(screen.ends(), 0);
}
