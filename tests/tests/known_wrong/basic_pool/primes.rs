//! Solutions of `primes`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/basic_pool/tests/rules/primes.rs"]
mod rules;

course_tests::solutions! {
    ($) of "primes";
    right in "../../../other/basic_pool/primes" {
        workers_keep_their_answers;
        range_behind_a_lock;
        hand_made_queue;
    }
    wrong in "../../../wrong/basic_pool/primes" {
        one_is_prime: "is_prime_knows_small_numbers" says "`is_prime(1)`";
        squares_are_prime: "is_prime_knows_small_numbers" says "`is_prime(9)`";
        two_is_missing: "is_prime_knows_small_numbers" says "`is_prime(2)`";
        arrival_order: "primes_come_in_ascending_order" says "yours:";
        one_worker_does_it_all:
            "all_workers_take_part"
            says "on no schedule does every worker test a number";
        zero_is_a_number: "each_number_is_tested_once" says "`tested` of the report";
        unbounded_queue:
            "more_numbers_than_the_queues_hold_are_no_problem"
            says "a queue grew too long";
        unbounded_answers:
            "more_numbers_than_the_queues_hold_are_no_problem"
            says "may hold any number of messages";
        no_numbers_before_no_workers:
            "no_workers_are_an_error" says "a search up to 0 without workers";
        counts_of_the_busy_only:
            "each_number_is_tested_once"
            says "for two workers and a limit of 0";
        largest_first:
            "a_free_worker_takes_the_next_number_at_once" says "the oldest number";
        all_counted_for_one_worker:
            "a_free_worker_takes_the_next_number_at_once" says "`per_worker`";
        slowest_is_the_fastest:
            "the_report_measures_every_test" says "`slowest` of the report, up to 12";
        slowest_is_the_last:
            "the_report_measures_every_test" says "`slowest` of the report, up to 12";
        cost_is_no_measurement:
            "tests_are_measured_also_on_a_slow_machine"
            says "measure each test";
        testing_is_the_time_in_all:
            "the_report_measures_every_test" says "12 tests together";
        at_most_four_workers:
            "a_free_worker_takes_the_next_number_at_once" says "nine workers";
        the_rest_follows_nothing: "the_listing_says_how_many_more" says "and 2 more";
        waiting_counts_as_testing:
            "waiting_for_a_number_is_no_test" says "before the worker waits";
        wakes_only_when_it_was_empty:
            "more_numbers_than_the_queues_hold_are_no_problem"
            says "the time that two workers take";
        answers_that_find_no_room:
            "more_workers_than_the_queues_hold_are_no_problem" says "`tested`";
        counted_by_the_number:
            "each_worker_has_its_own_count"
            says "is each number counted for the worker that tested it?";
        at_most_sixteen_workers:
            "more_workers_than_the_queues_hold_are_no_problem"
            says "the time that 300 workers take";
        sleeps_instead_of_computing:
            "waiting_for_a_number_is_no_test" says "within `lab::compute";
        took_until_the_last_submission:
            "a_free_worker_takes_the_next_number_at_once"
            says "`took` of the report";
        does_not_join: "every_thread_is_joined" says "nobody joins";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::job::PoolError;
    use workloads::primes::PrimeReport;

    pub fn is_prime(n: u32) -> bool {
        selected!(it => it::is_prime(n))
    }

    pub fn find_primes(
        limit: u32,
        workers: usize,
    ) -> Result<PrimeReport, PoolError> {
        selected!(it => it::find_primes(limit, workers))
    }

    pub fn listing(primes: &[u32], shown: usize) -> String {
        selected!(it => it::listing(primes, shown))
    }
}
