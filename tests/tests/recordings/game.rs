//! The tree of schedules of a small program, for readers who want to be the
//! scheduler.
//!
//! A move lets a thread run to its next line of the program, past other files and
//! past lines that do not matter. All moves are tried everywhere; work and sleep take
//! as long as others keep a thread waiting. Where two ways lead to the same state they
//! go on as one.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::panic::Location;

use course_tests::root;
use lab::trace::source::path;
use lab::trace::{Activity, Candidate, Decision, Event, Trace, What};
use lab::{Config, Run, Schedule};
use serde_json::{Value, json};

use crate::state;
use crate::words::{Code, Words};

/// A program to be broken.
pub struct Game {
    pub name: &'static str,
    pub command: &'static str,
    /// The file whose lines are moves.
    pub file: &'static str,
    /// How lines begin that a thread goes through without a choice.
    pub passed: &'static [&'static str],
    pub run: fn() -> String,
    /// What came of a run, in a few words, where the reader is asked for it.
    pub answer: Option<fn(&Run<String>) -> String>,
}

/// A line that prints.
pub const PRINTS: &str = "println!";

/// Most runs that a game may need to be known.
const LIMIT: usize = 20_000;

type Place = &'static Location<'static>;

/// Who moves: a thread, or [`OTHER`]; and a thread's next line.
type Move = (i64, Option<Place>);

/// Another way through a select, another waiter to be woken.
const OTHER: i64 = -1;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Next {
    State(usize),
    Ending(usize),
}

pub struct Edge {
    pub who: i64,
    /// The number of a thread's next line, or -1.
    pub place: i64,
    /// What happens, as [`Tree::events`] writes it.
    pub events: Vec<Value>,
    pub next: Next,
}

/// A way that is still to be tried: the deviations so far, the decision and the
/// event after which something new begins, and the edge that it is.
struct Way {
    deviations: Vec<(u32, u16)>,
    decision: usize,
    event: usize,
    from: Option<(usize, usize, Move)>,
}

/// All there is to choose, and what comes of it.
#[derive(Default)]
pub struct Tree {
    pub words: Words,
    pub code: Code,
    pub threads: Vec<String>,
    known: HashMap<u64, usize>,
    /// The moves of each state; the first one is what comes by nature.
    pub states: Vec<Vec<Option<Edge>>>,
    pub endings: Vec<Value>,
    /// What can come of the program.
    pub answers: BTreeSet<String>,
    pub start: Option<(Vec<Value>, Next)>,
}

/// Runs the program, taking candidate `.1` at decision `.0`.
fn run(game: &Game, deviations: &[(u32, u16)]) -> Run<String> {
    let schedule = Schedule::Steered {
        deviations: deviations.to_vec(),
        early_clock: false,
    };
    let mut config = Config::default().schedule(schedule).traced();
    config.untimed = true;
    lab::run(&config, game.run)
}

impl Tree {
    /// Of all schedules there are.
    pub fn of(game: &Game) -> Tree {
        let mut tree = Tree::default();
        let mut ways = vec![Way {
            deviations: Vec::new(),
            decision: 0,
            event: 0,
            from: None,
        }];
        let mut runs = 0;
        while let Some(way) = ways.pop() {
            runs += 1;
            assert!(runs <= LIMIT, "{} has too many schedules", game.name);
            tree.follow(game, way, &mut ways);
        }
        tree
    }

    /// Goes a way to the next choice or to its end.
    fn follow(&mut self, game: &Game, way: Way, ways: &mut Vec<Way>) {
        let run = run(game, &way.deviations);
        let trace = run.trace.as_ref().expect("asked for");
        for thread in trace.threads.iter().skip(self.threads.len()) {
            self.threads.push(thread.name.clone());
        }
        let (next, until) = match next_choice(game, trace, way.decision) {
            None => {
                self.answers.extend(game.answer.map(|answer| answer(&run)));
                (Next::Ending(self.ending(&run)), trace.events.len())
            }
            Some(at) => {
                let decision = &trace.decisions[at];
                let key =
                    state::key(trace, decision, !game.passed.contains(&PRINTS));
                let new = self.states.len();
                let state = *self.known.entry(key).or_insert(new);
                if state == new {
                    let moves = moves(decision);
                    self.states.push(moves.iter().map(|_| None).collect());
                    for (index, to) in moves.into_iter().enumerate() {
                        let mut deviations = way.deviations.clone();
                        if index > 0 {
                            deviations.push((at as u32, index as u16));
                        }
                        ways.push(Way {
                            deviations,
                            decision: at + 1,
                            event: decision.event,
                            from: Some((state, index, to)),
                        });
                    }
                }
                (Next::State(state), decision.event)
            }
        };
        let events = self.events(game, trace, way.event, until);
        match way.from {
            None => self.start = Some((events, next)),
            Some((state, index, (who, place))) => {
                let place = place.map_or(-1, |place| self.code.number(place));
                self.states[state][index] = Some(Edge {
                    who,
                    place,
                    events,
                    next,
                });
            }
        }
    }

    /// Whether the program fails if nobody but the lab chooses.
    pub fn fails_naturally(&self) -> bool {
        let mut next = self.start.as_ref().expect("the tree has a root").1;
        loop {
            match next {
                Next::Ending(ending) => {
                    return self.endings[ending]["good"] == false;
                }
                Next::State(state) => {
                    next = self.states[state][0].as_ref().expect("tried").next;
                }
            }
        }
    }

