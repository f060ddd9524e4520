//! What `run_stealing` promises, on every schedule.

use std::collections::HashMap;
use std::time::Duration;

use lab::sync::{Arc, Mutex};
use lab::thread;
use lab::time::Instant;
use rules::{Rule, counted, on_every_schedule, on_some_schedule, scenario};
use workloads::job::PoolError;
use workloads::tree::{Node, lopsided};

use super::subject;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_node_is_done_once", || {
            on_every_schedule(|| {
                expect_each_once(3, vec![lopsided(6)]);
                expect_each_once(2, (1..=5).map(|id| Node::leaf(id, 10)).collect());
                expect_each_once(1, vec![lopsided(3)]);
            })
            .schedules(1_500)
        }),
        Rule::new("nodes_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                expect_each_once(3, vec![node(1, 0, leaves(2, 3, 0))]);
                expect_each_once(3, vec![chain(1, 3, 0), Node::leaf(4, 0)]);
            })
            .schedules(2_000)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                let result = run_stealing(0, vec![lopsided(3)], Node::process);
                assert_eq!(
                    result,
                    Err(PoolError::NoWorkers),
                    "what a pool without workers returns"
                );
            })
            .schedules(10)
        }),
        Rule::new("nothing_to_do_is_done_at_once", || {
            on_every_schedule(|| {
                let result = run_stealing(3, Vec::new(), Node::process);
                assert_eq!(
                    result,
                    Ok(vec![0; 3]),
                    "nodes done by each of three workers, when there are none"
                );
            })
            .schedules(1_000)
        }),
        Rule::new("a_lopsided_load_is_balanced", || {
            on_every_schedule(|| {
                // Whoever does the first node has all forty leaves.
                for (workers, expected) in
                    [(1, 4_010), (2, 2_010), (4, 1_010), (8, 510)]
                {
                    expect_time(workers, vec![lopsided(40)], expected);
                }
            })
            .at_exact_times()
            .schedules(60)
        }),
        Rule::new("the_first_nodes_are_balanced", || {
            on_every_schedule(|| {
                expect_time(4, leaves(1, 8, 100), 200);
                // Four workers cannot do better with one long node among them.
                let mut nodes = leaves(1, 9, 100);
                nodes.insert(0, Node::leaf(10, 300));
                expect_time(4, nodes, 300);
            })
            .at_exact_times()
            .schedules(150)
        }),
        Rule::new("what_a_thief_finds_can_be_stolen_too", || {
            on_every_schedule(|| {
                // 10 ms, then 4 nodes, then 16 leaves: for 4 workers 1 and 4 rounds.
                let inner =
                    (0..4).map(|n| node(2 + n, 100, leaves(10 + 4 * n, 4, 100)));
                let tree = node(1, 10, inner.collect());
                expect_time(4, vec![tree.clone()], 510);
                expect_time(2, vec![tree], 1_010);
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("a_sleeper_wakes_when_something_is_found", || {
            on_every_schedule(|| {
                // One of three workers has nothing to do until 500 ms. Then it must
                // take half of the ten leaves, while the long node goes on.
                let found = node(2, 500, leaves(3, 10, 100));
                expect_time_unless(
                    3,
                    vec![Node::leaf(1, 1_000), found],
                    1_000,
                    "or a worker sleeps on that nobody woke, when ten leaves were found \
                     at 500 ms",
                );
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("what_is_found_as_another_goes_to_sleep_is_seen", || {
            on_every_schedule(|| {
                // One worker finds three leaves at once, and two others nothing.
                expect_time_unless(
                    3,
                    vec![node(1, 0, leaves(2, 3, 100))],
                    100,
                    "or a worker sleeps on that nobody woke: it had looked before the \
                     leaves were there, and waited after whoever found them had \
                     notified; look again between taking the lock and waiting, and take \
                     the lock between pushing and notifying",
                );
            })
            .at_exact_times()
            .schedules(2_000)
        }),
        Rule::new("nobody_leaves_while_more_may_be_found", || {
            on_every_schedule(|| {
                // Three times in a row there is one node and nothing else; then six.
                let last = node(3, 100, leaves(4, 6, 100));
                let tree = node(1, 100, vec![node(2, 100, vec![last])]);
                expect_time(3, vec![tree], 500);
                // Three are done at once, and one of them finds a leaf that another
                // may have done before it is counted.
                let quick = Node::leaf(2, 0);
                let tree = node(1, 10, vec![quick, node(3, 100, leaves(4, 6, 100))]);
                let others = leaves(20, 2, 10);
                let nodes = [vec![tree], others].concat();
                expect_time(3, nodes, 310);
            })
            .at_exact_times()
            .schedules(1_000)
        }),
        Rule::new("a_worker_does_first_what_it_found_itself", || {
            on_every_schedule(|| {
                let done = Arc::new(Mutex::new(Vec::new()));
                let list = Arc::clone(&done);
                // Two nodes, one each, whoever takes them from the injector; and then
                // three leaves each.
                let nodes = vec![
                    node(1, 100, leaves(10, 3, 100)),
                    node(2, 100, leaves(20, 3, 100)),
                ];
                let result = run_stealing(2, nodes, move |node| {
                    let who = thread::current().id();
                    list.lock().unwrap().push((node.id, who));
                    node.process()
                });
                assert_eq!(
                    result.map(|n| n.iter().sum()),
                    Ok(8),
                    "how many nodes were counted, of eight"
                );
                let done = done.lock().unwrap();
                for (first, found) in [(1, 10..13), (2, 20..23)] {
                    let who = done.iter().find(|(id, _)| *id == first);
                    let others = done.iter().find(|(id, by)| {
                        found.contains(id) && Some(by) != who.map(|(_, by)| by)
                    });
                    assert!(
                        others.is_none(),
                        "a leaf that was found in node {first} was done by another \
                         worker, who had found three leaves itself: what a worker \
                         finds goes into its own deque, and it does that first"
                    );
                }
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("each_worker_counts_what_it_did_itself", || {
            on_every_schedule(|| {
                let who = Arc::new(Mutex::new(HashMap::new()));
                let counts = Arc::clone(&who);
                let nodes = vec![Node::leaf(1, 100), lopsided(4)];
                let result = run_stealing(3, nodes, move |node| {
                    let me = thread::current().id();
                    *counts.lock().unwrap().entry(me).or_insert(0) += 1;
                    node.process()
                });
                let mut counted = result.expect("there are workers");
                counted.sort_unstable();
                let mut expected: Vec<usize> =
                    who.lock().unwrap().values().copied().collect();
                expected.resize(3, 0);
                expected.sort_unstable();
                assert_eq!(
                    counted, expected,
                    "how many nodes each of three workers did, sorted"
                );
            })
            .schedules(100)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do four workers work at the same time",
                || {
                    let result = run_stealing(4, vec![lopsided(8)], Node::process);
                    result.is_ok()
                },
                |figures| figures.peak_working == 4,
            )
            .schedules(100)
        }),
        Rule::new("there_is_one_thread_a_worker_and_no_other", || {
            on_every_schedule(|| expect_each_once(3, vec![lopsided(8)]))
                .peak_threads(3)
                .schedules(400)
        }),
        Rule::new("the_injector_is_for_who_has_nothing", || {
            on_every_schedule(|| {
                // More than one worker takes along at a time.
                let mut nodes = leaves(1, 100, 1);
                nodes[0].children = vec![Node::leaf(1_000, 1)];
                let done = Arc::new(Mutex::new(Vec::new()));
                let list = Arc::clone(&done);
                let result = run_stealing(1, nodes, move |node| {
                    list.lock().unwrap().push(node.id);
                    node.process()
                });
                assert_eq!(
                    result,
                    Ok(vec![101]),
                    "how many nodes the one worker did, of 100 and one that is found"
                );
                let done = done.lock().unwrap();
                assert!(
                    done.last() != Some(&1_000),
                    "one worker did all of the hundred first nodes before the one that \
                     it found itself in the first of them: the first nodes are to come \
                     from an `Injector`, and with a node in its own deque a worker \
                     leaves the injector alone"
                );
            })
            .schedules(5)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| {
                // Two seconds in which three of four workers find nothing.
                expect_each_once(4, vec![node(1, 2_000, leaves(2, 8, 100))]);
            })
            .never_polls(12)
            .operations_at_most(
                500,
                "for nine nodes, most of them in two seconds in which there was nothing \
                 to steal; sleep with `Condvar::wait` or `park`, without a timeout",
            )
            .schedules(60)
        }),
        Rule::new("who_sleeps_sets_no_timeout", || {
            on_every_schedule(|| {
                // Not one of a day either.
                let millis = 10_000_000_000;
                expect_each_once(4, vec![node(1, millis, leaves(2, 8, 100))]);
            })
            .operations_at_most(
                500,
                "for nine nodes, most of them in almost four months in which there was \
                 nothing to steal; sleep with `Condvar::wait` or `park`, without a timeout",
            )
            .schedules(20)
        }),
    ]
}

fn node(id: u32, millis: u64, children: Vec<Node>) -> Node {
    Node {
        children,
        ..Node::leaf(id, millis)
    }
}

fn leaves(first: u32, count: u32, millis: u64) -> Vec<Node> {
    let ids = first..first + count;
    ids.map(|id| Node::leaf(id, millis)).collect()
}

/// A node in which a node is found in which a node is found.
fn chain(first: u32, count: u32, millis: u64) -> Node {
    match count {
        1 => Node::leaf(first, millis),
        _ => node(first, millis, vec![chain(first + 1, count - 1, millis)]),
    }
}

fn ids(node: &Node) -> Vec<u32> {
    let below = node.children.iter().flat_map(ids);
    std::iter::once(node.id).chain(below).collect()
}

fn expect_each_once(workers: usize, nodes: Vec<Node>) {
    scenario(format_args!(
        "first nodes: {}, workers: {workers}",
        nodes.len()
    ));
    let mut expected: Vec<_> = nodes.iter().flat_map(ids).collect();
    expected.sort_unstable();
    let done = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&done);
    let per_worker = run_stealing(workers, nodes, move |node| {
        list.lock().unwrap().push(node.id);
        node.process()
    });
    let per_worker = per_worker.expect("there are workers");
    let mut done = done.lock().unwrap().clone();
    done.sort_unstable();
    assert_eq!(
        done, expected,
        "not every node was done exactly once (the ids of those done)"
    );
    assert_eq!(
        per_worker.len(),
        workers,
        "how many counts there are for {}",
        counted(workers, "worker")
    );
    assert_eq!(
        per_worker.iter().sum::<usize>(),
        expected.len(),
        "the counts {per_worker:?} do not add up to the nodes"
    );
}

fn expect_time(workers: usize, nodes: Vec<Node>, millis: u64) {
    let otherwise = "when none is idle while a node waits, and who is told `Retry` \
                     looks again";
    expect_time_unless(workers, nodes, millis, otherwise);
}

/// `otherwise` tells what is likely to be wrong if it takes longer.
fn expect_time_unless(
    workers: usize,
    nodes: Vec<Node>,
    millis: u64,
    otherwise: &str,
) {
    scenario(format_args!(
        "first nodes: {}, workers: {workers}",
        nodes.len()
    ));
    let all: usize = nodes.iter().map(Node::count).sum();
    let began = Instant::now();
    let per_worker = run_stealing(workers, nodes, Node::process);
    let per_worker = per_worker.expect("there are workers");
    assert_eq!(
        per_worker.iter().sum::<usize>(),
        all,
        "how many nodes were counted"
    );
    assert_eq!(
        began.elapsed(),
        Duration::from_millis(millis),
        "{} should take {millis} ms, {otherwise}; the nodes that each did: \
         {per_worker:?}",
        counted(workers, "worker")
    );
}

/// With a boxed closure: what was written is compiled once for all rules.
fn run_stealing(
    workers: usize,
    nodes: Vec<Node>,
    work: impl Fn(Node) -> Vec<Node> + Send + Sync + 'static,
) -> Result<Vec<usize>, PoolError> {
    let work: Box<dyn Fn(Node) -> Vec<Node> + Send + Sync> = Box::new(work);
    subject::run_stealing(workers, nodes, work)
}
