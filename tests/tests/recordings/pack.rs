//! Makes a tree of schedules small, and finds the shortest way to a failure.
//!
//! ```text
//! format    "pool-game/1"
//! name      of the game; command: that runs the program
//! words     [text]; code: [[place, line of source]]; threads: [name]
//! states    [[[who, place or -1, events, next], …], …]: the moves of each state,
//!           the natural one first
//!             who: a thread, or -1: another way through a select
//!             events: [nanoseconds, thread, word, place or -1, 1 if printed]
//!             next: a state, or -1 - n for ending n
//! endings   [{ good, sentence, details, tail }]
//! start     [events, next]
//! aim       "save" if the program fails on the natural schedule and not on all,
//!           "see" if it always fails, else "break"
//! shortest  the numbers of the moves that do so with the fewest that are not the
//!           natural ones, or null
//! replay    the code of the shortest schedule, times included, that breaks it
//! answers   what can come of it, natural: what does on the natural schedule
//! ways      how many ways there are through the tree; failing: how many fail
//! ```

use std::collections::HashMap;

use lab::{Config, Run, Schedule};
use serde_json::{Value, json};
use workloads::usage::grouped;

use crate::game::{Game, Next, Tree};

/// What can come of a state.
#[derive(Clone, Copy, Default)]
struct Fate {
    ways: f64,
    failing: f64,
}

impl Fate {
    fn is_settled(self) -> bool {
        self.failing == 0.0 || self.failing == self.ways
    }
}

struct Packer<'a> {
    tree: &'a Tree,
    fates: HashMap<usize, Fate>,
    packed: HashMap<usize, usize>,
    known: HashMap<String, usize>,
    states: Vec<Vec<Value>>,
    /// Whether to cut what cannot change the outcome. Where nothing ever can, the
    /// whole tree is left for readers to see it.
    cuts: bool,
}

/// The data of a game.
pub fn pack(game: &Game, tree: &Tree) -> Value {
    let mut packer = Packer {
        tree,
        fates: HashMap::new(),
        packed: HashMap::new(),
        known: HashMap::new(),
        states: Vec::new(),
        cuts: true,
    };
    let (events, next) = tree.start.as_ref().expect("the tree has a root");
    let fate = packer.fate(*next);
    packer.cuts = !fate.is_settled();
    let start = packer.edge(events, *next);
    let fails_naturally = tree.fails_naturally();
    let aim = match fate.is_settled() {
        true if fails_naturally => "see",
        false if fails_naturally => "save",
        _ => "break",
    };
    let shortest = packer.shortest(&start[1], aim == "save");
    let natural = lab::run(&Config::default(), game.run);
    let natural = game.answer.map(|answer| answer(&natural));
    let replay = shortest.as_ref().and_then(|_| replay(game));
    json!({
        "format": "pool-game/1",
        "name": game.name,
        "command": game.command,
        "words": tree.words.list,
        "code": tree.code.list,
        "threads": tree.threads,
        "states": packer.states,
        "endings": tree.endings,
        "start": start,
        "aim": aim,
        "shortest": shortest,
        "replay": replay,
        "answers": tree.answers,
        "natural": natural,
        "ways": fate.ways,
        "failing": fate.failing,
    })
}

/// What the command of the game needs to fail in the lab, where work takes time.
fn replay(game: &Game) -> Option<String> {
    let schedule = Schedule::Steered {
        deviations: Vec::new(),
        early_clock: true,
    };
    let config = Config::default().schedule(schedule);
    let fails = |run: &Run<String>| !run.verdict.is_done();
    let found = lab::shortest(&config, 10_000, game.run, fails);
    Some(found?.schedule.to_string())
}

/// What can come of the program, for readers without scripts.
pub fn answers(data: &Value) -> String {
    let mut text = String::new();
    for answer in data["answers"].as_array().expect("answers") {
        let is_natural = *answer == data["natural"];
        let mark = if is_natural {
            " (on the natural schedule)"
        } else {
            ""
        };
        text += &format!("- {}{mark}\n", answer.as_str().expect("a text"));
    }
    let count = |key: &str| grouped(data[key].as_f64().expect("a number") as u64);
    let (ways, failing) = (count("ways"), count("failing"));
    if !text.is_empty() {
        text += "\nNothing else can come of it. ";
    }
    text + &if failing == ways {
        format!("All of its {ways} schedules fail.\n")
    } else {
        format!("Of its {ways} schedules {failing} fail.\n")
    }
}

impl Packer<'_> {
    fn fate(&mut self, next: Next) -> Fate {
        let state = match next {
            Next::Ending(ending) => {
                let fails = self.tree.endings[ending]["good"] == false;
                return Fate {
                    ways: 1.0,
                    failing: f64::from(u8::from(fails)),
                };
            }
            Next::State(state) => state,
        };
        if let Some(&fate) = self.fates.get(&state) {
            return fate;
        }
        let mut fate = Fate::default();
        for edge in self.tree.states[state].iter().flatten() {
            let of = self.fate(edge.next);
            fate.ways += of.ways;
            fate.failing += of.failing;
        }
        self.fates.insert(state, fate);
        fate
    }

    /// `[events, next]`, and on along the natural way where nothing can change the
    /// outcome any more.
    fn edge(&mut self, events: &[Value], mut next: Next) -> Value {
        let mut events = events.to_vec();
        loop {
            match next {
                Next::Ending(ending) => return json!([events, -1 - ending as i64]),
                Next::State(state) if self.cuts && self.fate(next).is_settled() => {
                    let edge = self.tree.states[state][0].as_ref().expect("tried");
                    events.extend_from_slice(&edge.events);
                    next = edge.next;
                }
                Next::State(state) => return json!([events, self.state(state)]),
            }
        }
    }

    /// The number of a state among those that differ.
    fn state(&mut self, state: usize) -> usize {
        if let Some(&number) = self.packed.get(&state) {
            return number;
        }
        let mut moves = Vec::new();
        for edge in self.tree.states[state].iter().flatten() {
            let packed = self.edge(&edge.events, edge.next);
            moves.push(json!([edge.who, edge.place, packed[0], packed[1]]));
        }
        let text = Value::from(moves.clone()).to_string();
        let number = *self.known.entry(text).or_insert(self.states.len());
        if number == self.states.len() {
            self.states.push(moves);
        }
        self.packed.insert(state, number);
        number
    }

    /// The moves from `start` to a good end or to a failure: as few as can be that are
    /// not natural, and of these as few as can be.
    fn shortest(&self, start: &Value, good: bool) -> Option<Vec<usize>> {
        // States come after those they lead to.
        let mut best: Vec<Option<(usize, usize, usize)>> = Vec::new();
        let costs = |best: &[Option<(usize, usize, usize)>], next: &Value| match next
            .as_i64()
            .expect("a number")
        {
            ending @ ..0 => {
                let ending = &self.tree.endings[(-1 - ending) as usize];
                (ending["good"] == good).then_some((0, 0))
            }
            state => {
                best[state as usize].map(|(unnatural, moves, _)| (unnatural, moves))
            }
        };
        for moves in &self.states {
            let ways = moves.iter().enumerate().filter_map(|(index, edge)| {
                let (unnatural, moves) = costs(&best, &edge[3])?;
                Some((unnatural + usize::from(index > 0), moves + 1, index))
            });
            best.push(ways.min());
        }
        costs(&best, start)?;
        let mut way = Vec::new();
        let mut at = start.as_i64()?;
        while at >= 0 {
            let (_, _, index) = best[at as usize]?;
            way.push(index);
            at = self.states[at as usize][index][3].as_i64()?;
        }
        Some(way)
    }
}
