//! Solutions of `thumbnails`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/real_world_cases/tests/rules/thumbnails.rs"]
mod rules;

course_tests::solutions! {
    ($) of "thumbnails";
    right in "../../../other/real_world_cases/thumbnails" {
        errors_go_the_whole_way;
        queues_by_hand;
        scoped_threads;
        whichever_is_possible;
    }
    wrong in "../../../wrong/real_world_cases/thumbnails" {
        unbounded: "few_pictures_are_in_memory" says "too many pictures";
        queues_too_long: "no_queue_holds_more_than_it_may" says "a queue grew too long";
        first_error_ends_all: "nothing_but_damaged_files_is_no_problem" says "yours: 2";
        damaged_are_dropped:
            "a_damaged_file_is_an_outcome"
            says "the files that have an outcome";
        damaged_is_a_crash: "a_damaged_file_is_an_outcome" says "no step panics";
        encode_error_is_lost: "a_damaged_file_is_an_outcome" says "yours:";
        stage_closes_early:
            "each_file_gives_one_outcome" says "not exactly one thumbnail a file";
        one_thread_a_stage:
            "each_stage_has_its_threads" says "when the slowest stage always has";
        threads_of_another_stage:
            "each_stage_has_its_threads" says "when the slowest stage always has";
        encodes_with_many:
            "each_stage_has_its_threads" says "when the slowest stage always has";
        stages_one_after_the_other: "the_stages_work_at_the_same_time" says "too slow";
        main_keeps_a_sender: "each_file_gives_one_outcome" says "deadlock";
        main_hands_out_the_files:
            "more_files_than_the_queues_hold_are_no_problem" says "deadlock";
        counts_instead_of_joining: "each_file_gives_one_outcome" says "leaked thread";
        enlarges: "names_and_sizes_are_right" says "yours:";
        square: "names_and_sizes_are_right" says "yours:";
        same_name: "names_and_sizes_are_right" says "yours:";
        polls: "there_are_the_threads_of_the_stages_and_one_more" says "polling";
        no_threads_hang: "a_stage_without_threads_is_an_error" says "NoWorkers";
        always_100_pixels: "no_side_is_longer_than_it_may_be" says "300";
        at_most_four_threads_a_stage: "each_stage_has_its_threads" says "decoders: 12";
        outcomes_by_path:
            "a_file_that_is_named_twice_gives_two_outcomes" says "named twice";
        no_files_before_no_threads:
            "no_files_and_no_threads_are_an_error" says "without files and resizers";
        writes_over_the_original:
            "each_thumbnail_is_written_under_its_own_name"
            says "what the studio was to";
        the_folder_is_lost:
            "each_thumbnail_is_written_under_its_own_name"
            says "the outcome of a picture";
        width_and_height_swapped:
            "each_thumbnail_is_written_under_its_own_name"
            says "what the studio was to";
        does_not_join: "every_thread_is_joined" says "nobody joins";
        one_small_picture_too_many:
            "no_queue_holds_more_than_it_may" says "held 4 messages";
        all_files_are_queued_at_once:
            "no_queue_holds_more_than_it_may" says "held 20 messages";
        scales_down_to_nothing:
            "names_and_sizes_are_right" says "shorter than one";
        every_name_has_a_dot:
            "names_and_sizes_are_right" says "yours:";
        no_more_encoders_than_places:
            "each_stage_has_its_threads" says "encoders: 12";
        a_thread_for_each_file:
            "there_are_the_threads_of_the_stages_and_one_more" says "started in all";
        outcomes_without_bound:
            "no_queue_holds_more_than_it_may" says "a queue grew too long";
        sums_the_threads: "a_stage_without_threads_is_an_error" says "NoWorkers";
        one_outcome_too_many:
            "no_queue_holds_more_than_it_may" says "held 4 messages";
        a_damaged_file_spares_the_joins:
            "every_thread_is_joined" says "nobody joins";
        small_pictures_by_hand_without_bound:
            "few_pictures_are_in_memory" says "too many pictures";
        the_end_wakes_one:
            "no_queue_holds_more_than_it_may" says "on condition variable";
        two_take_the_same_file:
            "each_file_gives_one_outcome" says "not exactly one thumbnail a file";
        encodes_with_the_list_locked:
            "each_stage_has_its_threads" says "when the slowest stage always has";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use std::path::PathBuf;
    use std::sync::Arc;

    use workloads::job::PoolError;
    use workloads::pictures::{Outcome, Stages, Studio};

    pub fn make_thumbnails(
        studio: Arc<dyn Studio>,
        files: Vec<PathBuf>,
        longest: u32,
        stages: Stages,
    ) -> Result<Vec<Outcome>, PoolError> {
        selected!(it => it::make_thumbnails(studio, files, longest, stages))
    }
}