    fn ending(&mut self, run: &Run<String>) -> usize {
        let ending = ending(run);
        let known = self.endings.iter().position(|e| *e == ending);
        known.unwrap_or_else(|| {
            self.endings.push(ending);
            self.endings.len() - 1
        })
    }

    /// `[nanoseconds, thread, word, place or -1, 1 if it was printed]`
    fn events(
        &mut self,
        game: &Game,
        trace: &Trace,
        from: usize,
        until: usize,
    ) -> Vec<Value> {
        let mut events = Vec::new();
        for event in &trace.events[from..until] {
            if is_elsewhere(game, event) {
                continue;
            }
            let Some(text) = in_words(trace, &event.what) else {
                continue;
            };
            let said = i32::from(matches!(event.what, What::Said(_)));
            let place = event.place.map_or(-1, |place| self.code.number(place));
            let word = self.words.number(&text);
            let at = event.at.as_nanos() as u64;
            events.push(json!([at, event.thread, word, place, said]));
        }
        events
    }
}

/// Whether it is about a channel or a lock of given code, which readers do not see.
fn is_elsewhere(game: &Game, event: &Event) -> bool {
    let is_given = event.place.is_some_and(|place| path(place) != game.file);
    is_given
        && matches!(
            event.what,
            What::Did {
                object: Some(_),
                ..
            }
        )
}

fn in_words(trace: &Trace, what: &What) -> Option<String> {
    Some(match what {
        What::Spawned(child) => format!("starts {}", trace.threads[*child].name),
        What::Stopped(Activity::Works) => "begins to work".to_owned(),
        What::Stopped(Activity::Sleeps) => "begins to sleep".to_owned(),
        What::Stopped(Activity::Waits { reason, .. }) => format!("waits {reason}"),
        What::Did { verb, object, .. } => match object {
            Some(object) => format!("{verb} {}", trace.objects[*object].name),
            None => (*verb).to_owned(),
        },
        What::Said(line) => line.clone(),
        What::Ended => "ends".to_owned(),
        _ => return None,
    })
}

/// How a run ended.
pub fn ending(run: &Run<String>) -> Value {
    let report = run.verdict.report().unwrap_or_default();
    json!({
        "good": run.verdict.is_done(),
        "sentence": report.sentence,
        "details": report.details,
        "tail": run.value.as_deref().unwrap_or_default().trim(),
    })
}

/// The first decision from number `from` on that is one for the reader. A thread
/// that is between two lines of the program goes on by itself.
fn next_choice(game: &Game, trace: &Trace, from: usize) -> Option<usize> {
    let is_choice = |decision: &Decision| match decision.candidates[0] {
        Candidate::Thread {
            running: true,
            place,
            ..
        } => {
            let line = source(place);
            let passed = game.passed.iter().any(|begin| line.starts_with(begin));
            path(place) == game.file && !passed
        }
        _ => true,
    };
    let later = trace.decisions.iter().enumerate().skip(from);
    later
        .into_iter()
        .find_map(|(at, d)| is_choice(d).then_some(at))
}

fn moves(decision: &Decision) -> Vec<Move> {
    let to = |candidate: &Candidate| match candidate {
        Candidate::Thread { thread, place, .. } => (*thread as i64, Some(*place)),
        _ => (OTHER, None),
    };
    decision.candidates.iter().map(to).collect()
}

/// A way through a program, move by move.
pub struct Walk<'a> {
    game: &'a Game,
    deviations: Vec<(u32, u16)>,
    /// The first decision that is not settled.
    decision: usize,
    pub run: Run<String>,
}

impl<'a> Walk<'a> {
    pub fn new(game: &'a Game) -> Walk<'a> {
        Walk {
            game,
            deviations: Vec::new(),
            decision: 0,
            run: run(game, &[]),
        }
    }

    fn choice(&self) -> Option<usize> {
        let trace = self.run.trace.as_ref().expect("asked for");
        next_choice(self.game, trace, self.decision)
    }

    /// Lets `who` move; `index` tells apart those that have no name.
    pub fn go(&mut self, who: i64, index: usize) {
        let at = self.choice().expect("there is something to choose");
        let trace = self.run.trace.as_ref().expect("asked for");
        let moves = moves(&trace.decisions[at]);
        let named = moves.iter().position(|(other, _)| *other == who);
        let taken = if who == OTHER { Some(index) } else { named };
        let taken = taken.expect("it may move");
        if taken > 0 {
            self.deviations.push((at as u32, taken as u16));
        }
        self.decision = at + 1;
        self.run = run(self.game, &self.deviations);
    }
}

/// The line of source at a place.
pub fn source(place: Place) -> String {
    thread_local! {
        static FILES: RefCell<HashMap<String, String>> = RefCell::default();
    }
    FILES.with_borrow_mut(|files| {
        let text = files.entry(place.file().to_owned()).or_insert_with(|| {
            fs::read_to_string(root().join(place.file())).unwrap_or_default()
        });
        let line = text.lines().nth(place.line() as usize - 1);
        line.unwrap_or_default().trim().to_owned()
    })
}
