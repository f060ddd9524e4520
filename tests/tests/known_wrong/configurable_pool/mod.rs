use rules::Subject;

super::mount! {
    drop_lets_go_of_the_outcomes = "../../../other/configurable_pool/worker_pool/drop_lets_go_of_the_outcomes.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    mutex_and_condvars = "../../../other/configurable_pool/worker_pool/mutex_and_condvars.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    flag_then_recv = "../../../wrong/configurable_pool/worker_pool/flag_then_recv.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    drain_forgets_the_queue = "../../../wrong/configurable_pool/worker_pool/drain_forgets_the_queue.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    drop_does_not_join = "../../../wrong/configurable_pool/worker_pool/drop_does_not_join.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    drop_joins_before_it_reads = "../../../wrong/configurable_pool/worker_pool/drop_joins_before_it_reads.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    drop_throws_the_queue_away = "../../../wrong/configurable_pool/worker_pool/drop_throws_the_queue_away.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    drop_does_nothing_in_a_panic = "../../../wrong/configurable_pool/worker_pool/drop_does_nothing_in_a_panic.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    lock_held_while_waiting = "../../../wrong/configurable_pool/worker_pool/lock_held_while_waiting.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    accepts_and_loses = "../../../wrong/configurable_pool/worker_pool/accepts_and_loses.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    shutdown_waits_for_the_workers = "../../../wrong/configurable_pool/worker_pool/shutdown_waits_for_the_workers.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    worker_dies_of_a_panic = "../../../wrong/configurable_pool/worker_pool/worker_dies_of_a_panic.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    panic_without_an_outcome = "../../../wrong/configurable_pool/worker_pool/panic_without_an_outcome.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    unbounded_outcomes = "../../../wrong/configurable_pool/worker_pool/unbounded_outcomes.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    unbounded_jobs = "../../../wrong/configurable_pool/worker_pool/unbounded_jobs.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    pool_keeps_a_sender = "../../../wrong/configurable_pool/worker_pool/pool_keeps_a_sender.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    failed_start_hangs = "../../../wrong/configurable_pool/worker_pool/failed_start_hangs.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    failed_start_leaks = "../../../wrong/configurable_pool/worker_pool/failed_start_leaks.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    second_shutdown_panics = "../../../wrong/configurable_pool/worker_pool/second_shutdown_panics.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    names_without_a_number = "../../../wrong/configurable_pool/worker_pool/names_without_a_number.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    gives_up_when_empty = "../../../wrong/configurable_pool/worker_pool/gives_up_when_empty.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    serial = "../../../wrong/configurable_pool/worker_pool/serial.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    submit_tries_again = "../../../wrong/configurable_pool/worker_pool/submit_tries_again.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    drop_passes_panics_on = "../../../wrong/configurable_pool/worker_pool/drop_passes_panics_on.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    thread_per_job = "../../../wrong/configurable_pool/worker_pool/thread_per_job.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    one_condvar = "../../../other/configurable_pool/backpressure/one_condvar.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    wait_timeout_while = "../../../other/configurable_pool/backpressure/wait_timeout_while.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    unbounded_queue = "../../../wrong/configurable_pool/backpressure/unbounded_queue.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    one_too_many = "../../../wrong/configurable_pool/backpressure/one_too_many.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    drops_when_full = "../../../wrong/configurable_pool/backpressure/drops_when_full.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    drops_the_oldest = "../../../wrong/configurable_pool/backpressure/drops_the_oldest.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    timeout_begun_anew = "../../../wrong/configurable_pool/backpressure/timeout_begun_anew.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    gives_up_on_the_first_wake = "../../../wrong/configurable_pool/backpressure/gives_up_on_the_first_wake.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    wakes_and_does_not_look = "../../../wrong/configurable_pool/backpressure/wakes_and_does_not_look.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    sleeps_through_the_close = "../../../wrong/configurable_pool/backpressure/sleeps_through_the_close.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    accepts_when_closed = "../../../wrong/configurable_pool/backpressure/accepts_when_closed.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    tells_nobody = "../../../wrong/configurable_pool/backpressure/tells_nobody.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    wakes_the_wrong_ones = "../../../wrong/configurable_pool/backpressure/wakes_the_wrong_ones.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    try_submit_waits = "../../../wrong/configurable_pool/backpressure/try_submit_waits.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    a_busy_lock_is_full = "../../../wrong/configurable_pool/backpressure/a_busy_lock_is_full.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    asks_every_millisecond = "../../../wrong/configurable_pool/backpressure/asks_every_millisecond.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    no_time_is_no_room = "../../../wrong/configurable_pool/backpressure/no_time_is_no_room.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    endless_timeouts_panic = "../../../wrong/configurable_pool/backpressure/endless_timeouts_panic.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    a_close_is_a_timeout = "../../../wrong/configurable_pool/backpressure/a_close_is_a_timeout.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    gives_up_after_a_minute = "../../../wrong/configurable_pool/backpressure/gives_up_after_a_minute.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    newest_first = "../../../wrong/configurable_pool/backpressure/newest_first.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    full_hides_closed = "../../../wrong/configurable_pool/backpressure/full_hides_closed.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    loop_that_begins_anew = "../../../other/configurable_pool/cancel_and_panic/loop_that_begins_anew.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    mutex_and_condvar = "../../../other/configurable_pool/cancel_and_panic/mutex_and_condvar.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    submit_sends_late = "../../../other/configurable_pool/cancel_and_panic/submit_sends_late.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    worker_dies = "../../../wrong/configurable_pool/cancel_and_panic/worker_dies.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    reply_lost = "../../../wrong/configurable_pool/cancel_and_panic/reply_lost.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    asks_the_box = "../../../wrong/configurable_pool/cancel_and_panic/asks_the_box.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    last_words_only = "../../../wrong/configurable_pool/cancel_and_panic/last_words_only.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    cancel_waits_for_the_whole_queue = "../../../wrong/configurable_pool/cancel_and_panic/cancel_waits_for_the_whole_queue.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    running_jobs_abandoned = "../../../wrong/configurable_pool/cancel_and_panic/running_jobs_abandoned.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    unstarted_jobs_lost = "../../../wrong/configurable_pool/cancel_and_panic/unstarted_jobs_lost.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    cancel_and_panic_newest_first = "../../../wrong/configurable_pool/cancel_and_panic/newest_first.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    idle_workers_sleep_on = "../../../wrong/configurable_pool/cancel_and_panic/idle_workers_sleep_on.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    second_cancel_does_not_wait = "../../../wrong/configurable_pool/cancel_and_panic/second_cancel_does_not_wait.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    lock_held_while_joining = "../../../wrong/configurable_pool/cancel_and_panic/lock_held_while_joining.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    cancel_and_panic_accepts_and_loses = "../../../wrong/configurable_pool/cancel_and_panic/accepts_and_loses.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    taken_and_thrown_away = "../../../wrong/configurable_pool/cancel_and_panic/taken_and_thrown_away.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    a_late_ticket_minds = "../../../wrong/configurable_pool/cancel_and_panic/a_late_ticket_minds.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    asks_again_and_again = "../../../wrong/configurable_pool/cancel_and_panic/asks_again_and_again.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    cancelled_while_it_waits = "../../../wrong/configurable_pool/cancel_and_panic/cancelled_while_it_waits.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    panic_as_text = "../../../wrong/configurable_pool/worker_pool/panic_as_text.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    wakes_only_for_an_empty_queue = "../../../wrong/configurable_pool/backpressure/wakes_only_for_an_empty_queue.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    timeout_in_whole_milliseconds = "../../../wrong/configurable_pool/backpressure/timeout_in_whole_milliseconds.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    another_queue_than_usual = "../../../wrong/configurable_pool/worker_pool/another_queue_than_usual.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    another_name_than_usual = "../../../wrong/configurable_pool/worker_pool/another_name_than_usual.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    at_most_ten_places = "../../../wrong/configurable_pool/worker_pool/at_most_ten_places.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    at_most_five_workers = "../../../wrong/configurable_pool/worker_pool/at_most_five_workers.rs"
        against "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs";
    at_most_nine_places = "../../../wrong/configurable_pool/backpressure/at_most_nine_places.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    backpressure_at_most_three_workers = "../../../wrong/configurable_pool/backpressure/at_most_three_workers.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
    cancel_and_panic_at_most_three_workers = "../../../wrong/configurable_pool/cancel_and_panic/at_most_three_workers.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    queue_of_sixteen = "../../../wrong/configurable_pool/cancel_and_panic/queue_of_sixteen.rs"
        against "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs";
    too_long_for_the_clock_is_an_hour = "../../../wrong/configurable_pool/backpressure/too_long_for_the_clock_is_an_hour.rs"
        against "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs";
}

