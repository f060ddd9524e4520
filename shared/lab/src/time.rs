//! Time: virtual in the lab, real outside. `Duration` is the standard one.

use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::sync::OnceLock;

pub use std::time::Duration;

use crate::engine::{Nanos, active, here, in_vain, with};

/// A point in time, as `std::time::Instant`: virtual in the lab.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

/// Where both kinds of time begin, so that instants before the beginning exist.
const BEGINNING: Duration = Duration::from_secs(1 << 32);

fn real_beginning() -> std::time::Instant {
    static BEGAN: OnceLock<std::time::Instant> = OnceLock::new();
    *BEGAN.get_or_init(std::time::Instant::now)
}

/// Starts the real clock that the lines of a program show; without it, it starts with
/// the first line.
pub fn start() {
    real_beginning();
}

/// Nanoseconds of real time since the first look at the clock.
pub(crate) fn since_start() -> Nanos {
    let since = real_beginning().elapsed();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

impl Instant {
    /// The time it is.
    #[track_caller]
    pub fn now() -> Instant {
        if active() {
            let now = with(|state| state.clock.now);
            // A clock that is read again and again does not move by that.
            in_vain(here());
            Instant::from_nanos(now)
        } else {
            let beginning = real_beginning();
            Instant(BEGINNING + beginning.elapsed())
        }
    }

    pub(crate) fn from_nanos(nanos: Nanos) -> Instant {
        Instant(BEGINNING + Duration::from_nanos(nanos))
    }

    pub(crate) fn to_nanos(self) -> Nanos {
        let since = self.0.saturating_sub(BEGINNING);
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    }

    pub(crate) fn from_std(instant: std::time::Instant) -> Instant {
        let beginning = real_beginning();
        match instant.checked_duration_since(beginning) {
            Some(since) => Instant(BEGINNING + since),
            None => Instant(BEGINNING - (beginning - instant)),
        }
    }

    pub(crate) fn to_std(self) -> std::time::Instant {
        let beginning = real_beginning();
        match self.0.checked_sub(BEGINNING) {
            // What the system cannot express is as good as never.
            Some(since) => beginning
                .checked_add(since)
                .unwrap_or(beginning + Duration::from_secs(1 << 31)),
            None => beginning
                .checked_sub(BEGINNING - self.0)
                .unwrap_or(beginning),
        }
    }

    /// The time from `earlier` to this; zero if that is later.
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.saturating_duration_since(earlier)
    }

    /// The time from `earlier` to this; `None` if that is later.
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// The time from `earlier` to this; zero if that is later.
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// The time from this to now.
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Instant::now().saturating_duration_since(*self)
    }

    /// This and `duration`, if it can be expressed.
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// `duration` before this, if it can be expressed.
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    // As the rest of them, named by the caller's line when it panics.
    #[track_caller]
    fn add(self, duration: Duration) -> Instant {
        let sum = self.checked_add(duration);
        sum.expect("overflow when adding a duration to an instant")
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    #[track_caller]
    fn sub(self, duration: Duration) -> Instant {
        let difference = self.checked_sub(duration);
        difference.expect("overflow when subtracting a duration from an instant")
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({:?})", self.0.saturating_sub(BEGINNING))
    }
}
