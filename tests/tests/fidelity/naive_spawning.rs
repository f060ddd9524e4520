#[path = "../../../solutions/naive_spawning/src/exercises/mod.rs"]
mod exercises;

#[path = "../../../shared/course/export/naive_spawning/bounded_spawn/outcomes.rs"]
mod bounded_spawn;

#[path = "../../../shared/course/export/naive_spawning/chunks/outcomes.rs"]
mod chunks;
