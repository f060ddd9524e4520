//! What the thumbnail pipeline promises, on every schedule.

use lab::time::{Duration, Instant};
use rules::{Rule, counted, on_every_schedule, on_some_schedule, scenario};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use workloads::job::PoolError;
use workloads::log::Log;
use workloads::pictures::{
    Outcome, Picture, SimulatedStudio, Stages, Studio, Thumbnail,
};

use super::subject::make_thumbnails;

const THREE: Stages = Stages {
    decoders: 2,
    resizers: 1,
    encoders: 1,
    queue: 2,
};

pub fn rules() -> Vec<Rule> {
    vec![
        Rule::new("no_files_and_no_threads_are_an_error", || {
            on_every_schedule(|| {
                let studio = Arc::new(pictures(0));
                let stages = stages(1, 0, 1, 1);
                let result = make_thumbnails(studio, Vec::new(), 100, stages);
                let promised = Err(PoolError::NoWorkers);
                assert_eq!(
                    result, promised,
                    "the result without files and resizers"
                );
            })
            .schedules(5)
        }),
        Rule::new("each_thumbnail_is_written_under_its_own_name", || {
            on_every_schedule(|| {
                let studio = SimulatedStudio::default();
                let studio = Arc::new(Watched {
                    studio: studio.with("trip/wide.jpg", (1_000, 500), MS),
                    steps: Log::default(),
                });
                let files = vec!["trip/wide.jpg".into()];
                let outcomes = make_thumbnails(studio.clone(), files, 100, THREE);
                assert_eq!(
                    outcomes,
                    Ok(vec![made("trip/wide.jpg", "trip/wide_thumb.jpg", 100, 50)]),
                    "the outcome of a picture of 1000x500 in a folder"
                );
                assert_eq!(
                    studio.steps.all(),
                    ["resize 100x50", "encode trip/wide_thumb.jpg"],
                    "what the studio was to resize to, and to write"
                );
            })
            .schedules(20)
        }),
        Rule::new("each_file_gives_one_outcome", || {
            on_every_schedule(|| {
                expect_whole(7, THREE);
                expect_whole(1, THREE);
                expect_whole(5, stages(3, 2, 2, 1));
                expect_whole(3, stages(1, 1, 1, 0));
            })
            .schedules(500)
        }),
        Rule::new("a_file_that_is_named_twice_gives_two_outcomes", || {
            on_every_schedule(|| {
                let studio = Arc::new(pictures(1));
                let files = [studio.files(), studio.files()].concat();
                let result = make_thumbnails(studio, files, 100, THREE);
                assert_eq!(
                    result.map(|outcomes| outcomes.len()),
                    Ok(2),
                    "how many outcomes there are of a file that was named twice"
                );
            })
            .schedules(50)
        }),
        Rule::new("more_files_than_the_queues_hold_are_no_problem", || {
            on_every_schedule(|| expect_whole(40, stages(2, 2, 2, 1))).schedules(100)
        }),
        Rule::new("names_and_sizes_are_right", || {
            on_every_schedule(|| {
                let studio = SimulatedStudio::default()
                    .with("wide.jpg", (1_000, 500), MS)
                    .with("high.png", (50, 400), MS)
                    .with("line.jpeg", (1_000, 3), MS)
                    .with("scan", (200, 200), MS)
                    .with("tiny.png", (10, 20), MS);
                let expected = [
                    made("high.png", "high_thumb.png", 12, 100),
                    made("line.jpeg", "line_thumb.jpeg", 100, 1),
                    made("scan", "scan_thumb", 100, 100),
                    made("tiny.png", "tiny_thumb.png", 10, 20),
                    made("wide.jpg", "wide_thumb.jpg", 100, 50),
                ];
                assert_eq!(
                    run(studio, THREE).0,
                    expected,
                    "the outcomes of five pictures, sorted; no side may be longer \
                     than 100 pixels, nor shorter than one: see `fit` and \
                     `thumbnail_name`"
                );
            })
            .schedules(100)
        }),
        Rule::new("no_side_is_longer_than_it_may_be", || {
            on_every_schedule(|| {
                let studio = SimulatedStudio::default();
                let studio = Arc::new(studio.with("wide.jpg", (1_000, 500), MS));
                for (longest, size) in [(300, (300, 150)), (30, (30, 15))] {
                    let files = studio.files();
                    let made =
                        make_thumbnails(studio.clone(), files, longest, THREE)
                            .expect("every stage has threads");
                    let made = made.first().and_then(|o| o.result.as_ref().ok());
                    assert_eq!(
                        made.map(|made| (made.width, made.height)),
                        Some(size),
                        "the size of a picture of 1000×500 when no side may be \
                         longer than {longest}"
                    );
                }
            })
            .schedules(20)
        }),
        Rule::new("a_damaged_file_is_an_outcome", || {
            on_every_schedule(|| {
                // With one decoder, who must go on, and with more.
                for stages in [stages(1, 1, 1, 2), THREE] {
                    let studio = pictures(4)
                        .with_damaged("damaged.png", "it is cut off")
                        .with_damaged("z.png", "no picture")
                        .with("full.png", (9, 9), MS);
                    let outcomes = run(studio, stages).0;
                    let names: Vec<_> =
                        outcomes.iter().filter_map(|o| o.source.to_str()).collect();
                    assert_eq!(
                        names,
                        [
                            "damaged.png",
                            "full.png",
                            "picture00.png",
                            "picture01.png",
                            "picture02.png",
                            "picture03.png",
                            "z.png",
                        ],
                        "the files that have an outcome (sorted), of 7, two of which \
                         cannot be decoded, and one cannot be written"
                    );
                    let failed: Vec<_> = outcomes
                        .iter()
                        .filter_map(|o| {
                            Some((o.source.to_str()?, o.result.clone().err()?))
                        })
                        .collect();
                    let expected = [
                        ("damaged.png", "it is cut off".to_owned()),
                        ("full.png", "no space left on device".to_owned()),
                        ("z.png", "no picture".to_owned()),
                    ];
                    assert_eq!(
                        failed, expected,
                        "the files that failed, and why, of seven"
                    );
                }
            })
            .schedules(500)
        }),
        Rule::new("nothing_but_damaged_files_is_no_problem", || {
            on_every_schedule(|| {
                assert_eq!(
                    run(damaged(12), stages(2, 1, 1, 1)).0.len(),
                    12,
                    "how many outcomes there are of 12 damaged files"
                );
            })
            .schedules(300)
        }),
        Rule::new("few_pictures_are_in_memory", || {
            on_every_schedule(|| {
                // Pictures wait for the resizer; in the end for the encoder.
                for (decoders, resizers, queue) in
                    [(1, 1, 0), (2, 1, 1), (3, 1, 2), (4, 4, 1)]
                {
                    let stages = stages(decoders, resizers, 1, queue);
                    // One with each thread, and what the two queues hold.
                    let most = decoders + resizers + 1 + 2 * queue;
                    let (_, in_memory) = run(pictures(20), stages);
                    assert!(
                        in_memory <= most,
                        "too many pictures: {in_memory} were in memory at once; \
                         {}, {}, 1 encoder and two queues of {queue} hold {most}",
                        counted(decoders, "decoder"),
                        counted(resizers, "resizer")
                    );
                }
            })
            .schedules(200)
        }),
        Rule::new("no_queue_holds_more_than_it_may", || {
            on_every_schedule(|| {
                // What waits is for the resizer, and then for the encoder.
                drop(run(pictures(20), stages(2, 1, 1, 3)));
                drop(run(pictures(20), stages(4, 4, 1, 3)));
                // Six outcomes at once, from either stage that has some.
                drop(run(pictures(6), stages(6, 6, 6, 3)));
                drop(run(damaged(6), stages(6, 1, 1, 3)));
            })
            .queues_never_above(3)
            .schedules(150)
        }),
        Rule::new("the_stages_work_at_the_same_time", || {
            on_every_schedule(|| {
                // Decoding takes 20 ms like resizing, encoding 10 ms: after the
                // first picture, one every 20 ms.
                let studio = pictures(6);
                assert_eq!(
                    run(studio, stages(1, 1, 1, 1)).0.len(),
                    6,
                    "how many outcomes there are of 6 pictures"
                );
            })
            .ends_at(Duration::from_millis(20 + 6 * 20 + 10))
            .schedules(300)
        }),
        Rule::new("each_stage_has_its_threads", || {
            on_every_schedule(|| {
                // Twelve pictures; 20 ms to decode one, 20 to resize, 10 to encode.
                // Each time another stage is the slowest.
                for (stages, millis) in [
                    (stages(2, 4, 4, 4), 6 * 20 + 20 + 10),
                    (stages(4, 2, 4, 4), 20 + 6 * 20 + 10),
                    (stages(6, 6, 1, 12), 20 + 20 + 12 * 10),
                    (stages(12, 12, 12, 2), 20 + 20 + 10),
                ] {
                    let began = Instant::now();
                    assert_eq!(
                        run(pictures(12), stages).0.len(),
                        12,
                        "how many outcomes there are of 12 pictures"
                    );
                    let expected = Duration::from_millis(millis);
                    assert_eq!(
                        began.elapsed(),
                        expected,
                        "the time that twelve pictures take, when the slowest stage \
                         always has something to do, with {stages:?}"
                    );
                }
            })
            .at_exact_times()
            .schedules(100)
        }),
        Rule::new("all_stages_are_busy_on_some_schedule", || {
            on_some_schedule(
                "do four threads work at the same time",
                || run(pictures(8), THREE).0.len() == 8,
                |figures| figures.peak_working == 4,
            )
            .schedules(200)
        }),
        Rule::new("a_stage_without_threads_is_an_error", || {
            on_every_schedule(|| {
                for stages in
                    [stages(0, 2, 1, 1), stages(1, 0, 2, 1), stages(2, 1, 0, 1)]
                {
                    scenario(format_args!(
                        "`make_thumbnails` must return `NoWorkers` with {stages:?}"
                    ));
                    let studio = Arc::new(pictures(2));
                    let files = studio.files();
                    let result = make_thumbnails(studio, files, 100, stages);
                    assert_eq!(
                        result,
                        Err(PoolError::NoWorkers),
                        "what `make_thumbnails` returns, with a stage without \
                         threads: {stages:?}"
                    );
                }
            })
            .schedules(20)
        }),
        Rule::new("no_files_give_no_outcomes", || {
            on_every_schedule(|| {
                assert_eq!(run(pictures(0), THREE).0, [], "the outcomes of no files")
            })
            .schedules(300)
        }),
        Rule::new("every_thread_is_joined", || {
            on_every_schedule(|| {
                let studio =
                    pictures(3).with_damaged("damaged.png", "it is cut off");
                drop(run(studio, stages(2, 3, 1, 1)));
            })
            .joins_every_thread()
            .schedules(50)
        }),
        Rule::new("there_are_the_threads_of_the_stages_and_one_more", || {
            on_every_schedule(|| drop(run(pictures(9), stages(2, 3, 1, 1))))
                .peak_threads(7)
                .threads_in_all(7)
                .never_polls(2)
                .schedules(400)
        }),
    ]
}

