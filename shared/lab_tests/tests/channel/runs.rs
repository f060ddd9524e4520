//! A channel belongs to the run, or to the real world, that it was made in.

use lab::channel::{
    Receiver, Select, Sender, after, bounded, never, select, tick, unbounded,
};

use super::worlds::{LONG, in_the_lab, panic_of};

const EXPLAINED: &str = "made outside the run that uses it";

fn stranger_panics(sender: &Sender<i32>, receiver: &Receiver<i32>) {
    in_the_lab(|| {
        let uses: [&dyn Fn(); 8] = [
            &|| sender.send(1).unwrap(),
            &|| _ = sender.try_send(1),
            &|| _ = sender.len(),
            &|| _ = receiver.recv(),
            &|| _ = receiver.try_recv(),
            &|| _ = receiver.capacity(),
            &|| _ = Select::new().recv(receiver),
            &|| select! { send(sender, 1) -> _ => (), default => () },
        ];
        for operate in uses {
            let message = panic_of(operate);
            assert!(message.contains(EXPLAINED), "{message}");
        }
    });
}

#[test]
fn a_real_channel_is_refused_in_the_lab_with_the_reason() {
    for (sender, receiver) in [bounded(0), bounded(1), unbounded()] {
        stranger_panics(&sender, &receiver);
        assert!(receiver.is_empty());
    }
}

#[test]
fn the_channel_of_an_earlier_run_is_refused_with_the_reason() {
    let (sender, receiver) = in_the_lab(|| bounded(1));
    stranger_panics(&sender, &receiver);
}

#[test]
fn the_reason_is_in_the_verdict() {
    let (sender, _receiver) = bounded(1);
    let run = lab::run(&lab::Config::default(), || sender.send(1));
    let report = run.verdict.report().unwrap();
    assert!(report.sentence.contains(EXPLAINED), "{report}");
}

#[test]
fn a_timer_from_elsewhere_is_refused_with_the_reason() {
    let earlier = in_the_lab(|| after(LONG));
    for timer in [after(LONG), tick(LONG), earlier] {
        in_the_lab(|| {
            let message = panic_of(|| timer.try_recv());
            assert!(message.contains(EXPLAINED), "{message}");
            let message = panic_of(|| Select::new().recv(&timer));
            assert!(message.contains(EXPLAINED), "{message}");
        });
    }
    let timer = in_the_lab(|| after(LONG));
    assert!(panic_of(|| timer.recv()).contains("run of the lab that is over"));
}

#[test]
fn handles_may_be_dropped_anywhere() {
    let (sender, receiver) = bounded(1);
    in_the_lab(|| drop(sender.clone()));
    sender.send(7).unwrap();
    in_the_lab(move || drop(sender));
    assert_eq!(receiver.recv(), Ok(7));
    assert!(receiver.recv().is_err());

    let kept =
        in_the_lab(|| (bounded::<i32>(1), bounded::<i32>(0), unbounded::<()>()));
    drop(kept);
}

#[test]
fn a_channel_that_never_delivers_belongs_everywhere() {
    let silent = never::<()>();
    in_the_lab(|| assert!(silent.try_recv().is_err()));
    let silent = in_the_lab(never::<()>);
    assert!(silent.try_recv().is_err());
}
