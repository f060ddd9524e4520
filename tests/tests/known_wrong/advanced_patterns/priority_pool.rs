//! Solutions of `priority_pool`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/advanced_patterns/tests/rules/priority_pool/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "priority_pool";
    right in "../../../other/advanced_patterns/priority_pool" {
        permits_in_channels;
        a_condvar_for_each;
        idle_workers_have_channels;
        a_bell_for_each_task;
        who_waits_for_room_is_moved_in;
        idle_workers_park;
    }
    wrong in "../../../wrong/advanced_patterns/priority_pool" {
        random_select: "higher_priority_goes_first" says "in the wrong order";
        strict_only:
            "nobody_who_has_waited_for_so_long_is_overtaken" says "was not the next";
        aging_that_inverts:
            "patience_does_not_turn_the_order_round" says "in the wrong order";
        overdue_by_priority:
            "nobody_who_has_waited_for_so_long_is_overtaken" says "was not the next";
        newest_first: "higher_priority_goes_first" says "in the wrong order";
        one_room_for_all:
            "a_full_queue_holds_up_nobody_else"
            says "when the 52nd high task was submitted";
        unbounded_queues:
            "each_queue_has_its_size"
            says "how long `submit` of one more task waited";
        wakes_the_wrong_one:
            "room_wakes_the_one_who_waits_for_it" says "when the two got their room";
        finish_forgets_the_queue:
            "each_task_is_done_once" says "not every task was done exactly once";
        wakes_one_at_the_end: "a_pool_without_tasks_ends" says "deadlock: ";
        lock_held_through_task:
            "finish_waits_for_what_was_submitted" says "two workers take for six tasks";
        looks_every_millisecond: "nobody_polls" says "polling: ";
        checks_once:
            "each_task_is_done_once" says "not every task was done exactly once";
        longer_than_patience:
            "patience_ends_at_the_exact_moment" says "in the wrong order";
        wakes_only_for_an_empty_queue:
            "an_idle_pool_takes_a_task_at_once" says "had to wait";
        waits_from_the_call:
            "who_waits_for_room_is_not_yet_waiting_to_be_done" says "task 52";
        at_most_three_workers: "nine_workers_do_nine_tasks_at_once" says "too slow";
        patience_in_whole_milliseconds:
            "patience_ends_at_the_exact_moment" says "patience of 99.000001ms";
        lock_released_after_the_wait:
            "one_place_is_for_one_of_three_who_come_at_once"
            says "which has one place left";
        waits_in_whole_milliseconds:
            "half_a_millisecond_of_waiting_counts"
            says "the order in which tasks were started";
        overdue_moved_to_the_high_queue:
            "an_overdue_task_takes_no_room_in_another_queue"
            says "the high one has room";
        idle_workers_end:
            "an_idle_pool_takes_a_task_at_once" says "how many tasks were started";
        patience_of_an_hour:
            "no_time_is_too_long_for_endless_patience" says "three tasks were started";
        room_only_when_it_was_full:
            "two_free_places_are_for_two_who_wait" says "deadlock: ";
        overdue_once_for_all:
            "one_who_has_waited_for_long_makes_no_others_overdue"
            says "in the wrong order";
        oldest_by_number:
            "of_one_priority_the_one_that_came_first_goes_first"
            says "one after the other";
        full_low_queue_holds_up_normal:
            "a_full_queue_of_low_tasks_holds_up_no_others"
            says "with only the low queue full";
        looks_for_room_every_100_ms:
            "nobody_polls_for_room"
            says "polling: ";
        looks_every_second:
            "nobody_polls_for_a_task_that_comes_tomorrow"
            says "polling: ";
        overdue_makes_room:
            "an_overdue_task_keeps_its_place_until_it_is_taken"
            says "got their room";
        overdue_in_a_queue_of_their_own:
            "an_overdue_task_keeps_its_place_until_it_is_taken"
            says "got their room";
        overdue_wakes_for_the_highest:
            "an_overdue_task_keeps_its_place_until_it_is_taken"
            says "deadlock: ";
        only_the_maximum_is_endless:
            "no_time_is_too_long_for_endless_patience"
            says "overflow";
        patience_of_a_week:
            "no_time_is_too_long_for_endless_patience"
            says "three tasks were started";
        chooses_and_then_takes:
            "two_workers_share_the_order"
            says "two workers start two tasks";
        one_task_a_number:
            "tasks_with_the_same_number_are_as_good_as_others"
            says "how many tasks were done";
        wakes_for_the_oldest:
            "room_wakes_the_one_who_waits_for_it"
            says "deadlock: ";
        wakes_for_the_highest_that_is_full:
            "room_wakes_the_one_who_waits_for_it"
            says "the normal ones are older";
        threads_come_and_go:
            "there_is_one_thread_a_worker_and_no_other"
            says "started in all";
        who_had_to_wait_wakes_nobody:
            "who_had_to_wait_for_room_wakes_a_worker_too"
            says "with an idle worker there";
        oldest_in_whole_milliseconds:
            "half_a_millisecond_of_waiting_counts" says "and task 3 for 99 ms";
        idle_is_a_flag: "an_idle_pool_takes_a_task_at_once" says "had to wait";
        high_is_never_overdue:
            "patience_does_not_turn_the_order_round" says "in the wrong order";
        finished_beside_the_lock: "a_pool_without_tasks_ends" says "deadlock: ";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use lab::time::Duration;
    use workloads::job::PoolError;
    use workloads::priority::Task;

    pub struct PriorityPool(Box<dyn Like + Send + Sync>);

    trait Like {
        fn submit(&self, task: Task);
        fn finish(self: Box<Self>);
    }

    macro_rules! like {
        ($($it:ident)::+) => {
            impl Like for $($it::)+PriorityPool {
                fn submit(&self, task: Task) {
                    self.submit(task);
                }

                fn finish(self: Box<Self>) {
                    (*self).finish();
                }
            }
        };
    }
    each!(like);

    impl PriorityPool {
        pub fn new<W>(
            workers: usize,
            patience: Duration,
            work: W,
        ) -> Result<PriorityPool, PoolError>
        where
            W: Fn(Task) + Send + Sync + 'static,
        {
            selected!(it => {
                let pool = it::PriorityPool::new(workers, patience, work)?;
                Ok(PriorityPool(Box::new(pool)))
            })
        }

        pub fn submit(&self, task: Task) {
            self.0.submit(task);
        }

        pub fn finish(self) {
            self.0.finish();
        }
    }
}
