use std::sync::Arc;
use std::time::Duration;

use super::exercises::thumbnails::make_thumbnails;
use workloads::pictures::{SimulatedStudio, Stages};

#[test]
fn thumbnails_are_made() {
    let studio = (0..20).fold(SimulatedStudio::default(), |studio, number| {
        studio.with(&format!("{number}.png"), (90, 30), Duration::ZERO)
    });
    let studio = Arc::new(studio.with_damaged("damaged.png", "it is cut off"));
    let stages = Stages {
        decoders: 2,
        resizers: 3,
        encoders: 2,
        queue: 1,
    };
    let files = studio.files();
    let outcomes = make_thumbnails(studio.clone(), files, 30, stages);
    let outcomes = outcomes.expect("there are threads");
    assert_eq!(outcomes.len(), 21);
    assert_eq!(outcomes.iter().filter(|o| o.result.is_err()).count(), 1);
    assert!(studio.most_in_memory() <= 7 + 2);
}
