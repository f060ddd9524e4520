use super::exercises::work_stealing::run_stealing;
use workloads::tree::{Node, lopsided};

#[test]
fn run_stealing_does_every_node() {
    let instant = |node: Node| node.children;
    let nodes = (0..20).map(|_| lopsided(50)).collect();
    let per_worker = run_stealing(4, nodes, instant).expect("there are workers");
    assert_eq!(per_worker.iter().sum::<usize>(), 20 * 51);
}
