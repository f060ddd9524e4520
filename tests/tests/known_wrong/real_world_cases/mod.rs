use rules::Subject;

super::mount! {
    thumbnails_unbounded = "../../../wrong/real_world_cases/thumbnails/unbounded.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_queues_too_long = "../../../wrong/real_world_cases/thumbnails/queues_too_long.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_first_error_ends_all = "../../../wrong/real_world_cases/thumbnails/first_error_ends_all.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_damaged_are_dropped = "../../../wrong/real_world_cases/thumbnails/damaged_are_dropped.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_damaged_is_a_crash = "../../../wrong/real_world_cases/thumbnails/damaged_is_a_crash.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_encode_error_is_lost = "../../../wrong/real_world_cases/thumbnails/encode_error_is_lost.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_stage_closes_early = "../../../wrong/real_world_cases/thumbnails/stage_closes_early.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_one_thread_a_stage = "../../../wrong/real_world_cases/thumbnails/one_thread_a_stage.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_threads_of_another_stage = "../../../wrong/real_world_cases/thumbnails/threads_of_another_stage.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_encodes_with_many = "../../../wrong/real_world_cases/thumbnails/encodes_with_many.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_stages_one_after_the_other = "../../../wrong/real_world_cases/thumbnails/stages_one_after_the_other.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_main_keeps_a_sender = "../../../wrong/real_world_cases/thumbnails/main_keeps_a_sender.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_main_hands_out_the_files = "../../../wrong/real_world_cases/thumbnails/main_hands_out_the_files.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_counts_instead_of_joining = "../../../wrong/real_world_cases/thumbnails/counts_instead_of_joining.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_enlarges = "../../../wrong/real_world_cases/thumbnails/enlarges.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_square = "../../../wrong/real_world_cases/thumbnails/square.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_same_name = "../../../wrong/real_world_cases/thumbnails/same_name.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_polls = "../../../wrong/real_world_cases/thumbnails/polls.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    thumbnails_no_threads_hang = "../../../wrong/real_world_cases/thumbnails/no_threads_hang.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    crawler_depth_off_by_one = "../../../wrong/real_world_cases/crawler/depth_off_by_one.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_one_too_deep = "../../../wrong/real_world_cases/crawler/one_too_deep.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_known_after_the_fetch = "../../../wrong/real_world_cases/crawler/known_after_the_fetch.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_ends_on_an_empty_queue = "../../../wrong/real_world_cases/crawler/ends_on_an_empty_queue.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_crawl_ends_on_an_empty_queue = "../../../wrong/real_world_cases/crawler/crawl_ends_on_an_empty_queue.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_in_flight_lost_on_error = "../../../wrong/real_world_cases/crawler/in_flight_lost_on_error.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_worker_lost_on_error = "../../../wrong/real_world_cases/crawler/worker_lost_on_error.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_errors_are_not_visits = "../../../wrong/real_world_cases/crawler/errors_are_not_visits.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_first_depth_counts = "../../../wrong/real_world_cases/crawler/first_depth_counts.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_shorter_way_leads_nowhere = "../../../wrong/real_world_cases/crawler/shorter_way_leads_nowhere.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_depth_noted_at_the_fetch = "../../../wrong/real_world_cases/crawler/depth_noted_at_the_fetch.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_no_host_limit = "../../../wrong/real_world_cases/crawler/no_host_limit.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_host_limit_for_all = "../../../wrong/real_world_cases/crawler/host_limit_for_all.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_waits_for_the_busy_host = "../../../wrong/real_world_cases/crawler/waits_for_the_busy_host.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_level_by_level = "../../../wrong/real_world_cases/crawler/level_by_level.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_sends_all_it_has = "../../../wrong/real_world_cases/crawler/sends_all_it_has.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_one_at_a_time = "../../../wrong/real_world_cases/crawler/one_at_a_time.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_redirects_lead_nowhere = "../../../wrong/real_world_cases/crawler/redirects_lead_nowhere.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_does_not_join = "../../../wrong/real_world_cases/crawler/does_not_join.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_polls = "../../../wrong/real_world_cases/crawler/polls.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    crawler_hangs_without_workers = "../../../wrong/real_world_cases/crawler/hangs_without_workers.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    checksum_follows_links_in_circles = "../../../wrong/real_world_cases/checksum/follows_links_in_circles.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_each_folder_once = "../../../wrong/real_world_cases/checksum/each_folder_once.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_any_order = "../../../wrong/real_world_cases/checksum/any_order.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_aborts_on_the_first_unreadable_folder = "../../../wrong/real_world_cases/checksum/aborts_on_the_first_unreadable_folder.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_unreadable_folders_are_not_told = "../../../wrong/real_world_cases/checksum/unreadable_folders_are_not_told.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_walks_on = "../../../wrong/real_world_cases/checksum/walks_on.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_aborts_on_the_first_unreadable_file = "../../../wrong/real_world_cases/checksum/aborts_on_the_first_unreadable_file.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_retries_what_stays_wrong = "../../../wrong/real_world_cases/checksum/retries_what_stays_wrong.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_one_attempt_too_many = "../../../wrong/real_world_cases/checksum/one_attempt_too_many.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_retries_at_once = "../../../wrong/real_world_cases/checksum/retries_at_once.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_hashes_the_whole_chunk = "../../../wrong/real_world_cases/checksum/hashes_the_whole_chunk.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_first_chunk_only = "../../../wrong/real_world_cases/checksum/first_chunk_only.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_reads_on_after_cancel = "../../../wrong/real_world_cases/checksum/reads_on_after_cancel.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_loses_what_was_read = "../../../wrong/real_world_cases/checksum/loses_what_was_read.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_loses_the_last_batch = "../../../wrong/real_world_cases/checksum/loses_the_last_batch.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_queued_files_are_forgotten = "../../../wrong/real_world_cases/checksum/queued_files_are_forgotten.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_looks_through_the_whole_tree = "../../../wrong/real_world_cases/checksum/looks_through_the_whole_tree.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_cancelled_when_files_are_unfinished = "../../../wrong/real_world_cases/checksum/cancelled_when_files_are_unfinished.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_reads_much_at_once = "../../../wrong/real_world_cases/checksum/reads_much_at_once.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_cancelled_says_who_asks_last = "../../../wrong/real_world_cases/checksum/cancelled_says_who_asks_last.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_workers_stop_at_a_cancellation = "../../../wrong/real_world_cases/checksum/workers_stop_at_a_cancellation.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_three_attempts_always = "../../../wrong/real_world_cases/checksum/three_attempts_always.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_reports_at_the_end = "../../../wrong/real_world_cases/checksum/reports_at_the_end.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_lists_everything_first = "../../../wrong/real_world_cases/checksum/lists_everything_first.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_walks_in_main = "../../../wrong/real_world_cases/checksum/walks_in_main.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_folders_count_as_hashed = "../../../wrong/real_world_cases/checksum/folders_count_as_hashed.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_one_worker = "../../../wrong/real_world_cases/checksum/one_worker.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_abandons_its_workers = "../../../wrong/real_world_cases/checksum/abandons_its_workers.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_names_as_text = "../../../wrong/real_world_cases/checksum/names_as_text.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_cancelled_is_a_failure = "../../../wrong/real_world_cases/checksum/cancelled_is_a_failure.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_failures_are_no_failure = "../../../wrong/real_world_cases/checksum/failures_are_no_failure.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_hangs_without_workers = "../../../wrong/real_world_cases/checksum/hangs_without_workers.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    thumbnails_scoped_threads = "../../../other/real_world_cases/thumbnails/scoped_threads.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    crawler_shared_frontier = "../../../other/real_world_cases/crawler/shared_frontier.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    checksum_scoped_threads = "../../../other/real_world_cases/checksum/scoped_threads.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    always_100_pixels = "../../../wrong/real_world_cases/thumbnails/always_100_pixels.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    at_most_four_threads_a_stage = "../../../wrong/real_world_cases/thumbnails/at_most_four_threads_a_stage.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    at_most_five_workers = "../../../wrong/real_world_cases/crawler/at_most_five_workers.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    two_requests_a_host = "../../../wrong/real_world_cases/crawler/two_requests_a_host.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    keeps_what_it_read_before = "../../../wrong/real_world_cases/checksum/keeps_what_it_read_before.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    checksum_at_most_five_workers = "../../../wrong/real_world_cases/checksum/at_most_five_workers.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    outcomes_by_path = "../../../wrong/real_world_cases/thumbnails/outcomes_by_path.rs"
        against "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs";
    redirects_cost_no_depth = "../../../wrong/real_world_cases/crawler/redirects_cost_no_depth.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
    at_most_seven_workers = "../../../wrong/real_world_cases/checksum/at_most_seven_workers.rs"
        against "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs";
    crawler_shorter_way_goes_one_step = "../../../wrong/real_world_cases/crawler/shorter_way_goes_one_step.rs"
        against "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs";
}

