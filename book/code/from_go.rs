//! The same program in Go and in Rust, idea by idea. `closing.go` is the Go side of
//! `closing.rs`, and both print what is in `closing.txt`; but the Go side of `leak.rs`
//! leaves one behind.

pub mod closing;
pub mod context;
pub mod leak;
pub mod select;
pub mod ticker;
pub mod wait_group;

#[cfg(test)]
mod tests {
    use lab::{Config, Schedule};

    use super::{closing, context, leak, select, ticker, wait_group};

    /// Runs a program on many schedules, and expects it to say the same on each.
    fn says(program: impl Fn(), expected: &str) {
        for seed in 0..200 {
            let schedule = match seed {
                0 => Schedule::Natural,
                seed => Schedule::Random {
                    seed,
                    early_clock: false,
                },
            };
            let run = lab::run(&Config::default().schedule(schedule), &program);
            assert!(run.verdict.is_done(), "{:?}", run.verdict);
            let lines = run.lines.into_iter().map(|line| line.text + "\n");
            assert_eq!(lines.collect::<String>(), expected, "seed {seed}");
        }
    }

    #[test]
    fn each_program_says_the_same_as_in_go() {
        says(closing::run, include_str!("from_go/closing.txt"));
        says(context::run, include_str!("from_go/context.txt"));
        says(leak::run, include_str!("from_go/leak.txt"));
        says(select::run, include_str!("from_go/select.txt"));
        says(ticker::run, include_str!("from_go/ticker.txt"));
        says(wait_group::run, include_str!("from_go/wait_group.txt"));
    }
}