const MS: Duration = Duration::from_millis(1);

fn stages(
    decoders: usize,
    resizers: usize,
    encoders: usize,
    queue: usize,
) -> Stages {
    Stages {
        decoders,
        resizers,
        encoders,
        queue,
    }
}

/// Pictures that take 20 ms to be decoded.
fn pictures(count: u32) -> SimulatedStudio {
    (0..count).fold(SimulatedStudio::default(), |studio, number| {
        let name = format!("picture{number:02}.png");
        studio.with(&name, (400, 400), 20 * MS)
    })
}

/// Files that are found to be damaged after 10 ms.
fn damaged(count: u32) -> SimulatedStudio {
    (0..count).fold(SimulatedStudio::default(), |studio, number| {
        studio.with_damaged(&format!("{number}.png"), "empty")
    })
}

/// The outcomes, sorted, and the most pictures that were in memory.
fn run(studio: SimulatedStudio, stages: Stages) -> (Vec<Outcome>, usize) {
    let studio = Arc::new(studio);
    let files = studio.files();
    scenario(format_args!("{} files, {stages:?}", files.len()));
    let result = make_thumbnails(studio.clone(), files, 100, stages);
    let mut outcomes = result.expect("every stage has threads");
    outcomes.sort_by(|a, b| a.source.cmp(&b.source));
    (outcomes, studio.most_in_memory())
}

