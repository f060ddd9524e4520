use rules::Subject;

super::mount! {
    workers_wait_for_what_is_due = "../../../other/robust_retry_pool/retry_pool/workers_wait_for_what_is_due.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    a_thread_that_keeps_time = "../../../other/robust_retry_pool/retry_pool/a_thread_that_keeps_time.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    nobody_closes = "../../../wrong/robust_retry_pool/retry_pool/nobody_closes.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    closed_too_early = "../../../wrong/robust_retry_pool/retry_pool/closed_too_early.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    counts_submissions = "../../../wrong/robust_retry_pool/retry_pool/counts_submissions.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    ends_when_the_queues_are_empty = "../../../wrong/robust_retry_pool/retry_pool/ends_when_the_queues_are_empty.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    an_outcome_for_each_attempt = "../../../wrong/robust_retry_pool/retry_pool/an_outcome_for_each_attempt.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    bounded_queues_filled_first = "../../../wrong/robust_retry_pool/retry_pool/bounded_queues_filled_first.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    counts_with_load_and_store = "../../../wrong/robust_retry_pool/retry_pool/counts_with_load_and_store.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    wakes_only_one = "../../../wrong/robust_retry_pool/retry_pool/wakes_only_one.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    forgets_what_is_due = "../../../wrong/robust_retry_pool/retry_pool/forgets_what_is_due.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    does_not_join = "../../../wrong/robust_retry_pool/retry_pool/does_not_join.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    endless_retry = "../../../wrong/robust_retry_pool/retry_pool/endless_retry.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    one_attempt_too_many = "../../../wrong/robust_retry_pool/retry_pool/one_attempt_too_many.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    one_attempt_too_few = "../../../wrong/robust_retry_pool/retry_pool/one_attempt_too_few.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    always_three_attempts = "../../../wrong/robust_retry_pool/retry_pool/always_three_attempts.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    numbers_from_zero = "../../../wrong/robust_retry_pool/retry_pool/numbers_from_zero.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    records_only_the_last_attempt = "../../../wrong/robust_retry_pool/retry_pool/records_only_the_last_attempt.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    pause_from_the_start = "../../../wrong/robust_retry_pool/retry_pool/pause_from_the_start.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    no_pause = "../../../wrong/robust_retry_pool/retry_pool/no_pause.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    retry_in_place = "../../../wrong/robust_retry_pool/retry_pool/retry_in_place.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    retry_jumps_the_queue = "../../../wrong/robust_retry_pool/retry_pool/retry_jumps_the_queue.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    pauses_one_after_the_other = "../../../wrong/robust_retry_pool/retry_pool/pauses_one_after_the_other.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    secretly_serial = "../../../wrong/robust_retry_pool/retry_pool/secretly_serial.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    pauses_after_the_last_failure = "../../../wrong/robust_retry_pool/retry_pool/pauses_after_the_last_failure.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    counter_not_decremented_on_panic = "../../../wrong/robust_retry_pool/retry_pool/counter_not_decremented_on_panic.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    panic_is_not_caught = "../../../wrong/robust_retry_pool/retry_pool/panic_is_not_caught.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    panic_ends_the_worker = "../../../wrong/robust_retry_pool/retry_pool/panic_ends_the_worker.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    panic_is_tried_again_at_once = "../../../wrong/robust_retry_pool/retry_pool/panic_is_tried_again_at_once.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    panic_is_final = "../../../wrong/robust_retry_pool/retry_pool/panic_is_final.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    keeps_the_first_error = "../../../wrong/robust_retry_pool/retry_pool/keeps_the_first_error.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    panics_without_workers = "../../../wrong/robust_retry_pool/retry_pool/panics_without_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    thread_per_retry = "../../../wrong/robust_retry_pool/retry_pool/thread_per_retry.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    polls = "../../../wrong/robust_retry_pool/retry_pool/polls.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    one_lock_around_everything = "../../../other/robust_retry_pool/http_simulator/one_lock_around_everything.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    backoff_does_not_grow = "../../../wrong/robust_retry_pool/http_simulator/backoff_does_not_grow.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    backoff_grows_by_adding = "../../../wrong/robust_retry_pool/http_simulator/backoff_grows_by_adding.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    backoff_starts_doubled = "../../../wrong/robust_retry_pool/http_simulator/backoff_starts_doubled.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    backoff_overflows = "../../../wrong/robust_retry_pool/http_simulator/backoff_overflows.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    jitter_is_forgotten = "../../../wrong/robust_retry_pool/http_simulator/jitter_is_forgotten.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    jitter_is_the_same_for_all = "../../../wrong/robust_retry_pool/http_simulator/jitter_is_the_same_for_all.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    ends_when_the_queues_look_empty = "../../../wrong/robust_retry_pool/http_simulator/ends_when_the_queues_look_empty.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    success_is_tried_again = "../../../wrong/robust_retry_pool/http_simulator/success_is_tried_again.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    no_code_is_final = "../../../wrong/robust_retry_pool/http_simulator/no_code_is_final.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    asks_for_the_first_code = "../../../wrong/robust_retry_pool/http_simulator/asks_for_the_first_code.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    client_errors_are_always_final = "../../../wrong/robust_retry_pool/http_simulator/client_errors_are_always_final.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    sends_once_too_often = "../../../wrong/robust_retry_pool/http_simulator/sends_once_too_often.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    forgets_earlier_attempts = "../../../wrong/robust_retry_pool/http_simulator/forgets_earlier_attempts.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    first_failed_first_tried = "../../../wrong/robust_retry_pool/http_simulator/first_failed_first_tried.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    sleeps_in_the_worker = "../../../wrong/robust_retry_pool/http_simulator/sleeps_in_the_worker.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    retries_first = "../../../wrong/robust_retry_pool/http_simulator/retries_first.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    waits_before_giving_up = "../../../wrong/robust_retry_pool/http_simulator/waits_before_giving_up.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    no_thought_of_no_workers = "../../../wrong/robust_retry_pool/http_simulator/no_thought_of_no_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    thread_per_request = "../../../wrong/robust_retry_pool/http_simulator/thread_per_request.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    codes_in_any_order = "../../../wrong/robust_retry_pool/http_simulator/codes_in_any_order.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    codes_of_last_attempts_only = "../../../wrong/robust_retry_pool/http_simulator/codes_of_last_attempts_only.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    shares_of_requests = "../../../wrong/robust_retry_pool/http_simulator/shares_of_requests.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    retries_are_failures = "../../../wrong/robust_retry_pool/http_simulator/retries_are_failures.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    attempts_per_second = "../../../wrong/robust_retry_pool/http_simulator/attempts_per_second.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    client_errors_succeed = "../../../wrong/robust_retry_pool/http_simulator/client_errors_succeed.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    mean_over_successes_only = "../../../wrong/robust_retry_pool/http_simulator/mean_over_successes_only.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    mean_over_requests = "../../../wrong/robust_retry_pool/http_simulator/mean_over_requests.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    median_of_unsorted_data = "../../../wrong/robust_retry_pool/http_simulator/median_of_unsorted_data.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    median_is_the_upper_one = "../../../wrong/robust_retry_pool/http_simulator/median_is_the_upper_one.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    median_of_all_attempts = "../../../wrong/robust_retry_pool/http_simulator/median_of_all_attempts.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    divides_by_zero = "../../../wrong/robust_retry_pool/http_simulator/divides_by_zero.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    share_of_nothing = "../../../wrong/robust_retry_pool/http_simulator/share_of_nothing.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    a_ticker = "../../../other/robust_retry_pool/live_metrics/a_ticker.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    a_condition_variable = "../../../other/robust_retry_pool/live_metrics/a_condition_variable.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    monitor_never_stops = "../../../wrong/robust_retry_pool/live_metrics/monitor_never_stops.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    nobody_tells_the_monitor = "../../../wrong/robust_retry_pool/live_metrics/nobody_tells_the_monitor.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    in_progress_counts_up_only = "../../../wrong/robust_retry_pool/live_metrics/in_progress_counts_up_only.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    failures_count_as_successes = "../../../wrong/robust_retry_pool/live_metrics/failures_count_as_successes.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    reports_at_the_start = "../../../wrong/robust_retry_pool/live_metrics/reports_at_the_start.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    reports_at_the_end = "../../../wrong/robust_retry_pool/live_metrics/reports_at_the_end.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    ends_when_the_queue_is_empty = "../../../wrong/robust_retry_pool/live_metrics/ends_when_the_queue_is_empty.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    drifts = "../../../wrong/robust_retry_pool/live_metrics/drifts.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    drifts_and_hides_it = "../../../wrong/robust_retry_pool/live_metrics/drifts_and_hides_it.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    report_under_the_lock = "../../../wrong/robust_retry_pool/live_metrics/report_under_the_lock.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    torn_reads = "../../../wrong/robust_retry_pool/live_metrics/torn_reads.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    sums_match_but_torn = "../../../wrong/robust_retry_pool/live_metrics/sums_match_but_torn.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    locks_twice = "../../../wrong/robust_retry_pool/live_metrics/locks_twice.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    completed_but_in_progress = "../../../wrong/robust_retry_pool/live_metrics/completed_but_in_progress.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    queued_is_in_progress = "../../../wrong/robust_retry_pool/live_metrics/queued_is_in_progress.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    monitor_ends_one_period_later = "../../../wrong/robust_retry_pool/live_metrics/monitor_ends_one_period_later.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    service_under_the_lock = "../../../wrong/robust_retry_pool/live_metrics/service_under_the_lock.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    panics_on_no_workers = "../../../wrong/robust_retry_pool/live_metrics/panics_on_no_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    looks_for_the_end_again_and_again = "../../../wrong/robust_retry_pool/live_metrics/looks_for_the_end_again_and_again.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    at_most_three_attempts = "../../../wrong/robust_retry_pool/retry_pool/at_most_three_attempts.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    at_most_four_workers = "../../../wrong/robust_retry_pool/retry_pool/at_most_four_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    redirects_are_success = "../../../wrong/robust_retry_pool/http_simulator/redirects_are_success.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    redirects_are_counted_as_success = "../../../wrong/robust_retry_pool/http_simulator/redirects_are_counted_as_success.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    median_in_whole_milliseconds = "../../../wrong/robust_retry_pool/http_simulator/median_in_whole_milliseconds.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    every_100_ms = "../../../wrong/robust_retry_pool/live_metrics/every_100_ms.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    pause_in_whole_milliseconds = "../../../wrong/robust_retry_pool/retry_pool/pause_in_whole_milliseconds.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    backoff_in_whole_milliseconds = "../../../wrong/robust_retry_pool/http_simulator/backoff_in_whole_milliseconds.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    seconds_from_whole_milliseconds = "../../../wrong/robust_retry_pool/http_simulator/seconds_from_whole_milliseconds.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    at_most_seven_workers = "../../../wrong/robust_retry_pool/http_simulator/at_most_seven_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    newest_first = "../../../wrong/robust_retry_pool/live_metrics/newest_first.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    every_in_whole_milliseconds = "../../../wrong/robust_retry_pool/live_metrics/every_in_whole_milliseconds.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    live_metrics_at_most_four_workers = "../../../wrong/robust_retry_pool/live_metrics/at_most_four_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    retry_pool_outcomes_by_number = "../../../wrong/robust_retry_pool/retry_pool/outcomes_by_number.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    http_simulator_outcomes_by_number = "../../../wrong/robust_retry_pool/http_simulator/outcomes_by_number.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    retry_pool_no_tasks_before_no_workers = "../../../wrong/robust_retry_pool/retry_pool/no_tasks_before_no_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    no_requests_before_no_workers = "../../../wrong/robust_retry_pool/http_simulator/no_requests_before_no_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    live_metrics_no_tasks_before_no_workers = "../../../wrong/robust_retry_pool/live_metrics/no_tasks_before_no_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/live_metrics/mod.rs";
    no_time_below_a_millisecond = "../../../wrong/robust_retry_pool/http_simulator/no_time_below_a_millisecond.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    jitter_overflows = "../../../wrong/robust_retry_pool/http_simulator/jitter_overflows.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    doubles_in_32_bits = "../../../wrong/robust_retry_pool/http_simulator/doubles_in_32_bits.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs";
    paused_by_number = "../../../wrong/robust_retry_pool/retry_pool/paused_by_number.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    a_clock_for_each_worker = "../../../wrong/robust_retry_pool/retry_pool/a_clock_for_each_worker.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
    clock_starts_after_the_first_tasks = "../../../wrong/robust_retry_pool/retry_pool/clock_starts_after_the_first_tasks.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool/mod.rs";
}

