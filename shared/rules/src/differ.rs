//! Two long values, cut to where they differ.

/// Characters of a value that are shown.
const SHOWN: usize = 160;

/// Of them, those at most that come before the first difference.
const BEFORE: usize = 80;

/// Both values whole, if they are short; otherwise of both what stands around the
/// first character in which they differ.
pub(crate) fn around_difference(yours: &str, promised: &str) -> (String, String) {
    let is_short = |value: &str| value.chars().count() <= SHOWN;
    if is_short(yours) && is_short(promised) {
        return (yours.to_owned(), promised.to_owned());
    }
    let both = yours.chars().zip(promised.chars());
    let alike: Vec<char> =
        both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    let first = start(&alike);
    (part(yours, first), part(promised, first))
}

/// Where to begin, in characters, when so many are alike: with an item of a list, if
/// one begins there.
fn start(alike: &[char]) -> usize {
    let earliest = alike.len().saturating_sub(BEFORE);
    if earliest == 0 {
        return 0;
    }
    let rest = &alike[earliest..];
    let comma = rest.windows(2).position(|two| two == [',', ' ']);
    earliest + comma.map_or(0, |comma| comma + 2)
}

fn part(value: &str, first: usize) -> String {
    let mut rest = value.chars().skip(first);
    let shown: String = rest.by_ref().take(SHOWN).collect();
    let before = if first > 0 { "… " } else { "" };
    let after = if rest.next().is_some() { "…" } else { "" };
    format!("{before}{shown}{after}")
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, around_difference};

    fn shown<T: std::fmt::Debug>(yours: T, promised: T) -> (String, String) {
        around_difference(&format!("{yours:?}"), &format!("{promised:?}"))
    }

    #[test]
    fn short_values_are_whole() {
        let (yours, promised) = shown([1, 2, 3], [1, 2, 4]);
        assert_eq!((&*yours, &*promised), ("[1, 2, 3]", "[1, 2, 4]"));
    }

    #[test]
    fn of_long_lists_the_first_difference_is_shown() {
        let whole: Vec<_> = (1..=300).collect();
        let (yours, promised) = shown(&whole[..299], &whole[..]);
        assert!(yours.starts_with("… 284, 285, "), "{yours}");
        assert!(yours.ends_with(", 298, 299]"), "{yours}");
        assert!(promised.ends_with(", 298, 299, 300]"), "{promised}");

        let mut wrong = whole.clone();
        wrong[149] = 0;
        let (yours, promised) = shown(&wrong, &whole);
        assert!(yours.contains(", 149, 0, 151, "), "{yours}");
        assert!(promised.contains(", 149, 150, 151, "), "{promised}");
        assert!(yours.starts_with("… ") && yours.ends_with('…'), "{yours}");
        assert!(promised.chars().count() <= SHOWN + 3, "{promised}");
    }

    #[test]
    fn what_differs_from_the_start_is_cut_at_its_end() {
        let whole: Vec<_> = (1..=300).collect();
        let (yours, promised) = shown(&whole[1..], &whole[..]);
        assert!(
            yours.starts_with("[2, 3, ") && yours.ends_with('…'),
            "{yours}"
        );
        assert!(promised.starts_with("[1, 2, 3, "), "{promised}");
        // One of the two may be short, or nothing at all.
        let (yours, promised) = shown(&whole[..0], &whole[..]);
        assert_eq!(yours, "[]");
        assert!(promised.starts_with("[1, 2, 3, "), "{promised}");
    }

    #[test]
    fn text_without_items_is_cut_between_characters() {
        let long = "é".repeat(500);
        let (yours, promised) = shown(format!("{long}a"), format!("{long}b"));
        assert!(
            yours.starts_with("… éé") && yours.ends_with("éa\""),
            "{yours}"
        );
        assert!(promised.ends_with("éb\""), "{promised}");
    }
}
