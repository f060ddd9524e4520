use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::receiver::{Receiver, Source};
use super::{RecvError, RecvTimeoutError, TryRecvError, real};
use crate::engine::{Nanos, active, with};
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
    let due = Arc::new(Mutex::new(Some(due)));
    Receiver {
        source: Source::Timer(Timer::Virtual {
            due,
            period,
            message: Instant::from_nanos,
        }),
    }
}

/// A channel of times.
pub(super) enum Timer<T> {
    Real(
        real::Receiver<std::time::Instant>,
        fn(std::time::Instant) -> T,
    ),
    Virtual {
        /// `None`: it has delivered all it will.
        due: Arc<Mutex<Option<Nanos>>>,
        period: Option<Duration>,
        message: fn(Nanos) -> T,
    },
}

impl<T> Timer<T> {
    pub(super) fn due(&self) -> Option<Nanos> {
        match self {
            Timer::Real(..) => None,
            Timer::Virtual { due, .. } => {
                *due.lock().unwrap_or_else(PoisonError::into_inner)
            }
        }
    }

    pub(super) fn is_due(&self) -> bool {
        match self {
            Timer::Real(real, _) => !real.is_empty(),
            Timer::Virtual { .. } => {
                active()
                    && self
                        .due()
                        .is_some_and(|due| with(|state| state.clock.now >= due))
            }
        }
    }

    /// Takes the message that is due, in the lab.
    pub(super) fn take(&self) -> Option<T> {
        let Timer::Virtual {
            due,
            period,
            message,
        } = self
        else {
            return None;
        };
        let now = with(|state| state.clock.now);
        let mut due = due.lock().unwrap_or_else(PoisonError::into_inner);
        let when = due.filter(|&when| when <= now)?;
        *due = period.map(|period| {
            let period = u64::try_from(period.as_nanos()).unwrap_or(u64::MAX);
            now.saturating_add(period)
        });
        with(|state| state.progress_in_time());
        Some(message(when))
    }

    pub(super) fn same(&self, other: &Timer<T>) -> bool {
        match (self, other) {
            (Timer::Real(a, _), Timer::Real(b, _)) => a.same_channel(b),
            (Timer::Virtual { due: a, .. }, Timer::Virtual { due: b, .. }) => {
                Arc::ptr_eq(a, b)
            }
            _ => false,
        }
    }

    pub(super) fn real(
        &self,
    ) -> Option<(
        &real::Receiver<std::time::Instant>,
        fn(std::time::Instant) -> T,
    )> {
        match self {
            Timer::Real(real, message) => Some((real, *message)),
            Timer::Virtual { .. } => None,
        }
    }

    pub(super) fn real_try_recv(&self) -> Result<T, TryRecvError> {
        let (real, message) = self.real().ok_or(TryRecvError::Empty)?;
        real.try_recv().map(message)
    }

    pub(super) fn real_recv(&self) -> Result<T, RecvError> {
        let (real, message) = self.real().ok_or(RecvError)?;
        real.recv().map(message)
    }

    pub(super) fn real_recv_deadline(
        &self,
        deadline: std::time::Instant,
    ) -> Result<T, RecvTimeoutError> {
        let (real, message) = self.real().ok_or(RecvTimeoutError::Timeout)?;
        real.recv_deadline(deadline).map(message)
    }
}

impl<T> Clone for Timer<T> {
    fn clone(&self) -> Timer<T> {
        match self {
            Timer::Real(real, message) => Timer::Real(real.clone(), *message),
            Timer::Virtual {
                due,
                period,
                message,
            } => Timer::Virtual {
                due: due.clone(),
                period: *period,
                message: *message,
            },
        }
    }
}
