//! Randomness that does not depend on the schedule.
//!
//! Each attempt at each job has a stream of its own, so which attempts fail is
//! settled by the seed alone: the same in every schedule, and under `--real`.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// The random numbers of one attempt at one job.
///
/// ChaCha with 8 rounds: its stream is specified, and stays the same in every
/// release of every library.
pub fn rng(seed: u64, job: u64, attempt: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&job.to_le_bytes());
    key[16..24].copy_from_slice(&attempt.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}
