//! What the reports call things.

use std::collections::HashMap;

use crate::engine::object::{End, Object, ObjectId, ObjectKind, Place};
use crate::engine::state::{Panicked, State, Tid, Wait};
use trace::source;

/// The names of a run's objects: those of the source where they can be told.
pub(crate) struct Names(Vec<Name>);

struct Name {
    whole: String,
    sender: String,
    receiver: String,
}

impl Names {
    pub(crate) fn of(state: &State) -> Names {
        let mut times: HashMap<String, usize> = HashMap::new();
        let named = state.objects.iter().map(|object| {
            let mut name = name(object);
            let times = times.entry(name.whole.clone()).or_default();
            *times += 1;
            if *times > 1 {
                for part in [&mut name.whole, &mut name.sender, &mut name.receiver] {
                    *part = numbered(part, *times);
                }
            }
            name
        });
        Names(named.collect())
    }

    pub(crate) fn whole(&self, object: ObjectId) -> &str {
        &self.0[object].whole
    }

    /// What the source calls this end of a channel.
    pub(crate) fn end(&self, object: ObjectId, end: End) -> &str {
        match end {
            End::Send => &self.0[object].sender,
            End::Receive => &self.0[object].receiver,
        }
    }
}

/// `worker 1`, `worker 1 #2`: a thread before which others of its name were started.
pub(crate) fn label(thread: Tid, name: Option<&str>, namesakes: usize) -> String {
    let name = name.map_or_else(|| format!("thread {thread}"), str::to_owned);
    match namesakes {
        0 => name,
        n => format!("{name} #{}", n + 1),
    }
}

/// `` `jobs` #2 ``, and `the channel #2 made at …`.
fn numbered(name: &str, number: usize) -> String {
    for place in [" made at ", " first used at "] {
        if let Some((what, place_of)) = name.split_once(place) {
            return format!("{what} #{number}{place}{place_of}");
        }
    }
    format!("{name} #{number}")
}

fn name(object: &Object) -> Name {
    let names = source::names(object.made_at);
    match (names.as_slice(), object.kind) {
        ([sender, receiver], ObjectKind::Channel) => Name {
            whole: stem(sender, receiver),
            sender: format!("`{sender}`"),
            receiver: format!("`{receiver}`"),
        },
        ([name], kind) => Name {
            whole: format!("{} `{name}`", noun(kind)),
            sender: format!("`{name}`"),
            receiver: format!("`{name}`"),
        },
        (_, kind) => {
            let (made_at, first_used) = (object.made_at, object.first_used);
            let is_own = |place| source::stranger(place).is_none();
            let tells = |place| is_own(place) && !source::is_derived(place);
            let whole = match is_own(first_used) && !tells(made_at) {
                true => {
                    format!("the {} first used at {}", noun(kind), at(first_used))
                }
                false => format!("the {} made at {}", noun(kind), at(made_at)),
            };
            Name {
                sender: whole.clone(),
                receiver: whole.clone(),
                whole,
            }
        }
    }
}

/// `jobs` for `jobs_tx` and `jobs_rx`, or for `jobs` and `jobs_rx`: what two names begin with, if it is a word.
fn stem(sender: &str, receiver: &str) -> String {
    match (sender.rsplit_once('_'), receiver.rsplit_once('_')) {
        (Some((a, _)), Some((b, _))) if a == b => format!("`{a}`"),
        (_, Some((a, _))) if a == sender => format!("`{a}`"),
        (Some((a, _)), _) if a == receiver => format!("`{a}`"),
        _ => format!("`{sender}`/`{receiver}`"),
    }
}

pub(crate) fn noun(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Channel => "channel",
        ObjectKind::Mutex => "mutex",
        ObjectKind::RwLock => "lock",
        ObjectKind::Condvar => "condition variable",
        ObjectKind::Barrier => "barrier",
        ObjectKind::WaitGroup => "wait group",
        ObjectKind::Once => "once-cell",
    }
}

/// `file:line`
pub(crate) fn at(place: Place) -> String {
    // Made by std for its caller, as in `Arc::default()`: its path tells nothing.
    source::named(place)
}

/// The same; of what is no line of the program, also the last one before that is.
pub(crate) fn at_or_after(place: Place, own: Place) -> String {
    let is_own = |place| source::stranger(place).is_none();
    if !is_own(place) && is_own(own) {
        return format!("{}, after {}", at(place), at(own));
    }
    at(place)
}

