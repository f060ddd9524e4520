//! Solutions of `crawler`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/real_world_cases/tests/rules/crawler/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "crawler";
    right in "../../../other/real_world_cases/crawler" {
        a_mailbox_for_each_worker;
        shared_frontier;
        workers_ask;
        depths_are_computed_anew;
    }
    wrong in "../../../wrong/real_world_cases/crawler" {
        depth_off_by_one: "the_frontier_goes_as_deep_as_it_may" says "yours:";
        one_too_deep: "the_frontier_goes_as_deep_as_it_may" says "where 2 is the limit";
        known_after_the_fetch:
            "each_page_is_fetched_once" says "how often each address was fetched";
        ends_on_an_empty_queue:
            "the_frontier_gives_out_each_address_once" says "under way";
        crawl_ends_on_an_empty_queue:
            "each_page_is_fetched_once" says "how often each address was fetched";
        in_flight_lost_on_error:
            "the_frontier_gives_out_each_address_once"
            says "both addresses have been fetched";
        worker_lost_on_error:
            "nothing_but_a_broken_link_is_no_problem" says "deadlock: ";
        errors_are_not_visits: "broken_links_are_visits" says "yours:";
        first_depth_counts:
            "the_frontier_notices_a_shorter_way" says "and then found at 1";
        shorter_way_leads_nowhere:
            "the_frontier_notices_a_shorter_way" says "is now 2 away";
        depth_noted_at_the_fetch: "the_shortest_way_counts" says "the depth of /";
        no_host_limit: "the_frontier_spares_each_host" says "yours:";
        host_limit_for_all: "the_frontier_spares_each_host" says "yours:";
        waits_for_the_busy_host: "the_frontier_spares_each_host" says "yours:";
        level_by_level: "a_free_worker_fetches_the_next_page_at_once" says "too slow";
        sends_all_it_has:
            "more_links_than_the_queues_hold_are_no_problem" says "deadlock";
        one_at_a_time: "all_workers_fetch_at_the_same_time" says "on no schedule";
        redirects_lead_nowhere:
            "each_page_is_fetched_once" says "how often each address was fetched";
        does_not_join: "each_page_is_fetched_once" says "leaked thread";
        polls: "there_is_one_thread_a_worker_and_at_most_one_more" says "polling";
        hangs_without_workers: "no_workers_are_an_error" says "";
        at_most_five_workers: "as_many_workers_fetch_as_a_host_allows" says "8 workers";
        two_requests_a_host: "as_many_workers_fetch_as_a_host_allows" says "7 requests";
        redirects_cost_no_depth:
            "a_redirect_is_a_link_like_any_other" says "the start redirects";
        shorter_way_goes_one_step:
            "a_shorter_way_comes_through_to_the_end" says "depth";
        nearest_goes_first:
            "the_frontier_gives_out_what_was_found_first" says "what four calls of `take` give";
        nearer_waits_twice:
            "a_shorter_way_counts_for_what_is_not_yet_fetched" says "it is fetched once";
        nearer_while_under_way:
            "a_shorter_way_counts_for_what_is_not_yet_fetched" says "while it was under way";
        redirects_stay_far:
            "a_shorter_way_to_a_redirect_leads_on" says "found at 2";
        redirects_visit_the_target:
            "each_visit_tells_what_its_address_gave" says "which redirects to";
        retries_timeouts:
            "a_broken_link_is_not_fetched_again" says "how often each address was fetched";
        busy_host_goes_to_the_back:
            "who_waits_for_a_busy_host_keeps_its_place"
            says "while its host was busy";
        query_is_ignored:
            "addresses_that_differ_at_all_are_different"
            says "of four addresses";
        a_thread_for_each_address:
            "a_worker_fetches_one_page_after_the_other"
            says "13 threads were started";
        drops_the_handles: "every_thread_is_joined" says "nobody joins";
        twice_on_a_page_is_twice:
            "the_frontier_gives_out_each_address_once" says "links twice";
        host_by_host:
            "the_frontier_gives_out_what_was_found_first" says "four calls of `take`";
        one_worker_more:
            "as_many_workers_fetch_as_a_host_allows" says "3 workers";
        forbidden_is_no_visit:
            "broken_links_are_visits" says "the visits that gave no page";
        retries_what_failed:
            "a_broken_link_is_not_fetched_again" says "cannot be found";
        host_with_its_scheme:
            "a_host_is_what_the_function_host_says" says "1 request a host";
        host_between_slashes:
            "a_host_is_what_the_function_host_says" says "1 request a host";
        host_without_its_port:
            "a_host_is_what_the_function_host_says" says "1 request a host";
        hosts_within_addresses:
            "a_host_is_what_the_function_host_says" says "1 request a host";
        shorter_way_passes_once:
            "the_shortest_of_several_ways_counts" says "both /x and /y link to /m";
        nearer_by_the_same_number:
            "the_shortest_of_several_ways_counts" says "both /x and /y link to /m";
        broken_links_stay_far:
            "the_shortest_of_several_ways_counts" says "which gives no answer";
        too_far_behind_the_next_stays_out:
            "a_shorter_way_brings_in_what_was_too_far" says "with a limit of 4";
        redirects_to_what_is_known_are_no_way:
            "a_shorter_way_to_a_redirect_leads_on" says "which was found at 9";
        looks_every_second:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "polling";
        wakes_every_second:
            "there_is_one_thread_a_worker_and_at_most_one_more" says "for seven pages";
        one_more_than_the_limit:
            "a_limit_may_be_as_great_as_it_can_be" says "overflow";
        the_first_takes_the_free_place:
            "who_waits_for_a_busy_host_keeps_its_place"
            says "while its host was busy";
        capitals_are_ignored:
            "addresses_that_differ_at_all_are_different"
            says "of four addresses";
        the_last_way_counts:
            "the_frontier_notices_a_shorter_way" says "by longer ways";
        sends_all_into_a_hundred:
            "more_links_than_the_queues_hold_are_no_problem" says "deadlock";
        one_new_for_each_answer:
            "a_busy_host_keeps_nobody_from_the_others" says "too slow";
        one_is_woken_for_all_links:
            "as_many_workers_fetch_as_a_host_allows" says "the time that";
        redirects_are_over_elsewhere:
            "each_visit_tells_what_its_address_gave" says "deadlock";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::job::PoolError;
    use workloads::site::{Answer, Limits, Visit};

    pub struct Frontier(Box<dyn Like>);

    trait Like {
        fn found(&mut self, url: &str, depth: u32);
        fn take(&mut self) -> Option<String>;
        fn fetched(&mut self, url: &str, answer: &Answer);
        fn is_done(&self) -> bool;
        fn depth(&self, url: &str) -> Option<u32>;
    }

    macro_rules! like {
        ($($it:ident)::+) => {
            impl Like for $($it::)+Frontier {
                fn found(&mut self, url: &str, depth: u32) {
                    self.found(url, depth);
                }

                fn take(&mut self) -> Option<String> {
                    self.take()
                }

                fn fetched(&mut self, url: &str, answer: &Answer) {
                    self.fetched(url, answer);
                }

                fn is_done(&self) -> bool {
                    self.is_done()
                }

                fn depth(&self, url: &str) -> Option<u32> {
                    self.depth(url)
                }
            }
        };
    }
    each!(like);

    impl Frontier {
        pub fn new(limits: Limits) -> Frontier {
            selected!(it => Frontier(Box::new(it::Frontier::new(limits))))
        }

        pub fn found(&mut self, url: &str, depth: u32) {
            self.0.found(url, depth);
        }

        pub fn take(&mut self) -> Option<String> {
            self.0.take()
        }

        pub fn fetched(&mut self, url: &str, answer: &Answer) {
            self.0.fetched(url, answer);
        }

        pub fn is_done(&self) -> bool {
            self.0.is_done()
        }

        pub fn depth(&self, url: &str) -> Option<u32> {
            self.0.depth(url)
        }
    }

    pub fn crawl<F>(
        start: &str,
        limits: Limits,
        fetch: F,
    ) -> Result<Vec<Visit>, PoolError>
    where
        F: Fn(&str) -> Answer + Send + Sync + 'static,
    {
        // Boxed: each solution is compiled once for all rules.
        let fetch: Box<dyn Fn(&str) -> Answer + Send + Sync> = Box::new(fetch);
        selected!(it => it::crawl(start, limits, fetch))
    }
}
