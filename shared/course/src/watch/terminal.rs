//! The terminal, as it is while the session lasts.

use std::io::{self, Stdout, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate,
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    size,
};
use crossterm::{execute, queue};

/// Gives the terminal back when it is dropped, also in a panic.
pub(super) struct Terminal(Stdout);

impl Terminal {
    pub(super) fn enter() -> io::Result<Terminal> {
        enable_raw_mode()?;
        // From here on, whatever happens, it is given back.
        let mut terminal = Terminal(io::stdout());
        execute!(terminal.0, EnterAlternateScreen, Hide)?;
        Ok(terminal)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (usize, usize) {
        let (columns, rows) = size().unwrap_or((80, 24));
        (columns.into(), rows.into())
    }

    /// Shows the lines, from the first row on.
    pub(super) fn show(&mut self, lines: &[String]) -> io::Result<()> {
        queue!(self.0, BeginSynchronizedUpdate)?;
        for (row, line) in (0..).zip(lines) {
            queue!(self.0, MoveTo(0, row))?;
            // The line first: erasing the row before it would flicker.
            write!(self.0, "{line}\x1b[0m")?;
            queue!(self.0, Clear(ClearType::UntilNewLine))?;
        }
        queue!(
            self.0,
            Clear(ClearType::FromCursorDown),
            EndSynchronizedUpdate
        )?;
        self.0.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing back.
        let _ = execute!(self.0, Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}
