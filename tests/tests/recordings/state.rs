//! Tells whether two runs have come to the same state.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use lab::trace::{Activity, Candidate, Decision, Trace, What};

/// Equal for runs that are in the same state at a decision: each thread has done
/// the same, on each shared object the same has been done in the same order, it is
/// the same time, and there are the same candidates. What threads did on different
/// objects may have come in any order (Mazurkiewicz, "Trace Theory", 1987); so may
/// what they printed, unless `prints` says that it matters.
pub fn key(trace: &Trace, decision: &Decision, prints: bool) -> u64 {
    let mut threads: HashMap<usize, DefaultHasher> = HashMap::new();
    let mut objects: HashMap<Option<usize>, DefaultHasher> = HashMap::new();
    for event in &trace.events[..decision.event] {
        let place = event.place.map(|place| (place.file(), place.line()));
        let what = format!("{:?}", event.what);
        let thread = threads.entry(event.thread).or_default();
        (place, &what).hash(thread);
        let object = match &event.what {
            // These touch nothing that is shared.
            What::Did {
                verb: "works" | "sleeps" | "joins a thread",
                ..
            } => continue,
            What::Did { object, .. } => *object,
            What::Said(_) if prints => None,
            What::Stopped(Activity::Waits { object, .. }) => *object,
            _ => continue,
        };
        let object = objects.entry(object).or_default();
        (event.thread, what).hash(object);
    }
    let mut parts: Vec<(usize, usize, u64)> = Vec::new();
    parts.extend(threads.iter().map(|(&t, h)| (0, t, h.finish())));
    let number = |object: Option<usize>| object.map_or(usize::MAX, |o| o);
    parts.extend(objects.iter().map(|(&o, h)| (1, number(o), h.finish())));
    for candidate in &decision.candidates {
        parts.push(match candidate {
            Candidate::Thread {
                thread,
                place,
                running,
                ..
            } => {
                let mut hasher = DefaultHasher::new();
                (place.file(), place.line(), place.column(), running)
                    .hash(&mut hasher);
                (2, *thread, hasher.finish())
            }
            _ => (3, 0, 0),
        });
    }
    parts.sort_unstable();
    let mut all = DefaultHasher::new();
    parts.hash(&mut all);
    let before = trace.events[..decision.event].last();
    before.map(|event| event.at).hash(&mut all);
    all.finish()
}
