//! Solutions of `chunks`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/naive_spawning/tests/rules/chunks.rs"]
mod rules;

course_tests::solutions! {
    ($) of "chunks";
    right in "../../../other/naive_spawning/chunks" {
        words_in_their_places;
        numbered_chunks;
        goes_on_after_a_panic;
    }
    wrong in "../../../wrong/naive_spawning/chunks" {
        last_chunk_dropped:
            "chunks_hold_every_file_once_and_in_order" says "are not these files";
        one_thread_more:
            "the_remainder_is_shared_by_the_first_chunks"
            says "the lengths of the chunks";
        as_long_as_the_first:
            "the_remainder_is_shared_by_the_first_chunks"
            says "the lengths of the chunks";
        last_chunk_takes_the_rest:
            "the_remainder_is_shared_by_the_first_chunks"
            says "the lengths of the chunks";
        empty_chunks: "no_chunk_is_empty" says "the lengths of the chunks";
        divides_by_zero: "0_counts_as_1" says "divide by zero";
        order_of_completion:
            "the_words_come_in_the_order_of_the_files" says "in the order of the files";
        joins_one_by_one:
            "it_takes_as_long_as_the_slowest_chunk"
            says "as long as the slowest chunk";
        lock_held_through_chunk:
            "all_threads_work_at_once" says "on no schedule do three threads work";
        round_robin:
            "it_takes_as_long_as_the_slowest_chunk"
            says "as long as the slowest chunk";
        next_file_from_a_counter:
            "it_takes_as_long_as_the_slowest_chunk"
            says "as long as the slowest chunk";
        panic_swallowed:
            "a_panic_reaches_the_caller_when_all_threads_have_ended"
            says "the caller was not told";
        threads_without_files:
            "no_thread_is_without_files" says "5 threads were started instead of 2";
        cuts_otherwise_itself:
            "it_takes_as_long_as_the_slowest_chunk"
            says "as long as the slowest chunk";
        file_number_as_index:
            "the_order_is_that_of_the_files_not_of_their_numbers"
            says "index out of bounds";
        main_does_the_last_chunk:
            "there_is_one_thread_a_chunk_and_no_other"
            says "3 threads were started instead of 4";
        a_thread_a_file:
            "there_is_one_thread_a_chunk_and_no_other"
            says "10 threads were started instead of 4";
        files_without_words_are_dropped:
            "the_words_come_in_the_order_of_the_files"
            says "three files of 0 words";
        at_most_nine_threads: "it_takes_as_long_as_the_slowest_chunk" says "20 threads";
        room_for_all_chunks_at_once: "no_chunk_is_empty" says "capacity overflow";
        room_for_all_workers_at_once:
            "workers_may_be_as_many_as_a_number_can_be" says "capacity overflow";
        words_by_number: "files_may_have_the_same_number" says "have the number 1";
        place_of_an_equal_file:
            "files_may_have_the_same_number" says "the last is the first once more";
        words_in_a_queue_of_a_hundred:
            "many_files_are_no_problem" says "deadlock: ";
        a_single_chunk_without_a_thread:
            "0_counts_as_1" says "0 threads were started instead of 1";
        most_words_are_no_outcome:
            "the_words_come_in_the_order_of_the_files"
            says "a file is not done";
        waits_for_words_that_were_lost:
            "a_panic_reaches_the_caller_when_all_threads_have_ended"
            says "deadlock: ";
        a_panic_stops_the_others:
            "a_panic_reaches_the_caller_when_all_threads_have_ended"
            says "they are finished all the same";
        looks_once_a_second: "nobody_looks_once_in_a_while" says "polling: ";
        looks_every_fifty_milliseconds: "nobody_polls" says "polling: ";
        gives_up_after_ten_seconds:
            "nobody_looks_once_in_a_while" says "in the order of the files";
        panic_of_an_only_chunk_swallowed:
            "a_panic_reaches_the_caller_when_all_threads_have_ended"
            says "the caller was not told";
        tries_a_panicking_file_again:
            "a_panic_reaches_the_caller_when_all_threads_have_ended"
            says "how often `process` was called";
        a_free_thread_takes_a_chunk:
            "each_chunk_is_the_work_of_one_thread"
            says "the first file that the same thread had";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::disk::File;

    pub fn chunks(files: &[File], count: usize) -> Vec<&[File]> {
        selected!(it => it::chunks(files, count))
    }

    pub fn process_chunks<P>(files: &[File], workers: usize, process: P) -> Vec<u64>
    where
        P: Fn(File) -> u64 + Sync,
    {
        selected!(it => it::process_chunks(files, workers, process))
    }
}