pub fn subjects() -> Vec<Subject> {
    vec![
        Subject::new(
            "worker_pool/drop_lets_go_of_the_outcomes",
            drop_lets_go_of_the_outcomes::rules::rules(),
        ),
        Subject::new(
            "worker_pool/mutex_and_condvars",
            mutex_and_condvars::rules::rules(),
        ),
        Subject::wrong(
            "worker_pool/flag_then_recv",
            flag_then_recv::rules::rules(),
            "an_idle_pool_can_be_shut_down",
            "deadlock: ",
        ),
        Subject::wrong(
            "worker_pool/drain_forgets_the_queue",
            drain_forgets_the_queue::rules::rules(),
            "each_accepted_job_has_exactly_one_outcome",
            "not exactly one outcome",
        ),
        Subject::wrong(
            "worker_pool/drop_does_not_join",
            drop_does_not_join::rules::rules(),
            "drop_does_all_accepted_jobs_and_waits_for_them",
            "jobs are done when `drop` has returned",
        ),
        Subject::wrong(
            "worker_pool/drop_joins_before_it_reads",
            drop_joins_before_it_reads::rules::rules(),
            "drop_with_nobody_reading_ends",
            "deadlock: ",
        ),
        Subject::wrong(
            "worker_pool/drop_throws_the_queue_away",
            drop_throws_the_queue_away::rules::rules(),
            "drop_with_nobody_reading_ends",
            "jobs are done when `drop` has returned",
        ),
        Subject::wrong(
            "worker_pool/drop_does_nothing_in_a_panic",
            drop_does_nothing_in_a_panic::rules::rules(),
            "drop_because_of_a_panic_ends_too",
            "jobs are done when `drop` has returned",
        ),
        Subject::wrong(
            "worker_pool/lock_held_while_waiting",
            lock_held_while_waiting::rules::rules(),
            "shutdown_does_not_wait",
            "deadlock: ",
        ),
        Subject::wrong(
            "worker_pool/accepts_and_loses",
            accepts_and_loses::rules::rules(),
            "submit_and_shutdown_may_race",
            "not exactly one outcome",
        ),
        Subject::wrong(
            "worker_pool/shutdown_waits_for_the_workers",
            shutdown_waits_for_the_workers::rules::rules(),
            "shutdown_does_not_wait",
            "deadlock: ",
        ),
        Subject::wrong(
            "worker_pool/worker_dies_of_a_panic",
            worker_dies_of_a_panic::rules::rules(),
            "a_panic_is_an_outcome_and_costs_no_worker",
            "yours:",
        ),
        Subject::wrong(
            "worker_pool/panic_without_an_outcome",
            panic_without_an_outcome::rules::rules(),
            "a_panic_is_an_outcome_and_costs_no_worker",
            "yours:",
        ),
        Subject::wrong(
            "worker_pool/unbounded_outcomes",
            unbounded_outcomes::rules::rules(),
            "a_pool_that_nobody_reads_takes_what_it_holds",
            "while nobody read",
        ),
        Subject::wrong(
            "worker_pool/unbounded_jobs",
            unbounded_jobs::rules::rules(),
            "a_pool_that_nobody_reads_takes_what_it_holds",
            "while nobody read",
        ),
        Subject::wrong(
            "worker_pool/pool_keeps_a_sender",
            pool_keeps_a_sender::rules::rules(),
            "each_accepted_job_has_exactly_one_outcome",
            "main itself keeps it open",
        ),
        Subject::wrong(
            "worker_pool/failed_start_hangs",
            failed_start_hangs::rules::rules(),
            "a_pool_that_cannot_start_leaves_no_thread_behind",
            "deadlock: ",
        ),
        Subject::wrong(
            "worker_pool/failed_start_leaks",
            failed_start_leaks::rules::rules(),
            "a_pool_that_cannot_start_leaves_no_thread_behind",
            "leaked thread",
        ),
        Subject::wrong(
            "worker_pool/second_shutdown_panics",
            second_shutdown_panics::rules::rules(),
            "shutdown_refuses_jobs_and_hands_them_back",
            "a panic within a destructor",
        ),
        Subject::wrong(
            "worker_pool/names_without_a_number",
            names_without_a_number::rules::rules(),
            "threads_are_called_as_the_builder_says",
            "baker 2",
        ),
        Subject::wrong(
            "worker_pool/gives_up_when_empty",
            gives_up_when_empty::rules::rules(),
            "each_accepted_job_has_exactly_one_outcome",
            "not exactly one outcome",
        ),
        Subject::wrong(
            "worker_pool/serial",
            serial::rules::rules(),
            "a_free_worker_takes_the_oldest_job_at_once",
            "750ms",
        ),
        Subject::wrong(
            "worker_pool/submit_tries_again",
            submit_tries_again::rules::rules(),
            "a_pool_that_nobody_reads_takes_what_it_holds",
            "polling: ",
        ),
        Subject::wrong(
            "worker_pool/drop_passes_panics_on",
            drop_passes_panics_on::rules::rules(),
            "drop_keeps_quiet_about_panics_that_nobody_reads",
            "`drop` panicked",
        ),
        Subject::wrong(
            "worker_pool/thread_per_job",
            thread_per_job::rules::rules(),
            "there_are_as_many_threads_as_workers",
            "too many threads",
        ),
        Subject::new("backpressure/one_condvar", one_condvar::rules::rules()),
        Subject::new(
            "backpressure/wait_timeout_while",
            wait_timeout_while::rules::rules(),
        ),
        Subject::wrong(
            "backpressure/unbounded_queue",
            unbounded_queue::rules::rules(),
            "the_queue_never_holds_more_than_its_size",
            "busy workers",
        ),
        Subject::wrong(
            "backpressure/one_too_many",
            one_too_many::rules::rules(),
            "the_queue_never_holds_more_than_its_size",
            "busy workers",
        ),
        Subject::wrong(
            "backpressure/drops_when_full",
            drops_when_full::rules::rules(),
            "each_accepted_job_is_done_once",
            "not every accepted job",
        ),
        Subject::wrong(
            "backpressure/drops_the_oldest",
            drops_the_oldest::rules::rules(),
            "each_accepted_job_is_done_once",
            "not every accepted job",
        ),
        Subject::wrong(
            "backpressure/timeout_begun_anew",
            timeout_begun_anew::rules::rules(),
            "the_timeout_is_not_begun_anew_by_each_wake",
            "accepted its job after",
        ),
        Subject::wrong(
            "backpressure/gives_up_on_the_first_wake",
            gives_up_on_the_first_wake::rules::rules(),
            "the_timeout_is_not_begun_anew_by_each_wake",
            "after which time `submit_timeout`",
        ),
        Subject::wrong(
            "backpressure/wakes_and_does_not_look",
            wakes_and_does_not_look::rules::rules(),
            "threads_that_wait_do_not_overfill_the_queue",
            "with a queue of one",
        ),
        Subject::wrong(
            "backpressure/sleeps_through_the_close",
            sleeps_through_the_close::rules::rules(),
            "close_wakes_every_submit_that_waits",
            "deadlock: ",
        ),
        Subject::wrong(
            "backpressure/accepts_when_closed",
            accepts_when_closed::rules::rules(),
            "a_closed_pool_hands_every_job_back",
            "SubmitError",
        ),
        Subject::wrong(
            "backpressure/tells_nobody",
            tells_nobody::rules::rules(),
            "each_accepted_job_is_done_once",
            "deadlock: ",
        ),
        Subject::wrong(
            "backpressure/wakes_the_wrong_ones",
            wakes_the_wrong_ones::rules::rules(),
            "each_accepted_job_is_done_once",
            "deadlock: ",
        ),
        Subject::wrong(
            "backpressure/try_submit_waits",
            try_submit_waits::rules::rules(),
            "try_submit_hands_back_what_has_no_room",
            "Full",
        ),
        Subject::wrong(
            "backpressure/a_busy_lock_is_full",
            a_busy_lock_is_full::rules::rules(),
            "with_room_try_submit_refuses_nobody",
            "with room for two",
        ),
        Subject::wrong(
            "backpressure/asks_every_millisecond",
            asks_every_millisecond::rules::rules(),
            "whoever_waits_for_room_sleeps",
            "polling: ",
        ),
        Subject::wrong(
            "backpressure/no_time_is_no_room",
            no_time_is_no_room::rules::rules(),
            "with_room_no_timeout_is_too_short",
            "with room for two",
        ),
        Subject::wrong(
            "backpressure/endless_timeouts_panic",
            endless_timeouts_panic::rules::rules(),
            "submit_timeout_waits_until_there_is_room",
            "overflow",
        ),
        Subject::wrong(
            "backpressure/a_close_is_a_timeout",
            a_close_is_a_timeout::rules::rules(),
            "close_wakes_every_submit_that_waits",
            "Closed",
        ),
        Subject::wrong(
            "backpressure/gives_up_after_a_minute",
            gives_up_after_a_minute::rules::rules(),
            "whoever_waits_for_room_sleeps",
            "as long as it takes",
        ),
        Subject::wrong(
            "backpressure/newest_first",
            newest_first::rules::rules(),
            "a_free_worker_takes_the_oldest_job_at_once",
            "the order in which the one worker",
        ),
        Subject::wrong(
            "backpressure/full_hides_closed",
            full_hides_closed::rules::rules(),
            "a_closed_pool_hands_every_job_back",
            "Closed",
        ),
        Subject::new(
            "cancel_and_panic/loop_that_begins_anew",
            loop_that_begins_anew::rules::rules(),
        ),
        Subject::new(
            "cancel_and_panic/mutex_and_condvar",
            mutex_and_condvar::rules::rules(),
        ),
        Subject::new(
            "cancel_and_panic/submit_sends_late",
            submit_sends_late::rules::rules(),
        ),
        Subject::wrong(
            "cancel_and_panic/worker_dies",
            worker_dies::rules::rules(),
            "a_panic_is_an_outcome",
            "Panicked",
        ),
        Subject::wrong(
            "cancel_and_panic/reply_lost",
            reply_lost::rules::rules(),
            "a_panic_is_an_outcome",
            "Panicked",
        ),
        Subject::wrong(
            "cancel_and_panic/asks_the_box",
            asks_the_box::rules::rules(),
            "a_panic_is_an_outcome",
            "(no message)",
        ),
        Subject::wrong(
            "cancel_and_panic/last_words_only",
            last_words_only::rules::rules(),
            "a_panic_costs_no_worker",
            "deadlock: ",
        ),
        Subject::wrong(
            "cancel_and_panic/cancel_waits_for_the_whole_queue",
            cancel_waits_for_the_whole_queue::rules::rules(),
            "cancel_waits_for_running_jobs_and_no_longer",
            "yours:",
        ),
        Subject::wrong(
            "cancel_and_panic/running_jobs_abandoned",
            running_jobs_abandoned::rules::rules(),
            "cancel_waits_for_running_jobs_and_no_longer",
            "when the running jobs still need 70 ms",
        ),
        Subject::wrong(
            "cancel_and_panic/unstarted_jobs_lost",
            unstarted_jobs_lost::rules::rules(),
            "cancel_returns_the_unstarted_jobs",
            "the unstarted",
        ),
        Subject::wrong(
            "cancel_and_panic/newest_first",
            cancel_and_panic_newest_first::rules::rules(),
            "cancel_returns_the_unstarted_jobs",
            "the oldest first",
        ),
        Subject::wrong(
            "cancel_and_panic/idle_workers_sleep_on",
            idle_workers_sleep_on::rules::rules(),
            "cancel_wakes_workers_that_wait_for_jobs",
            "deadlock: ",
        ),
        Subject::wrong(
            "cancel_and_panic/second_cancel_does_not_wait",
            second_cancel_does_not_wait::rules::rules(),
            "of_several_cancels_each_waits",
            "each of two calls of `cancel` waited",
        ),
        Subject::wrong(
            "cancel_and_panic/lock_held_while_joining",
            lock_held_while_joining::rules::rules(),
            "submit_does_not_wait_for_a_cancel",
            "how long `submit` waited",
        ),
        Subject::wrong(
            "cancel_and_panic/accepts_and_loses",
            cancel_and_panic_accepts_and_loses::rules::rules(),
            "submit_and_cancel_may_race",
            "deadlock: ",
        ),
        Subject::wrong(
            "cancel_and_panic/taken_and_thrown_away",
            taken_and_thrown_away::rules::rules(),
            "cancel_lets_running_jobs_end",
            "not every job is there exactly once",
        ),
        Subject::wrong(
            "cancel_and_panic/a_late_ticket_minds",
            a_late_ticket_minds::rules::rules(),
            "a_dropped_ticket_changes_nothing",
            "somebody waits for it",
        ),
        Subject::wrong(
            "cancel_and_panic/asks_again_and_again",
            asks_again_and_again::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "cancel_and_panic/cancelled_while_it_waits",
            cancelled_while_it_waits::rules::rules(),
            "each_job_has_exactly_one_outcome",
            "Cancelled",
        ),
        Subject::wrong(
            "worker_pool/panic_as_text",
            panic_as_text::rules::rules(),
            "a_panic_comes_out_as_it_was_thrown",
            "with `panic_any`",
        ),
        Subject::wrong(
            "backpressure/wakes_only_for_an_empty_queue",
            wakes_only_for_an_empty_queue::rules::rules(),
            "each_job_wakes_a_worker_of_its_own",
            "after 15 ms",
        ),
        Subject::wrong(
            "backpressure/timeout_in_whole_milliseconds",
            timeout_in_whole_milliseconds::rules::rules(),
            "submit_timeout_gives_up_exactly_in_time",
            "1.5ms",
        ),
        Subject::wrong(
            "worker_pool/another_queue_than_usual",
            another_queue_than_usual::rules::rules(),
            "what_the_builder_is_not_told_is_as_usual",
            "the usual queue of 16",
        ),
        Subject::wrong(
            "worker_pool/another_name_than_usual",
            another_name_than_usual::rules::rules(),
            "what_the_builder_is_not_told_is_as_usual",
            "when none was given",
        ),
        Subject::wrong(
            "worker_pool/at_most_ten_places",
            at_most_ten_places::rules::rules(),
            "what_the_builder_is_not_told_is_as_usual",
            "the usual queue of 16",
        ),
        Subject::wrong(
            "worker_pool/at_most_five_workers",
            at_most_five_workers::rules::rules(),
            "nine_workers_do_nine_jobs_at_once",
            "too slow",
        ),
        Subject::wrong(
            "backpressure/at_most_nine_places",
            at_most_nine_places::rules::rules(),
            "the_queue_never_holds_more_than_its_size",
            "a queue of 30",
        ),
        Subject::wrong(
            "backpressure/at_most_three_workers",
            backpressure_at_most_three_workers::rules::rules(),
            "nine_workers_do_nine_jobs_at_once",
            "too slow",
        ),
        Subject::wrong(
            "cancel_and_panic/at_most_three_workers",
            cancel_and_panic_at_most_three_workers::rules::rules(),
            "nine_workers_do_nine_jobs_at_once",
            "too slow",
        ),
        Subject::wrong(
            "cancel_and_panic/queue_of_sixteen",
            queue_of_sixteen::rules::rules(),
            "submit_never_waits_for_a_worker",
            "how long 300 calls of `submit` waited",
        ),
        Subject::wrong(
            "backpressure/too_long_for_the_clock_is_an_hour",
            too_long_for_the_clock_is_an_hour::rules::rules(),
            "a_timeout_that_is_too_long_for_the_clock_is_none",
            "waits as long as it takes",
        ),
    ]
}
