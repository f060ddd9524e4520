//! A real terminal of 80 columns and 24 rows, with a program in it.

use std::io::{Read, Write};
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use pty_process::blocking::{self, Pty};
use rustix::termios::tcgetattr;

/// How long a test waits for what must come: only for failing at last.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Screen {
    child: Child,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    terminal: Arc<Pty>,
    /// How the terminal was set before the program began.
    settings: String,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    is_closed: bool,
}

impl Screen {
    /// Starts the program in a new terminal.
    pub fn start(command: &Command) -> Screen {
        let (terminal, other_end) = blocking::open().expect("a terminal");
        let size = pty_process::Size::new(24, 80);
        terminal.resize(size).expect("a size");
        let mut inside = blocking::Command::new(command.get_program())
            .args(command.get_args())
            .current_dir(command.get_current_dir().expect("a folder"))
            .env("TERM", "xterm-256color");
        for (name, value) in command.get_envs() {
            inside = match value {
                Some(value) => inside.env(name, value),
                None => inside.env_remove(name),
            }
        }
        let settings = settings(&terminal);
        let child = inside.spawn(other_end).expect("it starts");
        let seen = Seen {
            parser: vt100::Parser::new(24, 80, 0),
            bytes: Vec::new(),
            is_closed: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let terminal = Arc::new(terminal);
        let output = Arc::clone(&terminal);
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let read = (&*output).read(&mut buffer).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.parser.process(&buffer[..read]);
                seen.bytes.extend_from_slice(&buffer[..read]);
                seen.is_closed = read == 0;
                shared.1.notify_all();
                if read == 0 {
                    break;
                }
            }
        });
        Screen {
            child,
            seen,
            terminal,
            settings,
        }
    }

    /// Waits until all of `words` are on the screen, and returns it.
    pub fn shows(&self, words: &[&str]) -> String {
        let (seen, changed) = &*self.seen;
        let is_awaited = |seen: &mut Seen| {
            let text = seen.parser.screen().contents();
            !words.iter().all(|word| text.contains(word))
        };
        let guard = seen.lock().unwrap();
        let (seen, waited) = changed
            .wait_timeout_while(guard, PATIENCE, is_awaited)
            .unwrap();
        let text = seen.parser.screen().contents();
        assert!(!waited.timed_out(), "{words:?} did not appear on:\n{text}");
        text
    }

    /// Whether anything on the screen has a colour.
    pub fn is_coloured(&self) -> bool {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.parser.screen();
        let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        cells
            .filter_map(|(row, column)| screen.cell(row, column))
            .any(|cell| cell.fgcolor() != vt100::Color::Default)
    }

    /// Everything that was written, with what the terminal makes of it.
    pub fn bytes(&self) -> String {
        let seen = self.seen.0.lock().unwrap();
        String::from_utf8_lossy(&seen.bytes).into_owned()
    }

    pub fn press(&self, keys: &str) {
        let written = (&*self.terminal).write_all(keys.as_bytes());
        written.expect("it listens");
    }

    /// Whether the terminal is set otherwise than before the program began.
    pub fn is_changed(&self) -> bool {
        settings(&self.terminal) != self.settings
    }

    /// Sends the program a signal.
    pub fn kill(&self, signal: &str) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(killed.expect("kill").success());
    }

    /// Waits for the end and returns the exit code. The terminal must be as it was.
    pub fn ends(mut self) -> i32 {
        let status = self.child.wait().expect("it ends");
        assert!(!self.is_changed(), "the terminal is still in raw mode");
        let (seen, changed) = &*self.seen;
        let guard = seen.lock().unwrap();
        // All that it wrote.
        let (seen, _) = changed
            .wait_timeout_while(guard, PATIENCE, |seen| {
                seen.parser.screen().alternate_screen() && !seen.is_closed
            })
            .unwrap();
        assert!(!seen.parser.screen().alternate_screen());
        assert!(!seen.parser.screen().hide_cursor());
        status.code().expect("no signal ended it")
    }
}

/// Echo, line by line or key by key, and the like.
fn settings(terminal: &Pty) -> String {
    format!("{:?}", tcgetattr(terminal).expect("it has settings"))
}
