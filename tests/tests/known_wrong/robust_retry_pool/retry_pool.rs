//! Solutions of `retry_pool`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "retry_pool";
    right in "../../../other/robust_retry_pool/retry_pool" {
        workers_wait_for_what_is_due;
        a_dispatcher_beside_the_caller;
        a_thread_that_keeps_time;
        tasks_are_offered_one_by_one;
        a_timer_for_each_pause;
        parked_workers_with_orders;
    }
    wrong in "../../../wrong/robust_retry_pool/retry_pool" {
        nobody_closes: "each_task_gives_one_outcome" says "deadlock: ";
        closed_too_early:
            "each_task_gives_one_outcome" says "not exactly one outcome a task";
        counts_submissions:
            "each_task_gives_one_outcome" says "not exactly one outcome a task";
        ends_when_the_queues_are_empty:
            "each_task_gives_one_outcome" says "not exactly one outcome a task";
        an_outcome_for_each_attempt:
            "each_task_gives_one_outcome" says "not exactly one outcome a task";
        bounded_queues_filled_first:
            "more_tasks_than_a_queue_may_hold_are_no_problem" says "deadlock: ";
        counts_with_load_and_store: "each_task_gives_one_outcome" says "deadlock: ";
        wakes_only_one: "each_task_gives_one_outcome" says "deadlock: ";
        forgets_what_is_due: "each_task_gives_one_outcome" says "deadlock: ";
        does_not_join: "each_task_gives_one_outcome" says "leaked thread";
        endless_retry:
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed"
            says "attempts allowed: 3 ";
        one_attempt_too_many:
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed"
            says "attempts allowed: 3 ";
        one_attempt_too_few:
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed"
            says "attempts allowed: 3 ";
        always_three_attempts:
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed"
            says "attempts allowed: 1 ";
        numbers_from_zero:
            "attempts_are_numbered_from_1_and_recorded_in_order" says "were numbered";
        records_only_the_last_attempt:
            "attempts_are_numbered_from_1_and_recorded_in_order"
            says "were made at other times";
        pause_from_the_start:
            "a_task_waits_for_the_pause_before_each_retry" says "with a worker free";
        no_pause:
            "a_task_waits_for_the_pause_before_each_retry" says "with a worker free";
        retry_in_place:
            "a_waiting_task_occupies_no_worker" says "which tasks the only worker took";
        retry_jumps_the_queue:
            "a_waiting_task_occupies_no_worker" says "which tasks the only worker took";
        pauses_one_after_the_other:
            "pauses_of_several_tasks_pass_at_the_same_time"
            says "for 4 tasks of 3 attempts";
        secretly_serial:
            "pauses_of_several_tasks_pass_at_the_same_time"
            says "for 4 tasks of 3 attempts";
        pauses_after_the_last_failure:
            "the_pool_ends_with_its_last_outcome" says "nothing is left to wait for";
        counter_not_decremented_on_panic:
            "a_panic_is_a_failed_attempt" says "deadlock: ";
        panic_is_not_caught: "a_panic_is_a_failed_attempt" says "main panicked";
        panic_ends_the_worker: "a_panic_is_a_failed_attempt" says "main panicked";
        panic_is_tried_again_at_once:
            "a_panic_is_a_failed_attempt" says "and the pause is 50 ms";
        panic_is_final: "a_panic_is_a_failed_attempt" says "task 1 panics once";
        keeps_the_first_error: "the_outcome_is_that_of_the_last_attempt" says "Refused";
        panics_without_workers:
            "no_workers_are_an_error" says "returns for 0 tasks";
        thread_per_retry:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "too many threads";
        polls: "nobody_polls" says "polling: ";
        at_most_three_attempts:
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed"
            says "attempts allowed: 5 ";
        at_most_four_workers: "all_workers_work_at_the_same_time" says "six workers";
        pause_in_whole_milliseconds:
            "a_task_waits_for_the_pause_before_each_retry"
            says "between attempts 1 and 2";
        pause_in_whole_microseconds:
            "a_task_waits_for_the_pause_before_each_retry"
            says "between attempts 1 and 2";
        due_in_whole_milliseconds:
            "who_has_been_ready_for_longest_is_next"
            says "when tasks 2 and 1 were tried again";
        ended_in_whole_microseconds:
            "attempts_are_numbered_from_1_and_recorded_in_order"
            says "were made at other times";
        a_place_for_each_number:
            "numbers_of_tasks_are_no_places_in_a_list" says "out of memory";
        outcomes_by_number:
            "numbers_of_tasks_are_no_places_in_a_list" says "index out of bounds";
        no_tasks_before_no_workers:
            "no_workers_are_an_error" says "returns for 0 tasks";
        paused_by_number:
            "who_has_been_ready_for_longest_is_next"
            says "when tasks 2 and 1 were tried again";
        a_clock_for_each_worker:
            "no_retry_begins_before_its_pause_is_over"
            says "measured from the same moment";
        clock_starts_after_the_first_tasks:
            "attempts_are_measured_from_the_call_of_the_pool"
            says "measured from the call of the pool";
        a_panic_leaves_the_result_before:
            "a_panic_of_the_last_attempt_is_the_outcome"
            says "refused first and panicked last";
        fills_gaps_with_the_last: "who_has_been_ready_for_longest_is_next" says "which tasks the only worker took";
        drops_the_handles: "every_thread_is_joined" says "nobody joins";
        a_thread_for_each_attempt:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "too many threads";
        replaces_who_panicked:
            "a_panic_is_a_failed_attempt" says "started in all";
        fewest_attempts_first:
            "how_often_a_task_was_tried_makes_no_difference" says "when the third attempt at task 1 began";
        most_attempts_first:
            "how_often_a_task_was_tried_makes_no_difference" says "which tasks the only worker took";
        no_pause_is_no_queueing:
            "a_waiting_task_occupies_no_worker" says "goes on 0 ms after it failed";
        one_worker_more:
            "pauses_of_several_tasks_pass_at_the_same_time" says "time that 3 workers take for 4";
        pause_begins_when_it_is_heard:
            "a_pause_begins_when_an_attempt_fails" says "kept the only worker";
        later_pauses_are_longer:
            "a_task_waits_for_the_pause_before_each_retry" says "between attempts 3 and 4";
        idle_workers_wake_every_10_ms:
            "nobody_polls" says "went to sleep";
        the_caller_wakes_every_50_ms:
            "nobody_polls" says "went to sleep";
        looks_every_second:
            "nobody_polls" says "polling";
        room_for_all_attempts:
            "any_number_of_attempts_may_be_allowed" says "capacity overflow";
        a_queue_for_those_who_wait:
            "more_tasks_than_a_queue_may_hold_are_no_problem" says "each of which fails once";
        ends_at_any_wake_up:
            "a_task_waits_for_the_pause_before_each_retry" says "a spurious wake-up";
        unparks_before_the_order_is_there:
            "no_tasks_give_no_outcomes" says "before the `unpark`";
        one_is_woken_for_all_that_are_due:
            "a_task_waits_for_the_pause_before_each_retry" says "with a worker free";
        one_task_for_each_moment:
            "each_task_gives_one_outcome" says "waits for more than will ever come";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::job::PoolError;
    use workloads::retry::{Outcome, Policy, Task, TaskError};

    pub fn retry_pool<S>(
        policy: Policy,
        tasks: Vec<Task>,
        service: S,
    ) -> Result<Vec<Outcome>, PoolError>
    where
        S: Fn(Task, usize) -> Result<u64, TaskError> + Send + Sync + 'static,
    {
        selected!(it => it::retry_pool(policy, tasks, service))
    }
}
