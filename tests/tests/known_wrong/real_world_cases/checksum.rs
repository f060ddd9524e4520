//! Solutions of `checksum`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "checksum";
    right in "../../../other/real_world_cases/checksum" {
        a_queue_by_hand;
        copied_by_std;
        scoped_threads;
        workers_pull_the_walk;
    }
    wrong in "../../../wrong/real_world_cases/checksum" {
        follows_links_in_circles:
            "links_in_circles_are_no_problem" says "into a folder one is in";
        each_folder_once:
            "links_in_circles_are_no_problem" says "into a folder one is in";
        any_order: "the_walk_goes_by_the_order_of_names" says "yours:";
        aborts_on_the_first_unreadable_folder:
            "what_cannot_be_looked_into_is_told" says "yours:";
        unreadable_folders_are_not_told:
            "what_cannot_be_looked_into_is_told" says "yours:";
        walks_on: "the_walk_ends_when_it_is_told_to" says "yours: 9";
        aborts_on_the_first_unreadable_file:
            "trouble_with_one_file_ends_nothing" says "";
        retries_what_stays_wrong: "what_stays_wrong_is_not_tried_again" says "yours:";
        one_attempt_too_many: "a_passing_error_is_tried_again" says "yours:";
        retries_at_once: "a_passing_error_is_tried_again" says "two pauses of 50 ms";
        hashes_the_whole_chunk: "digests_are_those_of_sha256sum" says "yours:";
        first_chunk_only: "digests_are_those_of_sha256sum" says "yours:";
        reads_on_after_cancel: "a_cancelled_file_is_not_read_on" says "yours:";
        loses_what_was_read:
            "cancelling_loses_nothing_that_was_read" says "its digest is not reported";
        loses_the_last_batch:
            "cancelling_loses_nothing_that_was_read" says "has no outcome";
        queued_files_are_forgotten: "cancelling_loses_nothing_that_was_read" says "";
        looks_through_the_whole_tree:
            "a_cancelled_walk_lists_no_more_folders" says "of 13 folders";
        cancelled_when_files_are_unfinished:
            "a_tree_that_was_not_looked_through_is_cancelled" says "not cancelled";
        reads_much_at_once: "files_are_read_chunk_by_chunk" says "655360";
        cancelled_says_who_asks_last:
            "cancelling_when_all_is_done_is_no_cancelling" says "yours:";
        workers_stop_at_a_cancellation:
            "files_that_wait_when_it_is_cancelled_are_reported" says "were reported";
        three_attempts_always:
            "a_file_is_tried_as_often_as_the_options_say" says "attempts";
        reports_at_the_end: "outcomes_are_reported_as_they_come" says "yours:";
        lists_everything_first: "the_queues_stay_short" says "a queue grew too long";
        walks_in_main: "each_file_gives_one_outcome" says "deadlock";
        folders_count_as_hashed: "trouble_with_one_file_ends_nothing" says "yours:";
        one_worker: "a_free_worker_takes_the_next_file_at_once" says "how long";
        abandons_its_workers: "cancelling_loses_nothing_that_was_read" says "";
        names_as_text: "names_need_not_be_utf8" says "yours:";
        cancelled_is_a_failure:
            "the_exit_code_tells_how_it_went" says "it was cancelled";
        failures_are_no_failure:
            "the_exit_code_tells_how_it_went" says "could not be read";
        hangs_without_workers: "no_workers_are_an_error" says "";
        keeps_what_it_read_before:
            "another_attempt_begins_the_file_anew" says "without any trouble";
        at_most_five_workers:
            "a_free_worker_takes_the_next_file_at_once" says "how long";
        at_most_seven_workers:
            "a_free_worker_takes_the_next_file_at_once" says "how long";
        walks_on_in_folders_without_files:
            "a_cancelled_walk_lists_no_more_folders" says "13 of 13 folders";
        asks_at_top_level_only:
            "a_cancelled_walk_ends_in_every_folder" says "of 13 folders";
        asks_after_listing:
            "nothing_is_listed_when_it_is_cancelled_before"
            says "how many folders were listed";
        asks_again_at_the_end:
            "cancelling_at_the_end_of_the_walk_leaves_nothing_undone"
            says "the summary, cancelled while";
        asks_when_leaving_a_folder:
            "cancelling_at_the_end_of_the_walk_leaves_nothing_undone"
            says "the summary, cancelled while";
        asks_before_folders_only:
            "a_cancelled_walk_ends_among_files" says "the walk went on to";
        drops_one_in_hand:
            "files_that_were_handed_out_have_an_outcome" says "but a worker none";
        folder_errors_at_the_end:
            "a_folder_that_cannot_be_listed_is_reported_at_once"
            says "when the folder t/a";
        outcomes_without_bound: "slow_reports_hold_up_the_walk" says "have a place";
        lists_too_long: "slow_reports_hold_up_the_walk" says "have a place";
        outcomes_by_workers:
            "queues_are_as_long_as_they_are_to_be_with_many_workers" says "have a place";
        files_by_workers:
            "queues_are_as_long_as_they_are_to_be_with_many_workers" says "have a place";
        a_queue_of_its_own_without_bound:
            "slow_reports_hold_up_the_walk" says "have a place";
        an_answer_to_an_error_is_ignored:
            "the_walk_ends_wherever_it_is_told_to" says "of how many paths";
        an_answer_in_a_folder_is_forgotten:
            "the_walk_ends_wherever_it_is_told_to" says "of how many paths";
        asks_before_the_first_attempt_only:
            "a_file_is_not_opened_once_it_is_cancelled" says "how often it was opened";
        asks_after_each_read:
            "an_open_file_is_not_read_once_it_is_cancelled"
            says "as soon as it was open";
        pauses_after_the_last_attempt:
            "there_is_no_pause_after_the_last_attempt" says "the four pauses between";
        keeps_the_first_error:
            "the_last_error_counts" says "what came of a file whose first";
        what_cannot_be_opened_is_final:
            "what_cannot_be_opened_may_be_open_to_another_attempt"
            says "what came of a file whose first";
        does_not_join: "every_thread_is_joined" says "nobody joins";
        stays_in_folders_it_could_not_list:
            "what_cannot_be_looked_into_is_told" says "t/same leads to t/locked";
        a_locked_root_is_not_told:
            "what_cannot_be_looked_into_is_told" says "a root that cannot be opened";
        any_root_but_a_folder_is_a_file:
            "the_walk_goes_by_the_order_of_names" says "a root that is a socket";
        fewer_kinds_are_final:
            "what_may_pass_is_what_is_transient_says" says "IsADirectory";
        few_kinds_may_pass:
            "what_may_pass_is_what_is_transient_says" says "WouldBlock";
        interrupted_is_final:
            "an_interrupted_read_harms_nothing" says "interrupts the first read";
        interrupted_is_the_end:
            "an_interrupted_read_harms_nothing" says "interrupts the first read";
        a_short_read_is_the_end:
            "a_read_may_give_less_than_there_is" says "one byte";
        folders_are_tried_again:
            "a_path_is_looked_at_in_one_attempt" says "only one attempt";
        kinds_are_tried_again:
            "a_path_is_looked_at_in_one_attempt" says "only one attempt";
        no_files_are_a_failure:
            "the_exit_code_tells_how_it_went" says "nothing to read";
        a_root_that_is_a_file_gives_nothing:
            "a_root_that_is_no_folder_has_an_outcome" says "a root that is a file";
        a_missing_root_gives_nothing:
            "a_root_that_is_no_folder_has_an_outcome" says "a root that is not there";
        the_walker_reads_too:
            "a_free_worker_takes_the_next_file_at_once" says "how long 3 workers";
        workers_look_every_50_ms:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "polling";
        later_pauses_are_longer:
            "there_is_no_pause_after_the_last_attempt" says "the four pauses between";
        no_queue_without_a_place:
            "slow_reports_hold_up_the_walk" says "have a place";
        a_failed_read_hides_the_cancellation:
            "a_file_is_not_opened_once_it_is_cancelled" says "while its first attempt failed";
        counts_one_further_than_the_last:
            "a_passing_error_is_tried_again" says "overflow";
        never_sorts: "the_walk_goes_by_the_order_of_names" says "the files of t";
        hidden_files_are_passed_over:
            "the_walk_goes_by_the_order_of_names" says ".hidden";
        an_empty_buffer: "files_are_read_chunk_by_chunk" says "without room";
        a_cancelled_tool_spares_the_joins:
            "every_thread_is_joined" says "nobody joins";
        every_passing_error_is_read_on:
            "what_may_pass_is_what_is_transient_says" says "too many steps";
        an_interrupted_read_begins_anew:
            "an_interrupted_read_harms_nothing" says "interrupts the second read";
        the_walk_is_locked_while_reading:
            "outcomes_are_reported_as_they_come" says "when the outcomes of two files";
        asks_when_a_file_is_handed_out:
            "cancelling_when_all_is_done_is_no_cancelling" says "the only file";
        the_walk_looks_for_room_every_50_ms:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "polling";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use std::io;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use workloads::checksums::{Digest, Disk, Failure, Options, Outcome, Summary};
    use workloads::job::PoolError;

    pub fn walk(
        disk: &dyn Disk,
        root: &Path,
        found: &mut dyn FnMut(PathBuf, io::Result<()>) -> bool,
    ) {
        selected!(it => it::walk(disk, root, found))
    }

    pub fn hash_file(
        disk: &dyn Disk,
        file: &Path,
        attempts: u32,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Digest, Failure> {
        selected!(it => it::hash_file(disk, file, attempts, cancelled))
    }

    pub fn checksum(
        disk: Arc<dyn Disk>,
        root: &Path,
        options: Options,
        cancelled: Arc<dyn Fn() -> bool + Send + Sync>,
        report: &mut dyn FnMut(&Outcome),
    ) -> Result<Summary, PoolError> {
        selected!(it => it::checksum(disk, root, options, cancelled, report))
    }

    pub fn exit_code(summary: &Summary) -> u8 {
        selected!(it => it::exit_code(summary))
    }
}
