//! What may follow `cargo bench -p benches --features peers --`.

use clap::{Arg, ArgAction, Command};

/// How to measure.
pub struct Flags {
    /// Few rounds: to see whether it works.
    pub is_quick: bool,
    /// Whether the tables and the plot of the book are written.
    pub saves: bool,
}

impl Flags {
    /// Those that were given. Ends the process if others were, and says which there are.
    pub fn parse() -> Flags {
        let switch = |name: &'static str, help: &'static str| {
            let arg = Arg::new(name).long(name).action(ArgAction::SetTrue);
            arg.help(help)
        };
        let given = Command::new("benches")
            .bin_name("cargo bench -p benches --features peers --")
            .arg(switch("quick", "Few rounds: to see whether it works"))
            .arg(switch("save", "Write the tables and the plot of the book"))
            // Cargo says this to every benchmark.
            .arg(switch("bench", "").hide(true))
            .get_matches();
        Flags {
            is_quick: given.get_flag("quick"),
            saves: given.get_flag("save"),
        }
    }
}
