use rules::Subject;

super::mount! {
    scoped_threads = "../../../other/basic_pool/run_pool/scoped_threads.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    shared_queue = "../../../other/basic_pool/run_pool/shared_queue.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    lock_held_through_job = "../../../wrong/basic_pool/run_pool/lock_held_through_job.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    leaked_sender = "../../../wrong/basic_pool/run_pool/leaked_sender.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    collect_after_submit = "../../../wrong/basic_pool/run_pool/collect_after_submit.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    thread_per_job = "../../../wrong/basic_pool/run_pool/thread_per_job.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    stops_on_an_empty_queue = "../../../wrong/basic_pool/run_pool/stops_on_an_empty_queue.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    one_poison_pill = "../../../wrong/basic_pool/run_pool/one_poison_pill.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    results_doubled = "../../../wrong/basic_pool/run_pool/results_doubled.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    does_not_join = "../../../wrong/basic_pool/run_pool/does_not_join.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    asks_again_and_again = "../../../wrong/basic_pool/run_pool/asks_again_and_again.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    hangs_without_workers = "../../../wrong/basic_pool/run_pool/hangs_without_workers.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    round_robin = "../../../wrong/basic_pool/run_pool/round_robin.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    workers_keep_their_answers = "../../../other/basic_pool/primes/workers_keep_their_answers.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    one_is_prime = "../../../wrong/basic_pool/primes/one_is_prime.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    squares_are_prime = "../../../wrong/basic_pool/primes/squares_are_prime.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    two_is_missing = "../../../wrong/basic_pool/primes/two_is_missing.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    arrival_order = "../../../wrong/basic_pool/primes/arrival_order.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    one_worker_does_it_all = "../../../wrong/basic_pool/primes/one_worker_does_it_all.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    zero_is_a_number = "../../../wrong/basic_pool/primes/zero_is_a_number.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    unbounded_queue = "../../../wrong/basic_pool/primes/unbounded_queue.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    one_counter = "../../../other/basic_pool/prime_batches/one_counter.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    last_batch_short = "../../../wrong/basic_pool/prime_batches/last_batch_short.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    ranges_overlap = "../../../wrong/basic_pool/prime_batches/ranges_overlap.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    past_the_limit = "../../../wrong/basic_pool/prime_batches/past_the_limit.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    one_message_a_prime = "../../../wrong/basic_pool/prime_batches/one_message_a_prime.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    at_most_five_workers = "../../../wrong/basic_pool/run_pool/at_most_five_workers.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    primes_all_counted_for_one_worker = "../../../wrong/basic_pool/primes/all_counted_for_one_worker.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    batches_all_counted_for_one_worker = "../../../wrong/basic_pool/prime_batches/all_counted_for_one_worker.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    id_as_index = "../../../wrong/basic_pool/run_pool/id_as_index.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    queues_of_a_hundred = "../../../wrong/basic_pool/run_pool/queues_of_a_hundred.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    the_sum_overflows = "../../../wrong/basic_pool/prime_batches/the_sum_overflows.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    tests_for_itself = "../../../wrong/basic_pool/prime_batches/tests_for_itself.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    divides_by_the_size = "../../../wrong/basic_pool/prime_batches/divides_by_the_size.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
    results_by_id = "../../../wrong/basic_pool/run_pool/results_by_id.rs"
        against "../../../../chapters/basic_pool/tests/rules/run_pool.rs";
    slowest_is_the_fastest = "../../../wrong/basic_pool/primes/slowest_is_the_fastest.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    slowest_is_the_last = "../../../wrong/basic_pool/primes/slowest_is_the_last.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    testing_is_the_time_in_all = "../../../wrong/basic_pool/primes/testing_is_the_time_in_all.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    primes_at_most_four_workers = "../../../wrong/basic_pool/primes/at_most_four_workers.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    the_rest_follows_nothing = "../../../wrong/basic_pool/primes/the_rest_follows_nothing.rs"
        against "../../../../chapters/basic_pool/tests/rules/primes.rs";
    prime_batches_at_most_four_workers = "../../../wrong/basic_pool/prime_batches/at_most_four_workers.rs"
        against "../../../../chapters/basic_pool/tests/rules/prime_batches.rs";
}

