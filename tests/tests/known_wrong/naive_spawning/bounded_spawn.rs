//! Solutions of `bounded_spawn`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs"]
mod rules;

course_tests::solutions! {
    ($) of "bounded_spawn";
    right in "../../../other/naive_spawning/bounded_spawn" {
        counter_and_condvar;
        scoped_threads;
        ends_through_a_channel;
        one_slot_a_thread;
        waits_until_one_has_closed;
        sends_to_take_room;
        unparks_under_the_lock;
    }
    wrong in "../../../wrong/naive_spawning/bounded_spawn" {
        permit_taken_by_the_thread:
            "never_more_threads_than_the_limit_are_alive" says "too many threads: 9";
        permit_not_returned_on_panic:
            "a_panicking_file_returns_its_permit" says "deadlock: ";
        one_thread_too_many:
            "never_more_threads_than_the_limit_are_alive" says "too many threads: 4";
        one_thread_too_few:
            "the_next_file_begins_when_a_thread_ends" says "should take";
        joins_one_by_one:
            "the_next_file_begins_when_a_thread_ends" says "should take";
        in_waves:
            "the_next_file_begins_when_a_thread_ends" says "should take";
        waits_for_the_oldest:
            "the_next_file_begins_when_a_thread_ends" says "should take";
        lock_held_through_file:
            "as_many_threads_as_allowed_work_at_once"
            says "on no schedule do three threads work";
        sleeps_and_looks_again:
            "the_next_file_begins_when_a_thread_ends" says "should take";
        asks_again_and_again: "nobody_polls" says "polling: ";
        permit_returned_too_early:
            "never_more_threads_than_the_limit_are_alive" says "too many threads: 4";
        does_not_join: "each_file_gives_one_outcome_in_order" says "leaked thread";
        order_of_completion:
            "each_file_gives_one_outcome_in_order" says "in the order of the files";
        panic_ends_all: "a_panicking_file_gives_none_and_no_other" says "panicked";
        forgets_what_panicked:
            "a_panicking_file_gives_none_and_no_other" says "not one outcome a file";
        a_limit_of_0_waits_for_ever: "a_limit_of_0_counts_as_1" says "deadlock: ";
        permit_dropped_at_once:
            "never_more_threads_than_the_limit_are_alive" says "too many threads";
        waits_with_a_timeout: "nobody_looks_once_in_a_while" says "polling: ";
        looks_every_ten_milliseconds: "nobody_polls" says "polling: ";
        last_file_first:
            "threads_are_started_in_the_order_of_the_files"
            says "the threads worked for [6, 7, 8, 9] ms";
        smallest_number_first:
            "threads_are_started_in_the_order_of_the_files"
            says "the threads worked for [6, 7, 8, 9] ms";
        words_by_number: "files_may_have_the_same_number" says "have the number 1";
        words_in_a_queue_of_a_hundred:
            "many_files_are_no_problem"
            says "waits to send to `words_tx` and needs main for it";
        file_number_as_index:
            "the_order_is_that_of_the_files_not_of_their_numbers"
            says "index out of bounds";
        a_pool_instead:
            "each_file_has_a_thread_of_its_own"
            says "3 threads were started for 7 files";
        no_threads_at_all:
            "each_file_has_a_thread_of_its_own"
            says "0 threads were started for 7 files";
        tries_a_panicking_file_again:
            "a_panicking_file_is_not_tried_again" says "how often `process` was called";
        no_words_are_no_outcome:
            "each_file_gives_one_outcome_in_order" says "two files without a word";
        most_words_are_no_outcome:
            "each_file_gives_one_outcome_in_order" says "two files without a word";
        at_most_sixteen_threads:
            "the_next_file_begins_when_a_thread_ends" says "a limit of 40";
        as_many_permits_as_the_limit:
            "a_limit_may_be_as_large_as_a_number_can_be"
            says "there is no memory for a channel of usize::MAX";
        a_limit_of_1_without_threads:
            "with_a_limit_of_1_each_file_has_a_thread_too"
            says "0 threads were started for 3 files";
        a_single_file_without_a_thread:
            "a_single_file_has_a_thread_too" says "0 threads were started for 1 file;";
        drops_the_handles: "every_thread_is_joined" says "nobody joins";
        a_limit_of_0_without_threads:
            "a_limit_of_0_counts_as_1" says "0 threads were started for 3 files";
        place_of_an_equal_file:
            "files_may_have_the_same_number" says "have the number 1";
        an_equal_file_is_not_read:
            "files_may_have_the_same_number" says "2 threads were started for 3 files";
        panics_if_nobody_has_to_wait:
            "a_panicking_file_gives_none_and_no_other" says "main panicked";
        waits_for_half_of_them:
            "the_next_file_begins_when_a_thread_ends"
            says "the time at which file 4 of those of [10, 20, 30, 40, 50] ms begins";
        ends_in_a_queue_of_one:
            "the_next_file_begins_when_a_thread_ends" says "should take";
        gives_up_waiting:
            "nobody_looks_once_in_a_while" says "too many threads: 6";
        takes_those_that_ended_for_alive:
            "never_more_threads_than_the_limit_are_alive" says "too many threads";
        joins_only_what_has_words:
            "a_panicking_file_gives_none_and_no_other" says "nobody joins thread 2";
        wakes_after_it_has_unlocked:
            "files_that_take_no_time_are_no_problem" says "too many threads: 3";
        counts_without_the_lock:
            "a_limit_of_1_is_one_file_at_a_time" says "too many threads: 2";
        does_not_look_again:
            "never_more_threads_than_the_limit_are_alive" says "too many threads: 4";
        unparks_before_it_counts:
            "a_limit_of_1_is_one_file_at_a_time" says "waits to be unparked";
        permit_taken_after_the_spawn:
            "never_more_threads_than_the_limit_are_alive" says "too many threads: 4";
        two_permits_for_a_panic:
            "a_panicking_file_returns_its_permit" says "too many threads: 4";
        no_more_permits_than_no_files:
            "no_files_give_no_outcomes" says "min > max";
        hangs_up_when_all_are_started:
            "each_file_gives_one_outcome_in_order" says "in the order of the files";
        reads_the_words_before_it_joins:
            "each_file_gives_one_outcome_in_order" says "in the order of the files";
        nobody_joins_in_the_scope:
            "a_panicking_file_gives_none_and_no_other"
            says "a scoped thread panicked";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::disk::File;

    pub fn bounded_spawn<P>(
        files: Vec<File>,
        limit: usize,
        process: P,
    ) -> Vec<Option<u64>>
    where
        P: Fn(File) -> u64 + Send + Sync + 'static,
    {
        selected!(it => it::bounded_spawn(files, limit, process))
    }
}
