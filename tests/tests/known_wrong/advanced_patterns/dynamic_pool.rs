//! Solutions of `dynamic_pool`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/advanced_patterns/tests/rules/dynamic_pool/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "dynamic_pool";
    right in "../../../other/advanced_patterns/dynamic_pool" {
        channels;
        parked_workers;
    }
    wrong in "../../../wrong/advanced_patterns/dynamic_pool" {
        up_only: "who_is_idle_for_long_ends" says "changed in another way";
        races_past_max:
            "there_are_never_more_than_max_nor_fewer_than_min" says "3 workers";
        kills_a_worker_mid_job:
            "each_task_is_done_once" says "not every task was done exactly once";
        below_min: "the_least_number_stays" says "changed in another way";
        at_80_percent:
            "above_80_percent_there_is_one_worker_more" says "changed in another way";
        all_at_once:
            "above_80_percent_there_is_one_worker_more" says "changed in another way";
        counts_work_as_idle: "who_works_is_not_idle" says "changed in another way";
        monitor_delays_the_end:
            "the_monitor_looks_at_exact_times" says "`finish` returned at another";
        monitor_never_ends: "the_monitor_looks_at_exact_times" says "too many steps";
        waits_anew:
            "a_wake_up_without_a_task_does_not_prolong_the_wait"
            says "changed in another way";
        forgets_the_queue:
            "each_task_is_done_once" says "not every task was done exactly once";
        unbounded_queue:
            "a_full_queue_makes_submit_wait"
            says "how long `submit` waited with a full queue";
        newest_first:
            "the_oldest_task_is_next" says "the order in which the one worker did";
        looks_every_millisecond: "nobody_polls" says "polling: ";
        a_queue_of_0_has_no_room:
            "a_queue_of_0_counts_as_1" says "too many steps";
        at_most_four_workers:
            "nine_workers_are_not_too_many" says "there are nine workers";
        idle_in_whole_milliseconds:
            "idle_is_measured_to_the_microsecond" says "patience of 1.5 ms";
        every_in_whole_milliseconds:
            "looks_are_timed_to_the_microsecond" says "every 1.5 ms";
        one_worker_a_crowd:
            "each_task_for_a_crowded_queue_brings_a_worker"
            says "changed in another way";
        two_for_one_crowd:
            "two_who_submit_at_once_bring_one_worker" says "finds the queue crowded";
        counts_from_the_last_look:
            "a_late_look_does_not_delay_the_next"
            says "count from when the last look was due";
        crowded_is_always_80_percent:
            "what_is_crowded_is_for_the_caller_to_say" says "changed in another way";
        looks_at_the_least_number:
            "a_look_counts_the_workers_there_are" says "the first two looks";
        whole_percent:
            "two_of_three_are_more_than_66_percent"
            says "the number of workers changed in another way";
        lock_released_after_the_wait:
            "one_free_place_is_for_one_of_two_who_wait"
            says "two wait for room in a full queue";
        sends_with_the_lock_in_hand:
            "the_monitor_looks_while_submit_waits" says "while `submit` waits for room";
        room_only_when_it_was_full:
            "two_free_places_are_for_two_who_wait"
            says "when the two got into the queue";
        grows_when_full:
            "a_queue_that_may_be_full_never_brings_a_worker"
            says "crowded above 100 percent, so never";
        not_while_one_is_idle:
            "a_crowded_queue_brings_a_worker_though_one_is_idle"
            says "the only worker is idle, and four tasks come";
        newest_for_the_new_worker:
            "a_new_worker_takes_the_oldest_task"
            says "in which order the tasks were begun";
        no_timeout_at_the_least_number:
            "who_has_stayed_ends_when_there_are_more" says "and ends then, not";
        wakes_nobody: "a_task_wakes_a_worker_that_is_idle" says "nobody notified";
        starts_one_worker:
            "new_starts_the_least_number_of_workers" says "1 worker began instead of 2";
        notes_the_first_workers:
            "new_starts_the_least_number_of_workers" says "the first two are no change";
        one_worker_more_than_max:
            "there_are_never_more_than_max_nor_fewer_than_min" says "3 workers";
        looks_for_room_every_10_ms: "who_waits_for_room_sleeps" says "polling: ";
        goes_without_a_look:
            "who_goes_leaves_no_task_behind" says "a worker went and left it behind";
        a_look_counts_who_is_busy:
            "a_look_counts_the_workers_there_are" says "has nothing to do";
        the_end_is_set_without_the_lock:
            "a_pool_without_tasks_ends_at_once" says "how long `finish`";
        the_end_comes_with_the_first_to_end:
            "the_monitor_looks_at_exact_times" says "until the last task is";
        grows_in_a_second_step:
            "there_are_never_more_than_max_nor_fewer_than_min" says "3 workers";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::scaling::{Scaling, ScalingError, ScalingReport, Task};

    pub struct DynamicPool(Box<dyn Like + Send + Sync>);

    trait Like {
        fn submit(&self, task: Task);
        fn finish(self: Box<Self>) -> ScalingReport;
    }

    macro_rules! like {
        ($($it:ident)::+) => {
            impl Like for $($it::)+DynamicPool {
                fn submit(&self, task: Task) {
                    self.submit(task);
                }

                fn finish(self: Box<Self>) -> ScalingReport {
                    (*self).finish()
                }
            }
        };
    }
    each!(like);

    impl DynamicPool {
        pub fn new<W>(scaling: Scaling, work: W) -> Result<DynamicPool, ScalingError>
        where
            W: Fn(Task) + Send + Sync + 'static,
        {
            selected!(it => {
                let pool = it::DynamicPool::new(scaling, work)?;
                Ok(DynamicPool(Box::new(pool)))
            })
        }

        pub fn submit(&self, task: Task) {
            self.0.submit(task);
        }

        pub fn finish(self) -> ScalingReport {
            self.0.finish()
        }
    }
}
