use lab::channel;
use lab::thread;

use crate::{always, natural, run};

#[test]
fn a_panic_comes_out_of_join() {
    always(|| {
        let text = thread::spawn(|| panic!("plain")).join();
        assert_eq!(text.unwrap_err().downcast_ref(), Some(&"plain"));
        let value = thread::spawn(|| std::panic::panic_any(7)).join();
        assert_eq!(value.unwrap_err().downcast_ref(), Some(&7));
        let formatted = thread::spawn(|| panic!("{}", 1)).join();
        let payload = formatted.unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"1".to_owned()));
        assert_eq!(thread::spawn(|| 1).join().unwrap(), 1);
    });
}

#[test]
fn a_thread_knows_its_name_and_its_identity() {
    always(|| {
        assert_eq!(thread::current().name(), Some("main"));
        let tell = || {
            let me = thread::current();
            (me.id(), me.name().map(str::to_owned))
        };
        let named = thread::Builder::new().name("worker".to_owned());
        let named = named.spawn(tell).unwrap();
        let plain = thread::spawn(tell);
        let (named_id, plain_id) = (named.thread().id(), plain.thread().id());
        assert_ne!(named_id, plain_id);
        assert_eq!(named.thread().name(), Some("worker"));
        let name = Some("worker".to_owned());
        assert_eq!(named.join().unwrap(), (named_id, name));
        assert_eq!(plain.join().unwrap(), (plain_id, None));
    });
}

#[test]
fn is_finished_says_what_join_would_find() {
    always(|| {
        let (go_tx, go_rx) = channel::bounded::<()>(1);
        let (gone_tx, gone_rx) = channel::bounded::<()>(1);
        let child = thread::spawn(move || {
            let _gone = gone_tx;
            go_rx.recv().unwrap();
        });
        assert!(!child.is_finished());
        go_tx.send(()).unwrap();
        assert!(gone_rx.recv().is_err());
        child.join().unwrap();
    });
}

#[test]
fn an_unpark_is_kept_for_the_next_park_and_only_once() {
    run(&natural(), || {
        let me = thread::current();
        me.unpark();
        me.unpark();
        thread::park();
        let began = lab::time::Instant::now();
        thread::park_timeout(std::time::Duration::from_millis(3));
        assert_eq!(began.elapsed().as_millis(), 3);
    });
}

#[test]
fn a_thread_s_locals_are_made_late_and_dropped_at_its_end() {
    struct Tells(channel::Sender<&'static str>);
    impl Drop for Tells {
        fn drop(&mut self) {
            self.0.send("dropped").unwrap();
        }
    }
    lab::thread_local! {
        static TELLS: std::cell::OnceCell<Tells> = const { std::cell::OnceCell::new() };
    }
    run(&natural(), || {
        let (told_tx, told_rx) = channel::unbounded();
        let child = thread::spawn(move || {
            TELLS.with(|cell| cell.get_or_init(|| Tells(told_tx.clone())).0.len());
            told_tx.send("body ends").unwrap();
        });
        child.join().unwrap();
        let told: Vec<_> = told_rx.iter().collect();
        assert_eq!(told, ["body ends", "dropped"]);
    });
}

#[test]
fn a_thread_that_nobody_joins_runs_on() {
    run(&natural(), || {
        let (tx, rx) = channel::bounded(1);
        drop(thread::spawn(move || tx.send(1).unwrap()));
        assert_eq!(rx.recv(), Ok(1));
    });
}

#[test]
fn a_result_that_nobody_takes_may_panic_when_it_is_dropped() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            panic!("in the destructor");
        }
    }
    let run = lab::run(&natural(), || {
        drop(thread::spawn(|| Panics));
        thread::sleep(std::time::Duration::from_millis(1));
        thread::spawn(|| 7).join().unwrap()
    });
    assert!(run.verdict.is_done(), "{run:?}");
    assert_eq!(run.value, Some(7));
    let told = run.figures.threads[1].panicked.as_deref();
    assert_eq!(told, Some("in the destructor"));
}
