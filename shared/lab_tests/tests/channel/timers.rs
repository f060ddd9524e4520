//! `after`, `at`, `tick` and `never`.

use lab::channel::{
    Receiver, RecvTimeoutError, TryRecvError, after, at, bounded, never, select,
    tick,
};
use lab::thread;
use lab::time::{Duration, Instant};

use super::worlds::{LONG, both_worlds, ms, on_time};

#[test]
fn after_delivers_once_and_says_when_it_was_due() {
    on_time(|| {
        let begin = Instant::now();
        let timer = after(ms(10));
        assert_eq!(timer.try_recv(), Err(TryRecvError::Empty));
        assert_eq!(timer.recv(), Ok(begin + ms(10)));
        assert_eq!(begin.elapsed(), ms(10));
        assert_eq!(timer.try_recv(), Err(TryRecvError::Empty));
        let late = Err(RecvTimeoutError::Timeout);
        assert_eq!(timer.recv_timeout(ms(50)), late);
        assert_eq!(begin.elapsed(), ms(60));
    });
}

#[test]
fn a_message_of_after_waits_for_its_receiver() {
    on_time(|| {
        let begin = Instant::now();
        let timer = after(ms(10));
        thread::sleep(ms(30));
        assert_eq!((timer.len(), timer.is_full()), (1, true));
        assert_eq!(timer.recv(), Ok(begin + ms(10)));
        assert_eq!((timer.len(), timer.is_empty()), (0, true));
    });
}

#[test]
fn at_delivers_when_it_is_told_to() {
    on_time(|| {
        let begin = Instant::now();
        assert_eq!(at(begin + ms(10)).recv(), Ok(begin + ms(10)));
        assert_eq!(begin.elapsed(), ms(10));
        assert_eq!(at(begin).try_recv(), Ok(begin));
    });
}

#[test]
fn a_timer_is_empty_until_it_is_due_and_holds_one_message() {
    both_worlds(|| {
        for timer in [after(LONG), at(Instant::now() + LONG), tick(LONG)] {
            assert_eq!(timer.capacity(), Some(1));
            assert_eq!((timer.len(), timer.is_empty()), (0, true));
            assert!(!timer.is_full());
            assert_eq!(timer.try_recv(), Err(TryRecvError::Empty));
            let late = Err(RecvTimeoutError::Timeout);
            assert_eq!(timer.recv_timeout(ms(1)), late);
        }
    });
}

#[test]
fn a_timer_delivers_not_before_its_time() {
    both_worlds(|| {
        let begin = Instant::now();
        assert!(after(ms(2)).recv().unwrap() >= begin + ms(2));
        assert!(at(begin + ms(3)).recv().unwrap() >= begin + ms(3));
        assert!(tick(ms(2)).recv().unwrap() >= begin + ms(2));
        assert!(Instant::now() >= begin + ms(3));
    });
}

#[test]
fn ticks_come_every_period() {
    on_time(|| {
        let begin = Instant::now();
        let ticks = tick(ms(10));
        for i in 1..=4 {
            assert_eq!(ticks.recv(), Ok(begin + ms(10 * i)));
            assert_eq!(begin.elapsed(), ms(10 * i));
        }
    });
}

#[test]
fn ticks_do_not_pile_up() {
    on_time(|| {
        let begin = Instant::now();
        let ticks = tick(ms(10));
        thread::sleep(ms(35));
        assert_eq!(ticks.len(), 1);
        // The one that was missed; the next comes a period after it was taken.
        assert_eq!(ticks.try_recv(), Ok(begin + ms(10)));
        assert_eq!(ticks.try_recv(), Err(TryRecvError::Empty));
        assert_eq!(ticks.recv(), Ok(begin + ms(45)));
        assert_eq!(ticks.recv(), Ok(begin + ms(55)));
    });
}

#[test]
fn clones_of_a_timer_share_its_messages() {
    on_time(|| {
        let begin = Instant::now();
        let timer = after(ms(10));
        let clone = timer.clone();
        assert_eq!(timer.recv(), Ok(begin + ms(10)));
        assert_eq!(clone.try_recv(), Err(TryRecvError::Empty));

        let ticks = tick(ms(10));
        thread::scope(|scope| {
            let take = || ticks.clone().recv().unwrap() - begin;
            let takers = [(); 3].map(|()| scope.spawn(take));
            let mut times = takers.map(|taker| taker.join().unwrap());
            times.sort_unstable();
            assert_eq!(times, [ms(20), ms(30), ms(40)]);
        });
    });
}

#[test]
fn never_is_empty_and_full_at_once_and_delivers_nothing() {
    both_worlds(|| {
        let never: Receiver<i32> = never();
        assert_eq!((never.len(), never.capacity()), (0, Some(0)));
        assert!(never.is_empty() && never.is_full());
        assert_eq!(never.try_recv(), Err(TryRecvError::Empty));
        let late = Err(RecvTimeoutError::Timeout);
        assert_eq!(never.recv_timeout(ms(1)), late);
        assert_eq!(never.recv_deadline(Instant::now()), late);
        assert_eq!(never.try_iter().next(), None);
    });
}

#[test]
fn a_time_that_cannot_be_expressed_never_comes() {
    both_worlds(|| {
        let forever = [after(Duration::MAX), tick(Duration::MAX)];
        for timer in &forever {
            assert_eq!(timer.try_recv(), Err(TryRecvError::Empty));
            let late = Err(RecvTimeoutError::Timeout);
            assert_eq!(timer.recv_timeout(ms(1)), late);
        }
    });
}

#[test]
fn to_wait_until_the_end_of_time_is_to_wait_for_ever() {
    let waits: [fn(&Receiver<()>); 4] = [
        |receiver| _ = receiver.recv_timeout(Duration::MAX),
        |_| _ = after(Duration::MAX).recv(),
        |_| _ = tick(Duration::MAX).recv(),
        |receiver| select! { recv(receiver) -> _ => (), default(Duration::MAX) => () },
    ];
    for wait in waits {
        let run = lab::run(&lab::Config::default(), || {
            let (_sender, receiver) = bounded(0);
            wait(&receiver);
        });
        assert_eq!(run.verdict.kind(), "deadlock");
    }
}
