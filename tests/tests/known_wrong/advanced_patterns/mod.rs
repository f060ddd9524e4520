use rules::Subject;

super::mount! {
    priority_pool_permits_in_channels = "../../../other/advanced_patterns/priority_pool/permits_in_channels.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_a_condvar_for_each = "../../../other/advanced_patterns/priority_pool/a_condvar_for_each.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_random_select = "../../../wrong/advanced_patterns/priority_pool/random_select.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_strict_only = "../../../wrong/advanced_patterns/priority_pool/strict_only.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_aging_that_inverts = "../../../wrong/advanced_patterns/priority_pool/aging_that_inverts.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_overdue_by_priority = "../../../wrong/advanced_patterns/priority_pool/overdue_by_priority.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_newest_first = "../../../wrong/advanced_patterns/priority_pool/newest_first.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_one_room_for_all = "../../../wrong/advanced_patterns/priority_pool/one_room_for_all.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_unbounded_queues = "../../../wrong/advanced_patterns/priority_pool/unbounded_queues.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_wakes_the_wrong_one = "../../../wrong/advanced_patterns/priority_pool/wakes_the_wrong_one.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_finish_forgets_the_queue = "../../../wrong/advanced_patterns/priority_pool/finish_forgets_the_queue.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_wakes_one_at_the_end = "../../../wrong/advanced_patterns/priority_pool/wakes_one_at_the_end.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_lock_held_through_task = "../../../wrong/advanced_patterns/priority_pool/lock_held_through_task.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_looks_every_millisecond = "../../../wrong/advanced_patterns/priority_pool/looks_every_millisecond.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_checks_once = "../../../wrong/advanced_patterns/priority_pool/checks_once.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_longer_than_patience = "../../../wrong/advanced_patterns/priority_pool/longer_than_patience.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    rate_limiter_negative_balance = "../../../other/advanced_patterns/rate_limiter/negative_balance.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_queue_of_due_times = "../../../other/advanced_patterns/rate_limiter/queue_of_due_times.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_fixed_window = "../../../wrong/advanced_patterns/rate_limiter/fixed_window.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_ticker_that_banks = "../../../wrong/advanced_patterns/rate_limiter/ticker_that_banks.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_sleeps_holding_the_lock = "../../../wrong/advanced_patterns/rate_limiter/sleeps_holding_the_lock.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_no_burst = "../../../wrong/advanced_patterns/rate_limiter/no_burst.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_begins_empty = "../../../wrong/advanced_patterns/rate_limiter/begins_empty.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_one_too_many = "../../../wrong/advanced_patterns/rate_limiter/one_too_many.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_try_takes_on_credit = "../../../wrong/advanced_patterns/rate_limiter/try_takes_on_credit.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_forgets_the_fraction = "../../../wrong/advanced_patterns/rate_limiter/forgets_the_fraction.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_sleeps_and_tries_again = "../../../wrong/advanced_patterns/rate_limiter/sleeps_and_tries_again.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_asks_every_millisecond = "../../../wrong/advanced_patterns/rate_limiter/asks_every_millisecond.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    rate_limiter_look_then_take = "../../../wrong/advanced_patterns/rate_limiter/look_then_take.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    dynamic_pool_channels = "../../../other/advanced_patterns/dynamic_pool/channels.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_up_only = "../../../wrong/advanced_patterns/dynamic_pool/up_only.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_races_past_max = "../../../wrong/advanced_patterns/dynamic_pool/races_past_max.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_kills_a_worker_mid_job = "../../../wrong/advanced_patterns/dynamic_pool/kills_a_worker_mid_job.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_below_min = "../../../wrong/advanced_patterns/dynamic_pool/below_min.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_at_80_percent = "../../../wrong/advanced_patterns/dynamic_pool/at_80_percent.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_all_at_once = "../../../wrong/advanced_patterns/dynamic_pool/all_at_once.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_counts_work_as_idle = "../../../wrong/advanced_patterns/dynamic_pool/counts_work_as_idle.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_monitor_delays_the_end = "../../../wrong/advanced_patterns/dynamic_pool/monitor_delays_the_end.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_monitor_never_ends = "../../../wrong/advanced_patterns/dynamic_pool/monitor_never_ends.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_waits_anew = "../../../wrong/advanced_patterns/dynamic_pool/waits_anew.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_forgets_the_queue = "../../../wrong/advanced_patterns/dynamic_pool/forgets_the_queue.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_unbounded_queue = "../../../wrong/advanced_patterns/dynamic_pool/unbounded_queue.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_newest_first = "../../../wrong/advanced_patterns/dynamic_pool/newest_first.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_looks_every_millisecond = "../../../wrong/advanced_patterns/dynamic_pool/looks_every_millisecond.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    work_stealing_park_and_unpark = "../../../other/advanced_patterns/work_stealing/park_and_unpark.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_a_permit_for_each_node = "../../../other/advanced_patterns/work_stealing/a_permit_for_each_node.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_takes_several = "../../../other/advanced_patterns/work_stealing/takes_several.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_busy_wait = "../../../wrong/advanced_patterns/work_stealing/busy_wait.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_sleeps_for_a_millisecond = "../../../wrong/advanced_patterns/work_stealing/sleeps_for_a_millisecond.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_lost_wake_up = "../../../wrong/advanced_patterns/work_stealing/lost_wake_up.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_no_second_look = "../../../wrong/advanced_patterns/work_stealing/no_second_look.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_steals_twice = "../../../wrong/advanced_patterns/work_stealing/steals_twice.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_leaves_when_empty = "../../../wrong/advanced_patterns/work_stealing/leaves_when_empty.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_counts_too_late = "../../../wrong/advanced_patterns/work_stealing/counts_too_late.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_nobody_steals = "../../../wrong/advanced_patterns/work_stealing/nobody_steals.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_one_queue_for_all = "../../../wrong/advanced_patterns/work_stealing/one_queue_for_all.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_wakes_one = "../../../wrong/advanced_patterns/work_stealing/wakes_one.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_steals_first = "../../../wrong/advanced_patterns/work_stealing/steals_first.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    work_stealing_last_wakes_nobody = "../../../wrong/advanced_patterns/work_stealing/last_wakes_nobody.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    fast_pool_a_list_of_sleepers = "../../../other/advanced_patterns/fast_pool/a_list_of_sleepers.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_waits_for_a_full_batch = "../../../wrong/advanced_patterns/fast_pool/waits_for_a_full_batch.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_takes_everything = "../../../wrong/advanced_patterns/fast_pool/takes_everything.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_newest_first = "../../../wrong/advanced_patterns/fast_pool/newest_first.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_forgets_the_last_batch = "../../../wrong/advanced_patterns/fast_pool/forgets_the_last_batch.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_spins_for_ever = "../../../wrong/advanced_patterns/fast_pool/spins_for_ever.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_unbounded = "../../../wrong/advanced_patterns/fast_pool/unbounded.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_panic_takes_its_batch_along = "../../../wrong/advanced_patterns/fast_pool/panic_takes_its_batch_along.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_panic_ends_the_worker = "../../../wrong/advanced_patterns/fast_pool/panic_ends_the_worker.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_batches_without_a_bound = "../../../wrong/advanced_patterns/fast_pool/batches_without_a_bound.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_one_at_a_time = "../../../wrong/advanced_patterns/fast_pool/one_at_a_time.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_wakes_for_the_first_only = "../../../wrong/advanced_patterns/fast_pool/wakes_for_the_first_only.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_counts_sleepers_outside_the_lock = "../../../wrong/advanced_patterns/fast_pool/counts_sleepers_outside_the_lock.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_wakes_one_submitter = "../../../wrong/advanced_patterns/fast_pool/wakes_one_submitter.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    wakes_only_for_an_empty_queue = "../../../wrong/advanced_patterns/priority_pool/wakes_only_for_an_empty_queue.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    waits_from_the_call = "../../../wrong/advanced_patterns/priority_pool/waits_from_the_call.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    interval_in_whole_milliseconds = "../../../wrong/advanced_patterns/rate_limiter/interval_in_whole_milliseconds.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    a_queue_of_0_has_no_room = "../../../wrong/advanced_patterns/dynamic_pool/a_queue_of_0_has_no_room.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    all_counted_for_one_worker = "../../../wrong/advanced_patterns/work_stealing/all_counted_for_one_worker.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    at_most_four_workers = "../../../wrong/advanced_patterns/work_stealing/at_most_four_workers.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs";
    at_most_three_workers = "../../../wrong/advanced_patterns/priority_pool/at_most_three_workers.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    patience_in_whole_milliseconds = "../../../wrong/advanced_patterns/priority_pool/patience_in_whole_milliseconds.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    dynamic_pool_at_most_four_workers = "../../../wrong/advanced_patterns/dynamic_pool/at_most_four_workers.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    idle_in_whole_milliseconds = "../../../wrong/advanced_patterns/dynamic_pool/idle_in_whole_milliseconds.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    every_in_whole_milliseconds = "../../../wrong/advanced_patterns/dynamic_pool/every_in_whole_milliseconds.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    one_worker_a_crowd = "../../../wrong/advanced_patterns/dynamic_pool/one_worker_a_crowd.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    fast_pool_at_most_four_workers = "../../../wrong/advanced_patterns/fast_pool/at_most_four_workers.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    at_most_forty_places = "../../../wrong/advanced_patterns/fast_pool/at_most_forty_places.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    dynamic_pool_two_for_one_crowd = "../../../wrong/advanced_patterns/dynamic_pool/two_for_one_crowd.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_counts_from_the_last_look = "../../../wrong/advanced_patterns/dynamic_pool/counts_from_the_last_look.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    fast_pool_put_always_notifies = "../../../wrong/advanced_patterns/fast_pool/put_always_notifies.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    fast_pool_take_always_notifies = "../../../wrong/advanced_patterns/fast_pool/take_always_notifies.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    rate_limiter_gets_up_for_each_token = "../../../wrong/advanced_patterns/rate_limiter/gets_up_for_each_token.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs";
    dynamic_pool_crowded_is_always_80_percent = "../../../wrong/advanced_patterns/dynamic_pool/crowded_is_always_80_percent.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_looks_at_the_least_number = "../../../wrong/advanced_patterns/dynamic_pool/looks_at_the_least_number.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    fast_pool_shares_for_two_workers = "../../../wrong/advanced_patterns/fast_pool/shares_for_two_workers.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs";
    priority_pool_lock_released_after_the_wait = "../../../wrong/advanced_patterns/priority_pool/lock_released_after_the_wait.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    priority_pool_waits_in_whole_milliseconds = "../../../wrong/advanced_patterns/priority_pool/waits_in_whole_milliseconds.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
    dynamic_pool_whole_percent = "../../../wrong/advanced_patterns/dynamic_pool/whole_percent.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    dynamic_pool_lock_released_after_the_wait = "../../../wrong/advanced_patterns/dynamic_pool/lock_released_after_the_wait.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs";
    priority_pool_overdue_moved_to_the_high_queue = "../../../wrong/advanced_patterns/priority_pool/overdue_moved_to_the_high_queue.rs"
        against "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs";
}

