//! Solutions of `work_stealing`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/advanced_patterns/tests/rules/work_stealing.rs"]
mod rules;

course_tests::solutions! {
    ($) of "work_stealing";
    right in "../../../other/advanced_patterns/work_stealing" {
        park_and_unpark;
        a_permit_for_each_node;
        takes_several;
        a_version_of_the_queues;
    }
    wrong in "../../../wrong/advanced_patterns/work_stealing" {
        busy_wait: "nobody_polls" says "polling: ";
        sleeps_for_a_millisecond: "nobody_polls" says "polling: ";
        lost_wake_up: "nodes_that_take_no_time_are_no_problem" says "deadlock: ";
        no_second_look:
            "what_is_found_as_another_goes_to_sleep_is_seen"
            says "a worker sleeps on that nobody woke";
        notifies_after_the_lock:
            "what_is_found_as_another_goes_to_sleep_is_seen"
            says "between pushing and notifying";
        version_read_after_looking:
            "what_is_found_as_another_goes_to_sleep_is_seen"
            says "a worker sleeps on that nobody woke";
        does_not_retry:
            "the_first_nodes_are_balanced" says "who is told `Retry` looks again";
        steals_twice:
            "nodes_that_take_no_time_are_no_problem"
            says "not every node was done exactly once";
        leaves_when_empty:
            "nobody_leaves_while_more_may_be_found" says "should take";
        counts_too_late:
            "nobody_leaves_while_more_may_be_found" says "should take";
        nobody_steals: "a_lopsided_load_is_balanced" says "should take";
        one_queue_for_all:
            "a_worker_does_first_what_it_found_itself"
            says "was done by another worker";
        wakes_one: "a_lopsided_load_is_balanced" says "deadlock: ";
        steals_first:
            "a_worker_does_first_what_it_found_itself"
            says "was done by another worker";
        last_wakes_nobody: "each_node_is_done_once" says "deadlock: ";
        all_counted_for_one_worker:
            "each_worker_counts_what_it_did_itself" says "how many nodes each";
        at_most_four_workers: "a_lopsided_load_is_balanced" says "8 workers";
        sleeps_for_an_hour:
            "who_sleeps_sets_no_timeout" says "without a timeout";
        injector_first:
            "the_injector_is_for_who_has_nothing"
            says "a worker leaves the injector alone";
        first_nodes_in_one_deque:
            "the_injector_is_for_who_has_nothing"
            says "the first nodes are to come from an `Injector`";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::job::PoolError;
    use workloads::tree::Node;

    pub fn run_stealing<W>(
        workers: usize,
        nodes: Vec<Node>,
        work: W,
    ) -> Result<Vec<usize>, PoolError>
    where
        W: Fn(Node) -> Vec<Node> + Send + Sync + 'static,
    {
        selected!(it => it::run_stealing(workers, nodes, work))
    }
}
