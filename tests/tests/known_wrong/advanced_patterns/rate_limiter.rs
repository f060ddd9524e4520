//! Solutions of `rate_limiter`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/advanced_patterns/tests/rules/rate_limiter/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "rate_limiter";
    right in "../../../other/advanced_patterns/rate_limiter" {
        negative_balance;
        queue_of_due_times;
        compare_and_exchange;
    }
    wrong in "../../../wrong/advanced_patterns/rate_limiter" {
        fixed_window: "no_second_holds_more_than_rate_and_burst" says "are allowed";
        ticker_that_banks:
            "a_quiet_time_is_not_saved_up" says "tokens at the wrong times";
        sleeps_holding_the_lock:
            "nobody_waits_for_the_lock_while_another_sleeps" says "had to wait";
        no_burst:
            "a_full_bucket_lets_a_burst_through_at_once"
            says "tokens at the wrong times";
        begins_empty:
            "a_full_bucket_lets_a_burst_through_at_once"
            says "tokens at the wrong times";
        one_too_many:
            "after_the_burst_tokens_come_at_even_distances"
            says "tokens at the wrong times";
        try_takes_on_credit: "a_refusal_changes_nothing" says "nine refusals";
        forgets_the_fraction:
            "what_came_while_nobody_asked_is_there" says "tokens at the wrong times";
        sleeps_and_tries_again: "nobody_overtakes" says "in the order of calling";
        asks_every_millisecond: "a_thread_that_waits_sleeps_once" says "polling: ";
        look_then_take:
            "n_requests_take_the_exact_time" says "two threads took one token";
        interval_in_whole_milliseconds:
            "after_the_burst_tokens_come_at_even_distances" says "3 per second";
        gets_up_for_each_token:
            "a_thread_that_waits_sleeps_once" says "times for one token";
        a_busy_lock_is_empty:
            "a_lock_that_is_taken_is_no_reason_to_refuse"
            says "at the same time one thread calls `acquire`";
        takes_and_gives_back:
            "a_refusal_does_not_delay_anybody" says "when the three tokens come";
        refusal_takes_a_turn:
            "a_refusal_does_not_delay_anybody" says "when the three tokens come";
        try_in_a_new_bucket_counts_from_0:
            "acquire_and_try_acquire_share_one_bucket" says "none is left";
        try_has_a_bucket_of_its_own:
            "acquire_and_try_acquire_share_one_bucket" says "`try_acquire` said at";
        try_forgets_the_fraction:
            "acquire_and_try_acquire_share_one_bucket"
            says "the next one comes at 5300 ms";
        parks_once:
            "who_is_unparked_waits_all_the_same" says "somebody has unparked";
        eight_may_wait:
            "n_requests_take_the_exact_time" says "25 requests of 16 clients";
        sleeps_for_one_interval:
            "nobody_overtakes" says "when four threads got their tokens";
        takes_it_when_it_wakes:
            "who_wakes_late_delays_nobody" says "not when its thread wakes up";
        acquire_looks_at_the_clock_first:
            "who_is_slow_takes_what_is_there_then"
            says "look at the clock under the lock";
        try_looks_at_the_clock_first:
            "who_is_slow_takes_what_is_there_then"
            says "whether `try_acquire` refused";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    pub struct RateLimiter(Box<dyn Like + Send + Sync>);

    trait Like {
        fn acquire(&self);
        fn try_acquire(&self) -> bool;
    }

    macro_rules! like {
        ($($it:ident)::+) => {
            impl Like for $($it::)+RateLimiter {
                fn acquire(&self) {
                    self.acquire();
                }

                fn try_acquire(&self) -> bool {
                    self.try_acquire()
                }
            }
        };
    }
    each!(like);

    impl RateLimiter {
        pub fn new(rate: u32, burst: u32) -> RateLimiter {
            selected!(it => RateLimiter(Box::new(it::RateLimiter::new(rate, burst))))
        }

        pub fn acquire(&self) {
            self.0.acquire();
        }

        pub fn try_acquire(&self) -> bool {
            self.0.try_acquire()
        }
    }
}