pub fn subjects() -> Vec<Subject> {
    vec![
        Subject::new(
            "priority_pool/permits_in_channels",
            priority_pool_permits_in_channels::rules::rules(),
        ),
        Subject::new(
            "priority_pool/a_condvar_for_each",
            priority_pool_a_condvar_for_each::rules::rules(),
        ),
        Subject::wrong(
            "priority_pool/random_select",
            priority_pool_random_select::rules::rules(),
            "higher_priority_goes_first",
            "in the wrong order",
        ),
        Subject::wrong(
            "priority_pool/strict_only",
            priority_pool_strict_only::rules::rules(),
            "nobody_who_has_waited_for_so_long_is_overtaken",
            "was not the next",
        ),
        Subject::wrong(
            "priority_pool/aging_that_inverts",
            priority_pool_aging_that_inverts::rules::rules(),
            "patience_does_not_turn_the_order_round",
            "in the wrong order",
        ),
        Subject::wrong(
            "priority_pool/overdue_by_priority",
            priority_pool_overdue_by_priority::rules::rules(),
            "nobody_who_has_waited_for_so_long_is_overtaken",
            "was not the next",
        ),
        Subject::wrong(
            "priority_pool/newest_first",
            priority_pool_newest_first::rules::rules(),
            "higher_priority_goes_first",
            "in the wrong order",
        ),
        Subject::wrong(
            "priority_pool/one_room_for_all",
            priority_pool_one_room_for_all::rules::rules(),
            "a_full_queue_holds_up_nobody_else",
            "when the 52nd high task was submitted",
        ),
        Subject::wrong(
            "priority_pool/unbounded_queues",
            priority_pool_unbounded_queues::rules::rules(),
            "each_queue_has_its_size",
            "one more task was not submitted at the moment",
        ),
        Subject::wrong(
            "priority_pool/wakes_the_wrong_one",
            priority_pool_wakes_the_wrong_one::rules::rules(),
            "room_wakes_the_one_who_waits_for_it",
            "when the two got their room",
        ),
        Subject::wrong(
            "priority_pool/finish_forgets_the_queue",
            priority_pool_finish_forgets_the_queue::rules::rules(),
            "each_task_is_done_once",
            "not every task was done exactly once",
        ),
        Subject::wrong(
            "priority_pool/wakes_one_at_the_end",
            priority_pool_wakes_one_at_the_end::rules::rules(),
            "a_pool_without_tasks_ends",
            "deadlock: ",
        ),
        Subject::wrong(
            "priority_pool/lock_held_through_task",
            priority_pool_lock_held_through_task::rules::rules(),
            "finish_waits_for_what_was_submitted",
            "another time than they need",
        ),
        Subject::wrong(
            "priority_pool/looks_every_millisecond",
            priority_pool_looks_every_millisecond::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "priority_pool/checks_once",
            priority_pool_checks_once::rules::rules(),
            "each_task_is_done_once",
            "not every task was done exactly once",
        ),
        Subject::wrong(
            "priority_pool/longer_than_patience",
            priority_pool_longer_than_patience::rules::rules(),
            "patience_ends_at_the_exact_moment",
            "in the wrong order",
        ),
        Subject::new(
            "rate_limiter/negative_balance",
            rate_limiter_negative_balance::rules::rules(),
        ),
        Subject::new(
            "rate_limiter/queue_of_due_times",
            rate_limiter_queue_of_due_times::rules::rules(),
        ),
        Subject::wrong(
            "rate_limiter/fixed_window",
            rate_limiter_fixed_window::rules::rules(),
            "no_second_holds_more_than_rate_and_burst",
            "are allowed",
        ),
        Subject::wrong(
            "rate_limiter/ticker_that_banks",
            rate_limiter_ticker_that_banks::rules::rules(),
            "a_quiet_time_is_not_saved_up",
            "tokens at the wrong times",
        ),
        Subject::wrong(
            "rate_limiter/sleeps_holding_the_lock",
            rate_limiter_sleeps_holding_the_lock::rules::rules(),
            "nobody_waits_for_the_lock_while_another_sleeps",
            "had to wait",
        ),
        Subject::wrong(
            "rate_limiter/no_burst",
            rate_limiter_no_burst::rules::rules(),
            "a_full_bucket_lets_a_burst_through_at_once",
            "tokens at the wrong times",
        ),
        Subject::wrong(
            "rate_limiter/begins_empty",
            rate_limiter_begins_empty::rules::rules(),
            "a_full_bucket_lets_a_burst_through_at_once",
            "tokens at the wrong times",
        ),
        Subject::wrong(
            "rate_limiter/one_too_many",
            rate_limiter_one_too_many::rules::rules(),
            "after_the_burst_tokens_come_at_even_distances",
            "tokens at the wrong times",
        ),
        Subject::wrong(
            "rate_limiter/try_takes_on_credit",
            rate_limiter_try_takes_on_credit::rules::rules(),
            "a_refusal_changes_nothing",
            "nine refusals",
        ),
        Subject::wrong(
            "rate_limiter/forgets_the_fraction",
            rate_limiter_forgets_the_fraction::rules::rules(),
            "what_came_while_nobody_asked_is_there",
            "tokens at the wrong times",
        ),
        Subject::wrong(
            "rate_limiter/sleeps_and_tries_again",
            rate_limiter_sleeps_and_tries_again::rules::rules(),
            "nobody_overtakes",
            "in the order of calling",
        ),
        Subject::wrong(
            "rate_limiter/asks_every_millisecond",
            rate_limiter_asks_every_millisecond::rules::rules(),
            "a_thread_that_waits_sleeps_once",
            "polling: ",
        ),
        Subject::wrong(
            "rate_limiter/look_then_take",
            rate_limiter_look_then_take::rules::rules(),
            "n_requests_take_the_exact_time",
            "another time than 2 s",
        ),
        Subject::new(
            "dynamic_pool/channels",
            dynamic_pool_channels::rules::rules(),
        ),
        Subject::wrong(
            "dynamic_pool/up_only",
            dynamic_pool_up_only::rules::rules(),
            "who_is_idle_for_long_ends",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/races_past_max",
            dynamic_pool_races_past_max::rules::rules(),
            "there_are_never_more_than_max_nor_fewer_than_min",
            "3 workers",
        ),
        Subject::wrong(
            "dynamic_pool/kills_a_worker_mid_job",
            dynamic_pool_kills_a_worker_mid_job::rules::rules(),
            "each_task_is_done_once",
            "not every task was done exactly once",
        ),
        Subject::wrong(
            "dynamic_pool/below_min",
            dynamic_pool_below_min::rules::rules(),
            "the_least_number_stays",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/at_80_percent",
            dynamic_pool_at_80_percent::rules::rules(),
            "above_80_percent_there_is_one_worker_more",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/all_at_once",
            dynamic_pool_all_at_once::rules::rules(),
            "above_80_percent_there_is_one_worker_more",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/counts_work_as_idle",
            dynamic_pool_counts_work_as_idle::rules::rules(),
            "who_works_is_not_idle",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/monitor_delays_the_end",
            dynamic_pool_monitor_delays_the_end::rules::rules(),
            "the_monitor_looks_at_exact_times",
            "`finish` returned at another",
        ),
        Subject::wrong(
            "dynamic_pool/monitor_never_ends",
            dynamic_pool_monitor_never_ends::rules::rules(),
            "the_monitor_looks_at_exact_times",
            "too many steps",
        ),
        Subject::wrong(
            "dynamic_pool/waits_anew",
            dynamic_pool_waits_anew::rules::rules(),
            "a_wake_up_without_a_task_does_not_prolong_the_wait",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/forgets_the_queue",
            dynamic_pool_forgets_the_queue::rules::rules(),
            "each_task_is_done_once",
            "not every task was done exactly once",
        ),
        Subject::wrong(
            "dynamic_pool/unbounded_queue",
            dynamic_pool_unbounded_queue::rules::rules(),
            "a_full_queue_makes_submit_wait",
            "was not submitted at the moment",
        ),
        Subject::wrong(
            "dynamic_pool/newest_first",
            dynamic_pool_newest_first::rules::rules(),
            "the_oldest_task_is_next",
            "the order in which the one worker did",
        ),
        Subject::wrong(
            "dynamic_pool/looks_every_millisecond",
            dynamic_pool_looks_every_millisecond::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::new(
            "work_stealing/park_and_unpark",
            work_stealing_park_and_unpark::rules::rules(),
        ),
        Subject::new(
            "work_stealing/a_permit_for_each_node",
            work_stealing_a_permit_for_each_node::rules::rules(),
        ),
        Subject::new(
            "work_stealing/takes_several",
            work_stealing_takes_several::rules::rules(),
        ),
        Subject::wrong(
            "work_stealing/busy_wait",
            work_stealing_busy_wait::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "work_stealing/sleeps_for_a_millisecond",
            work_stealing_sleeps_for_a_millisecond::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "work_stealing/lost_wake_up",
            work_stealing_lost_wake_up::rules::rules(),
            "nodes_that_take_no_time_are_no_problem",
            "deadlock: ",
        ),
        Subject::wrong(
            "work_stealing/no_second_look",
            work_stealing_no_second_look::rules::rules(),
            "what_is_found_as_another_goes_to_sleep_is_seen",
            "another time than they need",
        ),
        Subject::wrong(
            "work_stealing/steals_twice",
            work_stealing_steals_twice::rules::rules(),
            "nodes_that_take_no_time_are_no_problem",
            "not every node was done exactly once",
        ),
        Subject::wrong(
            "work_stealing/leaves_when_empty",
            work_stealing_leaves_when_empty::rules::rules(),
            "nobody_leaves_while_more_may_be_found",
            "another time than they need",
        ),
        Subject::wrong(
            "work_stealing/counts_too_late",
            work_stealing_counts_too_late::rules::rules(),
            "nobody_leaves_while_more_may_be_found",
            "another time than they need",
        ),
        Subject::wrong(
            "work_stealing/nobody_steals",
            work_stealing_nobody_steals::rules::rules(),
            "a_lopsided_load_is_balanced",
            "another time than they need",
        ),
        Subject::wrong(
            "work_stealing/one_queue_for_all",
            work_stealing_one_queue_for_all::rules::rules(),
            "a_worker_does_first_what_it_found_itself",
            "was done by another worker",
        ),
        Subject::wrong(
            "work_stealing/wakes_one",
            work_stealing_wakes_one::rules::rules(),
            "a_lopsided_load_is_balanced",
            "deadlock: ",
        ),
        Subject::wrong(
            "work_stealing/steals_first",
            work_stealing_steals_first::rules::rules(),
            "a_worker_does_first_what_it_found_itself",
            "was done by another worker",
        ),
        Subject::wrong(
            "work_stealing/last_wakes_nobody",
            work_stealing_last_wakes_nobody::rules::rules(),
            "each_node_is_done_once",
            "deadlock: ",
        ),
        Subject::new(
            "fast_pool/a_list_of_sleepers",
            fast_pool_a_list_of_sleepers::rules::rules(),
        ),
        Subject::wrong(
            "fast_pool/waits_for_a_full_batch",
            fast_pool_waits_for_a_full_batch::rules::rules(),
            "a_single_job_does_not_wait_for_others",
            "20 ms after number",
        ),
        Subject::wrong(
            "fast_pool/takes_everything",
            fast_pool_takes_everything::rules::rules(),
            "some_jobs_are_left_for_the_others",
            "one had some in hand",
        ),
        Subject::wrong(
            "fast_pool/newest_first",
            fast_pool_newest_first::rules::rules(),
            "the_jobs_of_a_batch_are_done_in_order",
            "what the one worker did",
        ),
        Subject::wrong(
            "fast_pool/forgets_the_last_batch",
            fast_pool_forgets_the_last_batch::rules::rules(),
            "the_last_jobs_are_done_too",
            "done when `drop` has returned",
        ),
        Subject::wrong(
            "fast_pool/spins_for_ever",
            fast_pool_spins_for_ever::rules::rules(),
            "idle_workers_sleep",
            "polling: ",
        ),
        Subject::wrong(
            "fast_pool/unbounded",
            fast_pool_unbounded::rules::rules(),
            "no_more_wait_than_the_queue_holds",
            "jobs at once",
        ),
        Subject::wrong(
            "fast_pool/panic_takes_its_batch_along",
            fast_pool_panic_takes_its_batch_along::rules::rules(),
            "a_panic_costs_its_own_job_only",
            "every fifth panics",
        ),
        Subject::wrong(
            "fast_pool/panic_ends_the_worker",
            fast_pool_panic_ends_the_worker::rules::rules(),
            "a_panic_costs_its_own_job_only",
            "every fifth panics",
        ),
        Subject::wrong(
            "fast_pool/batches_without_a_bound",
            fast_pool_batches_without_a_bound::rules::rules(),
            "a_batch_is_not_too_large",
            "yours: 500",
        ),
        Subject::wrong(
            "fast_pool/one_at_a_time",
            fast_pool_one_at_a_time::rules::rules(),
            "workers_take_several_jobs_at_a_time",
            "yours: 1",
        ),
        Subject::wrong(
            "fast_pool/wakes_for_the_first_only",
            fast_pool_wakes_for_the_first_only::rules::rules(),
            "two_jobs_wake_two_workers",
            "15 ms after two came",
        ),
        Subject::wrong(
            "fast_pool/counts_sleepers_outside_the_lock",
            fast_pool_counts_sleepers_outside_the_lock::rules::rules(),
            "jobs_that_come_while_workers_go_to_sleep_are_done",
            "while the pool is open",
        ),
        Subject::wrong(
            "fast_pool/wakes_one_submitter",
            fast_pool_wakes_one_submitter::rules::rules(),
            "room_for_several_wakes_several",
            "of four jobs are accepted",
        ),
        Subject::wrong(
            "priority_pool/wakes_only_for_an_empty_queue",
            wakes_only_for_an_empty_queue::rules::rules(),
            "an_idle_pool_takes_a_task_at_once",
            "had to wait",
        ),
        Subject::wrong(
            "priority_pool/waits_from_the_call",
            waits_from_the_call::rules::rules(),
            "who_waits_for_room_is_not_yet_waiting_to_be_done",
            "task 52",
        ),
        Subject::wrong(
            "rate_limiter/interval_in_whole_milliseconds",
            interval_in_whole_milliseconds::rules::rules(),
            "after_the_burst_tokens_come_at_even_distances",
            "3 per second",
        ),
        Subject::wrong(
            "dynamic_pool/a_queue_of_0_has_no_room",
            a_queue_of_0_has_no_room::rules::rules(),
            "tasks_that_take_no_time_are_no_problem",
            "too many steps",
        ),
        Subject::wrong(
            "work_stealing/all_counted_for_one_worker",
            all_counted_for_one_worker::rules::rules(),
            "each_worker_counts_what_it_did_itself",
            "how many nodes each",
        ),
        Subject::wrong(
            "work_stealing/at_most_four_workers",
            at_most_four_workers::rules::rules(),
            "a_lopsided_load_is_balanced",
            "8 workers",
        ),
        Subject::wrong(
            "priority_pool/at_most_three_workers",
            at_most_three_workers::rules::rules(),
            "nine_workers_do_nine_tasks_at_once",
            "too slow",
        ),
        Subject::wrong(
            "priority_pool/patience_in_whole_milliseconds",
            patience_in_whole_milliseconds::rules::rules(),
            "patience_ends_at_the_exact_moment",
            "patience of 99.5ms",
        ),
        Subject::wrong(
            "dynamic_pool/at_most_four_workers",
            dynamic_pool_at_most_four_workers::rules::rules(),
            "nine_workers_are_not_too_many",
            "at most nine workers",
        ),
        Subject::wrong(
            "dynamic_pool/idle_in_whole_milliseconds",
            idle_in_whole_milliseconds::rules::rules(),
            "idle_is_measured_to_the_microsecond",
            "patience of 1.5 ms",
        ),
        Subject::wrong(
            "dynamic_pool/every_in_whole_milliseconds",
            every_in_whole_milliseconds::rules::rules(),
            "looks_are_timed_to_the_microsecond",
            "every 1.5 ms",
        ),
        Subject::wrong(
            "dynamic_pool/one_worker_a_crowd",
            one_worker_a_crowd::rules::rules(),
            "each_task_for_a_crowded_queue_brings_a_worker",
            "changed in another way",
        ),
        Subject::wrong(
            "fast_pool/at_most_four_workers",
            fast_pool_at_most_four_workers::rules::rules(),
            "nine_workers_do_nine_jobs_at_once",
            "too slow",
        ),
        Subject::wrong(
            "fast_pool/at_most_forty_places",
            at_most_forty_places::rules::rules(),
            "a_long_queue_holds_what_it_is_made_for",
            "a queue of 300 has no room for job",
        ),
        Subject::wrong(
            "dynamic_pool/two_for_one_crowd",
            dynamic_pool_two_for_one_crowd::rules::rules(),
            "two_who_submit_at_once_bring_one_worker",
            "finds the queue crowded",
        ),
        Subject::wrong(
            "dynamic_pool/counts_from_the_last_look",
            dynamic_pool_counts_from_the_last_look::rules::rules(),
            "a_late_look_does_not_delay_the_next",
            "count from when the last look was due",
        ),
        Subject::wrong(
            "fast_pool/put_always_notifies",
            fast_pool_put_always_notifies::rules::rules(),
            "put_notifies_only_if_a_worker_sleeps",
            "only if `sleepers` is not 0",
        ),
        Subject::wrong(
            "fast_pool/take_always_notifies",
            fast_pool_take_always_notifies::rules::rules(),
            "take_notifies_only_if_somebody_waits_for_room",
            "only if `submitters` is not 0",
        ),
        Subject::wrong(
            "rate_limiter/gets_up_for_each_token",
            rate_limiter_gets_up_for_each_token::rules::rules(),
            "a_thread_that_waits_sleeps_once",
            "times for one token",
        ),
        Subject::wrong(
            "dynamic_pool/crowded_is_always_80_percent",
            dynamic_pool_crowded_is_always_80_percent::rules::rules(),
            "what_is_crowded_is_for_the_caller_to_say",
            "changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/looks_at_the_least_number",
            dynamic_pool_looks_at_the_least_number::rules::rules(),
            "a_look_counts_the_workers_there_are",
            "the first two looks",
        ),
        Subject::wrong(
            "fast_pool/shares_for_two_workers",
            fast_pool_shares_for_two_workers::rules::rules(),
            "each_worker_has_its_share",
            "shared by all workers",
        ),
        Subject::wrong(
            "priority_pool/lock_released_after_the_wait",
            priority_pool_lock_released_after_the_wait::rules::rules(),
            "one_free_place_is_for_one_of_two_who_wait",
            "two wait for room in the full high queue",
        ),
        Subject::wrong(
            "priority_pool/waits_in_whole_milliseconds",
            priority_pool_waits_in_whole_milliseconds::rules::rules(),
            "half_a_millisecond_of_waiting_counts",
            "the order in which tasks were started",
        ),
        Subject::wrong(
            "dynamic_pool/whole_percent",
            dynamic_pool_whole_percent::rules::rules(),
            "two_of_three_are_more_than_66_percent",
            "the number of workers changed in another way",
        ),
        Subject::wrong(
            "dynamic_pool/lock_released_after_the_wait",
            dynamic_pool_lock_released_after_the_wait::rules::rules(),
            "one_free_place_is_for_one_of_two_who_wait",
            "two wait for room in a full queue",
        ),
        Subject::wrong(
            "priority_pool/overdue_moved_to_the_high_queue",
            priority_pool_overdue_moved_to_the_high_queue::rules::rules(),
            "an_overdue_task_takes_no_room_in_another_queue",
            "the high one has room",
        ),
    ]
}
