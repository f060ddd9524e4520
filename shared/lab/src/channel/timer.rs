use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::receiver::{Receiver, Source};
use super::{RecvError, RecvTimeoutError, TryRecvError, real};
use crate::engine::{Nanos, State, active, check_run, with};
use crate::time::Instant;

/// A receiver that delivers one message, `duration` from now: the time it is due.
pub fn after(duration: Duration) -> Receiver<Instant> {
    if active() {
        let due = with(|state| state.deadline(duration));
        return virtual_timer(due, None);
    }
    Receiver {
        source: Source::Timer(Timer::Real(real::after(duration), Instant::from_std)),
    }
}

/// A receiver that delivers one message, at `when`.
pub fn at(when: Instant) -> Receiver<Instant> {
    if active() {
        return virtual_timer(when.to_nanos(), None);
    }
    let timer = real::at(when.to_std());
    Receiver {
        source: Source::Timer(Timer::Real(timer, Instant::from_std)),
    }
}

/// A receiver that delivers a message every `period`. A tick that nobody takes
/// in time is kept, but the next one is due a full period after that tick was
/// taken: ticks do not pile up.
pub fn tick(period: Duration) -> Receiver<Instant> {
    if active() {
        let due = with(|state| state.deadline(period));
        return virtual_timer(due, Some(period));
    }
    Receiver {
        source: Source::Timer(Timer::Real(real::tick(period), Instant::from_std)),
    }
}

/// A receiver that never delivers anything: an arm of a `select!` that is
/// switched off.
pub fn never<T>() -> Receiver<T> {
    Receiver {
        source: Source::Never(real::never()),
    }
}

fn virtual_timer(due: Nanos, period: Option<Duration>) -> Receiver<Instant> {
    let due = Due {
        run: with(|state| state.run),
        at: Arc::new(Mutex::new(Some(due))),
        period,
    };
    Receiver {
        source: Source::Timer(Timer::Virtual {
            due,
            message: Instant::from_nanos,
        }),
    }
}

/// When a timer of the lab delivers its next message.
#[derive(Clone)]
pub(super) struct Due {
    run: u32,
    /// `None`: it has delivered all it will.
    at: Arc<Mutex<Option<Nanos>>>,
    period: Option<Duration>,
}

impl Due {
    pub(super) fn get(&self) -> Option<Nanos> {
        *self.lock()
    }

    pub(super) fn has_come(&self, state: &State) -> bool {
        self.get().is_some_and(|due| state.clock.now >= due)
    }

    /// Takes the message, if it is there: the time at which it was due.
    pub(super) fn take(&self) -> Option<Nanos> {
        let mut at = self.lock();
        with(|state| {
            let when = at.filter(|&when| when <= state.clock.now)?;
            *at = self.period.map(|period| state.deadline(period));
            state.progress_in_time();
            Some(when)
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Nanos>> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A channel of times.
pub(super) enum Timer<T> {
    Real(
        real::Receiver<std::time::Instant>,
        fn(std::time::Instant) -> T,
    ),
    Virtual {
        due: Due,
        message: fn(Nanos) -> T,
    },
}

impl<T> Timer<T> {
    /// In the lab: when the next message is due.
    pub(super) fn due(&self) -> &Due {
        let due = match self {
            Timer::Real(..) => None,
            Timer::Virtual { due, .. } => Some(due),
        };
        check_run(due.map_or(0, |due| due.run), "timer");
        due.expect("the real timers belong to no run")
    }

    /// In the real world: the real timer, and what makes its messages ours.
    pub(super) fn real(
        &self,
    ) -> (
        &real::Receiver<std::time::Instant>,
        fn(std::time::Instant) -> T,
    ) {
        match self {
            Timer::Real(real, message) => (real, *message),
            Timer::Virtual { .. } => {
                panic!("this timer was made in a run of the lab that is over")
            }
        }
    }

    pub(super) fn is_due(&self) -> bool {
        if active() {
            let due = self.due();
            with(|state| due.has_come(state))
        } else {
            !self.real().0.is_empty()
        }
    }

    /// In the lab: the message that says so.
    pub(super) fn message(&self, when: Nanos) -> T {
        match self {
            Timer::Virtual { message, .. } => message(when),
            Timer::Real(..) => unreachable!("has no virtual time"),
        }
    }

    pub(super) fn same(&self, other: &Timer<T>) -> bool {
        match (self, other) {
            (Timer::Real(a, _), Timer::Real(b, _)) => a.same_channel(b),
            (Timer::Virtual { due: a, .. }, Timer::Virtual { due: b, .. }) => {
                Arc::ptr_eq(&a.at, &b.at)
            }
            _ => false,
        }
    }

    pub(super) fn real_try_recv(&self) -> Result<T, TryRecvError> {
        let (real, message) = self.real();
        real.try_recv().map(message)
    }

    pub(super) fn real_recv(&self) -> Result<T, RecvError> {
        let (real, message) = self.real();
        real.recv().map(message)
    }

    pub(super) fn real_recv_deadline(
        &self,
        deadline: std::time::Instant,
    ) -> Result<T, RecvTimeoutError> {
        let (real, message) = self.real();
        real.recv_deadline(deadline).map(message)
    }
}

impl<T> Clone for Timer<T> {
    fn clone(&self) -> Timer<T> {
        match self {
            Timer::Real(real, message) => Timer::Real(real.clone(), *message),
            Timer::Virtual { due, message } => Timer::Virtual {
                due: due.clone(),
                message: *message,
            },
        }
    }
}
