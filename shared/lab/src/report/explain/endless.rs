//! A run that was given up: who went on and on, and who waits meanwhile.

use std::time::Duration;

use super::super::Report;
use super::super::scene::{Scene, StuckThread};
use super::super::words::{self, at};
use super::{Explainer, asked_at, quote};
use crate::engine::object::{End, Place};
use crate::engine::state::{State, Tid, Wait};

pub(in crate::report) fn step_bound(
    state: &State,
    scene: Option<&Scene>,
    thread: Tid,
    place: Place,
) -> Report {
    let label = state.label(thread);
    let steps = state.steps;
    let given_up = format!("the run was given up after {steps} operations");
    let explainer = scene.map(|scene| Explainer::new(state, scene));
    let joins = explainer
        .as_ref()
        .and_then(|e| Some((e, e.long_join(thread)?)));
    let looks = looks(state, thread);
    let kept = joins.and_then(|(e, joins)| {
        let told = || e.never_told(joins, thread).filter(|_| looks.is_some());
        e.keeps_going(joins, thread).or_else(told)
    });
    let is_told = kept.is_some();
    let is_timed_out = hardly_gets_anything(state, thread);
    let flood = state.record.flood(steps);
    let (sentence, advice) = match (flood, kept, looks) {
        (Some((lines, bytes)), ..) => (
            format!(
                "too much output: {given_up}, of which {lines} printed a line, {} MB \
                 in all",
                bytes >> 20
            ),
            vec![
                "It prints more than anybody reads: look for a loop that nothing ends."
                    .to_owned(),
            ],
        ),
        (None, Some((short, details)), _) => {
            (format!("too many steps: {given_up}, {short}"), details)
        }
        (None, None, Some((times, period))) => (
            format!(
                "polling: {label} looked {times} times, once in {period:?}, at {}; \
                 {given_up}",
                asked_at(state, thread, place)
            ),
            vec![
                "To mend it: let it wait for what it looks for, instead of sleeping and \
                 looking again: `recv`, `select!`, `recv_timeout`, `Condvar::wait` or \
                 `park` return when there is something to do. If that never comes, the \
                 loop has no end."
                    .to_owned(),
            ],
        ),
        (None, None, None) if is_timed_out => (
            format!(
                "too many steps: {given_up}; {label} waited {} times until a timeout",
                state.threads[thread].timeouts
            ),
            std::iter::once(format!(
                "A timeout ended each of these waits: what {label} waits for did \
                 not come. Look for who was to bring it. If {label} goes on until it is \
                 told to end, nobody has told it."
            ))
            .chain(explainer.iter().flat_map(|e| e.last_wait(thread)))
            .collect(),
        ),
        (None, None, None) if state.steps_at_this_instant() > steps / 2 => (
            format!(
                "too many steps: {given_up}, the last {} at one instant",
                state.steps_at_this_instant()
            ),
            vec![
                "Time goes on when every thread waits, and here somebody always goes \
                 on. Who looks again and again for what others bring, as into a queue \
                 under a lock, must wait for it instead, also if it yields between: \
                 `recv`, `select!`, `Condvar::wait` or `park` return when there is \
                 something to do. If that is not it: look for a loop that nothing ends, \
                 and try it with less to do."
                    .to_owned(),
            ],
        ),
        (None, None, None) => (
            format!("too many steps: {given_up}"),
            vec![
                "Something goes on without an end, or is larger than a lab can hold: \
                 look for a loop that nothing ends, and try it with less to do."
                    .to_owned(),
            ],
        ),
    };
    let mut details = vec![format!(
        "{label} took the most of them, {}; the last one at {}{}",
        state.threads[thread].steps,
        asked_at(state, thread, place),
        quote(place)
    )];
    details.extend(advice);
    details.extend(explainer.iter().flat_map(Explainer::long_waits));
    if let Some((explainer, joins)) = joins.filter(|_| !is_told) {
        details.push(explainer.long_wait(joins));
    }
    details.extend(explainer.iter().flat_map(Explainer::died));
    Report {
        sentence,
        details,
        ..Report::default()
    }
}

/// How often a thread slept and looked again, and for how long it slept, if it did
/// hardly anything else.
fn looks(state: &State, thread: Tid) -> Option<(u32, Duration)> {
    let thread = &state.threads[thread];
    let sleeps = u64::from(thread.waits);
    // Once a sleep, or a few times; a wait with a timeout looks less often.
    let looks_and_sleeps = sleeps * 19 / 10..=sleeps * 6;
    let is_looking = sleeps > 0 && looks_and_sleeps.contains(&thread.steps);
    let is_it = thread.wait == Wait::Sleep && thread.busy == 0 && is_looking;
    is_it.then(|| {
        let period = Duration::from_nanos(thread.waited / sleeps);
        (thread.waits, period)
    })
}

/// Whether a thread did hardly anything but wait until a timeout.
fn hardly_gets_anything(state: &State, thread: Tid) -> bool {
    let thread = &state.threads[thread];
    u64::from(thread.timeouts) * 6 > thread.steps && thread.busy == 0
}

