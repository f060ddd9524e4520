use rules::Subject;

super::mount! {
    counter_and_condvar = "../../../other/naive_spawning/bounded_spawn/counter_and_condvar.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    scoped_threads = "../../../other/naive_spawning/bounded_spawn/scoped_threads.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    permit_taken_by_the_thread = "../../../wrong/naive_spawning/bounded_spawn/permit_taken_by_the_thread.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    permit_not_returned_on_panic = "../../../wrong/naive_spawning/bounded_spawn/permit_not_returned_on_panic.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    one_thread_too_many = "../../../wrong/naive_spawning/bounded_spawn/one_thread_too_many.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    one_thread_too_few = "../../../wrong/naive_spawning/bounded_spawn/one_thread_too_few.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    joins_one_by_one = "../../../wrong/naive_spawning/bounded_spawn/joins_one_by_one.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    in_waves = "../../../wrong/naive_spawning/bounded_spawn/in_waves.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    waits_for_the_oldest = "../../../wrong/naive_spawning/bounded_spawn/waits_for_the_oldest.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    lock_held_through_file = "../../../wrong/naive_spawning/bounded_spawn/lock_held_through_file.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    sleeps_and_looks_again = "../../../wrong/naive_spawning/bounded_spawn/sleeps_and_looks_again.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    asks_again_and_again = "../../../wrong/naive_spawning/bounded_spawn/asks_again_and_again.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    permit_returned_too_early = "../../../wrong/naive_spawning/bounded_spawn/permit_returned_too_early.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    does_not_join = "../../../wrong/naive_spawning/bounded_spawn/does_not_join.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    order_of_completion = "../../../wrong/naive_spawning/bounded_spawn/order_of_completion.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    panic_ends_all = "../../../wrong/naive_spawning/bounded_spawn/panic_ends_all.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    forgets_what_panicked = "../../../wrong/naive_spawning/bounded_spawn/forgets_what_panicked.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    a_limit_of_0_waits_for_ever = "../../../wrong/naive_spawning/bounded_spawn/a_limit_of_0_waits_for_ever.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    permit_dropped_at_once = "../../../wrong/naive_spawning/bounded_spawn/permit_dropped_at_once.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    waits_with_a_timeout = "../../../wrong/naive_spawning/bounded_spawn/waits_with_a_timeout.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    last_file_first = "../../../wrong/naive_spawning/bounded_spawn/last_file_first.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    file_number_as_index = "../../../wrong/naive_spawning/bounded_spawn/file_number_as_index.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    a_pool_instead = "../../../wrong/naive_spawning/bounded_spawn/a_pool_instead.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    no_threads_at_all = "../../../wrong/naive_spawning/bounded_spawn/no_threads_at_all.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    words_in_their_places = "../../../other/naive_spawning/chunks/words_in_their_places.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    numbered_chunks = "../../../other/naive_spawning/chunks/numbered_chunks.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    last_chunk_dropped = "../../../wrong/naive_spawning/chunks/last_chunk_dropped.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    one_thread_more = "../../../wrong/naive_spawning/chunks/one_thread_more.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    as_long_as_the_first = "../../../wrong/naive_spawning/chunks/as_long_as_the_first.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    last_chunk_takes_the_rest = "../../../wrong/naive_spawning/chunks/last_chunk_takes_the_rest.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    empty_chunks = "../../../wrong/naive_spawning/chunks/empty_chunks.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    divides_by_zero = "../../../wrong/naive_spawning/chunks/divides_by_zero.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    chunks_order_of_completion = "../../../wrong/naive_spawning/chunks/order_of_completion.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    chunks_joins_one_by_one = "../../../wrong/naive_spawning/chunks/joins_one_by_one.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    lock_held_through_chunk = "../../../wrong/naive_spawning/chunks/lock_held_through_chunk.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    round_robin = "../../../wrong/naive_spawning/chunks/round_robin.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    next_file_from_a_counter = "../../../wrong/naive_spawning/chunks/next_file_from_a_counter.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    panic_swallowed = "../../../wrong/naive_spawning/chunks/panic_swallowed.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    threads_without_files = "../../../wrong/naive_spawning/chunks/threads_without_files.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    cuts_otherwise_itself = "../../../wrong/naive_spawning/chunks/cuts_otherwise_itself.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    chunks_file_number_as_index = "../../../wrong/naive_spawning/chunks/file_number_as_index.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    main_does_the_last_chunk = "../../../wrong/naive_spawning/chunks/main_does_the_last_chunk.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    a_thread_a_file = "../../../wrong/naive_spawning/chunks/a_thread_a_file.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    tries_a_panicking_file_again = "../../../wrong/naive_spawning/bounded_spawn/tries_a_panicking_file_again.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    no_words_are_no_outcome = "../../../wrong/naive_spawning/bounded_spawn/no_words_are_no_outcome.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    at_most_seven_threads = "../../../wrong/naive_spawning/bounded_spawn/at_most_seven_threads.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    files_without_words_are_dropped = "../../../wrong/naive_spawning/chunks/files_without_words_are_dropped.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    at_most_nine_threads = "../../../wrong/naive_spawning/chunks/at_most_nine_threads.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    room_for_all_chunks_at_once = "../../../wrong/naive_spawning/chunks/room_for_all_chunks_at_once.rs"
        against "../../../../chapters/naive_spawning/tests/rules/chunks.rs";
    as_many_permits_as_the_limit = "../../../wrong/naive_spawning/bounded_spawn/as_many_permits_as_the_limit.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
    a_limit_of_1_without_threads = "../../../wrong/naive_spawning/bounded_spawn/a_limit_of_1_without_threads.rs"
        against "../../../../chapters/naive_spawning/tests/rules/bounded_spawn.rs";
}

