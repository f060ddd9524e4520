//! Solutions of `run_pool`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/basic_pool/tests/rules/run_pool.rs"]
mod rules;

course_tests::solutions! {
    ($) of "run_pool";
    right in "../../../other/basic_pool/run_pool" {
        scoped_threads;
        shared_queue;
        one_loop_for_both;
        receiver_behind_a_lock;
    }
    wrong in "../../../wrong/basic_pool/run_pool" {
        lock_held_through_job:
            "a_free_worker_takes_the_next_job_at_once"
            says "should take";
        leaked_sender: "each_job_gives_one_result" says "itself keeps it open";
        collect_after_submit:
            "more_jobs_than_the_queues_hold_are_no_problem" says "deadlock: ";
        thread_per_job:
            "there_is_one_thread_a_worker_and_at_most_one_more"
            says "too many threads: 20";
        stops_on_an_empty_queue:
            "each_job_gives_one_result" says "not exactly one result a job";
        one_poison_pill: "each_job_gives_one_result" says "deadlock: ";
        results_doubled:
            "each_job_gives_one_result" says "not exactly one result a job";
        does_not_join: "each_job_gives_one_result" says "leaked thread";
        asks_again_and_again: "nobody_polls" says "polling: ";
        collects_with_a_timeout:
            "nobody_looks_once_in_a_while" says "polling: main asked";
        hangs_without_workers: "no_workers_are_an_error" says "NoWorkers";
        round_robin:
            "a_free_worker_takes_the_next_job_at_once"
            says "should take";
        at_most_five_workers:
            "a_free_worker_takes_the_next_job_at_once"
            says "12 workers should take";
        id_as_index: "the_ids_of_the_jobs_may_be_any" says "index out of bounds";
        queues_of_a_hundred:
            "more_jobs_than_the_queues_hold_are_no_problem" says "deadlock: ";
        queues_of_a_thousand:
            "more_jobs_than_the_queues_hold_are_no_problem" says "deadlock: ";
        newest_first:
            "the_oldest_job_is_taken_first" says "yours: [20, 40, 10, 30]";
        smallest_id_first:
            "the_oldest_job_is_taken_first" says "yours: [10, 20, 30, 40]";
        thread_per_job_with_permits:
            "there_is_one_thread_a_worker_and_at_most_one_more"
            says "20 were started in all, 4 are allowed";
        no_jobs_before_no_workers: "no_workers_are_an_error" says "for 0 jobs";
        ten_jobs_under_way:
            "a_free_worker_takes_the_next_job_at_once"
            says "24 workers should take";
        equal_results_once: "the_ids_of_the_jobs_may_be_any" says "with the same id";
        results_by_id: "the_ids_of_the_jobs_may_be_any" says "with the same id";
        jobs_dealt_out_in_chunks:
            "a_free_worker_takes_the_next_job_at_once"
            says "the order in which they came";
        drops_the_handles: "every_thread_is_joined" says "nobody joins";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::job::{Job, JobResult, PoolError};

    pub fn run_pool<W>(
        workers: usize,
        jobs: Vec<Job>,
        work: W,
    ) -> Result<Vec<JobResult>, PoolError>
    where
        W: Fn(Job) -> JobResult + Send + Sync + 'static,
    {
        selected!(it => it::run_pool(workers, jobs, work))
    }
}
