//! The requests of chapter 3, a server that is not always well, and the statistics
//! of what it answered.

use std::fmt;
use std::time::Duration;

use lab::println;
use lab::time::Instant;
use rand::RngExt;

use crate::job::PoolError;

const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];
const ENDPOINTS: [&str; 5] =
    ["/users", "/orders", "/products", "/search", "/reports"];

/// The codes of failed requests.
const ERRORS: [u16; 8] = [400, 401, 403, 404, 500, 502, 503, 504];

/// A request to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number, from 1; no two requests have the same.
    pub id: u32,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// A path, such as `/users`.
    pub endpoint: &'static str,
}

/// Who sends, and when a request is sent again.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Threads that send requests.
    pub workers: usize,
    /// Attempts at a request, the first one included. 0 counts as 1.
    pub attempts: usize,
    /// From the end of the first failed attempt until the request is ready again;
    /// twice as long after each further one.
    pub backoff: Duration,
    /// How much longer it may wait at most, so that requests that failed together
    /// do not come back together. Zero: no jitter.
    pub jitter: Duration,
    /// Whether a request that failed with this code is worth another attempt.
    pub is_retryable: fn(u16) -> bool,
    /// Settles the jitter.
    pub seed: u64,
}

/// One answer of the server, measured from the start of the simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The status code.
    pub code: u16,
    /// When the request was sent.
    pub began: Duration,
    /// When it was answered.
    pub ended: Duration,
}

/// What came of a request: it succeeded if its last attempt did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The request's number.
    pub request: u32,
    /// All of its attempts, in the order in which they were made.
    pub attempts: Vec<Attempt>,
}

/// Whether a code says that the request succeeded: 200 to 299.
pub fn is_success(code: u16) -> bool {
    (200..300).contains(&code)
}

/// Every failure may be an accident.
pub fn any_error(code: u16) -> bool {
    !is_success(code)
}

/// The server's failures (5xx) may pass, and 408 and 429 ask to come back later.
/// Any other 4xx says that the request itself is wrong: it is final.
pub fn passing_errors(code: u16) -> bool {
    code >= 500 || code == 408 || code == 429
}

impl Policy {
    /// The jitter of a request after its `failed`-th failed attempt: whole
    /// milliseconds up to [`Policy::jitter`], others for each request and attempt, but the same
    /// on every schedule.
    pub fn jitter_of(&self, request: u32, failed: usize) -> Duration {
        // A stream of its own, apart from that of the server's answers.
        let stream = u64::from(request) | 1 << 32;
        let mut rng = lab::rng(self.seed, stream, failed as u64);
        let most = u64::try_from(self.jitter.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(rng.random_range(0..=most))
    }
}

/// Requests 1 to `count`, with methods and endpoints at random.
pub fn requests(seed: u64, count: u32) -> Vec<Request> {
    let request = |id| {
        let mut rng = lab::rng(seed, u64::from(id), 0);
        Request {
            id,
            method: METHODS[rng.random_range(0..METHODS.len())],
            endpoint: ENDPOINTS[rng.random_range(0..ENDPOINTS.len())],
        }
    };
    (1..=count).map(request).collect()
}

/// A server that takes a while for an answer and is not always well.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    /// Settles which attempts fail, how, and how long each takes.
    pub seed: u64,
    /// Of a hundred attempts so many fail.
    pub failing: u32,
    /// Milliseconds that an answer takes at most; the least is a tenth of it.
    pub longest: u64,
}

impl Server {
    /// Answers with a status code.
    pub fn answer(&self, request: Request, attempt: usize) -> u16 {
        let mut rng = lab::rng(self.seed, request.id.into(), attempt as u64);
        lab::work(Duration::from_millis(
            rng.random_range(self.longest / 10..=self.longest),
        ));
        if rng.random_range(0..100) < self.failing {
            return ERRORS[rng.random_range(0..ERRORS.len())];
        }
        match request.method {
            "POST" => 201,
            "PUT" => 202,
            "DELETE" => 204,
            _ => 200,
        }
    }

    /// The same, and says what was asked and what it answered.
    pub fn answer_aloud(&self, request: Request, attempt: usize) -> u16 {
        let Request {
            id,
            method,
            endpoint,
        } = request;
        println!("🌐 request {id}: {method} {endpoint}, attempt {attempt}");
        let code = self.answer(request, attempt);
        let sign = if is_success(code) { "✅" } else { "⚠️" };
        println!("{sign} request {id}: {code}");
        code
    }
}

/// Has the exercise's functions send `count` requests and sum up the answers.
///
/// # Panics
///
/// When the simulation refuses.
pub fn demonstrate(
    seed: u64,
    count: u32,
    simulate: impl FnOnce(Vec<Request>) -> Result<Vec<Outcome>, PoolError>,
    statistics: fn(&[Outcome], Duration) -> Statistics,
) -> Statistics {
    let requests = requests(seed, count);
    let began = Instant::now();
    let outcomes = simulate(requests).expect("there are workers");
    statistics(&outcomes, began.elapsed())
}

/// What the answers show. Shares are parts of 1; every duration, share and rate of
/// nothing is zero, and so is the rate of requests that took no time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// How many requests there were.
    pub requests: usize,
    /// How many succeeded in the end.
    pub succeeded: usize,
    /// Their share of the requests.
    pub succeeded_share: f64,
    /// How many failed in the end.
    pub failed: usize,
    /// Their share of the requests.
    pub failed_share: f64,
    /// How many attempts were made beyond the first ones.
    pub retries: usize,
    /// The shortest attempt.
    pub shortest: Duration,
    /// The mean duration of all attempts, failed ones included.
    pub mean: Duration,
    /// The longest attempt.
    pub longest: Duration,
    /// The median duration of the successful attempts: the one in the middle, or
    /// the mean of the two in the middle.
    pub median_of_successful: Duration,
    /// Requests per second of the whole simulation.
    pub per_second: f64,
    /// How often each code was answered, in ascending order of the codes.
    pub codes: Vec<CodeCount>,
}

/// How often a code was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CodeCount {
    /// The status code.
    pub code: u16,
    /// How many attempts got it.
    pub count: usize,
    /// Their share of all attempts.
    pub share: f64,
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n📊 {} requests", self.requests)?;
        let percent = |share| 100.0 * share;
        writeln!(
            f,
            "✅ {} succeeded ({:.1} %)\n❌ {} failed ({:.1} %)\n⚠️ {} retries",
            self.succeeded,
            percent(self.succeeded_share),
            self.failed,
            percent(self.failed_share),
            self.retries
        )?;
        writeln!(
            f,
            "📈 attempts: shortest {} ms, mean {} ms, longest {} ms",
            self.shortest.as_millis(),
            self.mean.as_millis(),
            self.longest.as_millis()
        )?;
        writeln!(
            f,
            "📈 successful attempts: median {} ms",
            self.median_of_successful.as_millis()
        )?;
        writeln!(f, "📈 {:.1} requests per second", self.per_second)?;
        writeln!(f, "📊 codes")?;
        for CodeCount { code, count, share } in &self.codes {
            writeln!(f, "   {code}: {count:>3} ({:>4.1} %)", percent(*share))?;
        }
        writeln!(f, "🎉 finished")
    }
}
