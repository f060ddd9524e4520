//! Solutions of `worker_pool`: known-wrong ones, and right ones of another build.

#[path = "../../../../chapters/configurable_pool/tests/rules/worker_pool/mod.rs"]
mod rules;

course_tests::solutions! {
    ($) of "worker_pool";
    right in "../../../other/configurable_pool/worker_pool" {
        drop_lets_go_of_the_outcomes;
        mutex_and_condvars;
    }
    wrong in "../../../wrong/configurable_pool/worker_pool" {
        flag_then_recv: "an_idle_pool_can_be_shut_down" says "deadlock: ";
        drain_forgets_the_queue:
            "each_accepted_job_has_exactly_one_outcome" says "not exactly one outcome";
        drop_does_not_join:
            "drop_does_all_accepted_jobs_and_waits_for_them"
            says "jobs are done when `drop` has returned";
        drop_joins_before_it_reads: "drop_with_nobody_reading_ends" says "deadlock: ";
        drop_throws_the_queue_away:
            "drop_with_nobody_reading_ends"
            says "jobs are done when `drop` has returned";
        drop_does_nothing_in_a_panic:
            "drop_because_of_a_panic_ends_too"
            says "jobs are done when `drop` has returned";
        lock_held_while_waiting: "shutdown_does_not_wait" says "deadlock: ";
        accepts_and_loses:
            "submit_and_shutdown_may_race" says "not exactly one outcome";
        shutdown_waits_for_the_workers: "shutdown_does_not_wait" says "deadlock: ";
        worker_dies_of_a_panic:
            "a_panic_is_an_outcome_and_costs_no_worker" says "yours:";
        panic_without_an_outcome:
            "a_panic_is_an_outcome_and_costs_no_worker" says "yours:";
        unbounded_outcomes:
            "a_pool_that_nobody_reads_takes_what_it_holds" says "while nobody read";
        unbounded_jobs:
            "a_pool_that_nobody_reads_takes_what_it_holds" says "while nobody read";
        pool_keeps_a_sender:
            "each_accepted_job_has_exactly_one_outcome"
            says "main itself keeps it open";
        failed_start_hangs:
            "a_pool_that_cannot_start_leaves_no_thread_behind" says "deadlock: ";
        failed_start_leaks:
            "a_pool_that_cannot_start_leaves_no_thread_behind" says "leaked thread";
        second_shutdown_panics:
            "shutdown_refuses_jobs_and_hands_them_back"
            says "destructors must not panic";
        submit_looks_twice:
            "submit_and_shutdown_may_race" says "called `Option::unwrap()` on a `None`";
        drop_unwraps_the_joins:
            "a_panic_comes_out_as_it_was_thrown"
            says "aborted: worker 1 panicked at ";
        names_without_a_number: "threads_are_called_as_the_builder_says" says "baker 2";
        gives_up_when_empty:
            "each_accepted_job_has_exactly_one_outcome" says "not exactly one outcome";
        serial: "a_free_worker_takes_the_oldest_job_at_once" says "750ms";
        submit_tries_again:
            "a_pool_that_nobody_reads_takes_what_it_holds" says "polling: ";
        drop_passes_panics_on:
            "drop_keeps_quiet_about_panics_that_nobody_reads" says "`drop` panicked";
        thread_per_job: "there_are_as_many_threads_as_workers" says "too many threads";
        panic_as_text: "a_panic_comes_out_as_it_was_thrown" says "with `panic_any`";
        another_queue_than_usual:
            "the_defaults_are_4_workers_and_a_queue_of_16" says "a queue of 16";
        another_name_than_usual:
            "the_defaults_are_4_workers_and_a_queue_of_16" says "when none was given";
        at_most_ten_places:
            "the_defaults_are_4_workers_and_a_queue_of_16" says "a queue of 16";
        at_most_five_workers: "nine_workers_do_nine_jobs_at_once" says "too slow";
        submit_naps: "who_waits_goes_on_at_once" says "when outcomes 1 to 4 are read";
        worker_naps: "who_waits_goes_on_at_once" says "when outcomes 1 to 4 are read";
        outcomes_as_submitted:
            "outcomes_come_in_the_order_in_which_the_work_ends"
            says "as soon as it is there";
        reader_asks_ten_times_a_second:
            "who_waits_in_an_idle_pool_sleeps" says "polling: ";
        panics_are_lost_when_full:
            "a_panic_waits_for_room_like_any_outcome" says "yours: (6, ";
        panic_ends_the_thread:
            "a_panic_is_an_outcome_and_costs_no_worker" says "2 by nobody";
        drops_the_handles: "every_thread_is_joined" says "nobody joins";
        one_place_too_many:
            "a_pool_that_nobody_reads_takes_what_it_holds" says "yours: 3";
        submit_does_not_wait:
            "more_jobs_than_the_pool_holds_are_no_problem"
            says "it waits while there is no room";
        next_outcome_gives_up:
            "next_outcome_waits_as_long_as_it_takes"
            says "gave `None` while the pool was open";
        failed_start_panics:
            "a_pool_that_cannot_start_is_an_error"
            says "did not return `BuildError::Spawn`";
    }
}