pub fn subjects() -> Vec<Subject> {
    vec![
        Subject::new("run_pool/scoped_threads", scoped_threads::rules::rules()),
        Subject::new("run_pool/shared_queue", shared_queue::rules::rules()),
        Subject::wrong(
            "run_pool/lock_held_through_job",
            lock_held_through_job::rules::rules(),
            "a_free_worker_takes_the_next_job_at_once",
            "another time than they need",
        ),
        Subject::wrong(
            "run_pool/leaked_sender",
            leaked_sender::rules::rules(),
            "each_job_gives_one_result",
            "itself keeps it open",
        ),
        Subject::wrong(
            "run_pool/collect_after_submit",
            collect_after_submit::rules::rules(),
            "more_jobs_than_the_queues_hold_are_no_problem",
            "deadlock: ",
        ),
        Subject::wrong(
            "run_pool/thread_per_job",
            thread_per_job::rules::rules(),
            "there_is_one_thread_a_worker_and_at_most_one_more",
            "too many threads: 20",
        ),
        Subject::wrong(
            "run_pool/stops_on_an_empty_queue",
            stops_on_an_empty_queue::rules::rules(),
            "each_job_gives_one_result",
            "not exactly one result a job",
        ),
        Subject::wrong(
            "run_pool/one_poison_pill",
            one_poison_pill::rules::rules(),
            "each_job_gives_one_result",
            "deadlock: ",
        ),
        Subject::wrong(
            "run_pool/results_doubled",
            results_doubled::rules::rules(),
            "each_job_gives_one_result",
            "not exactly one result a job",
        ),
        Subject::wrong(
            "run_pool/does_not_join",
            does_not_join::rules::rules(),
            "each_job_gives_one_result",
            "leaked thread",
        ),
        Subject::wrong(
            "run_pool/asks_again_and_again",
            asks_again_and_again::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "run_pool/hangs_without_workers",
            hangs_without_workers::rules::rules(),
            "no_workers_are_an_error",
            "NoWorkers",
        ),
        Subject::wrong(
            "run_pool/round_robin",
            round_robin::rules::rules(),
            "a_free_worker_takes_the_next_job_at_once",
            "another time than they need",
        ),
        Subject::new(
            "primes/workers_keep_their_answers",
            workers_keep_their_answers::rules::rules(),
        ),
        Subject::wrong(
            "primes/one_is_prime",
            one_is_prime::rules::rules(),
            "is_prime_knows_small_numbers",
            "`is_prime(1)`",
        ),
        Subject::wrong(
            "primes/squares_are_prime",
            squares_are_prime::rules::rules(),
            "is_prime_knows_small_numbers",
            "`is_prime(9)`",
        ),
        Subject::wrong(
            "primes/two_is_missing",
            two_is_missing::rules::rules(),
            "is_prime_knows_small_numbers",
            "`is_prime(2)`",
        ),
        Subject::wrong(
            "primes/arrival_order",
            arrival_order::rules::rules(),
            "primes_come_in_ascending_order",
            "yours:",
        ),
        Subject::wrong(
            "primes/one_worker_does_it_all",
            one_worker_does_it_all::rules::rules(),
            "all_workers_take_part",
            "on no schedule does every worker test a number",
        ),
        Subject::wrong(
            "primes/zero_is_a_number",
            zero_is_a_number::rules::rules(),
            "each_number_is_tested_once",
            "`tested` of the report",
        ),
        Subject::wrong(
            "primes/unbounded_queue",
            unbounded_queue::rules::rules(),
            "more_numbers_than_the_queues_hold_are_no_problem",
            "a queue grew too long",
        ),
        Subject::new("prime_batches/one_counter", one_counter::rules::rules()),
        Subject::wrong(
            "prime_batches/last_batch_short",
            last_batch_short::rules::rules(),
            "batches_cover_the_range_once",
            "do not cover",
        ),
        Subject::wrong(
            "prime_batches/ranges_overlap",
            ranges_overlap::rules::rules(),
            "batches_cover_the_range_once",
            "do not cover",
        ),
        Subject::wrong(
            "prime_batches/past_the_limit",
            past_the_limit::rules::rules(),
            "batches_cover_the_range_once",
            "do not cover",
        ),
        Subject::wrong(
            "prime_batches/one_message_a_prime",
            one_message_a_prime::rules::rules(),
            "there_are_no_more_messages_than_batches",
            "too many messages",
        ),
        Subject::wrong(
            "run_pool/at_most_five_workers",
            at_most_five_workers::rules::rules(),
            "a_free_worker_takes_the_next_job_at_once",
            "12 workers take another time",
        ),
        Subject::wrong(
            "primes/all_counted_for_one_worker",
            primes_all_counted_for_one_worker::rules::rules(),
            "a_free_worker_takes_the_next_number_at_once",
            "`per_worker`",
        ),
        Subject::wrong(
            "prime_batches/all_counted_for_one_worker",
            batches_all_counted_for_one_worker::rules::rules(),
            "a_free_worker_takes_the_next_batch_at_once",
            "`per_worker`",
        ),
        Subject::wrong(
            "run_pool/id_as_index",
            id_as_index::rules::rules(),
            "the_ids_of_the_jobs_may_be_any",
            "index out of bounds",
        ),
        Subject::wrong(
            "run_pool/queues_of_a_hundred",
            queues_of_a_hundred::rules::rules(),
            "more_jobs_than_the_queues_hold_are_no_problem",
            "deadlock: ",
        ),
        Subject::wrong(
            "prime_batches/the_sum_overflows",
            the_sum_overflows::rules::rules(),
            "the_largest_numbers_overflow_nothing",
            "overflow",
        ),
        Subject::wrong(
            "prime_batches/tests_for_itself",
            tests_for_itself::rules::rules(),
            "numbers_are_tested_with_the_given_function",
            "takes odd numbers for primes",
        ),
        Subject::wrong(
            "prime_batches/divides_by_the_size",
            divides_by_the_size::rules::rules(),
            "nothing_to_test_and_a_size_of_0_are_no_problem",
            "divide by zero",
        ),
        Subject::wrong(
            "run_pool/results_by_id",
            results_by_id::rules::rules(),
            "the_ids_of_the_jobs_may_be_any",
            "with the same id",
        ),
        Subject::wrong(
            "primes/slowest_is_the_fastest",
            slowest_is_the_fastest::rules::rules(),
            "the_report_measures_every_test",
            "`slowest` of the report, up to 12",
        ),
        Subject::wrong(
            "primes/slowest_is_the_last",
            slowest_is_the_last::rules::rules(),
            "the_report_measures_every_test",
            "`slowest` of the report, up to 12",
        ),
        Subject::wrong(
            "primes/testing_is_the_time_in_all",
            testing_is_the_time_in_all::rules::rules(),
            "the_report_measures_every_test",
            "12 tests together",
        ),
        Subject::wrong(
            "primes/at_most_four_workers",
            primes_at_most_four_workers::rules::rules(),
            "a_free_worker_takes_the_next_number_at_once",
            "nine workers",
        ),
        Subject::wrong(
            "primes/the_rest_follows_nothing",
            the_rest_follows_nothing::rules::rules(),
            "the_listing_says_how_many_more",
            "and 2 more",
        ),
        Subject::wrong(
            "prime_batches/at_most_four_workers",
            prime_batches_at_most_four_workers::rules::rules(),
            "a_free_worker_takes_the_next_batch_at_once",
            "18 batches",
        ),
    ]
}
