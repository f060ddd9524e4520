use super::exercises::cancel_and_panic::CancellablePool;
use workloads::pool::Outcome;

#[test]
fn cancel_and_panic_accounts_for_every_job() {
    let pool = CancellablePool::start(2, |n: u32| {
        assert!(!n.is_multiple_of(7), "seven");
        n
    });
    let pool = pool.expect("there are workers");
    let tickets: Vec<_> = (1..=200)
        .map(|n| (n, pool.submit(n).expect("it is open")))
        .collect();
    let unstarted = pool.cancel();
    for (n, ticket) in tickets {
        let expected = match n {
            n if unstarted.contains(&n) => Outcome::Cancelled,
            n if n % 7 == 0 => Outcome::Panicked("seven".to_owned()),
            n => Outcome::Done(n),
        };
        assert_eq!(ticket.wait(), expected);
    }
}
