//! Checksums on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use workloads::checksums::Outcome;

use crate::disk::line;

/// Shows outcomes as they come: digests on standard output, in the form of
/// `sha256sum`; everything else, and a progress bar if there is a terminal, on
/// standard error.
pub struct Console {
    bar: ProgressBar,
    bar_breaks_lines: bool,
}

impl Default for Console {
    fn default() -> Console {
        // Hides itself when standard error is no terminal.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = "{spinner} {pos} files, {per_sec}, {elapsed}  {wide_msg}";
        bar.set_style(
            ProgressStyle::with_template(style).expect("the template is right"),
        );
        // It shows that time goes on while large files are read.
        bar.enable_steady_tick(Duration::from_millis(100));
        Console {
            bar,
            bar_breaks_lines: io::stdout().is_terminal(),
        }
    }
}

impl Console {
    /// Shows an outcome.
    ///
    /// # Errors
    ///
    /// When standard output cannot be written.
    pub fn show(&self, outcome: &Outcome) -> io::Result<()> {
        self.bar.inc(1);
        match &outcome.result {
            Ok(digest) => {
                let line = line(&digest.sha256, &outcome.path);
                let write = || {
                    let mut out = io::stdout().lock();
                    out.write_all(&line)?;
                    out.flush()
                };
                if self.bar_breaks_lines {
                    return self.bar.suspend(write);
                }
                write()
            }
            Err(reason) => {
                let path = outcome.path.display();
                self.bar.suspend(|| eprintln!("❌ {path}: {reason}"));
                Ok(())
            }
        }
    }

    /// Takes the progress bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