impl Explainer<'_> {
    /// Who waits without an end, while timeouts keep the others going: but for them it
    /// would be a deadlock.
    fn long_waits(&self) -> Vec<String> {
        let is_for_another = |s: &&StuckThread| {
            !matches!(s.wait, Some(Wait::Join(_) | Wait::Scope(_)))
        };
        let long = self.scene.stuck.iter().filter(|s| s.is_long);
        let long: Vec<_> = long.filter(is_for_another).take(3).collect();
        let mut told = Vec::new();
        let mut lines = Vec::new();
        for &stuck in &long {
            lines.push(self.long_wait(stuck));
            if stuck.wait == Some(Wait::Park) {
                lines.push(self.about_park(stuck.thread));
            }
            lines.extend(self.about_new(stuck, &mut told));
        }
        if !lines.is_empty() {
            lines.push(
                "If what is waited for there never comes, this is a deadlock, in which \
                 timeouts of others keep the clock going."
                    .to_owned(),
            );
        }
        let never_told = long.iter().find(|s| self.is_never_told(s));
        let advice = never_told.and_then(|s| self.end_of(s));
        lines.extend(advice.map(|advice| format!("To mend that: {advice}")));
        lines
    }

    /// What is known of what a thread waited for until the last timeout.
    fn last_wait(&self, thread: Tid) -> Vec<String> {
        let record = &self.state.threads[thread];
        if record.wait == Wait::Park {
            return vec![self.about_park(thread)];
        }
        let last = StuckThread {
            thread,
            panics: false,
            wait: Some(record.wait),
            is_long: false,
            selecting: record.selecting.clone(),
            at: record.waits_at,
            own_line: record.own_line,
        };
        self.about_new(&last, &mut Vec::new())
    }

    /// Who has ended by a panic, and may have been the one to bring what others look
    /// for.
    pub(super) fn died(&self) -> Vec<String> {
        let mut lines = self.panics();
        if !lines.is_empty() {
            lines.push(
                "What a thread was still to do when it panicked never comes: it may be \
                 what is looked for."
                    .to_owned(),
            );
        }
        lines
    }

    /// Who waits for the end of the thread that goes on and on.
    fn long_join(&self, busy: Tid) -> Option<&StuckThread> {
        let mut long = self.scene.stuck.iter().filter(|s| s.is_long);
        long.find(
            |s| matches!(s.wait, Some(Wait::Join(t) | Wait::Scope(t)) if t == busy),
        )
    }

    fn long_wait(&self, stuck: &StuckThread) -> String {
        format!(
            "{} waits {} at {}, for more than half of the time{}",
            self.label(stuck.thread),
            self.wait_of(stuck),
            words::at_or_after(stuck.at, stuck.own_line),
            quote(stuck.at)
        )
    }

    /// What keeps the busy thread going, if who waits for its end has the sender of a
    /// channel of which it has the receiver: in short, and in full.
    fn keeps_going(
        &self,
        joins: &StuckThread,
        busy: Tid,
    ) -> Option<(String, Vec<String>)> {
        let (channel, made) = (0..self.state.objects.len()).find_map(|object| {
            self.handle_of(object, End::Receive, busy)?;
            let sender = self.handle_of(object, End::Send, joins.thread)?;
            Some((object, sender.made_at))
        })?;
        let (label, busy) = (self.label(joins.thread), self.label(busy));
        let sender = self.names.end(channel, End::Send);
        let receiver = self.names.end(channel, End::Receive);
        let short = format!("while {label} waits for {busy} and holds {sender}");
        let details = vec![
            self.long_wait(joins),
            format!(
                "  {label} holds the sender {sender}, made at {}; {busy} has {receiver}, \
                 its receiver{}",
                at(made),
                quote(made)
            ),
            format!(
                "To mend it: if {busy} looks at {receiver} for its end, {label} must \
                 drop the sender {sender}, or send what {busy} looks for, before it \
                 waits at {}.",
                words::at_or_after(joins.at, joins.own_line)
            ),
        ];
        Some((short, details))
    }

    /// The same, if nobody is left who could end the loop of the busy thread.
    fn never_told(
        &self,
        joins: &StuckThread,
        busy: Tid,
    ) -> Option<(String, Vec<String>)> {
        let mut others = self.scene.stuck.iter().filter(|s| s.thread != busy);
        others.all(|s| s.is_long).then(|| {
            let (label, busy) = (self.label(joins.thread), self.label(busy));
            let details = vec![
                self.long_wait(joins),
                format!(
                    "To mend it: nobody else goes on, so what {busy} looks for must \
                     come before {label} waits at {}. And let it wait for that, \
                     instead of sleeping and looking again.",
                    words::at_or_after(joins.at, joins.own_line)
                ),
            ];
            (format!("while {label} waits for {busy}"), details)
        })
    }
}