/// `1 sender is`, `3 senders are`
pub(crate) fn count(n: usize, noun: &str) -> String {
    match n {
        1 => format!("1 {noun} is"),
        _ => format!("{n} {noun}s are"),
    }
}

/// `a`, `a and b`, `a, b and c`
pub(crate) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => format!("{} and {last}", some.join(", ")),
    }
}

/// All of a few labels, or the first of many.
pub(crate) fn shorten(labels: &[String]) -> String {
    const SHOWN: usize = 4;
    if labels.len() <= SHOWN {
        return list(labels);
    }
    let shown = labels[..SHOWN - 1].join(", ");
    format!("{shown} and {} more", labels.len() - SHOWN + 1)
}

/// What a thread waits for, after "waits": `to receive from `jobs_rx``.
pub(crate) fn waits_for(state: &State, names: &Names, wait: Wait) -> String {
    match wait {
        Wait::Receive(object) => {
            format!("to receive from {}", names.end(object, End::Receive))
        }
        Wait::Handover(object) => {
            format!("for the message of {}", names.end(object, End::Receive))
        }
        Wait::Send(object) => {
            format!("to send to {}", names.end(object, End::Send))
        }
        Wait::Select => "in a select".to_owned(),
        Wait::Lock(object) => format!("for {}", names.whole(object)),
        Wait::Read(object) => format!("to read {}", names.whole(object)),
        Wait::Write(object) => format!("to write {}", names.whole(object)),
        Wait::Condvar(object, _)
        | Wait::Barrier(object)
        | Wait::WaitGroup(object)
        | Wait::Once(object) => format!("on {}", names.whole(object)),
        Wait::Join(thread) => format!("to join {}", state.label(thread)),
        Wait::Scope(thread) => {
            format!("at the end of its scope for {}", state.label(thread))
        }
        Wait::Park => "to be unparked".to_owned(),
        Wait::Never => "on a channel that never delivers".to_owned(),
        Wait::Sleep => "for the time to pass".to_owned(),
        Wait::Work => "for its work to be done".to_owned(),
    }
}

/// The object that a wait is about, if it is one.
pub(crate) fn object_of(wait: Wait) -> Option<ObjectId> {
    match wait {
        Wait::Receive(object)
        | Wait::Handover(object)
        | Wait::Send(object)
        | Wait::Lock(object)
        | Wait::Read(object)
        | Wait::Write(object)
        | Wait::Condvar(object, _)
        | Wait::Barrier(object)
        | Wait::WaitGroup(object)
        | Wait::Once(object) => Some(object),
        _ => None,
    }
}

/// Who panicked where, in the order in which the panics came. Those at one place are
/// told together: most often one thing has gone wrong for several threads. Who met a
/// poisoned lock is left out where the panic is told that poisoned it.
pub(crate) fn panics(
    panics: &[(Tid, Panicked)],
    is_told: impl Fn(Tid, &Panicked) -> bool,
    is_caught: impl Fn(Tid, &Panicked) -> bool,
) -> Vec<String> {
    const SHOWN: usize = 3;
    let mut places: Vec<(&Panicked, bool, Vec<String>)> = Vec::new();
    let is_known = panics
        .iter()
        .any(|(t, p)| !p.met_poison() && !is_caught(*t, p));
    let is_told =
        |t: Tid, p: &Panicked| is_told(t, p) && !(is_known && p.met_poison());
    for (thread, panicked) in panics.iter().filter(|(t, p)| is_told(*t, p)) {
        let caught = is_caught(*thread, panicked);
        let same = |(p, c, _): &&mut (&Panicked, bool, _)| {
            p.place == panicked.place && *c == caught
        };
        match places.iter_mut().find(same) {
            Some((.., threads)) if threads.contains(&panicked.thread) => {}
            Some((.., threads)) => threads.push(panicked.thread.clone()),
            None => places.push((panicked, caught, vec![panicked.thread.clone()])),
        }
    }
    let told = places
        .iter()
        .take(SHOWN)
        .map(|(panicked, caught, threads)| {
            let Panicked { place, message, .. } = panicked;
            let end = if *caught { " (it was caught)" } else { "" };
            format!("{} panicked at {place}: {message}{end}", shorten(threads))
        });
    told.collect()
}
