//! Solutions of `fast_pool`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/advanced_patterns/tests/rules/fast_pool/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "fast_pool";
    right in "../../../other/advanced_patterns/fast_pool" {
        a_list_of_sleepers;
        hands_jobs_to_sleepers;
        workers_wake_each_other;
    }
    wrong in "../../../wrong/advanced_patterns/fast_pool" {
        waits_for_a_full_batch:
            "a_single_job_does_not_wait_for_others" says "20 ms after number";
        takes_everything:
            "some_jobs_are_left_for_the_others" says "has jobs in hand while the other";
        newest_first:
            "the_jobs_of_a_batch_are_done_in_order" says "what the one worker did";
        forgets_the_last_batch:
            "the_last_jobs_are_done_too" says "done when `drop` has returned";
        spins_for_ever: "idle_workers_sleep" says "polling: ";
        unbounded: "no_more_wait_than_the_queue_holds" says "jobs at once";
        panic_takes_its_batch_along:
            "a_panic_costs_its_own_job_only" says "every fifth panics";
        panic_ends_the_worker:
            "a_panic_costs_its_own_job_only" says "every fifth panics";
        batches_without_a_bound: "a_batch_is_not_too_large" says "yours: 500";
        one_at_a_time: "workers_take_several_jobs_at_a_time" says "yours: 1";
        wakes_for_the_first_only:
            "two_jobs_wake_two_workers" says "15 ms after two came";
        counts_sleepers_outside_the_lock:
            "jobs_that_come_while_workers_go_to_sleep_are_done"
            says "while the pool is open";
        wakes_one_submitter:
            "room_for_several_wakes_several" says "of four jobs are accepted";
        at_most_four_workers: "nine_workers_do_nine_jobs_at_once" says "too slow";
        at_most_forty_places:
            "a_long_queue_holds_what_it_is_made_for"
            says "a queue of 300 has no room for job";
        put_always_notifies:
            "put_notifies_only_if_a_worker_sleeps" says "only if `sleepers` is not 0";
        take_always_notifies:
            "take_notifies_only_if_somebody_waits_for_room"
            says "only if `submitters` is not 0";
        shares_for_two_workers:
            "each_worker_has_its_share" says "shared by all workers";
        put_wakes_all: "one_job_wakes_one_worker" says "a job wakes one worker";
        take_notifies_after_a_full_queue:
            "take_notifies_only_if_somebody_waits_for_room"
            says "100 times from a full queue";
        put_notifies_at_an_empty_queue:
            "put_notifies_only_if_a_worker_sleeps" says "half of them to an empty";
        take_wakes_more_workers:
            "a_worker_that_leaves_jobs_behind_notifies_nobody"
            says "nobody waited for room";
        sleeps_for_a_day:
            "a_worker_without_a_job_sets_no_timeout" says "wait without a timeout";
        works_under_the_lock:
            "who_does_a_job_holds_up_nobody" says "after it has given `state` back";
        counts_nobody_out:
            "put_notifies_only_if_a_worker_sleeps" says "counts itself out";
        put_notifies_nobody:
            "a_single_job_does_not_wait_for_others" says "nobody woke a worker for it";
        take_notifies_nobody:
            "room_for_several_wakes_several"
            says "has not notified all who wait for room";
        waits_after_close:
            "two_jobs_wake_two_workers"
            says "must also look at what had changed before that `notify_all`";
        counts_no_submitter_out:
            "take_notifies_only_if_somebody_waits_for_room" says "counts itself out";
        notifies_for_each_place:
            "take_notifies_no_more_than_wait_for_room" says "a single `notify_all`";
        shares_out_the_rest_when_closed:
            "closing_leaves_the_shares_as_they_are"
            says "no job waits behind the long one";
        puts_back_after_a_panic:
            "after_a_panic_the_jobs_are_done_in_order"
            says "goes on with what it has taken along";
        locks_for_each_job: "a_batch_is_taken_at_once" says "under one lock";
        batch_shared_by_all: "each_worker_has_its_share" says "when 800 waited";
        wakes_one_for_each_that_waits:
            "one_job_wakes_one_worker" says "one or three at once";
        looks_for_submitters_first:
            "each_accepted_job_is_done_once" says "waits on condition variable";
        takes_one_of_none:
            "a_closed_pool_hands_every_job_back" says "range end index 1";
        one_flag_for_all_sleepers:
            "two_jobs_wake_two_workers" says "`put` notified nobody for it";
    }
}

/// What the rules check: the solution that this process is about.
#[path = "../bounded_pool.rs"]
mod subject;
