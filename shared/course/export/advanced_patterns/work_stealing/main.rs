//! Lets workers steal from each other.

use exercises::work_stealing::run_stealing;
use workloads::tree::demonstrate;

fn main() {
    let (leaves, workers) = (40, 4);
    let shares =
        demonstrate(leaves, |nodes, work| run_stealing(workers, nodes, work));
    print!("{shares}");
}
