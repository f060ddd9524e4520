//! Threads that main left behind: where they were spawned, and why nobody joined them.

use super::super::Report;
use super::super::scene::{Scene, StuckThread};
use super::super::words::{at, shorten};
use super::{Explainer, quote};
use crate::engine::handles::Unjoined;
use crate::engine::state::{State, Thread, Tid, Wait};

pub(in crate::report) fn leaked(state: &State, scene: &Scene) -> Report {
    let explainer = Explainer::new(state, scene);
    let labels: Vec<_> = scene.stuck.iter().map(|s| state.label(s.thread)).collect();
    let (was, them, they_are, handles) = match labels.as_slice() {
        [_] => ("was", "it", "it is", "its handle"),
        _ => ("were", "them", "they are", "their handles"),
    };
    let mut details = explainer.waits();
    details.extend(explainer.panics());
    details.extend(explainer.spawns());
    details.push(format!(
        "When main returns, the process ends and takes {them} along, wherever \
         {they_are}. Keep {handles}, and join {them} before."
    ));
    Report {
        sentence: format!(
            "leaked thread: main returned while {} {was} still alive",
            shorten(&labels)
        ),
        details,
        ..Report::default()
    }
}

impl Explainer<'_> {
    /// Where the threads that were left were spawned, and what became of their handles:
    /// told once of those of whom it is the same.
    fn spawns(&self) -> Vec<String> {
        const SHOWN: usize = 3;
        let mut groups: Vec<(&Thread, Vec<Tid>)> = Vec::new();
        for thread in self.scene.stuck.iter().map(|stuck| stuck.thread) {
            let record = &self.state.threads[thread];
            let is_alike = |(other, _): &&mut (&Thread, _)| {
                (other.spawned_at, other.handle)
                    == (record.spawned_at, record.handle)
            };
            match groups.iter_mut().find(is_alike) {
                Some((_, threads)) => threads.push(thread),
                None => groups.push((record, vec![thread])),
            }
        }
        let told = groups.iter().take(SHOWN).flat_map(|(record, threads)| {
            let labels: Vec<_> = threads.iter().map(|&t| self.label(t)).collect();
            let was = if labels.len() == 1 { "was" } else { "were" };
            let spawned = format!(
                "{} {was} spawned at {}{}",
                shorten(&labels),
                at(record.spawned_at),
                quote(record.spawned_at)
            );
            [Some(spawned), self.about_handles(record, threads)]
        });
        told.flatten().collect()
    }

    /// Why nobody joined some threads, of which `record` is one. Nothing if somebody is
    /// about to, or if their scope does.
    fn about_handles(&self, record: &Thread, threads: &[Tid]) -> Option<String> {
        let is_waited_for = |stuck: &StuckThread| match stuck.wait {
            Some(Wait::Join(thread)) => threads.contains(&thread),
            _ => false,
        };
        if record.is_scoped || self.scene.stuck.iter().any(is_waited_for) {
            return None;
        }
        let (them, handles) = match threads {
            [_] => ("it", "its handle"),
            _ => ("them", "their handles"),
        };
        let how = match record.handle {
            Some(Unjoined::Dropped(by, after)) => {
                let line = match after == record.spawned_at {
                    true => "this line".to_owned(),
                    false => format!("{}{}", at(after), quote(after)),
                };
                format!("{} dropped {handles} after {line}", self.label(by))
            }
            Some(Unjoined::Held(by)) => format!("{} held {handles}", self.label(by)),
            None => format!("nobody has dropped {handles} either"),
        };
        Some(format!("  nobody joined {them}: {how}"))
    }
}
