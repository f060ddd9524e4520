//! Where rules are: what fails here is a rule's own comparison, or its job.

use rules::{Check, on_every_schedule};

/// Main waits for what the thread does no more.
pub fn in_a_thread() -> Check {
    on_every_schedule(|| {
        let (sum_tx, sum_rx) = lab::channel::bounded::<u32>(1);
        let kept = sum_tx.clone();
        lab::thread::spawn(move || {
            assert_eq!(1 + 1, 3, "what `add` gives");
            let _ = kept.send(2);
        });
        let _ = sum_rx.recv();
        drop(sum_tx);
    })
    .schedules(1)
}

/// The job of a rule.
pub fn panics_on_purpose() {
    panic!("job 5 panics");
}
