//! Makes requests that must not come too fast.

use exercises::rate_limiter::RateLimiter;
use workloads::rate::demonstrate;

fn main() {
    let (requests, rate, burst) = (20, 10, 5);
    let limiter = RateLimiter::new(rate, burst);
    print!("{}", demonstrate(requests, || limiter.acquire()));
}