pub fn subjects() -> Vec<Subject> {
    vec![
        Subject::new(
            "bounded_spawn/counter_and_condvar",
            counter_and_condvar::rules::rules(),
        ),
        Subject::new(
            "bounded_spawn/scoped_threads",
            scoped_threads::rules::rules(),
        ),
        Subject::wrong(
            "bounded_spawn/permit_taken_by_the_thread",
            permit_taken_by_the_thread::rules::rules(),
            "never_more_threads_than_the_limit_are_alive",
            "too many threads: 9",
        ),
        Subject::wrong(
            "bounded_spawn/permit_not_returned_on_panic",
            permit_not_returned_on_panic::rules::rules(),
            "a_panicking_file_returns_its_permit",
            "deadlock: ",
        ),
        Subject::wrong(
            "bounded_spawn/one_thread_too_many",
            one_thread_too_many::rules::rules(),
            "never_more_threads_than_the_limit_are_alive",
            "too many threads: 4",
        ),
        Subject::wrong(
            "bounded_spawn/one_thread_too_few",
            one_thread_too_few::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "another time than it needs",
        ),
        Subject::wrong(
            "bounded_spawn/joins_one_by_one",
            joins_one_by_one::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "another time than it needs",
        ),
        Subject::wrong(
            "bounded_spawn/in_waves",
            in_waves::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "another time than it needs",
        ),
        Subject::wrong(
            "bounded_spawn/waits_for_the_oldest",
            waits_for_the_oldest::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "another time than it needs",
        ),
        Subject::wrong(
            "bounded_spawn/lock_held_through_file",
            lock_held_through_file::rules::rules(),
            "as_many_threads_as_allowed_work_at_once",
            "on no schedule do three threads work",
        ),
        Subject::wrong(
            "bounded_spawn/sleeps_and_looks_again",
            sleeps_and_looks_again::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "another time than it needs",
        ),
        Subject::wrong(
            "bounded_spawn/asks_again_and_again",
            asks_again_and_again::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "bounded_spawn/permit_returned_too_early",
            permit_returned_too_early::rules::rules(),
            "never_more_threads_than_the_limit_are_alive",
            "too many threads: 4",
        ),
        Subject::wrong(
            "bounded_spawn/does_not_join",
            does_not_join::rules::rules(),
            "each_file_gives_one_outcome_in_order",
            "leaked thread",
        ),
        Subject::wrong(
            "bounded_spawn/order_of_completion",
            order_of_completion::rules::rules(),
            "each_file_gives_one_outcome_in_order",
            "in the order of the files",
        ),
        Subject::wrong(
            "bounded_spawn/panic_ends_all",
            panic_ends_all::rules::rules(),
            "a_panicking_file_gives_none_and_no_other",
            "panicked",
        ),
        Subject::wrong(
            "bounded_spawn/forgets_what_panicked",
            forgets_what_panicked::rules::rules(),
            "a_panicking_file_gives_none_and_no_other",
            "not one outcome a file",
        ),
        Subject::wrong(
            "bounded_spawn/a_limit_of_0_waits_for_ever",
            a_limit_of_0_waits_for_ever::rules::rules(),
            "a_limit_of_0_counts_as_1",
            "deadlock: ",
        ),
        Subject::wrong(
            "bounded_spawn/permit_dropped_at_once",
            permit_dropped_at_once::rules::rules(),
            "never_more_threads_than_the_limit_are_alive",
            "too many threads",
        ),
        Subject::wrong(
            "bounded_spawn/waits_with_a_timeout",
            waits_with_a_timeout::rules::rules(),
            "nobody_polls",
            "polling: ",
        ),
        Subject::wrong(
            "bounded_spawn/last_file_first",
            last_file_first::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "another time than it needs",
        ),
        Subject::wrong(
            "bounded_spawn/file_number_as_index",
            file_number_as_index::rules::rules(),
            "the_order_is_that_of_the_files_not_of_their_numbers",
            "index out of bounds",
        ),
        Subject::wrong(
            "bounded_spawn/a_pool_instead",
            a_pool_instead::rules::rules(),
            "each_file_has_a_thread_of_its_own",
            "3 threads were started for 7 files",
        ),
        Subject::wrong(
            "bounded_spawn/no_threads_at_all",
            no_threads_at_all::rules::rules(),
            "each_file_has_a_thread_of_its_own",
            "0 threads were started for 7 files",
        ),
        Subject::new(
            "chunks/words_in_their_places",
            words_in_their_places::rules::rules(),
        ),
        Subject::new("chunks/numbered_chunks", numbered_chunks::rules::rules()),
        Subject::wrong(
            "chunks/last_chunk_dropped",
            last_chunk_dropped::rules::rules(),
            "chunks_hold_every_file_once_and_in_order",
            "are not these files",
        ),
        Subject::wrong(
            "chunks/one_thread_more",
            one_thread_more::rules::rules(),
            "the_remainder_is_shared_by_the_first_chunks",
            "the lengths of the chunks",
        ),
        Subject::wrong(
            "chunks/as_long_as_the_first",
            as_long_as_the_first::rules::rules(),
            "the_remainder_is_shared_by_the_first_chunks",
            "the lengths of the chunks",
        ),
        Subject::wrong(
            "chunks/last_chunk_takes_the_rest",
            last_chunk_takes_the_rest::rules::rules(),
            "the_remainder_is_shared_by_the_first_chunks",
            "the lengths of the chunks",
        ),
        Subject::wrong(
            "chunks/empty_chunks",
            empty_chunks::rules::rules(),
            "no_chunk_is_empty",
            "the lengths of the chunks",
        ),
        Subject::wrong(
            "chunks/divides_by_zero",
            divides_by_zero::rules::rules(),
            "0_counts_as_1",
            "divide by zero",
        ),
        Subject::wrong(
            "chunks/order_of_completion",
            chunks_order_of_completion::rules::rules(),
            "the_words_come_in_the_order_of_the_files",
            "in the order of the files",
        ),
        Subject::wrong(
            "chunks/joins_one_by_one",
            chunks_joins_one_by_one::rules::rules(),
            "it_takes_as_long_as_the_slowest_chunk",
            "another time than their slowest chunk",
        ),
        Subject::wrong(
            "chunks/lock_held_through_chunk",
            lock_held_through_chunk::rules::rules(),
            "all_threads_work_at_once",
            "on no schedule do three threads work",
        ),
        Subject::wrong(
            "chunks/round_robin",
            round_robin::rules::rules(),
            "it_takes_as_long_as_the_slowest_chunk",
            "another time than their slowest chunk",
        ),
        Subject::wrong(
            "chunks/next_file_from_a_counter",
            next_file_from_a_counter::rules::rules(),
            "it_takes_as_long_as_the_slowest_chunk",
            "another time than their slowest chunk",
        ),
        Subject::wrong(
            "chunks/panic_swallowed",
            panic_swallowed::rules::rules(),
            "a_panic_reaches_the_caller_when_all_threads_have_ended",
            "the caller was not told",
        ),
        Subject::wrong(
            "chunks/threads_without_files",
            threads_without_files::rules::rules(),
            "no_thread_is_without_files",
            "5 threads were started instead of 2",
        ),
        Subject::wrong(
            "chunks/cuts_otherwise_itself",
            cuts_otherwise_itself::rules::rules(),
            "it_takes_as_long_as_the_slowest_chunk",
            "another time than their slowest chunk",
        ),
        Subject::wrong(
            "chunks/file_number_as_index",
            chunks_file_number_as_index::rules::rules(),
            "the_order_is_that_of_the_files_not_of_their_numbers",
            "index out of bounds",
        ),
        Subject::wrong(
            "chunks/main_does_the_last_chunk",
            main_does_the_last_chunk::rules::rules(),
            "there_is_one_thread_a_chunk_and_no_other",
            "3 threads were started instead of 4",
        ),
        Subject::wrong(
            "chunks/a_thread_a_file",
            a_thread_a_file::rules::rules(),
            "there_is_one_thread_a_chunk_and_no_other",
            "10 threads were started instead of 4",
        ),
        Subject::wrong(
            "bounded_spawn/tries_a_panicking_file_again",
            tries_a_panicking_file_again::rules::rules(),
            "a_panicking_file_is_not_tried_again",
            "how often `process` was called",
        ),
        Subject::wrong(
            "bounded_spawn/no_words_are_no_outcome",
            no_words_are_no_outcome::rules::rules(),
            "each_file_gives_one_outcome_in_order",
            "two files without a word",
        ),
        Subject::wrong(
            "bounded_spawn/at_most_seven_threads",
            at_most_seven_threads::rules::rules(),
            "the_next_file_begins_when_a_thread_ends",
            "a limit of 12",
        ),
        Subject::wrong(
            "chunks/files_without_words_are_dropped",
            files_without_words_are_dropped::rules::rules(),
            "the_words_come_in_the_order_of_the_files",
            "three files that are empty",
        ),
        Subject::wrong(
            "chunks/at_most_nine_threads",
            at_most_nine_threads::rules::rules(),
            "it_takes_as_long_as_the_slowest_chunk",
            "12 threads",
        ),
        Subject::wrong(
            "chunks/room_for_all_chunks_at_once",
            room_for_all_chunks_at_once::rules::rules(),
            "no_chunk_is_empty",
            "capacity overflow",
        ),
        Subject::wrong(
            "bounded_spawn/as_many_permits_as_the_limit",
            as_many_permits_as_the_limit::rules::rules(),
            "a_limit_may_be_as_large_as_a_number_can_be",
            "capacity is too large",
        ),
        Subject::wrong(
            "bounded_spawn/a_limit_of_1_without_threads",
            a_limit_of_1_without_threads::rules::rules(),
            "with_a_limit_of_1_each_file_has_a_thread_too",
            "0 threads were started for 3 files",
        ),
    ]
}