pub fn subjects() -> Vec<Subject> {
    vec![
        Subject::new(
            "retry_pool/workers_wait_for_what_is_due",
            workers_wait_for_what_is_due::rules::rules(),
        ),
        Subject::new(
            "retry_pool/a_thread_that_keeps_time",
            a_thread_that_keeps_time::rules::rules(),
        ),
        Subject::wrong(
            "retry_pool/nobody_closes",
            nobody_closes::rules::rules(),
            "each_task_gives_one_outcome",
            "deadlock: ",
        ),
        Subject::wrong(
            "retry_pool/closed_too_early",
            closed_too_early::rules::rules(),
            "each_task_gives_one_outcome",
            "not exactly one outcome a task",
        ),
        Subject::wrong(
            "retry_pool/counts_submissions",
            counts_submissions::rules::rules(),
            "each_task_gives_one_outcome",
            "not exactly one outcome a task",
        ),
        Subject::wrong(
            "retry_pool/ends_when_the_queues_are_empty",
            ends_when_the_queues_are_empty::rules::rules(),
            "each_task_gives_one_outcome",
            "not exactly one outcome a task",
        ),
        Subject::wrong(
            "retry_pool/an_outcome_for_each_attempt",
            an_outcome_for_each_attempt::rules::rules(),
            "each_task_gives_one_outcome",
            "not exactly one outcome a task",
        ),
        Subject::wrong(
            "retry_pool/bounded_queues_filled_first",
            bounded_queues_filled_first::rules::rules(),
            "more_tasks_than_a_queue_may_hold_are_no_problem",
            "deadlock: ",
        ),
        Subject::wrong(
            "retry_pool/counts_with_load_and_store",
            counts_with_load_and_store::rules::rules(),
            "each_task_gives_one_outcome",
            "deadlock: ",
        ),
        Subject::wrong(
            "retry_pool/wakes_only_one",
            wakes_only_one::rules::rules(),
            "each_task_gives_one_outcome",
            "deadlock: ",
        ),
        Subject::wrong(
            "retry_pool/forgets_what_is_due",
            forgets_what_is_due::rules::rules(),
            "each_task_gives_one_outcome",
            "deadlock: ",
        ),
        Subject::wrong(
            "retry_pool/does_not_join",
            does_not_join::rules::rules(),
            "each_task_gives_one_outcome",
            "leaked thread",
        ),
        Subject::wrong(
            "retry_pool/endless_retry",
            endless_retry::rules::rules(),
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed",
            "3 attempts are allowed",
        ),
        Subject::wrong(
            "retry_pool/one_attempt_too_many",
            one_attempt_too_many::rules::rules(),
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed",
            "3 attempts are allowed",
        ),
        Subject::wrong(
            "retry_pool/one_attempt_too_few",
            one_attempt_too_few::rules::rules(),
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed",
            "3 attempts are allowed",
        ),
        Subject::wrong(
            "retry_pool/always_three_attempts",
            always_three_attempts::rules::rules(),
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed",
            "1 attempts are allowed",
        ),
        Subject::wrong(
            "retry_pool/numbers_from_zero",
            numbers_from_zero::rules::rules(),
            "attempts_are_numbered_from_1_and_recorded_in_order",
            "were numbered",
        ),
        Subject::wrong(
            "retry_pool/records_only_the_last_attempt",
            records_only_the_last_attempt::rules::rules(),
            "attempts_are_numbered_from_1_and_recorded_in_order",
            "were made at other times",
        ),
        Subject::wrong(
            "retry_pool/pause_from_the_start",
            pause_from_the_start::rules::rules(),
            "a_task_waits_for_the_pause_before_each_retry",
            "with a worker free",
        ),
        Subject::wrong(
            "retry_pool/no_pause",
            no_pause::rules::rules(),
            "a_task_waits_for_the_pause_before_each_retry",
            "with a worker free",
        ),
        Subject::wrong(
            "retry_pool/retry_in_place",
            retry_in_place::rules::rules(),
            "a_waiting_task_occupies_no_worker",
            "which tasks the only worker took",
        ),
        Subject::wrong(
            "retry_pool/retry_jumps_the_queue",
            retry_jumps_the_queue::rules::rules(),
            "a_waiting_task_occupies_no_worker",
            "which tasks the only worker took",
        ),
        Subject::wrong(
            "retry_pool/pauses_one_after_the_other",
            pauses_one_after_the_other::rules::rules(),
            "pauses_of_several_tasks_pass_at_the_same_time",
            "for 4 tasks of 3 attempts",
        ),
        Subject::wrong(
            "retry_pool/secretly_serial",
            secretly_serial::rules::rules(),
            "pauses_of_several_tasks_pass_at_the_same_time",
            "for 4 tasks of 3 attempts",
        ),
        Subject::wrong(
            "retry_pool/pauses_after_the_last_failure",
            pauses_after_the_last_failure::rules::rules(),
            "the_pool_ends_with_its_last_outcome",
            "nothing is left to wait for",
        ),
        Subject::wrong(
            "retry_pool/counter_not_decremented_on_panic",
            counter_not_decremented_on_panic::rules::rules(),
            "a_panic_is_a_failed_attempt",
            "deadlock: ",
        ),
        Subject::wrong(
            "retry_pool/panic_is_not_caught",
            panic_is_not_caught::rules::rules(),
            "a_panic_is_a_failed_attempt",
            "main panicked",
        ),
        Subject::wrong(
            "retry_pool/panic_ends_the_worker",
            panic_ends_the_worker::rules::rules(),
            "a_panic_is_a_failed_attempt",
            "main panicked",
        ),
        Subject::wrong(
            "retry_pool/panic_is_tried_again_at_once",
            panic_is_tried_again_at_once::rules::rules(),
            "a_panic_is_a_failed_attempt",
            "and the pause is 50 ms",
        ),
        Subject::wrong(
            "retry_pool/panic_is_final",
            panic_is_final::rules::rules(),
            "a_panic_is_a_failed_attempt",
            "task 1 panics once",
        ),
        Subject::wrong(
            "retry_pool/keeps_the_first_error",
            keeps_the_first_error::rules::rules(),
            "the_outcome_is_that_of_the_last_attempt",
            "Refused",
        ),
        Subject::wrong(
            "retry_pool/panics_without_workers",
            panics_without_workers::rules::rules(),
            "no_workers_are_an_error",
            "main panicked",
        ),
        Subject::wrong(
            "retry_pool/thread_per_retry",
            thread_per_retry::rules::rules(),
            "there_is_one_thread_a_worker_and_at_most_one_more",
            "too many threads",
        ),
        Subject::wrong(
            "retry_pool/polls",
            polls::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::new(
            "http_simulator/one_lock_around_everything",
            one_lock_around_everything::rules::rules(),
        ),
        Subject::wrong(
            "http_simulator/backoff_does_not_grow",
            backoff_does_not_grow::rules::rules(),
            "the_backoff_doubles_with_each_failure",
            "yours: [100ms, 100ms",
        ),
        Subject::wrong(
            "http_simulator/backoff_grows_by_adding",
            backoff_grows_by_adding::rules::rules(),
            "the_backoff_doubles_with_each_failure",
            "300ms",
        ),
        Subject::wrong(
            "http_simulator/backoff_starts_doubled",
            backoff_starts_doubled::rules::rules(),
            "the_backoff_doubles_with_each_failure",
            "yours: [200ms",
        ),
        Subject::wrong(
            "http_simulator/backoff_overflows",
            backoff_overflows::rules::rules(),
            "the_backoff_doubles_with_each_failure",
            "overflow",
        ),
        Subject::wrong(
            "http_simulator/jitter_is_forgotten",
            jitter_is_forgotten::rules::rules(),
            "jitter_is_added_to_the_backoff",
            "after failure 1",
        ),
        Subject::wrong(
            "http_simulator/jitter_is_the_same_for_all",
            jitter_is_the_same_for_all::rules::rules(),
            "jitter_is_added_to_the_backoff",
            "request 2 after failure 1",
        ),
        Subject::wrong(
            "http_simulator/ends_when_the_queues_look_empty",
            ends_when_the_queues_look_empty::rules::rules(),
            "each_request_gives_one_outcome",
            "not exactly one outcome a request",
        ),
        Subject::wrong(
            "http_simulator/success_is_tried_again",
            success_is_tried_again::rules::rules(),
            "a_final_code_is_not_tried_again",
            "how many attempts each request has",
        ),
        Subject::wrong(
            "http_simulator/no_code_is_final",
            no_code_is_final::rules::rules(),
            "a_final_code_is_not_tried_again",
            "how many attempts each request has",
        ),
        Subject::wrong(
            "http_simulator/asks_for_the_first_code",
            asks_for_the_first_code::rules::rules(),
            "a_final_code_is_not_tried_again",
            "how many attempts each request has",
        ),
        Subject::wrong(
            "http_simulator/client_errors_are_always_final",
            client_errors_are_always_final::rules::rules(),
            "a_final_code_is_not_tried_again",
            "how many attempts each request has",
        ),
        Subject::wrong(
            "http_simulator/sends_once_too_often",
            sends_once_too_often::rules::rules(),
            "no_more_attempts_than_allowed_but_always_one",
            "attempts allowed",
        ),
        Subject::wrong(
            "http_simulator/forgets_earlier_attempts",
            forgets_earlier_attempts::rules::rules(),
            "outcomes_record_codes_and_times_of_all_attempts",
            "the attempts at request",
        ),
        Subject::wrong(
            "http_simulator/first_failed_first_tried",
            first_failed_first_tried::rules::rules(),
            "a_short_backoff_is_not_held_up_by_a_long_one",
            "when its attempt 2 began",
        ),
        Subject::wrong(
            "http_simulator/sleeps_in_the_worker",
            sleeps_in_the_worker::rules::rules(),
            "a_waiting_request_occupies_no_worker",
            "for 10 + 60",
        ),
        Subject::wrong(
            "http_simulator/retries_first",
            retries_first::rules::rules(),
            "a_waiting_request_occupies_no_worker",
            "request 4 has been ready for longer",
        ),
        Subject::wrong(
            "http_simulator/waits_before_giving_up",
            waits_before_giving_up::rules::rules(),
            "the_simulation_ends_with_its_last_outcome",
            "360ms",
        ),
        Subject::wrong(
            "http_simulator/no_thought_of_no_workers",
            no_thought_of_no_workers::rules::rules(),
            "no_workers_are_an_error",
            "main panicked",
        ),
        Subject::wrong(
            "http_simulator/thread_per_request",
            thread_per_request::rules::rules(),
            "there_is_one_thread_a_worker_and_at_most_one_more",
            "too many threads",
        ),
        Subject::wrong(
            "http_simulator/codes_in_any_order",
            codes_in_any_order::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "in ascending order",
        ),
        Subject::wrong(
            "http_simulator/codes_of_last_attempts_only",
            codes_of_last_attempts_only::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "`codes`: those of all attempts",
        ),
        Subject::wrong(
            "http_simulator/shares_of_requests",
            shares_of_requests::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "`share` of the code",
        ),
        Subject::wrong(
            "http_simulator/retries_are_failures",
            retries_are_failures::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "`retries`",
        ),
        Subject::wrong(
            "http_simulator/attempts_per_second",
            attempts_per_second::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "`per_second`",
        ),
        Subject::wrong(
            "http_simulator/client_errors_succeed",
            client_errors_succeed::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "succeeded",
        ),
        Subject::wrong(
            "http_simulator/mean_over_successes_only",
            mean_over_successes_only::rules::rules(),
            "statistics_measure_all_attempts",
            "also of those that failed",
        ),
        Subject::wrong(
            "http_simulator/mean_over_requests",
            mean_over_requests::rules::rules(),
            "statistics_measure_all_attempts",
            "the mean time of all attempts",
        ),
        Subject::wrong(
            "http_simulator/median_of_unsorted_data",
            median_of_unsorted_data::rules::rules(),
            "the_median_is_in_the_middle_of_the_successful_attempts",
            "of 90, 10 and 20 ms",
        ),
        Subject::wrong(
            "http_simulator/median_is_the_upper_one",
            median_is_the_upper_one::rules::rules(),
            "the_median_is_in_the_middle_of_the_successful_attempts",
            "of 40, 10, 90 and 20 ms",
        ),
        Subject::wrong(
            "http_simulator/median_of_all_attempts",
            median_of_all_attempts::rules::rules(),
            "the_median_is_in_the_middle_of_the_successful_attempts",
            "of others that failed and do not count",
        ),
        Subject::wrong(
            "http_simulator/divides_by_zero",
            divides_by_zero::rules::rules(),
            "nothing_is_divided_by_zero",
            "divide by zero",
        ),
        Subject::wrong(
            "http_simulator/share_of_nothing",
            share_of_nothing::rules::rules(),
            "nothing_is_divided_by_zero",
            "NaN",
        ),
        Subject::new("live_metrics/a_ticker", a_ticker::rules::rules()),
        Subject::new(
            "live_metrics/a_condition_variable",
            a_condition_variable::rules::rules(),
        ),
        Subject::wrong(
            "live_metrics/monitor_never_stops",
            monitor_never_stops::rules::rules(),
            "each_task_is_done_once_and_counted",
            "leaked thread",
        ),
        Subject::wrong(
            "live_metrics/nobody_tells_the_monitor",
            nobody_tells_the_monitor::rules::rules(),
            "each_task_is_done_once_and_counted",
            "too many steps",
        ),
        Subject::wrong(
            "live_metrics/in_progress_counts_up_only",
            in_progress_counts_up_only::rules::rules(),
            "each_task_is_done_once_and_counted",
            "what `run_with_metrics` returns",
        ),
        Subject::wrong(
            "live_metrics/failures_count_as_successes",
            failures_count_as_successes::rules::rules(),
            "each_task_is_done_once_and_counted",
            "what `run_with_metrics` returns",
        ),
        Subject::wrong(
            "live_metrics/reports_at_the_start",
            reports_at_the_start::rules::rules(),
            "reports_come_at_every_multiple_of_the_period",
            "when reports were made",
        ),
        Subject::wrong(
            "live_metrics/reports_at_the_end",
            reports_at_the_end::rules::rules(),
            "reports_come_at_every_multiple_of_the_period",
            "when reports were made",
        ),
        Subject::wrong(
            "live_metrics/ends_when_the_queue_is_empty",
            ends_when_the_queue_is_empty::rules::rules(),
            "reports_come_at_every_multiple_of_the_period",
            "when reports were made",
        ),
        Subject::wrong(
            "live_metrics/drifts",
            drifts::rules::rules(),
            "a_report_that_takes_long_does_not_delay_the_next",
            "when reports were made",
        ),
        Subject::wrong(
            "live_metrics/drifts_and_hides_it",
            drifts_and_hides_it::rules::rules(),
            "a_report_that_takes_long_does_not_delay_the_next",
            "when reports were made",
        ),
        Subject::wrong(
            "live_metrics/report_under_the_lock",
            report_under_the_lock::rules::rules(),
            "a_report_that_takes_long_delays_no_worker",
            "6 tasks of 60 ms",
        ),
        Subject::wrong(
            "live_metrics/torn_reads",
            torn_reads::rules::rules(),
            "the_figures_of_a_report_belong_together",
            "a torn report",
        ),
        Subject::wrong(
            "live_metrics/sums_match_but_torn",
            sums_match_but_torn::rules::rules(),
            "the_figures_of_a_report_belong_together",
            "a torn report",
        ),
        Subject::wrong(
            "live_metrics/locks_twice",
            locks_twice::rules::rules(),
            "the_figures_of_a_report_belong_together",
            "a torn report",
        ),
        Subject::wrong(
            "live_metrics/completed_but_in_progress",
            completed_but_in_progress::rules::rules(),
            "the_figures_of_a_report_belong_together",
            "together these are",
        ),
        Subject::wrong(
            "live_metrics/queued_is_in_progress",
            queued_is_in_progress::rules::rules(),
            "the_figures_are_those_of_the_moment",
            "the figures in the report after 100ms",
        ),
        Subject::wrong(
            "live_metrics/monitor_ends_one_period_later",
            monitor_ends_one_period_later::rules::rules(),
            "it_ends_with_the_last_task",
            "for tasks of 50, 120, 70 and 130 ms",
        ),
        Subject::wrong(
            "live_metrics/service_under_the_lock",
            service_under_the_lock::rules::rules(),
            "it_ends_with_the_last_task",
            "for tasks of 50, 120, 70 and 130 ms",
        ),
        Subject::wrong(
            "live_metrics/panics_on_no_workers",
            panics_on_no_workers::rules::rules(),
            "no_workers_are_an_error",
            "NoWorkers",
        ),
        Subject::wrong(
            "live_metrics/looks_for_the_end_again_and_again",
            looks_for_the_end_again_and_again::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "retry_pool/at_most_three_attempts",
            at_most_three_attempts::rules::rules(),
            "a_task_is_tried_until_it_succeeds_and_no_more_than_allowed",
            "5 attempts are allowed",
        ),
        Subject::wrong(
            "retry_pool/at_most_four_workers",
            at_most_four_workers::rules::rules(),
            "all_workers_work_at_the_same_time",
            "six workers",
        ),
        Subject::wrong(
            "http_simulator/redirects_are_success",
            redirects_are_success::rules::rules(),
            "a_final_code_is_not_tried_again",
            "304",
        ),
        Subject::wrong(
            "http_simulator/redirects_are_counted_as_success",
            redirects_are_counted_as_success::rules::rules(),
            "successes_are_the_codes_from_200_to_299",
            "`succeeded` of five requests",
        ),
        Subject::wrong(
            "http_simulator/median_in_whole_milliseconds",
            median_in_whole_milliseconds::rules::rules(),
            "the_median_is_in_the_middle_of_the_successful_attempts",
            "of 10 and 15 ms",
        ),
        Subject::wrong(
            "live_metrics/every_100_ms",
            every_100_ms::rules::rules(),
            "reports_come_at_every_multiple_of_the_period",
            "when reports were made",
        ),
        Subject::wrong(
            "retry_pool/pause_in_whole_milliseconds",
            pause_in_whole_milliseconds::rules::rules(),
            "a_task_waits_for_the_pause_before_each_retry",
            "between attempts 1 and 2",
        ),
        Subject::wrong(
            "http_simulator/backoff_in_whole_milliseconds",
            backoff_in_whole_milliseconds::rules::rules(),
            "the_backoff_doubles_with_each_failure",
            "the first is 750 µs",
        ),
        Subject::wrong(
            "http_simulator/seconds_from_whole_milliseconds",
            seconds_from_whole_milliseconds::rules::rules(),
            "statistics_count_requests_attempts_and_codes",
            "2000 instead of 1600",
        ),
        Subject::wrong(
            "http_simulator/at_most_seven_workers",
            at_most_seven_workers::rules::rules(),
            "all_workers_send_at_the_same_time",
            "nine workers",
        ),
        Subject::wrong(
            "live_metrics/newest_first",
            newest_first::rules::rules(),
            "a_free_worker_takes_the_oldest_task_at_once",
            "when two workers began",
        ),
        Subject::wrong(
            "live_metrics/every_in_whole_milliseconds",
            every_in_whole_milliseconds::rules::rules(),
            "reports_come_at_every_multiple_of_the_period",
            "every 1.5 ms",
        ),
        Subject::wrong(
            "live_metrics/at_most_four_workers",
            live_metrics_at_most_four_workers::rules::rules(),
            "a_free_worker_takes_the_oldest_task_at_once",
            "nine workers take another time",
        ),
        Subject::wrong(
            "retry_pool/outcomes_by_number",
            retry_pool_outcomes_by_number::rules::rules(),
            "numbers_of_tasks_are_no_places_in_a_list",
            "index out of bounds",
        ),
        Subject::wrong(
            "http_simulator/outcomes_by_number",
            http_simulator_outcomes_by_number::rules::rules(),
            "numbers_of_requests_are_no_places_in_a_list",
            "index out of bounds",
        ),
        Subject::wrong(
            "retry_pool/no_tasks_before_no_workers",
            retry_pool_no_tasks_before_no_workers::rules::rules(),
            "no_workers_are_an_error",
            "returns for 0 tasks",
        ),
        Subject::wrong(
            "http_simulator/no_requests_before_no_workers",
            no_requests_before_no_workers::rules::rules(),
            "no_workers_are_an_error",
            "returns for 0 requests",
        ),
        Subject::wrong(
            "live_metrics/no_tasks_before_no_workers",
            live_metrics_no_tasks_before_no_workers::rules::rules(),
            "no_workers_are_an_error",
            "returns for 0 tasks",
        ),
        Subject::wrong(
            "http_simulator/no_time_below_a_millisecond",
            no_time_below_a_millisecond::rules::rules(),
            "nothing_is_divided_by_zero",
            "of one in 500 µs",
        ),
        Subject::wrong(
            "http_simulator/jitter_overflows",
            jitter_overflows::rules::rules(),
            "only_a_backoff_that_is_too_long_is_the_longest",
            "overflow",
        ),
        Subject::wrong(
            "http_simulator/doubles_in_32_bits",
            doubles_in_32_bits::rules::rules(),
            "only_a_backoff_that_is_too_long_is_the_longest",
            "1 µs doubled 40 times",
        ),
        Subject::wrong(
            "retry_pool/paused_by_number",
            paused_by_number::rules::rules(),
            "who_has_been_ready_for_longest_is_next",
            "when tasks 2 and 1 were tried again",
        ),
        Subject::wrong(
            "retry_pool/a_clock_for_each_worker",
            a_clock_for_each_worker::rules::rules(),
            "no_retry_begins_before_its_pause_is_over",
            "measured from the same moment",
        ),
        Subject::wrong(
            "retry_pool/clock_starts_after_the_first_tasks",
            clock_starts_after_the_first_tasks::rules::rules(),
            "attempts_are_measured_from_the_call_of_the_pool",
            "measured from the call of the pool",
        ),
    ]
}
