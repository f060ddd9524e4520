#[path = "../../../solutions/advanced_patterns/src/exercises/mod.rs"]
mod exercises;

#[path = "../../../shared/course/export/advanced_patterns/dynamic_pool/outcomes.rs"]
mod dynamic_pool;

#[path = "../../../shared/course/export/advanced_patterns/fast_pool/outcomes.rs"]
mod fast_pool;

#[path = "../../../shared/course/export/advanced_patterns/priority_pool/outcomes.rs"]
mod priority_pool;

#[path = "../../../shared/course/export/advanced_patterns/rate_limiter/outcomes.rs"]
mod rate_limiter;

#[path = "../../../shared/course/export/advanced_patterns/work_stealing/outcomes.rs"]
mod work_stealing;

/// The pool of the lesson, with the originals below it.
#[allow(dead_code, reason = "one test does not need all of it")]
#[path = "../../../chapters/advanced_patterns/src/lesson/fast_pool/work_stealing/mod.rs"]
mod pool_of_the_lesson;

#[test]
fn the_pool_of_the_lesson_loses_nothing_on_plain_std() {
    let pool = pool_of_the_lesson::WorkerPool::builder()
        .workers(3)
        .queue(100);
    let pool = pool.build(|n: u64| n).expect("there are workers");
    let sums: Vec<u64> = std::thread::scope(|scope| {
        let submit =
            || (1..=10_000).for_each(|n| pool.submit(n).expect("it is open"));
        let read = || pool.outcomes().map(|n| n.expect("no panic")).sum();
        let submitters = [scope.spawn(submit), scope.spawn(submit)];
        let readers = [scope.spawn(read), scope.spawn(read)];
        for submitter in submitters {
            submitter.join().expect("no panic");
        }
        pool.shutdown();
        readers
            .map(|reader| reader.join().expect("no panic"))
            .to_vec()
    });
    assert_eq!(sums.iter().sum::<u64>(), 10_000 * 10_001);
}
