//! Who did what from when to when, and how full each channel was: what all
//! pictures of a run are drawn from.

use std::panic::Location;
use std::time::Duration;

use crate::{Activity, Event, ObjectKind, Trace, What};

/// A point of a run, on both of its axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Nanoseconds of virtual time.
    pub(crate) at: u64,
    /// How many operations came before. Being woken is nobody's operation.
    pub(crate) step: usize,
}

/// What a thread is up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Runs,
    /// For something to do, or for somebody's end.
    Waits,
    /// Waits with something in its hands: for a lock, or for room in a queue.
    HeldUp,
    Sleeps,
    Works,
}

/// A stretch of a thread's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span<'a> {
    pub(crate) from: Moment,
    pub(crate) to: Moment,
    pub(crate) state: State,
    /// Of a wait, in words: "to receive from `jobs`".
    pub(crate) reason: Option<&'a str>,
    pub(crate) object: Option<usize>,
    pub(crate) place: Option<&'static Location<'static>>,
    /// The last line the thread printed before: most often it says what for.
    pub(crate) said: Option<&'a str>,
}

impl Span<'_> {
    pub(crate) fn duration(&self) -> u64 {
        self.to.at.saturating_sub(self.from.at)
    }
}

/// How a number changed in the course of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    /// The moments at which it changed, and its value from then on.
    pub(crate) points: Vec<(Moment, usize)>,
}

impl Series {
    pub(crate) fn peak(&self) -> usize {
        self.points
            .iter()
            .map(|&(_, value)| value)
            .max()
            .unwrap_or(0)
    }

    pub(crate) fn last(&self) -> usize {
        self.points.last().map_or(0, |&(_, value)| value)
    }
}

pub(crate) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl Trace {
    /// Each event with its moment.
    pub(crate) fn moments(&self) -> impl Iterator<Item = Moment> + Clone {
        let mut step = 0;
        self.events.iter().map(move |event| {
            let at = nanos(event.at);
            let moment = Moment { at, step };
            step += usize::from(event.what != What::Woken);
            moment
        })
    }

    /// Where both axes end.
    pub(crate) fn last_moment(&self) -> Moment {
        let woken = self.events.iter().filter(|e| e.what == What::Woken);
        Moment {
            at: nanos(self.end),
            step: self.events.len() - woken.count(),
        }
    }

    /// The life of each thread, without gaps.
    pub(crate) fn spans(&self) -> Vec<Vec<Span<'_>>> {
        let mut lives: Vec<Life<'_>> = Vec::new();
        lives.resize_with(self.threads.len(), Life::default);
        if let Some(main) = lives.first_mut() {
            main.turn(Moment::default(), State::Runs);
        }
        for (event, now) in self.events.iter().zip(self.moments()) {
            if let What::Spawned(child) = event.what {
                lives[child].turn(now, State::Runs);
            }
            let life = &mut lives[event.thread];
            match &event.what {
                What::Spawned(_) | What::Did { .. } => {}
                What::Said(line) => life.said = Some(line),
                What::Woken => life.turn(now, State::Runs),
                What::Ended => {
                    // The operation of ending is part of the life.
                    let step = now.step + 1;
                    life.close(Moment { step, ..now });
                }
                What::Stopped(activity) => {
                    life.turn(now, self.state(activity));
                    life.detail(activity, event.place);
                }
            }
        }
        let end = self.last_moment();
        lives.into_iter().map(|life| life.finish(end)).collect()
    }

    fn state(&self, activity: &Activity) -> State {
        match activity {
            Activity::Works => State::Works,
            Activity::Sleeps => State::Sleeps,
            Activity::Waits { reason, object } => {
                let kind = object.map(|object| self.objects[object].kind);
                let locks = [ObjectKind::Mutex, ObjectKind::RwLock];
                let lock = kind.is_some_and(|kind| locks.contains(&kind));
                if lock || reason.starts_with("to send") {
                    State::HeldUp
                } else {
                    State::Waits
                }
            }
        }
    }

    /// How many messages each channel held, for those that ever held one.
    pub(crate) fn depths(&self) -> Vec<(usize, Series)> {
        let mut depths = vec![Vec::new(); self.objects.len()];
        for (event, now) in self.events.iter().zip(self.moments()) {
            if let What::Did {
                object: Some(object),
                depth: Some(depth),
                ..
            } = event.what
            {
                depths[object].push((now, depth));
            }
        }
        let series = depths.into_iter().map(|points| Series { points });
        series.enumerate().filter(|(_, s)| s.peak() > 0).collect()
    }

    /// How many threads were alive.
    pub(crate) fn population(&self) -> Series {
        // Main, and in the end of a trace those that were begun before.
        let spawned = |event: &&Event| matches!(event.what, What::Spawned(_));
        let mut alive =
            self.threads.len() - self.events.iter().filter(spawned).count();
        let mut points = vec![(Moment::default(), alive)];
        for (event, now) in self.events.iter().zip(self.moments()) {
            match event.what {
                What::Spawned(_) => alive += 1,
                What::Ended => alive -= 1,
                _ => continue,
            }
            points.push((now, alive));
        }
        Series { points }
    }
}

#[derive(Default)]
struct Life<'a> {
    spans: Vec<Span<'a>>,
    open: Option<Span<'a>>,
    said: Option<&'a str>,
}

impl<'a> Life<'a> {
    fn turn(&mut self, now: Moment, state: State) {
        self.close(now);
        self.open = Some(Span {
            from: now,
            to: now,
            state,
            reason: None,
            object: None,
            place: None,
            said: None,
        });
    }

    fn detail(
        &mut self,
        activity: &'a Activity,
        place: Option<&'static Location<'static>>,
    ) {
        let Some(span) = &mut self.open else { return };
        span.place = place;
        if let Activity::Waits { reason, object } = activity {
            span.reason = Some(reason);
            span.object = *object;
        } else {
            span.said = self.said.take();
        }
    }

    fn close(&mut self, now: Moment) {
        if let Some(span) = self.open.take()
            && span.from != now
        {
            self.spans.push(Span { to: now, ..span });
        }
    }

    fn finish(mut self, end: Moment) -> Vec<Span<'a>> {
        self.close(end);
        self.spans
    }
}