pub fn subjects() -> Vec<Subject> {
    vec![
        Subject::wrong(
            "thumbnails/unbounded",
            thumbnails_unbounded::rules::rules(),
            "few_pictures_are_in_memory",
            "too many pictures",
        ),
        Subject::wrong(
            "thumbnails/queues_too_long",
            thumbnails_queues_too_long::rules::rules(),
            "no_queue_holds_more_than_it_may",
            "a queue grew too long",
        ),
        Subject::wrong(
            "thumbnails/first_error_ends_all",
            thumbnails_first_error_ends_all::rules::rules(),
            "nothing_but_damaged_files_is_no_problem",
            "yours: 2",
        ),
        Subject::wrong(
            "thumbnails/damaged_are_dropped",
            thumbnails_damaged_are_dropped::rules::rules(),
            "a_damaged_file_is_an_outcome",
            "how many outcomes there are of 7 files",
        ),
        Subject::wrong(
            "thumbnails/damaged_is_a_crash",
            thumbnails_damaged_is_a_crash::rules::rules(),
            "a_damaged_file_is_an_outcome",
            "no step panics",
        ),
        Subject::wrong(
            "thumbnails/encode_error_is_lost",
            thumbnails_encode_error_is_lost::rules::rules(),
            "a_damaged_file_is_an_outcome",
            "yours:",
        ),
        Subject::wrong(
            "thumbnails/stage_closes_early",
            thumbnails_stage_closes_early::rules::rules(),
            "each_file_gives_one_outcome",
            "not exactly one thumbnail a file",
        ),
        Subject::wrong(
            "thumbnails/one_thread_a_stage",
            thumbnails_one_thread_a_stage::rules::rules(),
            "each_stage_has_its_threads",
            "than the slowest stage needs",
        ),
        Subject::wrong(
            "thumbnails/threads_of_another_stage",
            thumbnails_threads_of_another_stage::rules::rules(),
            "each_stage_has_its_threads",
            "than the slowest stage needs",
        ),
        Subject::wrong(
            "thumbnails/encodes_with_many",
            thumbnails_encodes_with_many::rules::rules(),
            "each_stage_has_its_threads",
            "than the slowest stage needs",
        ),
        Subject::wrong(
            "thumbnails/stages_one_after_the_other",
            thumbnails_stages_one_after_the_other::rules::rules(),
            "the_stages_work_at_the_same_time",
            "too slow",
        ),
        Subject::wrong(
            "thumbnails/main_keeps_a_sender",
            thumbnails_main_keeps_a_sender::rules::rules(),
            "each_file_gives_one_outcome",
            "deadlock",
        ),
        Subject::wrong(
            "thumbnails/main_hands_out_the_files",
            thumbnails_main_hands_out_the_files::rules::rules(),
            "more_files_than_the_queues_hold_are_no_problem",
            "deadlock",
        ),
        Subject::wrong(
            "thumbnails/counts_instead_of_joining",
            thumbnails_counts_instead_of_joining::rules::rules(),
            "each_file_gives_one_outcome",
            "leaked thread",
        ),
        Subject::wrong(
            "thumbnails/enlarges",
            thumbnails_enlarges::rules::rules(),
            "names_and_sizes_are_right",
            "yours:",
        ),
        Subject::wrong(
            "thumbnails/square",
            thumbnails_square::rules::rules(),
            "names_and_sizes_are_right",
            "yours:",
        ),
        Subject::wrong(
            "thumbnails/same_name",
            thumbnails_same_name::rules::rules(),
            "names_and_sizes_are_right",
            "yours:",
        ),
        Subject::wrong(
            "thumbnails/polls",
            thumbnails_polls::rules::rules(),
            "there_are_the_threads_of_the_stages_and_one_more",
            "polling",
        ),
        Subject::wrong(
            "thumbnails/no_threads_hang",
            thumbnails_no_threads_hang::rules::rules(),
            "a_stage_without_threads_is_an_error",
            "NoWorkers",
        ),
        Subject::wrong(
            "crawler/depth_off_by_one",
            crawler_depth_off_by_one::rules::rules(),
            "the_frontier_goes_as_deep_as_it_may",
            "yours:",
        ),
        Subject::wrong(
            "crawler/one_too_deep",
            crawler_one_too_deep::rules::rules(),
            "the_frontier_goes_as_deep_as_it_may",
            "where 2 is the limit",
        ),
        Subject::wrong(
            "crawler/known_after_the_fetch",
            crawler_known_after_the_fetch::rules::rules(),
            "each_page_is_fetched_once",
            "how often each address was fetched",
        ),
        Subject::wrong(
            "crawler/ends_on_an_empty_queue",
            crawler_ends_on_an_empty_queue::rules::rules(),
            "the_frontier_gives_out_each_address_once",
            "under way",
        ),
        Subject::wrong(
            "crawler/crawl_ends_on_an_empty_queue",
            crawler_crawl_ends_on_an_empty_queue::rules::rules(),
            "each_page_is_fetched_once",
            "how often each address was fetched",
        ),
        Subject::wrong(
            "crawler/in_flight_lost_on_error",
            crawler_in_flight_lost_on_error::rules::rules(),
            "the_frontier_gives_out_each_address_once",
            "both addresses have been fetched",
        ),
        Subject::wrong(
            "crawler/worker_lost_on_error",
            crawler_worker_lost_on_error::rules::rules(),
            "nothing_but_a_broken_link_is_no_problem",
            "deadlock: ",
        ),
        Subject::wrong(
            "crawler/errors_are_not_visits",
            crawler_errors_are_not_visits::rules::rules(),
            "broken_links_are_visits",
            "yours:",
        ),
        Subject::wrong(
            "crawler/first_depth_counts",
            crawler_first_depth_counts::rules::rules(),
            "the_frontier_notices_a_shorter_way",
            "and then found at 1",
        ),
        Subject::wrong(
            "crawler/shorter_way_leads_nowhere",
            crawler_shorter_way_leads_nowhere::rules::rules(),
            "the_frontier_notices_a_shorter_way",
            "is now 2 away",
        ),
        Subject::wrong(
            "crawler/depth_noted_at_the_fetch",
            crawler_depth_noted_at_the_fetch::rules::rules(),
            "the_shortest_way_counts",
            "the depth of /",
        ),
        Subject::wrong(
            "crawler/no_host_limit",
            crawler_no_host_limit::rules::rules(),
            "the_frontier_spares_each_host",
            "yours:",
        ),
        Subject::wrong(
            "crawler/host_limit_for_all",
            crawler_host_limit_for_all::rules::rules(),
            "the_frontier_spares_each_host",
            "yours:",
        ),
        Subject::wrong(
            "crawler/waits_for_the_busy_host",
            crawler_waits_for_the_busy_host::rules::rules(),
            "the_frontier_spares_each_host",
            "yours:",
        ),
        Subject::wrong(
            "crawler/level_by_level",
            crawler_level_by_level::rules::rules(),
            "a_free_worker_fetches_the_next_page_at_once",
            "too slow",
        ),
        Subject::wrong(
            "crawler/sends_all_it_has",
            crawler_sends_all_it_has::rules::rules(),
            "more_links_than_the_queues_hold_are_no_problem",
            "deadlock",
        ),
        Subject::wrong(
            "crawler/one_at_a_time",
            crawler_one_at_a_time::rules::rules(),
            "all_workers_fetch_at_the_same_time",
            "on no schedule",
        ),
        Subject::wrong(
            "crawler/redirects_lead_nowhere",
            crawler_redirects_lead_nowhere::rules::rules(),
            "each_page_is_fetched_once",
            "how often each address was fetched",
        ),
        Subject::wrong(
            "crawler/does_not_join",
            crawler_does_not_join::rules::rules(),
            "each_page_is_fetched_once",
            "leaked thread",
        ),
        Subject::wrong(
            "crawler/polls",
            crawler_polls::rules::rules(),
            "there_is_one_thread_a_worker_and_at_most_one_more",
            "polling",
        ),
        Subject::wrong(
            "crawler/hangs_without_workers",
            crawler_hangs_without_workers::rules::rules(),
            "no_workers_are_an_error",
            "",
        ),
        Subject::wrong(
            "checksum/follows_links_in_circles",
            checksum_follows_links_in_circles::rules::rules(),
            "links_in_circles_are_no_problem",
            "into a folder one is in",
        ),
        Subject::wrong(
            "checksum/each_folder_once",
            checksum_each_folder_once::rules::rules(),
            "links_in_circles_are_no_problem",
            "into a folder one is in",
        ),
        Subject::wrong(
            "checksum/any_order",
            checksum_any_order::rules::rules(),
            "the_walk_goes_by_the_order_of_names",
            "yours:",
        ),
        Subject::wrong(
            "checksum/aborts_on_the_first_unreadable_folder",
            checksum_aborts_on_the_first_unreadable_folder::rules::rules(),
            "what_cannot_be_looked_into_is_told",
            "yours:",
        ),
        Subject::wrong(
            "checksum/unreadable_folders_are_not_told",
            checksum_unreadable_folders_are_not_told::rules::rules(),
            "what_cannot_be_looked_into_is_told",
            "yours:",
        ),
        Subject::wrong(
            "checksum/walks_on",
            checksum_walks_on::rules::rules(),
            "the_walk_ends_when_it_is_told_to",
            "yours: 9",
        ),
        Subject::wrong(
            "checksum/aborts_on_the_first_unreadable_file",
            checksum_aborts_on_the_first_unreadable_file::rules::rules(),
            "trouble_with_one_file_ends_nothing",
            "",
        ),
        Subject::wrong(
            "checksum/retries_what_stays_wrong",
            checksum_retries_what_stays_wrong::rules::rules(),
            "what_stays_wrong_is_not_tried_again",
            "yours:",
        ),
        Subject::wrong(
            "checksum/one_attempt_too_many",
            checksum_one_attempt_too_many::rules::rules(),
            "a_passing_error_is_tried_again",
            "yours:",
        ),
        Subject::wrong(
            "checksum/retries_at_once",
            checksum_retries_at_once::rules::rules(),
            "a_passing_error_is_tried_again",
            "two pauses of 50 ms",
        ),
        Subject::wrong(
            "checksum/hashes_the_whole_chunk",
            checksum_hashes_the_whole_chunk::rules::rules(),
            "digests_are_those_of_sha256sum",
            "yours:",
        ),
        Subject::wrong(
            "checksum/first_chunk_only",
            checksum_first_chunk_only::rules::rules(),
            "digests_are_those_of_sha256sum",
            "yours:",
        ),
        Subject::wrong(
            "checksum/reads_on_after_cancel",
            checksum_reads_on_after_cancel::rules::rules(),
            "a_cancelled_file_is_not_read_on",
            "yours:",
        ),
        Subject::wrong(
            "checksum/loses_what_was_read",
            checksum_loses_what_was_read::rules::rules(),
            "cancelling_loses_nothing_that_was_read",
            "its digest is not reported",
        ),
        Subject::wrong(
            "checksum/loses_the_last_batch",
            checksum_loses_the_last_batch::rules::rules(),
            "cancelling_loses_nothing_that_was_read",
            "has no outcome",
        ),
        Subject::wrong(
            "checksum/queued_files_are_forgotten",
            checksum_queued_files_are_forgotten::rules::rules(),
            "cancelling_loses_nothing_that_was_read",
            "",
        ),
        Subject::wrong(
            "checksum/looks_through_the_whole_tree",
            checksum_looks_through_the_whole_tree::rules::rules(),
            "a_cancelled_walk_lists_no_more_folders",
            "of 13 folders",
        ),
        Subject::wrong(
            "checksum/cancelled_when_files_are_unfinished",
            checksum_cancelled_when_files_are_unfinished::rules::rules(),
            "a_tree_that_was_not_looked_through_is_cancelled",
            "not cancelled",
        ),
        Subject::wrong(
            "checksum/reads_much_at_once",
            checksum_reads_much_at_once::rules::rules(),
            "files_are_read_chunk_by_chunk",
            "655360",
        ),
        Subject::wrong(
            "checksum/cancelled_says_who_asks_last",
            checksum_cancelled_says_who_asks_last::rules::rules(),
            "cancelling_when_all_is_done_is_no_cancelling",
            "yours:",
        ),
        Subject::wrong(
            "checksum/workers_stop_at_a_cancellation",
            checksum_workers_stop_at_a_cancellation::rules::rules(),
            "files_that_wait_when_it_is_cancelled_are_reported",
            "were reported",
        ),
        Subject::wrong(
            "checksum/three_attempts_always",
            checksum_three_attempts_always::rules::rules(),
            "a_file_is_tried_as_often_as_the_options_say",
            "attempts",
        ),
        Subject::wrong(
            "checksum/reports_at_the_end",
            checksum_reports_at_the_end::rules::rules(),
            "outcomes_are_reported_as_they_come",
            "yours:",
        ),
        Subject::wrong(
            "checksum/lists_everything_first",
            checksum_lists_everything_first::rules::rules(),
            "the_queues_stay_short",
            "a queue grew too long",
        ),
        Subject::wrong(
            "checksum/walks_in_main",
            checksum_walks_in_main::rules::rules(),
            "each_file_gives_one_outcome",
            "deadlock",
        ),
        Subject::wrong(
            "checksum/folders_count_as_hashed",
            checksum_folders_count_as_hashed::rules::rules(),
            "trouble_with_one_file_ends_nothing",
            "yours:",
        ),
        Subject::wrong(
            "checksum/one_worker",
            checksum_one_worker::rules::rules(),
            "a_free_worker_takes_the_next_file_at_once",
            "too slow",
        ),
        Subject::wrong(
            "checksum/abandons_its_workers",
            checksum_abandons_its_workers::rules::rules(),
            "cancelling_loses_nothing_that_was_read",
            "",
        ),
        Subject::wrong(
            "checksum/names_as_text",
            checksum_names_as_text::rules::rules(),
            "names_need_not_be_utf8",
            "yours:",
        ),
        Subject::wrong(
            "checksum/cancelled_is_a_failure",
            checksum_cancelled_is_a_failure::rules::rules(),
            "the_exit_code_tells_how_it_went",
            "it was cancelled",
        ),
        Subject::wrong(
            "checksum/failures_are_no_failure",
            checksum_failures_are_no_failure::rules::rules(),
            "the_exit_code_tells_how_it_went",
            "could not be read",
        ),
        Subject::wrong(
            "checksum/hangs_without_workers",
            checksum_hangs_without_workers::rules::rules(),
            "no_workers_are_an_error",
            "",
        ),
        Subject::new(
            "thumbnails/scoped_threads",
            thumbnails_scoped_threads::rules::rules(),
        ),
        Subject::new(
            "crawler/shared_frontier",
            crawler_shared_frontier::rules::rules(),
        ),
        Subject::new(
            "checksum/scoped_threads",
            checksum_scoped_threads::rules::rules(),
        ),
        Subject::wrong(
            "thumbnails/always_100_pixels",
            always_100_pixels::rules::rules(),
            "no_side_is_longer_than_it_may_be",
            "300",
        ),
        Subject::wrong(
            "thumbnails/at_most_four_threads_a_stage",
            at_most_four_threads_a_stage::rules::rules(),
            "each_stage_has_its_threads",
            "decoders: 12",
        ),
        Subject::wrong(
            "crawler/at_most_five_workers",
            at_most_five_workers::rules::rules(),
            "as_many_workers_fetch_as_a_host_allows",
            "8 workers",
        ),
        Subject::wrong(
            "crawler/two_requests_a_host",
            two_requests_a_host::rules::rules(),
            "as_many_workers_fetch_as_a_host_allows",
            "7 requests",
        ),
        Subject::wrong(
            "checksum/keeps_what_it_read_before",
            keeps_what_it_read_before::rules::rules(),
            "another_attempt_begins_the_file_anew",
            "without any trouble",
        ),
        Subject::wrong(
            "checksum/at_most_five_workers",
            checksum_at_most_five_workers::rules::rules(),
            "a_free_worker_takes_the_next_file_at_once",
            "too slow",
        ),
        Subject::wrong(
            "thumbnails/outcomes_by_path",
            outcomes_by_path::rules::rules(),
            "a_file_that_is_named_twice_gives_two_outcomes",
            "named twice",
        ),
        Subject::wrong(
            "crawler/redirects_cost_no_depth",
            redirects_cost_no_depth::rules::rules(),
            "a_redirect_is_a_link_like_any_other",
            "the start redirects",
        ),
        Subject::wrong(
            "checksum/at_most_seven_workers",
            at_most_seven_workers::rules::rules(),
            "a_free_worker_takes_the_next_file_at_once",
            "too slow",
        ),
        Subject::wrong(
            "crawler/shorter_way_goes_one_step",
            crawler_shorter_way_goes_one_step::rules::rules(),
            "a_shorter_way_comes_through_to_the_end",
            "depth",
        ),
    ]
}
