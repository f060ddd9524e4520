//! Ends a run that is stuck where the lab cannot see it: in an endless loop, or
//! in a call that really blocks, such as a lock of the standard library.

use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use trace::source;

use super::object::Place;

/// How often the watchdog looks.
const PERIOD: Duration = Duration::from_millis(200);

/// What the watchdog knows of a run that has stopped using the lab.
#[derive(Clone, Debug)]
pub struct Stuck {
    /// The last place where the stuck thread used the lab.
    pub place: Option<&'static Location<'static>>,
    /// How long ago that was, in real time.
    pub since: Duration,
}

impl std::fmt::Display for Stuck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "stuck outside the lab: a thread has run for {} s without coming back",
            self.since.as_secs()
        )?;
        if let Some(place) = self.place {
            write!(f, "; the lab last saw it at {}", source::named(place))?;
        }
        f.write_str(
            ". It is in a loop without an end, or in a call that really blocks \
             (std::sync, std::thread or crossbeam where lab:: belongs)",
        )
    }
}

/// Signs of life of the runs of one operating-system thread.
#[derive(Default)]
pub(crate) struct Beat {
    ticks: AtomicU64,
    /// Milliseconds of patience; 0 while no run is under way.
    limit: AtomicU64,
    place: AtomicPtr<Location<'static>>,
}

impl Beat {
    #[inline]
    pub(crate) fn tick(&self, place: Place) {
        // One thread writes, so no read-modify-write is needed.
        self.ticks.store(self.ticks.load(Relaxed) + 1, Relaxed);
        self.place.store(ptr::from_ref(place).cast_mut(), Relaxed);
    }

    pub(crate) fn start(&self, limit: Option<Duration>) {
        self.ticks.store(self.ticks.load(Relaxed) + 1, Relaxed);
        self.place.store(ptr::null_mut(), Relaxed);
        let limit = limit.map_or(0, |limit| limit.as_millis() as u64);
        self.limit.store(limit, Relaxed);
    }

    pub(crate) fn stop(&self) {
        self.limit.store(0, Relaxed);
    }
}

thread_local! {
    static BEAT: Arc<Beat> = register();
}

pub(crate) fn beat() -> Arc<Beat> {
    BEAT.with(Arc::clone)
}

static BEATS: Mutex<Vec<Weak<Beat>>> = Mutex::new(Vec::new());
static ON_STUCK: OnceLock<fn(&Stuck) -> !> = OnceLock::new();

/// Says what to do with a stuck run instead of printing it and ending the
/// process with code 1. The first call counts.
pub fn on_stuck(action: fn(&Stuck) -> !) {
    let _ = ON_STUCK.set(action);
}

fn register() -> Arc<Beat> {
    static WATCH: OnceLock<()> = OnceLock::new();
    let beat = Arc::new(Beat::default());
    BEATS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Arc::downgrade(&beat));
    WATCH.get_or_init(|| {
        if cfg!(miri) {
            // It counts the end of main with a thread left as a mistake.
            return;
        }
        // Without a watchdog everything works but this one report.
        let _ = thread::Builder::new()
            .name("watchdog".to_owned())
            .spawn(watch);
    });
    beat
}

fn watch() {
    // Per run: the last tick seen, and how long it has stood still. Counted in
    // looks and not on the clock, so that a suspended machine bites nobody.
    let mut seen: Vec<(Weak<Beat>, u64, Duration)> = Vec::new();
    loop {
        thread::sleep(PERIOD);
        seen.extend(
            BEATS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .drain(..)
                .map(|beat| (beat, 0, Duration::ZERO)),
        );
        seen.retain(|(beat, ..)| beat.strong_count() > 0);
        for (beat, last, still) in &mut seen {
            let Some(beat) = beat.upgrade() else { continue };
            let (ticks, limit) =
                (beat.ticks.load(Relaxed), beat.limit.load(Relaxed));
            if limit == 0 || ticks != *last {
                (*last, *still) = (ticks, Duration::ZERO);
                continue;
            }
            *still += PERIOD;
            if still.as_millis() as u64 >= limit {
                // SAFETY: the pointer came from a `&'static Location`, or is null.
                let place = unsafe { beat.place.load(Relaxed).as_ref() };
                bite(&Stuck {
                    place,
                    since: *still,
                });
            }
        }
    }
}

fn bite(stuck: &Stuck) -> ! {
    if let Some(action) = ON_STUCK.get() {
        action(stuck);
    }
    eprintln!("{stuck}");
    std::process::exit(1);
}
