//! When a task is tried again, and when it all ends.

use lab::time::{Duration, Instant};
use rules::{Rule, on_every_schedule};
use workloads::log::Log;
use workloads::retry::{Policy, Task, tasks};

use super::{Script, answer, expect_outcomes, policy, pool};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("a_task_waits_for_the_pause_before_each_retry", || {
            on_every_schedule(|| {
                for nanos in [100_000_000, 30_000_000, 1_500_700] {
                    // A worker is free whenever a retry is due.
                    let script = Script::new(&[5, 2, 9]);
                    let pause = Duration::from_nanos(nanos);
                    let policy = policy(3, 5, 0);
                    drop(script.run(Policy { pause, ..policy }));
                    script.expect_pauses(3, pause);
                }
            })
            .at_exact_times()
            .schedules(300)
        }),
        Rule::new("a_waiting_task_occupies_no_worker", || {
            on_every_schedule(|| {
                // Task 1 fails at 10 ms and is due at 110 ms, when task 3 keeps the
                // only worker busy; task 4 has been ready for longer.
                expect_order(
                    100,
                    &[(1, 2, 10), (2, 1, 60), (3, 1, 60), (4, 1, 10)],
                    &[(1, 0), (2, 10), (3, 70), (4, 130), (1, 140)],
                );
                // Tasks 4 and 5 wait for longer than task 1, whose pause is short.
                expect_order(
                    15,
                    &[(1, 2, 10), (2, 1, 10), (3, 1, 10), (4, 1, 10), (5, 1, 10)],
                    &[(1, 0), (2, 10), (3, 20), (4, 30), (5, 40), (1, 50)],
                );
                // Ready again at once, but behind task 2.
                expect_order(
                    0,
                    &[(1, 2, 10), (2, 1, 10)],
                    &[(1, 0), (2, 10), (1, 20)],
                );
                // Both wait at the same time, and task 2 for nobody else.
                expect_order(
                    100,
                    &[(1, 2, 20), (2, 3, 10)],
                    &[(1, 0), (2, 20), (1, 120), (2, 140), (2, 250)],
                );
            })
            .at_exact_times()
            .schedules(250)
        }),
        Rule::new("who_has_been_ready_for_longest_is_next", || {
            on_every_schedule(|| {
                // Task 2 fails at 10 ms, task 1 at 10.4 ms: they are ready at 110 and
                // 110.4 ms, when tasks 3 and 4 keep both workers busy, one of them until
                // 200 ms.
                let steps = [(2, 10_400), (2, 10_000), (1, 190_000), (1, 200_000)];
                let script = Script {
                    steps: steps.map(|s| (s.0, Duration::from_micros(s.1))).to_vec(),
                    calls: Log::default(),
                };
                drop(script.run(policy(2, 3, 100)));
                let again = |task| script.attempt(task, 2).began.as_millis();
                assert_eq!(
                    [again(2), again(1)],
                    [200, 210],
                    "when tasks 2 and 1 were tried again (ms); they are ready at 110 \
                     and 110.4 ms, a worker is free at 200 ms, and task 2 takes 10 ms"
                );
                // Three wait while the only worker is busy.
                expect_order(
                    100,
                    &[(1, 2, 10), (2, 2, 10), (3, 2, 10), (4, 1, 200)],
                    &[
                        (1, 0),
                        (2, 10),
                        (3, 20),
                        (4, 30),
                        (1, 230),
                        (2, 240),
                        (3, 250),
                    ],
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
        Rule::new("a_pause_begins_when_an_attempt_fails", || {
            on_every_schedule(|| {
                let long = [(2, 10), (1, 60), (1, 60)];
                let steps = long.into_iter().chain([(1, 1); 11]);
                let script = Script {
                    steps: steps.map(|s| (s.0, Duration::from_millis(s.1))).collect(),
                    calls: Log::default(),
                };
                drop(script.run(policy(1, 3, 100)));
                assert_eq!(
                    script.attempt(1, 2).began,
                    Duration::from_millis(141),
                    "when task 1 was tried again, which failed at 10 ms and was ready \
                     at 110 ms; until 141 ms other tasks kept the only worker"
                );
            })
            .at_exact_times()
            .schedules(50)
        }),
        Rule::new("how_often_a_task_was_tried_makes_no_difference", || {
            on_every_schedule(|| {
                // Task 3 is ready at 195 ms, task 1 at 220 ms, for the third time.
                expect_order(
                    100,
                    &[(1, 3, 10), (2, 2, 60), (3, 2, 25)],
                    &[
                        (1, 0),
                        (2, 10),
                        (3, 70),
                        (1, 110),
                        (2, 170),
                        (3, 230),
                        (1, 255),
                    ],
                );
                let service = |task: Task, attempt| {
                    let millis = match (task.id, attempt) {
                        (2, 1) => 150,
                        (3, 2) => 180,
                        (4, 2) => 140,
                        _ => 10,
                    };
                    lab::work(Duration::from_millis(millis));
                    answer(task, attempt == [3, 2, 2, 2][task.id as usize - 1])
                };
                let outcomes = pool(policy(2, 3, 100), tasks(4), service);
                let last = |id| {
                    let of_task = outcomes.iter().find(|o| o.task == id);
                    of_task.and_then(|o| o.attempts.last()).map(|a| a.began)
                };
                // Ready at 220 and at 250 ms, when tasks 3 and 4 keep both workers.
                assert_eq!(
                    [last(1), last(2)],
                    [290, 300].map(|millis| Some(Duration::from_millis(millis))),
                    "when the third attempt at task 1 began, which was ready at 220 \
                     ms, and the second one at task 2, ready at 250 ms; a worker was \
                     free at 290 ms, and another one at 300 ms"
                );
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("no_retry_begins_before_its_pause_is_over", || {
            on_every_schedule(|| {
                let policy = policy(2, 3, 100);
                for outcome in Script::new(&[3, 3, 3, 1]).run(policy) {
                    for (two, number) in outcome.attempts.windows(2).zip(1..) {
                        assert!(
                            two[1].began >= two[0].ended + policy.pause,
                            "attempt {number} at task {} ended at {:?}, the pause is \
                             {:?}, and the next attempt began at {:?}, as the \
                             outcome says: too early, or not all times are measured \
                             from the same moment",
                            outcome.task,
                            two[0].ended,
                            policy.pause,
                            two[1].began
                        );
                    }
                }
            })
            .schedules(500)
        }),
        Rule::new("pauses_of_several_tasks_pass_at_the_same_time", || {
            on_every_schedule(|| {
                // Of three workers one does task 4 when it has done another.
                for (workers, millis) in [(4, 260), (3, 280)] {
                    let began = Instant::now();
                    expect_outcomes(workers, 3, &[3, 3, 3, 3]);
                    assert_eq!(
                        began.elapsed(),
                        Duration::from_millis(millis),
                        "the time that {workers} workers take for 4 tasks of 3 \
                         attempts: 3 × 20 ms, and two pauses of 100 ms, which pass \
                         for all at the same time"
                    );
                }
            })
            .at_exact_times()
            .schedules(250)
        }),
        Rule::new("the_pool_ends_with_its_last_outcome", || {
            on_every_schedule(|| {
                let began = Instant::now();
                drop(Script::new(&[9, 1]).run(policy(2, 2, 100)));
                assert_eq!(
                    began.elapsed(),
                    Duration::from_millis(140),
                    "when the pool ended: after two attempts of 20 ms and a pause \
                     of 100 ms between them nothing is left to wait for"
                );
            })
            .at_exact_times()
            .schedules(200)
        }),
    ]
}

/// Has one worker do tasks, each with its number, the attempt that succeeds and the
/// milliseconds an attempt takes, and expects these calls: task, and when it began.
fn expect_order(pause: u64, steps: &[(u32, usize, u64)], expected: &[(u32, u64)]) {
    let steps = steps.iter();
    let script = Script {
        steps: steps.map(|s| (s.1, Duration::from_millis(s.2))).collect(),
        calls: Log::default(),
    };
    drop(script.run(policy(1, 3, pause)));
    let calls = script.calls.all().into_iter();
    let calls = calls.map(|c| (c.task, c.attempt.began.as_millis() as u64));
    assert_eq!(
        calls.collect::<Vec<_>>(),
        expected,
        "which tasks the only worker took, and when (task, ms); each goes on {pause} \
         ms after it failed, and who has been ready for longest is next"
    );
}
