use rules::Subject;

super::mount! {
    workers_wait_for_what_is_due = "../../../other/robust_retry_pool/retry_pool/workers_wait_for_what_is_due.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    a_thread_that_keeps_time = "../../../other/robust_retry_pool/retry_pool/a_thread_that_keeps_time.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    nobody_closes = "../../../wrong/robust_retry_pool/retry_pool/nobody_closes.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    closed_too_early = "../../../wrong/robust_retry_pool/retry_pool/closed_too_early.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    counts_submissions = "../../../wrong/robust_retry_pool/retry_pool/counts_submissions.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    ends_when_the_queues_are_empty = "../../../wrong/robust_retry_pool/retry_pool/ends_when_the_queues_are_empty.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    an_outcome_for_each_attempt = "../../../wrong/robust_retry_pool/retry_pool/an_outcome_for_each_attempt.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    does_not_join = "../../../wrong/robust_retry_pool/retry_pool/does_not_join.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    endless_retry = "../../../wrong/robust_retry_pool/retry_pool/endless_retry.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    one_attempt_too_many = "../../../wrong/robust_retry_pool/retry_pool/one_attempt_too_many.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    one_attempt_too_few = "../../../wrong/robust_retry_pool/retry_pool/one_attempt_too_few.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    always_three_attempts = "../../../wrong/robust_retry_pool/retry_pool/always_three_attempts.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    numbers_from_zero = "../../../wrong/robust_retry_pool/retry_pool/numbers_from_zero.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    records_only_the_last_attempt = "../../../wrong/robust_retry_pool/retry_pool/records_only_the_last_attempt.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    pause_from_the_start = "../../../wrong/robust_retry_pool/retry_pool/pause_from_the_start.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    no_pause = "../../../wrong/robust_retry_pool/retry_pool/no_pause.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    retry_in_place = "../../../wrong/robust_retry_pool/retry_pool/retry_in_place.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    retry_jumps_the_queue = "../../../wrong/robust_retry_pool/retry_pool/retry_jumps_the_queue.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    pauses_one_after_the_other = "../../../wrong/robust_retry_pool/retry_pool/pauses_one_after_the_other.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    secretly_serial = "../../../wrong/robust_retry_pool/retry_pool/secretly_serial.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    pauses_after_the_last_failure = "../../../wrong/robust_retry_pool/retry_pool/pauses_after_the_last_failure.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    counter_not_decremented_on_panic = "../../../wrong/robust_retry_pool/retry_pool/counter_not_decremented_on_panic.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    panic_is_not_caught = "../../../wrong/robust_retry_pool/retry_pool/panic_is_not_caught.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    panic_ends_the_worker = "../../../wrong/robust_retry_pool/retry_pool/panic_ends_the_worker.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    panic_is_final = "../../../wrong/robust_retry_pool/retry_pool/panic_is_final.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    keeps_the_first_error = "../../../wrong/robust_retry_pool/retry_pool/keeps_the_first_error.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    panics_without_workers = "../../../wrong/robust_retry_pool/retry_pool/panics_without_workers.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    thread_per_retry = "../../../wrong/robust_retry_pool/retry_pool/thread_per_retry.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
    polls = "../../../wrong/robust_retry_pool/retry_pool/polls.rs"
        against "../../../../chapters/robust_retry_pool/tests/rules/retry_pool.rs";
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
            "the attempts at task 1",
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
            "(left: your pause, right: that of the policy)",
        ),
        Subject::wrong(
            "retry_pool/no_pause",
            no_pause::rules::rules(),
            "a_task_waits_for_the_pause_before_each_retry",
            "(left: your pause, right: that of the policy)",
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
            "right: the time they need",
        ),
        Subject::wrong(
            "retry_pool/secretly_serial",
            secretly_serial::rules::rules(),
            "pauses_of_several_tasks_pass_at_the_same_time",
            "right: the time they need",
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
            "retry_pool/panic_is_final",
            panic_is_final::rules::rules(),
            "a_panic_is_a_failed_attempt",
            "results, and numbers of attempts",
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
    ]
}