fn expect_whole(count: u32, stages: Stages) {
    let outcomes = run(pictures(count), stages).0;
    let expected: Vec<_> = (0..count)
        .map(|n| {
            let (source, name) = (
                format!("picture{n:02}.png"),
                format!("picture{n:02}_thumb.png"),
            );
            made(&source, &name, 100, 100)
        })
        .collect();
    assert_eq!(
        outcomes, expected,
        "not exactly one thumbnail a file (sorted)"
    );
}

fn made(source: &str, name: &str, width: u32, height: u32) -> Outcome {
    Outcome {
        source: PathBuf::from(source),
        result: Ok(Thumbnail {
            name: PathBuf::from(name),
            width,
            height,
        }),
    }
}

/// A studio that remembers what it was told.
struct Watched {
    studio: SimulatedStudio,
    steps: Log<String>,
}

impl Studio for Watched {
    fn decode(&self, source: &Path) -> Result<Picture, String> {
        self.studio.decode(source)
    }

    fn resize(&self, picture: Picture, width: u32, height: u32) -> Picture {
        self.steps.note(format!("resize {width}x{height}"));
        self.studio.resize(picture, width, height)
    }

    fn encode(&self, name: &Path, picture: Picture) -> Result<(), String> {
        // The same on every system.
        let shown = name.display().to_string().replace('\\', "/");
        self.steps.note(format!("encode {shown}"));
        self.studio.encode(name, picture)
    }
}
