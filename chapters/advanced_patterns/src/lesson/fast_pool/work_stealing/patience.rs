//! How long to wait for something that is about to come, before one sleeps.

use lab::hint::spin_loop;

/// Looks in vain, before it is given up: some microseconds, as long as it takes to
/// put a thread to sleep and to wake it.
const LOOKS: u32 = 500;

/// In the lab nothing comes while one looks, only while others have their turn.
const LOOKS_IN_LAB: u32 = 1;

/// Keeps the processor until `has_come`, but not for long: whether it has.
pub(super) fn spin_until(has_come: impl Fn() -> bool) -> bool {
    let looks = match lab::is_simulated() {
        true => LOOKS_IN_LAB,
        false => LOOKS,
    };
    for _ in 0..looks {
        if has_come() {
            return true;
        }
        spin_loop();
    }
    false
}
