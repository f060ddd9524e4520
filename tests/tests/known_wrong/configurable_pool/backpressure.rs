//! Solutions of `backpressure`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/configurable_pool/tests/rules/backpressure/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "backpressure";
    right in "../../../other/configurable_pool/backpressure" {
        one_condvar;
        wait_timeout_while;
        a_line_for_who_finds_no_room;
        channels_and_select;
        park_and_unpark;
        numbers_in_line;
    }
    wrong in "../../../wrong/configurable_pool/backpressure" {
        unbounded_queue: "the_queue_never_holds_more_than_its_size" says "a busy pool of";
        one_too_many: "the_queue_never_holds_more_than_its_size" says "a busy pool of";
        drops_when_full: "each_accepted_job_is_done_once" says "not every accepted job";
        drops_the_oldest:
            "each_accepted_job_is_done_once" says "not every accepted job";
        timeout_begun_anew:
            "the_timeout_is_not_begun_anew_by_each_wake" says "accepted its job after";
        gives_up_on_the_first_wake:
            "the_timeout_is_not_begun_anew_by_each_wake"
            says "after which time `submit_timeout`";
        wakes_and_does_not_look:
            "threads_that_wait_do_not_overfill_the_queue" says "with a queue of one";
        sleeps_through_the_close:
            "close_wakes_every_submit_that_waits" says "deadlock: ";
        accepts_when_closed: "a_closed_pool_hands_every_job_back" says "SubmitError";
        tells_nobody: "each_accepted_job_is_done_once" says "deadlock: ";
        wakes_the_wrong_ones: "each_accepted_job_is_done_once" says "deadlock: ";
        try_submit_waits: "try_submit_hands_back_what_has_no_room" says "Full";
        a_busy_lock_is_full:
            "with_room_try_submit_refuses_nobody" says "with room for two";
        asks_every_millisecond: "whoever_waits_for_room_sleeps" says "polling: ";
        no_time_is_no_room:
            "with_room_no_timeout_is_too_short" says "with room for two";
        endless_timeouts_panic:
            "submit_timeout_waits_until_there_is_room" says "overflow";
        a_close_is_a_timeout: "close_wakes_every_submit_that_waits" says "Closed";
        gives_up_after_a_minute:
            "whoever_waits_for_room_sleeps" says "as long as it takes";
        newest_first:
            "a_free_worker_takes_the_oldest_job_at_once"
            says "the order in which the one worker";
        full_hides_closed: "a_closed_pool_hands_every_job_back" says "Closed";
        wakes_only_for_an_empty_queue:
            "each_job_wakes_a_worker_of_its_own" says "after 15 ms";
        timeout_in_whole_milliseconds:
            "submit_timeout_gives_up_exactly_in_time" says "1.5005ms";
        at_most_nine_places:
            "the_queue_never_holds_more_than_its_size" says "a queue of 30";
        at_most_three_workers: "nine_workers_do_nine_jobs_at_once" says "too slow";
        too_long_for_the_clock_is_an_hour:
            "a_timeout_that_is_too_long_for_the_clock_is_none"
            says "waits as long as it takes";
        an_endless_wait_times_out:
            "a_closed_pool_hands_every_job_back" says "to a closed pool";
        an_endless_wait_is_not_closed:
            "close_wakes_every_submit_that_waits" says "waits for room";
        an_endless_wait_sleeps_through_the_close:
            "close_wakes_every_submit_that_waits" says "the four were awake";
        try_submit_looks_and_then_puts:
            "one_place_is_for_one_of_three_who_come_at_once"
            says "three came at once";
        submit_looks_and_then_puts:
            "one_place_is_for_one_of_three_who_come_at_once"
            says "three came at once";
        one_waits_at_a_time:
            "who_waits_for_room_holds_up_nobody"
            says "after which time";
        try_submit_stands_in_line:
            "who_waits_for_room_holds_up_nobody"
            says "how long `try_submit` waited";
        looks_every_five_seconds:
            "whoever_waits_for_room_sleeps"
            says "polling: ";
        looks_every_hour:
            "room_may_be_months_away"
            says "polling: ";
        more_than_an_hour_is_endless:
            "room_may_be_months_away"
            says "Timeout";
        only_the_maximum_is_endless:
            "submit_timeout_waits_until_there_is_room"
            says "overflow";
        who_gives_up_still_waits:
            "submit_timeout_gives_up_exactly_in_time"
            says "that gave up";
        timeout_in_whole_microseconds:
            "submit_timeout_gives_up_exactly_in_time"
            says "1.5005ms";
        room_only_when_it_was_full:
            "two_places_are_for_two_who_wait"
            says "deadlock: ";
        allocates_the_whole_queue:
            "each_accepted_job_is_done_once"
            says "capacity overflow";
        looks_at_the_clock_first:
            "who_gives_up_leaves_the_room_to_another"
            says "deadlock: ";
        submit_jumps_the_queue:
            "a_free_worker_takes_the_oldest_job_at_once"
            says "the order in which the one worker";
        who_had_to_wait_goes_first:
            "a_free_worker_takes_the_oldest_job_at_once"
            says "the last two waited for room";
        room_only_when_it_is_empty:
            "submit_waits_until_there_is_room"
            says "with a full queue of 3";
        who_had_to_wait_wakes_nobody:
            "each_job_wakes_a_worker_of_its_own"
            says "after it had waited for room";
        closed_beside_the_lock: "each_accepted_job_is_done_once" says "deadlock: ";
        who_waits_is_a_flag:
            "threads_that_wait_do_not_overfill_the_queue" says "waited for room";
        wakes_any_one_of_the_line:
            "two_places_are_for_two_who_wait"
            says "three wait for room";
    }
}

/// What the rules check: the solution that this process is about.
#[path = "../bounded_pool.rs"]
mod subject;
