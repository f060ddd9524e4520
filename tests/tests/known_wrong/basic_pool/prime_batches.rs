//! Solutions of `prime_batches`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/basic_pool/tests/rules/prime_batches.rs"]
mod rules;

course_tests::solutions! {
    ($) of "prime_batches";
    right in "../../../other/basic_pool/prime_batches" {
        one_counter;
        ends_at_a_message;
        reads_when_all_is_sent;
    }
    wrong in "../../../wrong/basic_pool/prime_batches" {
        last_batch_short: "batches_cover_the_range_once" says "do not cover";
        ranges_overlap: "batches_cover_the_range_once" says "do not cover";
        past_the_limit: "batches_cover_the_range_once" says "do not cover";
        one_message_a_prime:
            "one_message_a_batch_is_enough" says "too many messages";
        all_counted_for_one_worker:
            "a_free_worker_takes_the_next_batch_at_once" says "`per_worker`";
        the_sum_overflows: "the_largest_numbers_overflow_nothing" says "overflow";
        tests_for_itself:
            "numbers_are_tested_with_the_given_function"
            says "every third number for a prime";
        divides_by_the_size:
            "nothing_to_test_and_a_size_of_0_are_no_problem" says "divide by zero";
        at_most_four_workers:
            "a_free_worker_takes_the_next_batch_at_once" says "24 batches";
        even_numbers_are_skipped:
            "numbers_are_tested_with_the_given_function"
            says "every third number for a prime";
        no_answer_without_a_prime:
            "nothing_to_test_and_a_size_of_0_are_no_problem"
            says "the first of which is without a prime";
        last_batch_first:
            "the_oldest_batch_is_taken_first" says "yours: [5, 4, 3, 2, 1]";
        queues_of_a_thousand:
            "more_batches_than_the_queues_hold_are_no_problem" says "deadlock: ";
        no_numbers_before_no_workers:
            "no_workers_are_an_error" says "a search up to 0 without workers";
        batches_in_order_of_arrival:
            "each_batch_is_answered_once" says "`batches` of the report";
        primes_in_order_of_arrival:
            "each_batch_is_answered_once" says "`primes` of the report";
        thread_per_batch:
            "there_is_one_thread_a_worker_and_at_most_one_more"
            says "10 were started in all, 4 are allowed";
        tests_without_computing:
            "a_free_worker_takes_the_next_batch_at_once"
            says "is each tested within `lab::compute";
        computes_number_by_number:
            "a_batch_is_computed_as_a_whole" says "(1, 0), (1, 10), (1, 20)";
        computes_before_it_tests:
            "a_batch_is_computed_as_a_whole" says "yours: [(1, 100), (2, 200)";
        batches_dealt_out_in_turn:
            "a_batch_that_takes_long_holds_up_no_other" says "yours: 12ms";
        batches_dealt_out_in_blocks:
            "a_batch_that_takes_long_holds_up_no_other" says "yours: 12ms";
        wakes_only_when_it_was_empty:
            "a_free_worker_takes_the_next_batch_at_once"
            says "400 batches of 10 µs";
        looks_then_takes: "each_batch_is_answered_once" says "sum of `per_worker`";
        counted_in_turn:
            "a_batch_that_takes_long_holds_up_no_other" says "yours: [2, 2]";
        stops_on_an_empty_queue:
            "a_free_worker_takes_the_next_batch_at_once"
            says "the time that four workers take";
        does_not_join: "every_thread_is_joined" says "nobody joins";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use std::ops::RangeInclusive;

    use workloads::job::PoolError;
    use workloads::primes::BatchReport;

    pub fn batches(limit: u32, size: u32) -> Vec<RangeInclusive<u32>> {
        selected!(it => it::batches(limit, size))
    }

    pub fn find_primes_in_batches(
        limit: u32,
        workers: usize,
        size: u32,
        is_prime: fn(u32) -> bool,
    ) -> Result<BatchReport, PoolError> {
        selected!(it => it::find_primes_in_batches(limit, workers, size, is_prime))
    }
}