/// What the rules check: the solution that this process is about.
mod subject {
    use lab::thread;
    use workloads::pool::{BuildError, SubmitError};

    pub struct WorkerPool<J, R>(Box<dyn Like<J, R> + Send + Sync>);

    trait Like<J, R> {
        fn submit(&self, job: J) -> Result<(), SubmitError<J>>;
        fn next_outcome(&self) -> Option<thread::Result<R>>;
        fn outcomes(&self) -> Box<dyn Iterator<Item = thread::Result<R>> + '_>;
        fn shutdown(&self);
    }

    macro_rules! like {
        ($($it:ident)::+) => {
            impl<J, R> Like<J, R> for $($it::)+WorkerPool<J, R>
            where
                J: Send + 'static,
                R: Send + 'static,
            {
                fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
                    self.submit(job)
                }

                fn next_outcome(&self) -> Option<thread::Result<R>> {
                    self.next_outcome()
                }

                fn outcomes(
                    &self,
                ) -> Box<dyn Iterator<Item = thread::Result<R>> + '_> {
                    Box::new(self.outcomes())
                }

                fn shutdown(&self) {
                    self.shutdown();
                }
            }
        };
    }
    each!(like);

    /// What was set, in its order, and is said to the solution's own builder.
    pub struct Builder(Vec<Set>);

    enum Set {
        Workers(usize),
        Queue(usize),
        Name(String),
    }

    impl Builder {
        pub fn workers(mut self, workers: usize) -> Builder {
            self.0.push(Set::Workers(workers));
            self
        }

        pub fn queue(mut self, queue: usize) -> Builder {
            self.0.push(Set::Queue(queue));
            self
        }

        pub fn name(mut self, name: impl Into<String>) -> Builder {
            self.0.push(Set::Name(name.into()));
            self
        }

        pub fn build<J, R, W>(self, work: W) -> Result<WorkerPool<J, R>, BuildError>
        where
            J: Send + 'static,
            R: Send + 'static,
            W: Fn(J) -> R + Send + Sync + 'static,
        {
            // Boxed: each solution is compiled once for all rules.
            let work: Box<dyn Fn(J) -> R + Send + Sync> = Box::new(work);
            selected!(it => {
                let mut builder = it::WorkerPool::builder();
                for set in self.0 {
                    builder = match set {
                        Set::Workers(workers) => builder.workers(workers),
                        Set::Queue(queue) => builder.queue(queue),
                        Set::Name(name) => builder.name(name),
                    };
                }
                Ok(WorkerPool(Box::new(builder.build(work)?)))
            })
        }
    }

    impl WorkerPool<(), ()> {
        pub fn builder() -> Builder {
            Builder(Vec::new())
        }
    }

    impl<J, R> WorkerPool<J, R> {
        pub fn new<W>(
            workers: usize,
            work: W,
        ) -> Result<WorkerPool<J, R>, BuildError>
        where
            J: Send + 'static,
            R: Send + 'static,
            W: Fn(J) -> R + Send + Sync + 'static,
        {
            // Boxed: each solution is compiled once for all rules.
            let work: Box<dyn Fn(J) -> R + Send + Sync> = Box::new(work);
            selected!(it => {
                let pool = it::WorkerPool::new(workers, work)?;
                Ok(WorkerPool(Box::new(pool)))
            })
        }

        pub fn submit(&self, job: J) -> Result<(), SubmitError<J>> {
            self.0.submit(job)
        }

        pub fn next_outcome(&self) -> Option<thread::Result<R>> {
            self.0.next_outcome()
        }

        pub fn outcomes(&self) -> Box<dyn Iterator<Item = thread::Result<R>> + '_> {
            self.0.outcomes()
        }

        pub fn shutdown(&self) {
            self.0.shutdown();
        }
    }
}
