//! Solutions of `live_metrics`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "live_metrics";
    right in "../../../other/robust_retry_pool/live_metrics" {
        a_ticker;
        a_condition_variable;
        a_closer_and_one_number;
        each_worker_counts_for_itself;
        fed_while_they_work;
        a_gate_for_atomic_figures;
    }
    wrong in "../../../wrong/robust_retry_pool/live_metrics" {
        monitor_never_stops: "each_task_is_done_once_and_counted" says "leaked thread";
        nobody_tells_the_monitor:
            "each_task_is_done_once_and_counted" says "must drop the sender `working`";
        in_progress_counts_up_only:
            "each_task_is_done_once_and_counted" says "what `run_with_metrics` returns";
        failures_count_as_successes:
            "each_task_is_done_once_and_counted" says "what `run_with_metrics` returns";
        reports_at_the_start:
            "reports_come_at_every_multiple_of_the_period"
            says "when reports were made";
        reports_at_the_end:
            "reports_come_at_every_multiple_of_the_period"
            says "when reports were made";
        ends_when_the_queue_is_empty:
            "reports_come_at_every_multiple_of_the_period"
            says "when reports were made";
        drifts:
            "a_report_that_takes_long_does_not_delay_the_next"
            says "when reports were made";
        drifts_and_hides_it:
            "a_report_that_takes_long_does_not_delay_the_next"
            says "when reports were made";
        report_under_the_lock:
            "a_report_that_takes_long_delays_no_worker" says "`drop(figures)`";
        torn_reads: "the_figures_of_a_report_belong_together" says "a torn report";
        sums_match_but_torn:
            "the_figures_of_a_report_belong_together" says "a torn report";
        locks_twice: "the_figures_of_a_report_belong_together" says "a torn report";
        completed_but_in_progress:
            "the_figures_of_a_report_belong_together" says "together these are";
        queued_is_in_progress:
            "the_figures_are_those_of_the_moment"
            says "the figures in the report after 100ms";
        monitor_ends_one_period_later:
            "it_ends_with_the_last_task" says "for tasks of 50, 120, 70 and 130 ms";
        service_under_the_lock:
            "it_ends_with_the_last_task" says "for tasks of 50, 120, 70 and 130 ms";
        panics_on_no_workers: "no_workers_are_an_error" says "NoWorkers";
        looks_for_the_end_again_and_again: "nobody_polls" says "polling: ";
        every_100_ms:
            "reports_come_at_every_multiple_of_the_period"
            says "when reports were made";
        newest_first:
            "a_free_worker_takes_the_oldest_task_at_once" says "when two workers began";
        every_in_whole_milliseconds:
            "reports_come_at_every_multiple_of_the_period" says "every 1.5007 ms";
        at_most_four_workers:
            "a_free_worker_takes_the_oldest_task_at_once"
            says "nine workers take for 18 tasks";
        no_tasks_before_no_workers:
            "no_workers_are_an_error" says "returns for 0 tasks";
        channel_of_a_hundred: "many_tasks_are_no_problem" says "deadlock: ";
        trusts_every_wake_up:
            "reports_come_at_every_multiple_of_the_period"
            says "a spurious wake-up";
        period_in_32_bits: "periods_may_be_long" says "one every 6000s";
        reports_for_the_time_it_is:
            "reports_are_for_multiples_also_on_a_slow_machine"
            says "at which it was due";
        tasks_dealt_out_in_turn:
            "a_free_worker_takes_the_oldest_task_at_once"
            says "when two workers began";
        completed_only_on_success:
            "each_task_is_done_once_and_counted" says "what `run_with_metrics` returns";
        every_in_whole_microseconds:
            "reports_come_at_every_multiple_of_the_period" says "every 1.5007 ms";
        a_thread_for_each_report:
            "there_is_one_thread_a_worker_and_one_for_the_reports"
            says "too many threads: 5 were started in all";
        does_not_join: "every_thread_is_joined" says "nobody joins";
        adds_up_the_answers:
            "each_task_is_done_once_and_counted" says "what `run_with_metrics` returns";
        one_worker_after_the_other:
            "the_figures_of_a_report_belong_together" says "calls had ended";
        says_that_it_is_over_beside_the_lock:
            "no_tasks_are_done_at_once" says "too slow";
        an_underscore_keeps_nothing:
            "reports_come_at_every_multiple_of_the_period" says "when reports were made";
        writes_what_it_has_read_before:
            "each_task_is_done_once_and_counted" says "what `run_with_metrics` returns";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use std::time::Duration;

    use workloads::job::PoolError;
    use workloads::metrics::Snapshot;
    use workloads::retry::{Task, TaskError};

    pub fn run_with_metrics<S, R>(
        workers: usize,
        tasks: Vec<Task>,
        every: Duration,
        service: S,
        report: R,
    ) -> Result<Snapshot, PoolError>
    where
        S: Fn(Task) -> Result<u64, TaskError> + Send + Sync + 'static,
        R: FnMut(Duration, Snapshot) + Send + 'static,
    {
        selected!(it => it::run_with_metrics(workers, tasks, every, service, report))
    }
}
