//! What a program says while it runs.

use std::io::{self, Write};

use crate::engine::Nanos;

/// Prints a line, with the time at which it was said.
///
/// In the lab the time is virtual, and the line is kept in the run's transcript.
/// The macro takes the place of the standard one: `use lab::println;`.
#[macro_export]
macro_rules! println {
    ($($text:tt)*) => {
        $crate::say(::core::format_args!($($text)*))
    };
}

/// `   620 ms  text`
pub fn timed(at: Nanos, text: &str) -> String {
    let (millis, rest) = (at / 1_000_000, at % 1_000_000);
    if rest == 0 {
        format!("{millis:>6} ms  {text}")
    } else {
        let micros = rest / 1_000;
        format!("{:>6} ms  {text}", format!("{millis}.{micros:03}"))
    }
}

/// Prints a line of a program that runs.
pub(crate) fn line(at: Nanos, text: &str) {
    print(&format!("{}\n", timed(at, text)));
}

/// Prints to standard output; a reader that has gone away ends the program
/// quietly, as it ends any other.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if let Err(error) = printed {
        if error.kind() != io::ErrorKind::BrokenPipe {
            let _ = writeln!(io::stderr(), "cannot write the output: {error}");
            std::process::exit(1);
        }
        std::process::exit(0);
    }
}
