use super::exercises::run_pool::run_pool;
use workloads::job::{JobResult, jobs};

#[test]
fn run_pool_does_every_job() {
    let results = run_pool(3, jobs(40), |job| JobResult {
        job_id: job.id,
        output: 2 * job.data,
    });
    let mut results = results.expect("there are workers");
    results.sort_unstable_by_key(|result| result.job_id);
    let expected = (1..=40).map(|id| JobResult {
        job_id: id,
        output: 2 * u64::from(id),
    });
    assert_eq!(results, expected.collect::<Vec<_>>());
}
