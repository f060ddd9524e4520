//! Solutions of `prime_batches`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/basic_pool/tests/rules/prime_batches.rs"]
mod rules;

course_tests::solutions! {
    ($) of "prime_batches";
    right in "../../../other/basic_pool/prime_batches" {
        one_counter;
    }
    wrong in "../../../wrong/basic_pool/prime_batches" {
        last_batch_short: "batches_cover_the_range_once" says "do not cover";
        ranges_overlap: "batches_cover_the_range_once" says "do not cover";
        past_the_limit: "batches_cover_the_range_once" says "do not cover";
        one_message_a_prime:
            "there_are_no_more_messages_than_batches" says "too many messages";
        all_counted_for_one_worker:
            "a_free_worker_takes_the_next_batch_at_once" says "`per_worker`";
        the_sum_overflows: "the_largest_numbers_overflow_nothing" says "overflow";
        tests_for_itself:
            "numbers_are_tested_with_the_given_function"
            says "takes odd numbers for primes";
        divides_by_the_size:
            "nothing_to_test_and_a_size_of_0_are_no_problem" says "divide by zero";
        at_most_four_workers:
            "a_free_worker_takes_the_next_batch_at_once" says "18 batches";
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
