//! Work that makes more work: folders in folders, pages that link to pages.

use std::fmt;
use std::time::Duration;

use lab::println;
use lab::time::Instant;

use crate::job::PoolError;

/// A piece of work in which more work is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number.
    pub id: u32,
    /// How long it takes.
    pub cost: Duration,
    /// What is found while working on it.
    pub children: Vec<Node>,
}

impl Node {
    /// A node of so many milliseconds in which nothing more is found.
    pub fn leaf(id: u32, millis: u64) -> Node {
        Node {
            id,
            cost: Duration::from_millis(millis),
            children: Vec::new(),
        }
    }

    /// Works on the node for as long as it takes, and gives what was found.
    pub fn process(self) -> Vec<Node> {
        lab::work(self.cost);
        self.children
    }

    /// It and all that is below it.
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Node::count).sum::<usize>()
    }
}

/// A node of 10 ms in which `leaves` leaves of 100 ms each are found: whoever
/// works on it has all the rest.
pub fn lopsided(leaves: u32) -> Node {
    Node {
        id: 1,
        cost: Duration::from_millis(10),
        children: (2..2 + leaves).map(|id| Node::leaf(id, 100)).collect(),
    }
}

/// Has a pool do a [`lopsided`] tree.
///
/// # Panics
///
/// When the pool refuses.
pub fn demonstrate<P>(leaves: u32, pool: P) -> Shares
where
    P: FnOnce(Vec<Node>, fn(Node) -> Vec<Node>) -> Result<Vec<usize>, PoolError>,
{
    let began = Instant::now();
    let per_worker = pool(vec![lopsided(leaves)], process_aloud);
    Shares {
        per_worker: per_worker.expect("there are workers"),
        took: began.elapsed(),
    }
}

fn process_aloud(node: Node) -> Vec<Node> {
    let id = node.id;
    let found = node.process();
    match found.len() {
        0 => println!("✅ node {id} is done"),
        more => println!("✅ node {id} is done, {more} more found"),
    }
    found
}

/// How the work was shared.
#[derive(Debug)]
pub struct Shares {
    per_worker: Vec<usize>,
    took: Duration,
}

impl fmt::Display for Shares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 nodes done by each worker")?;
        for (worker, done) in self.per_worker.iter().enumerate() {
            writeln!(f, "👷 worker {} did {done}", worker + 1)?;
        }
        let all: usize = self.per_worker.iter().sum();
        writeln!(f, "🎉 {all} nodes after {} ms", self.took.as_millis())
    }
}
