//! Solutions of `checksum`: those that are known to be wrong, and right ones of another build.

#[path = "../../../../chapters/real_world_cases/tests/rules/checksum/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "checksum";
    right in "../../../other/real_world_cases/checksum" {
        scoped_threads;
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
        one_worker: "a_free_worker_takes_the_next_file_at_once" says "too slow";
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
            "a_free_worker_takes_the_next_file_at_once" says "too slow";
        at_most_seven_workers:
            "a_free_worker_takes_the_next_file_at_once" says "too slow";
        walks_on_in_folders_without_files:
            "a_cancelled_walk_lists_no_more_folders" says "13 of 13 folders";
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
