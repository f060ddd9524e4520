#[expect(
    dead_code,
    reason = "`checksum` does not call `walk`, which has no way to stop"
)]
#[path = "../../../solutions/real_world_cases/src/exercises/mod.rs"]
mod exercises;

#[path = "../../../shared/course/export/real_world_cases/checksum/outcomes.rs"]
mod checksum;

#[path = "../../../shared/course/export/real_world_cases/crawler/outcomes.rs"]
mod crawler;

#[path = "../../../shared/course/export/real_world_cases/thumbnails/outcomes.rs"]
mod thumbnails;
