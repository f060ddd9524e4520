//! The lesson: a few workers take jobs from one channel and put results into
//! another.

use lab::println;
use lab::time::Instant;
use lab::{channel, thread};
use workloads::job::{Job, JobResult, Summary, jobs};

/// Lets `workers` workers do `count` jobs. Up to `queue` jobs may wait, and as many
/// results.
pub fn run(workers: usize, queue: usize, count: u32) -> Summary {
    let jobs = jobs(count);
    println!("🚀 {workers} workers, {count} jobs");
    let began = Instant::now();
    let results = process(workers, queue, jobs.clone());
    Summary::new(results, &jobs, began.elapsed())
}

// ANCHOR: process
fn process(workers: usize, queue: usize, jobs: Vec<Job>) -> Vec<JobResult> {
    let (jobs_tx, jobs_rx) = channel::bounded::<Job>(queue);
    let (results_tx, results_rx) = channel::bounded(queue);

    let workers: Vec<_> = (1..=workers)
        .map(|id| {
            let jobs_rx = jobs_rx.clone();
            let results_tx = results_tx.clone();
            thread::Builder::new()
                .name(format!("worker {id}"))
                .spawn(move || worker(id, &jobs_rx, &results_tx))
                .expect("the system has no thread left")
        })
        .collect();
    // Only the workers hold these ends now: when the last worker ends, the
    // results close, and the loop over them ends.
    drop(jobs_rx);
    drop(results_tx);

    // Both queues are bounded, so one thread must not submit everything before
    // it collects anything: with enough jobs everybody would wait.
    let submitter = thread::Builder::new()
        .name("submitter".to_owned())
        .spawn(move || {
            for job in jobs {
                println!("📋 job {} submitted", job.id);
                if jobs_tx.send(job).is_err() {
                    break;
                }
            }
            // Here the last sender of jobs goes: the workers finish what is
            // queued and end.
        })
        .expect("the system has no thread left");

    let results = results_rx.iter().collect();
    submitter.join().expect("the submitter does not panic");
    for worker in workers {
        worker.join().expect("the workers do not panic");
    }
    results
}
// ANCHOR_END: process

// ANCHOR: worker
fn worker(
    id: usize,
    jobs: &channel::Receiver<Job>,
    results: &channel::Sender<JobResult>,
) {
    let mut done = 0;
    for job in jobs {
        println!("👷 worker {id} takes job {}", job.id);
        let result = job.process();
        println!("✅ worker {id} finished job {}", result.job_id);
        if results.send(result).is_err() {
            break;
        }
        done += 1;
    }
    println!("🏁 worker {id} ends; jobs done: {done}");
}
// ANCHOR_END: worker
