//! Solutions of `http_simulator`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/robust_retry_pool/tests/rules/http_simulator/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "http_simulator";
    right in "../../../other/robust_retry_pool/http_simulator" {
        one_lock_around_everything;
        a_heap_of_due_times;
    }
    wrong in "../../../wrong/robust_retry_pool/http_simulator" {
        backoff_does_not_grow:
            "the_backoff_doubles_with_each_failure" says "yours: [100ms, 100ms";
        backoff_grows_by_adding: "the_backoff_doubles_with_each_failure" says "300ms";
        backoff_starts_doubled:
            "the_backoff_doubles_with_each_failure" says "yours: [200ms";
        backoff_overflows: "the_backoff_doubles_with_each_failure" says "overflow";
        jitter_is_forgotten: "jitter_is_added_to_the_backoff" says "after failure 1";
        jitter_is_the_same_for_all:
            "jitter_is_added_to_the_backoff" says "request 2 after failure 1";
        ends_when_the_queues_look_empty:
            "each_request_gives_one_outcome" says "not exactly one outcome a request";
        success_is_tried_again:
            "a_final_code_is_not_tried_again" says "how many attempts each request has";
        no_code_is_final:
            "a_final_code_is_not_tried_again" says "how many attempts each request has";
        asks_for_the_first_code:
            "a_final_code_is_not_tried_again" says "how many attempts each request has";
        client_errors_are_always_final:
            "a_final_code_is_not_tried_again" says "how many attempts each request has";
        sends_once_too_often:
            "no_more_attempts_than_allowed_but_always_one" says "attempts allowed";
        forgets_earlier_attempts:
            "outcomes_record_codes_and_times_of_all_attempts"
            says "the attempts at request";
        first_failed_first_tried:
            "a_short_backoff_is_not_held_up_by_a_long_one"
            says "when its attempt 2 began";
        sleeps_in_the_worker: "a_waiting_request_occupies_no_worker" says "for 10 + 60";
        retries_first:
            "a_waiting_request_occupies_no_worker"
            says "request 4 has been ready for longer";
        waits_before_giving_up:
            "the_simulation_ends_with_its_last_outcome" says "360ms";
        no_thought_of_no_workers:
            "no_workers_are_an_error" says "returns for 0 requests";
        thread_per_request:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "too many threads";
        codes_in_any_order:
            "statistics_count_requests_attempts_and_codes" says "in ascending order";
        codes_of_last_attempts_only:
            "statistics_count_requests_attempts_and_codes"
            says "`codes`: those of all attempts";
        shares_of_requests:
            "statistics_count_requests_attempts_and_codes" says "`share` of the code";
        retries_are_failures:
            "statistics_count_requests_attempts_and_codes" says "`retries`";
        attempts_per_second:
            "statistics_count_requests_attempts_and_codes" says "`per_second`";
        client_errors_succeed:
            "statistics_count_requests_attempts_and_codes" says "succeeded";
        mean_over_successes_only:
            "statistics_measure_all_attempts" says "also of those that failed";
        mean_over_requests:
            "statistics_measure_all_attempts" says "the mean time of all attempts";
        median_of_unsorted_data:
            "the_median_is_in_the_middle_of_the_successful_attempts"
            says "of 90, 10 and 20 ms";
        median_is_the_upper_one:
            "the_median_is_in_the_middle_of_the_successful_attempts"
            says "of 40, 10, 90 and 20 ms";
        median_of_all_attempts:
            "the_median_is_in_the_middle_of_the_successful_attempts"
            says "of others that failed and do not count";
        divides_by_zero: "nothing_is_divided_by_zero" says "divide by zero";
        share_of_nothing: "nothing_is_divided_by_zero" says "NaN";
        redirects_are_success: "a_final_code_is_not_tried_again" says "304";
        redirects_are_counted_as_success:
            "successes_are_the_codes_from_200_to_299"
            says "`succeeded` of five requests";
        median_in_whole_milliseconds:
            "the_median_is_in_the_middle_of_the_successful_attempts"
            says "of 10 and 15 ms";
        backoff_in_whole_milliseconds:
            "the_backoff_doubles_with_each_failure" says "the first is 750 µs";
        seconds_from_whole_milliseconds:
            "statistics_count_requests_attempts_and_codes" says "2000 instead of 1600";
        at_most_seven_workers: "all_workers_send_at_the_same_time" says "nine workers";
        outcomes_by_number:
            "numbers_of_requests_are_no_places_in_a_list" says "index out of bounds";
        no_requests_before_no_workers:
            "no_workers_are_an_error" says "returns for 0 requests";
        no_time_below_a_millisecond:
            "nothing_is_divided_by_zero" says "of one in 500 µs";
        jitter_overflows:
            "only_a_backoff_that_is_too_long_is_the_longest" says "overflow";
        doubles_in_32_bits:
            "only_a_backoff_that_is_too_long_is_the_longest"
            says "1 µs doubled 40 times";
        queues_of_a_hundred: "many_requests_hold_up_no_retry" says "deadlock: ";
        one_place_a_worker: "many_requests_hold_up_no_retry" says "499ms";
        ready_in_order_of_failure:
            "of_retries_the_one_ready_for_longest_comes_first"
            says "the one that has been ready for longest comes first";
        waits_in_whole_milliseconds:
            "a_request_waits_for_its_backoff_before_each_retry" says "yours: 12ms";
        naps_until_one_is_due:
            "a_request_waits_for_its_backoff_before_each_retry" says "yours: 13ms";
        usual_codes_only:
            "statistics_count_requests_attempts_and_codes"
            says "whatever the server answers";
        at_most_five_attempts:
            "no_more_attempts_than_allowed_but_always_one"
            says "12 attempts allowed";
        numbers_from_zero:
            "each_request_gives_one_outcome" says "called with attempt 0";
        gives_up_one_attempt_early:
            "each_request_gives_one_outcome"
            says "how many attempts each request has";
        a_clock_for_each_worker:
            "attempts_are_measured_from_the_call_of_the_simulation"
            says "measured from the call of the simulation";
        the_caller_wakes_every_millisecond: "nobody_polls" says "polling: main";
        the_caller_wakes_every_second:
            "nobody_looks_once_in_a_while" says "polling: main";
        does_not_join: "every_thread_is_joined" says "nobody joins";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use std::time::Duration;

    use workloads::http::{Outcome, Policy, Request, Statistics};
    use workloads::job::PoolError;

    pub fn backoff(policy: &Policy, request: u32, failed: usize) -> Duration {
        selected!(it => it::backoff(policy, request, failed))
    }

    pub fn simulate<S>(
        policy: Policy,
        requests: Vec<Request>,
        server: S,
    ) -> Result<Vec<Outcome>, PoolError>
    where
        S: Fn(Request, usize) -> u16 + Send + Sync + 'static,
    {
        selected!(it => it::simulate(policy, requests, server))
    }

    pub fn statistics(outcomes: &[Outcome], took: Duration) -> Statistics {
        selected!(it => it::statistics(outcomes, took))
    }
}
