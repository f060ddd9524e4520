//! Lets a few workers do a few jobs.

use exercises::run_pool::run_pool;
use workloads::job;

fn main() {
    let (workers, count) = (3, 10);
    let summary =
        job::demonstrate(count, |jobs, work| run_pool(workers, jobs, work));
    print!("{summary}");
}
