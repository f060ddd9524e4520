//! Who holds which lock, took it last, and kept it while it worked.

use super::object::{ObjectId, Place};
use super::state::State;
use super::thread::{Locked, Panicked};

impl State {
    pub(crate) fn add_holder(&mut self, object: ObjectId, place: Place) {
        let current = self.current;
        self.objects[object].holders.push((current, place));
        let thread = &mut self.threads[current];
        thread.locks_held += 1;
        if !self.aborting {
            thread.locked = Some(Locked {
                lock: object,
                place,
                step: self.steps,
                back_from: None,
            });
        }
    }

    /// The current thread has waited on `condvar`, and has its lock again.
    pub(crate) fn note_back_from(&mut self, condvar: ObjectId) {
        let locked = &mut self.threads[self.current].locked;
        if let Some(locked) = locked.as_mut().filter(|_| !self.aborting) {
            locked.back_from = Some(condvar);
        }
    }

    /// The current thread is about to work or sleep: notes the locks it keeps.
    pub(crate) fn note_kept_locks(&mut self, place: Place) {
        let current = self.current;
        if self.threads[current].locks_held == 0 {
            return;
        }
        for object in &mut self.objects {
            let held = object.holders.iter().find(|(t, _)| *t == current);
            if let Some(&(thread, locked_at)) = held {
                object.kept.get_or_insert((thread, locked_at, place));
            }
        }
    }

    /// The current thread, which panics, has poisoned a lock.
    pub(crate) fn note_poisoned(&mut self, lock: ObjectId) {
        let panicked = self.threads[self.current].panicked.as_ref();
        let first = panicked.map(|panicked| Box::new(panicked.first().clone()));
        self.objects[lock].poisoned_by = first;
    }

    /// The panic that poisoned the lock which the current thread took last; or else, as
    /// when it took a lock apart, the only one that poisoned any.
    pub(crate) fn poison_met(&self) -> Option<&Panicked> {
        let locked = self.threads[self.current].locked;
        let last = locked.and_then(|l| self.objects[l.lock].poisoned_by.as_deref());
        last.or_else(|| {
            let mut all =
                self.objects.iter().filter_map(|o| o.poisoned_by.as_deref());
            let first = all.next()?;
            all.all(|other| other == first).then_some(first)
        })
    }

    pub(crate) fn remove_holder(&mut self, object: ObjectId) {
        let current = self.current;
        let holders = &mut self.objects[object].holders;
        if let Some(at) = holders.iter().rposition(|&(t, _)| t == current) {
            holders.remove(at);
            self.threads[current].locks_held -= 1;
        }
    }
}
