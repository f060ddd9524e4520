//! Replay codes: schedules as text.

use std::fmt;
use std::str::FromStr;

use super::picker::Schedule;

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schedule::Natural => f.write_str("n"),
            Schedule::Random { seed, early_clock } => {
                write!(f, "{}{seed:x}", if *early_clock { 'e' } else { 'r' })
            }
            Schedule::Pct { seed, depth } => write!(f, "p{seed:x}.{depth}"),
            Schedule::Steered {
                deviations,
                early_clock,
            } => {
                f.write_str(if *early_clock { "t" } else { "s" })?;
                for (index, (at, candidate)) in deviations.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{at}.{candidate}")?;
                }
                Ok(())
            }
        }
    }
}

/// The text is not a replay code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCode(String);

impl fmt::Display for BadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is not a replay code; copy it as the report printed it, for \
             example r1f, p2a.3 or s12.1,40.2",
            self.0
        )
    }
}

impl std::error::Error for BadCode {}

impl FromStr for Schedule {
    type Err = BadCode;

    fn from_str(code: &str) -> Result<Schedule, BadCode> {
        parse(code).ok_or_else(|| BadCode(code.to_owned()))
    }
}

fn parse(code: &str) -> Option<Schedule> {
    let rest = code.get(1..)?;
    let hex = |text: &str| u64::from_str_radix(text, 16).ok();
    match code.as_bytes()[0] {
        b'n' if rest.is_empty() => Some(Schedule::Natural),
        kind @ (b'r' | b'e') => Some(Schedule::Random {
            seed: hex(rest)?,
            early_clock: kind == b'e',
        }),
        b'p' => {
            let (seed, depth) = rest.split_once('.')?;
            Some(Schedule::Pct {
                seed: hex(seed)?,
                depth: depth.parse().ok()?,
            })
        }
        kind @ (b's' | b't') => {
            let pairs = rest.split(',').filter(|pair| !pair.is_empty());
            let deviations = pairs
                .map(|pair| {
                    let (at, candidate) = pair.split_once('.')?;
                    Some((at.parse().ok()?, candidate.parse().ok()?))
                })
                .collect::<Option<Vec<_>>>()?;
            Some(Schedule::Steered {
                deviations,
                early_clock: kind == b't',
            })
        }
        _ => None,
    }
}
