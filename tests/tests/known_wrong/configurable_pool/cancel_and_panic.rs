//! Solutions of `cancel_and_panic`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/configurable_pool/tests/rules/cancel_and_panic/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "cancel_and_panic";
    right in "../../../other/configurable_pool/cancel_and_panic" {
        loop_that_begins_anew;
        mutex_and_condvar;
        submit_sends_late;
        a_panic_ends_the_thread;
        select_on_a_signal;
        numbers_in_a_channel;
    }
    wrong in "../../../wrong/configurable_pool/cancel_and_panic" {
        worker_dies: "a_panic_is_an_outcome" says "Panicked";
        reply_lost: "a_panic_is_an_outcome" says "Panicked";
        asks_the_box: "a_panic_is_an_outcome" says "(no message)";
        last_words_only: "a_panic_costs_no_worker" says "deadlock: ";
        cancel_waits_for_the_whole_queue:
            "cancel_waits_for_running_jobs_and_no_longer" says "yours:";
        running_jobs_abandoned:
            "cancel_waits_for_running_jobs_and_no_longer"
            says "when the running jobs still need";
        unstarted_jobs_lost: "cancel_returns_the_unstarted_jobs" says "the unstarted";
        newest_first: "cancel_returns_the_unstarted_jobs" says "the oldest first";
        idle_workers_sleep_on:
            "cancel_wakes_workers_that_wait_for_jobs" says "deadlock: ";
        second_cancel_does_not_wait:
            "of_several_cancels_each_waits" says "each of two calls of `cancel` waited";
        lock_held_while_joining:
            "submit_does_not_wait_for_a_cancel" says "how long `submit` waited";
        accepts_and_loses: "submit_and_cancel_may_race" says "deadlock: ";
        taken_and_thrown_away:
            "cancel_lets_running_jobs_end" says "not every job is there exactly once";
        a_late_ticket_minds:
            "a_dropped_ticket_changes_nothing" says "somebody waits for it";
        asks_again_and_again: "nobody_polls" says "polling: ";
        cancelled_while_it_waits: "each_job_has_exactly_one_outcome" says "Cancelled";
        at_most_three_workers: "nine_workers_do_nine_jobs_at_once" says "too slow";
        queue_of_sixteen:
            "submit_never_waits_for_a_worker"
            says "how long 300 calls of `submit` waited";
        wait_asks_every_second: "nobody_polls" says "main asked";
        cancel_needs_the_ticket:
            "cancel_returns_jobs_whose_ticket_was_dropped" says "nobody waits";
        cancel_forgets_who_does_not_wait:
            "cancel_returns_jobs_whose_ticket_was_dropped"
            says "ticket of job 2 was dropped";
        somebody_hears_each_panic:
            "a_panic_that_nobody_waits_for_costs_no_worker"
            says "whose tickets were dropped";
        takes_before_it_closes:
            "what_comes_at_the_same_time_does_not_hold_cancel_up"
            says "what waits is not begun";
        late_ones_first:
            "submit_and_cancel_may_race"
            says "the oldest comes first";
        told_when_the_workers_have_ended:
            "who_waits_for_a_cancelled_job_is_told_at_once"
            says "what the one who waits for job 2 is told";
        five_panics_and_no_more:
            "a_panic_that_nobody_waits_for_costs_no_worker"
            says "after twelve that panic";
        workers_return_the_rest:
            "cancel_returns_the_unstarted_jobs"
            says "the oldest first";
        nobody_joins_the_replacement:
            "a_panic_is_an_outcome"
            says "leaked thread: ";
        replacement_waits_for_the_join:
            "a_job_may_panic_while_the_pool_is_cancelled"
            says "deadlock: ";
        rests_after_a_panic:
            "a_panic_costs_no_worker"
            says "of which the first six panic";
        cancel_counts_the_workers:
            "when_cancel_returns_every_worker_has_ended"
            says "leaked thread: ";
        joins_share_the_workers:
            "of_several_cancels_each_waits"
            says "each of two calls of `cancel` waited";
        takes_the_stop_signs:
            "submit_and_cancel_may_race"
            says "deadlock: ";
        deals_the_jobs_out:
            "a_free_worker_takes_the_oldest_job"
            says "the order in which two workers began";
        counts_down_what_is_done:
            "a_job_may_panic_while_the_pool_is_cancelled"
            says "deadlock: ";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use workloads::pool::{BuildError, Outcome, SubmitError};

    pub struct CancellablePool<J, R>(Box<dyn Like<J, R> + Send + Sync>);

    pub struct Ticket<R>(Box<dyn FnOnce() -> Outcome<R> + Send>);

    impl<R> Ticket<R> {
        pub fn wait(self) -> Outcome<R> {
            (self.0)()
        }
    }

    trait Like<J, R> {
        fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>>;
        fn cancel(&self) -> Vec<J>;
    }

    macro_rules! like {
        ($($it:ident)::+) => {
            impl<J, R> Like<J, R> for $($it::)+CancellablePool<J, R>
            where
                J: Send + 'static,
                R: Send + 'static,
            {
                fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
                    let ticket = self.submit(job)?;
                    Ok(Ticket(Box::new(|| ticket.wait())))
                }

                fn cancel(&self) -> Vec<J> {
                    self.cancel()
                }
            }
        };
    }
    each!(like);

    impl<J, R> CancellablePool<J, R>
    where
        J: Send + 'static,
        R: Send + 'static,
    {
        pub fn start<W>(
            workers: usize,
            work: W,
        ) -> Result<CancellablePool<J, R>, BuildError>
        where
            W: Fn(J) -> R + Send + Sync + 'static,
        {
            // Boxed: each solution is compiled once for all rules.
            let work: Box<dyn Fn(J) -> R + Send + Sync> = Box::new(work);
            selected!(it => {
                let pool = it::CancellablePool::start(workers, work)?;
                Ok(CancellablePool(Box::new(pool)))
            })
        }
    }

    impl<J, R> CancellablePool<J, R> {
        pub fn submit(&self, job: J) -> Result<Ticket<R>, SubmitError<J>> {
            self.0.submit(job)
        }

        pub fn cancel(&self) -> Vec<J> {
            self.0.cancel()
        }
    }
}
