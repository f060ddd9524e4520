//! What `run_pool` promises, on every schedule.

use std::time::Duration;

use lab::sync::{Arc, Mutex};
use lab::time::Instant;
use rules::{
    Rule, counted, in_millis, on_every_schedule, on_some_schedule, scenario,
};
use workloads::job::{Job, JobResult, PoolError, jobs};

use super::subject;

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("each_job_gives_one_result", || {
            on_every_schedule(|| {
                expect_squares(3, jobs(10));
                expect_squares(1, jobs(3));
                expect_squares(4, jobs(2));
            })
            .schedules(2_000)
        }),
        Rule::new("more_jobs_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| {
                let results = run_pool(2, jobs(3_000), |job| job.process());
                let mut ids = ids(&results.expect("2 workers"));
                assert_eq!(
                    ids.len(),
                    3_000,
                    "how many results there are of 3000 jobs"
                );
                ids.dedup();
                assert_eq!(ids.len(), 3_000, "of how many of 3000 jobs they are");
            })
            .schedules(8)
        }),
        Rule::new("jobs_that_take_no_time_are_no_problem", || {
            on_every_schedule(|| {
                let results = run_pool(3, jobs(12), square).expect("3 workers");
                assert_eq!(
                    ids(&results),
                    (1..=12).collect::<Vec<_>>(),
                    "the ids of the results of 12 jobs, sorted"
                );
            })
            .schedules(2_000)
        }),
        Rule::new("the_ids_of_the_jobs_may_be_any", || {
            on_every_schedule(|| {
                let results = run_pool(2, jobs(9).split_off(5), square);
                assert_eq!(
                    ids(&results.expect("2 workers")),
                    [6, 7, 8, 9],
                    "the ids of the results of jobs 6 to 9, sorted"
                );
                let twins = [2, 3, 2].map(|data| Job { id: 1, data });
                let results = run_pool(2, twins.into(), square).expect("2 workers");
                let mut outputs: Vec<_> = results.iter().map(|r| r.output).collect();
                outputs.sort_unstable();
                assert_eq!(
                    outputs,
                    [4, 4, 9],
                    "the outputs of three jobs with the same id and the data 2, 3 \
                     and 2, sorted"
                );
            })
            .schedules(100)
        }),
        Rule::new("no_workers_are_an_error", || {
            on_every_schedule(|| {
                for count in [0, 3] {
                    scenario(format_args!("{count} jobs, no workers"));
                    let result = run_pool(0, jobs(count), |job| job.process());
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what a pool without workers returns for {count} jobs"
                    );
                }
            })
        }),
        Rule::new("no_jobs_give_no_results", || {
            on_every_schedule(|| {
                let result = run_pool(3, Vec::new(), |job| job.process());
                assert_eq!(result, Ok(Vec::new()), "the results of no jobs");
            })
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| expect_squares(3, jobs(4)))
                .joins_every_thread()
                .schedules(50)
        }),
        Rule::new("there_is_one_thread_a_worker_and_at_most_one_more", || {
            on_every_schedule(|| expect_squares(3, jobs(20)))
                .threads_in_all(4)
                .schedules(1_000)
        }),
        Rule::new("the_oldest_job_is_taken_first", || {
            on_every_schedule(|| {
                let begun = Arc::new(Mutex::new(Vec::new()));
                let list = Arc::clone(&begun);
                let jobs = [30, 10, 40, 20].map(|id| Job { id, data: 1 });
                let results = run_pool(1, jobs.into(), move |job| {
                    list.lock().unwrap().push(job.id);
                    square(job)
                });
                drop(results);
                assert_eq!(
                    *begun.lock().unwrap(),
                    [30, 10, 40, 20],
                    "the ids of four jobs, in the order in which the only worker \
                     took them"
                );
            })
            .schedules(100)
        }),
        Rule::new("a_free_worker_takes_the_next_job_at_once", || {
            on_every_schedule(|| {
                for workers in [1, 2, 3, 5, 12] {
                    expect_least_time(workers, &[110, 120, 130, 140, 150, 160, 170]);
                    expect_least_time(workers, &[10, 300, 10, 20, 10, 20, 10, 20]);
                }
                expect_least_time(24, &[10; 24]);
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("all_workers_work_at_the_same_time", || {
            on_some_schedule(
                "do three workers work at the same time",
                || {
                    expect_squares(3, jobs(4));
                    true
                },
                |figures| figures.peak_working == 3,
            )
            .schedules(400)
        }),
        Rule::new("nobody_polls", || {
            on_every_schedule(|| expect_squares(3, jobs(6)))
                .never_polls(2)
                .schedules(1_000)
        }),
        Rule::new("nobody_looks_once_in_a_while", || {
            on_every_schedule(|| {
                // Long enough for the longest timeout to be over now and then.
                let results = run_pool(2, jobs(4), |job| {
                    lab::work(Duration::from_secs(3_600));
                    square(job)
                });
                assert_eq!(
                    ids(&results.expect("2 workers")),
                    [1, 2, 3, 4],
                    "the ids of the results of four jobs of an hour, sorted"
                );
            })
            .never_polls(2)
            .schedules(200)
        }),
    ]
}

fn expect_squares(workers: usize, jobs: Vec<Job>) {
    scenario(format_args!(
        "{} for {}",
        counted(jobs.len(), "job"),
        counted(workers, "worker")
    ));
    let expected: Vec<_> = jobs.iter().map(|job| job.id).collect();
    let results =
        run_pool(workers, jobs, |job| job.process()).expect("there are workers");
    assert_eq!(
        ids(&results),
        expected,
        "not exactly one result a job (their ids, sorted)"
    );
    for result in &results {
        let data = u64::from(result.job_id);
        assert_eq!(
            result.output,
            data * data,
            "the output of job {}, which is its number squared",
            result.job_id
        );
    }
}

fn ids(results: &[JobResult]) -> Vec<u32> {
    let mut ids: Vec<_> = results.iter().map(|result| result.job_id).collect();
    ids.sort_unstable();
    ids
}

fn square(job: Job) -> JobResult {
    JobResult {
        job_id: job.id,
        output: job.data * job.data,
    }
}

/// Has `workers` do jobs that take `millis` each, and expects them to need no more
/// time than they must: the oldest job always goes to the one that is free first.
fn expect_least_time(workers: usize, millis: &[u64]) {
    scenario(format_args!(
        "{}, and jobs of {}",
        counted(workers, "worker"),
        in_millis(millis)
    ));
    let job = |(id, &data): (u32, &u64)| Job { id, data };
    let jobs: Vec<_> = (1..).zip(millis).map(job).collect();
    let mut free = vec![Duration::ZERO; workers];
    for job in &jobs {
        if let Some(first) = free.iter_mut().min() {
            *first += Duration::from_millis(job.data);
        }
    }
    let began = Instant::now();
    let results = run_pool(workers, jobs, |job| {
        lab::work(Duration::from_millis(job.data));
        square(job)
    });
    assert_eq!(
        results.expect("there are workers").len(),
        millis.len(),
        "how many results there are of {} jobs",
        millis.len()
    );
    let least = free.into_iter().max().unwrap_or_default();
    let took = began.elapsed();
    // Quicker is no better: it is the order of the jobs, or the number of workers.
    let why = if took < least {
        "; what is quicker does not take them in the order in which they came, or has \
         too many at work"
    } else {
        ""
    };
    assert_eq!(
        took,
        least,
        "{} should take {least:?} for jobs of {}, when a free one takes the oldest \
         job at once{why}",
        counted(workers, "worker"),
        in_millis(millis)
    );
}

/// With a boxed closure: what was written is compiled once for all rules.
fn run_pool(
    workers: usize,
    jobs: Vec<Job>,
    work: impl Fn(Job) -> JobResult + Send + Sync + 'static,
) -> Result<Vec<JobResult>, PoolError> {
    let work: Box<dyn Fn(Job) -> JobResult + Send + Sync> = Box::new(work);
    subject::run_pool(workers, jobs, work)
}
