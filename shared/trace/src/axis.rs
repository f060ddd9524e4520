//! Time as a line of round numbers.

/// A unit of time and its length in nanoseconds, longest first.
const UNITS: [(&str, u64); 4] = [
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("µs", 1_000),
    ("ns", 1),
];

/// Where the numbers stand on an axis, and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ticks {
    /// The unit of all labels; nothing for an axis of steps.
    pub(crate) unit: &'static str,
    /// Position and label.
    pub(crate) marks: Vec<(u64, String)>,
    /// The length of the axis, as its labels would put it.
    pub(crate) total: String,
}

impl Ticks {
    /// At most `most` ticks, the first of them at zero, for `end` nanoseconds.
    pub(crate) fn of_time(end: u64, most: u64) -> Ticks {
        // Three of a unit at least, or the labels would be mostly decimals.
        let (unit, size) = UNITS
            .into_iter()
            .find(|&(_, size)| end >= 3 * size)
            .unwrap_or(("ns", 1));
        let step = round_step(end, most);
        let label = |at: u64| in_unit(at, size);
        Ticks {
            unit,
            marks: (0..=end / step)
                .map(|n| (n * step, label(n * step)))
                .collect(),
            total: label(end),
        }
    }

    /// As [`Ticks::of_time`], for an axis of `end` steps.
    pub(crate) fn of_steps(end: u64, most: u64) -> Ticks {
        let step = round_step(end, most);
        Ticks {
            unit: "",
            marks: (0..=end / step)
                .map(|n| (n * step, (n * step).to_string()))
                .collect(),
            total: end.to_string(),
        }
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50… that fits at most `most` times.
fn round_step(end: u64, most: u64) -> u64 {
    let most = most.max(2);
    let mut ten = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = ten.saturating_mul(factor);
            if end / step < most {
                return step;
            }
        }
        ten = ten.saturating_mul(10);
    }
}

/// A time as text: `620 ms`, `1.5 s`.
pub(crate) fn time(nanos: u64) -> String {
    let (unit, size) = UNITS
        .into_iter()
        .find(|&(_, size)| nanos >= size)
        .unwrap_or(("ms", 1_000_000));
    format!("{} {unit}", in_unit(nanos, size))
}

/// A few nanoseconds are left out beside milliseconds: rules let work take so much longer
/// than they say, so that nobody looks for its end at just the right time.
fn in_unit(nanos: u64, size: u64) -> String {
    let nanos = match nanos % 1_000 {
        few @ ..100 if size > 1_000 => nanos - few,
        _ => nanos,
    };
    let (whole, rest) = (nanos / size, nanos % size);
    if rest == 0 {
        return whole.to_string();
    }
    let digits = size.ilog10() as usize;
    let rest = format!("{rest:0digits$}");
    format!("{whole}.{}", rest.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        let ticks = Ticks::of_time(620_000_000, 8);
        assert_eq!(ticks.unit, "ms");
        let labels: Vec<_> = ticks.marks.iter().map(|(_, l)| &l[..]).collect();
        assert_eq!(labels, ["0", "100", "200", "300", "400", "500", "600"]);
        let ticks = Ticks::of_time(3_000_000_000, 8);
        assert_eq!(ticks.marks[1].1, "0.5");
        assert_eq!(ticks.unit, "s");
    }

    #[test]
    fn times_are_written_in_the_largest_unit_that_fits() {
        assert_eq!(time(0), "0 ms");
        assert_eq!(time(1_500_000_000), "1.5 s");
        assert_eq!(time(620_000_000), "620 ms");
        assert_eq!(time(1_050), "1.05 µs");
        assert_eq!(time(106_000_007), "106 ms");
        assert_eq!(time(3_737_500), "3.7375 ms");
    }

    #[test]
    fn no_end_is_too_far() {
        assert!(Ticks::of_time(u64::MAX, 6).marks.len() <= 6);
        assert_eq!(Ticks::of_steps(0, 6).marks.len(), 1);
    }
}
