//! Handles may be sent, shared and kept over a caught panic, as crossbeam's.

use std::fmt::Debug;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use lab::channel::{
    IntoIter, Iter, Receiver, Select, SelectedOperation, Sender, TryIter, after,
    bounded, never, unbounded,
};

use super::worlds::{LONG, both_worlds};

fn goes_everywhere<T: Send + Sync>() {}
fn survives_panics<T: UnwindSafe + RefUnwindSafe>() {}
fn ends_for_good<T: FusedIterator>() {}
fn is_shown<T: Debug>() {}

#[test]
fn handles_are_send_and_sync_when_their_messages_are_send() {
    // `Cell` is `Send` and not `Sync`.
    goes_everywhere::<Sender<std::cell::Cell<i32>>>();
    goes_everywhere::<Receiver<std::cell::Cell<i32>>>();
    goes_everywhere::<Iter<'_, i32>>();
    goes_everywhere::<TryIter<'_, i32>>();
    goes_everywhere::<IntoIter<i32>>();
    goes_everywhere::<Select<'_>>();
}

#[test]
fn handles_survive_panics() {
    survives_panics::<Sender<&mut i32>>();
    survives_panics::<Receiver<&mut i32>>();
    survives_panics::<Sender<std::cell::Cell<i32>>>();
    survives_panics::<Receiver<std::cell::Cell<i32>>>();
}

#[test]
fn blocking_iterators_end_for_good() {
    ends_for_good::<Iter<'_, i32>>();
    ends_for_good::<IntoIter<i32>>();
}

#[test]
fn everything_can_be_shown_whatever_the_messages_are() {
    struct Hidden;
    is_shown::<Sender<Hidden>>();
    is_shown::<Receiver<Hidden>>();
    is_shown::<Iter<'_, Hidden>>();
    is_shown::<TryIter<'_, Hidden>>();
    is_shown::<IntoIter<Hidden>>();
    is_shown::<Select<'_>>();
    is_shown::<SelectedOperation<'_>>();
    both_worlds(|| {
        let (sender, receiver) = bounded::<Hidden>(1);
        assert_eq!(format!("{sender:?}"), "Sender { .. }");
        for receiver in [receiver, never()] {
            assert_eq!(format!("{receiver:?}"), "Receiver { .. }");
        }
        assert_eq!(format!("{:?}", after(LONG)), "Receiver { .. }");
        assert_eq!(format!("{:?}", Select::new()), "Select { .. }");
    });
}

/// Finds out whether a type is `Send` where it need not be: the inherent constant
/// hides the one of the trait.
struct Ask<T>(std::marker::PhantomData<T>);

trait Otherwise {
    const SEND: bool = false;
}

impl<T> Otherwise for Ask<T> {}

impl<T: Send> Ask<T> {
    const SEND: bool = true;
}

#[test]
fn handles_of_messages_that_are_not_send_stay_in_their_thread() {
    const {
        assert!(Ask::<Sender<i32>>::SEND);
        assert!(!Ask::<Sender<Rc<i32>>>::SEND);
        assert!(!Ask::<Receiver<Rc<i32>>>::SEND);
        assert!(!Ask::<SelectedOperation<'static>>::SEND);
    }
    both_worlds(|| {
        let (sender, receiver) = unbounded();
        sender.send(Rc::new(1)).unwrap();
        assert_eq!(*receiver.recv().unwrap(), 1);
    });
}
