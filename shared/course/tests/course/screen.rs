//! A real terminal of 80 columns and 24 rows, with a program in it.

use std::io::{Read, Write};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a test waits for what must come: only for failing at last.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    /// Closed when it is dropped.
    terminal: Box<dyn MasterPty + Send>,
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
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut builder = CommandBuilder::new(command.get_program());
        builder.args(command.get_args());
        builder.cwd(command.get_current_dir().expect("a folder"));
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => builder.env(name, value),
                None => builder.env_remove(name),
            }
        }
        builder.env("TERM", "xterm-256color");
        let settings = settings(&*pair.master);
        let child = pair.slave.spawn_command(builder).expect("it starts");
        let seen = Seen {
            parser: vt100::Parser::new(24, 80, 0),
            bytes: Vec::new(),
            is_closed: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let mut output = pair.master.try_clone_reader().expect("its output");
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let read = output.read(&mut buffer).unwrap_or(0);
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
            keys: pair.master.take_writer().expect("its keys"),
            seen,
            terminal: pair.master,
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

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it listens");
        self.keys.flush().expect("it listens");
    }

    /// Whether the terminal is set otherwise than before the program began.
    pub fn is_changed(&self) -> bool {
        settings(&*self.terminal) != self.settings
    }

    /// Sends the program a signal.
    pub fn kill(&self, signal: &str) {
        let id = self.child.process_id().expect("a process").to_string();
        let killed = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(killed.expect("kill").success());
    }

    /// Waits for the end and returns the exit code. The terminal must be as it was.
    pub fn ends(mut self) -> u32 {
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
        status.exit_code()
    }
}

/// Echo, line by line or key by key, and the like.
#[cfg(unix)]
fn settings(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios().expect("it has settings"))
}

#[cfg(not(unix))]
fn settings(_: &dyn MasterPty) -> String {
    String::new()
}
