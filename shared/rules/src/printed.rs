//! What a rule's process printed: the learner's text, and among it the verdict.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes kept of what the learner's code printed, and of each line of it. A line
/// of the verdict is shorter.
const KEPT: usize = 2_000;
const LINE: usize = 4_096;

/// Bytes after which a process that prints is ended.
pub(crate) const FLOOD: u64 = 128 << 20;

/// Bytes kept of the verdict; one that is longer is none.
const KEPT_VERDICT: usize = 4 << 20;

/// How long is waited for the rest of an output whose process has ended: a process
/// that it started may hold it open for ever.
const GRACE: Duration = Duration::from_millis(500);

/// How long is waited for a verdict that is not there, or not whole: on a busy machine
/// this process may get no turn to read what has long been written.
const GRACE_FOR_VERDICT: Duration = Duration::from_secs(5);

/// Reads an output to the end, so that the process never waits for us.
pub(crate) struct Reader {
    so_far: Arc<Mutex<Printed>>,
    end: Receiver<()>,
}

impl Reader {
    /// Starts to read. Lines that begin with `word` are the verdict's.
    pub(crate) fn start(mut from: impl Read + Send + 'static, word: &str) -> Reader {
        let printed = Printed {
            word: word.to_owned(),
            ..Printed::default()
        };
        let so_far = Arc::new(Mutex::new(printed));
        let shared = Arc::clone(&so_far);
        let (ended, end) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n @ 1..) = from.read(&mut buffer) {
                lock(&shared).take(&buffer[..n]);
            }
            // Nobody waits any more if the grace was over.
            let _ = ended.send(());
        });
        Reader { so_far, end }
    }

    /// Whether it is more than anybody reads, and too much to wait for.
    pub(crate) fn is_flood(&self) -> bool {
        lock(&self.so_far).bytes > FLOOD
    }

    /// Waits for the end of the output, for no longer than `most`: whether it is there.
    pub(crate) fn ends_within(&self, most: Duration) -> bool {
        self.end.recv_timeout(most) != Err(RecvTimeoutError::Timeout)
    }

    /// Waits, once the process has ended, until its verdict `is_whole`, or all is read,
    /// or it is plain that none will come.
    pub(crate) fn wait_for_verdict(&self, is_whole: impl Fn(&[u8]) -> bool) {
        let began = Instant::now();
        while began.elapsed() < GRACE_FOR_VERDICT
            && !is_whole(&lock(&self.so_far).verdict)
        {
            if self.ends_within(Duration::from_millis(20)) {
                break;
            }
        }
    }

    /// What there is to read, once the process has ended: the text and the verdict.
    pub(crate) fn finish(self) -> (String, Vec<u8>) {
        // The end, or the end of our patience.
        self.ends_within(GRACE);
        let mut printed = lock(&self.so_far);
        printed.end_line();
        let text = without_numbers(&String::from_utf8_lossy(&printed.text));
        (text, std::mem::take(&mut printed.verdict))
    }
}

/// Takes the system's numbers out of `thread 'main' (4711) panicked`: the same
/// failure is to read the same each time.
fn without_numbers(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let number = line.strip_prefix("thread '").and_then(|rest| {
            let (name, rest) = rest.split_once("' (")?;
            let (number, rest) = rest.split_once(')')?;
            let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("thread '{name}'{rest}"))
        });
        number.unwrap_or_else(|| line.to_owned())
    });
    lines.collect()
}

fn lock(printed: &Mutex<Printed>) -> std::sync::MutexGuard<'_, Printed> {
    printed.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Default)]
struct Printed {
    word: String,
    text: Vec<u8>,
    verdict: Vec<u8>,
    line: Vec<u8>,
    /// How much it was in all.
    bytes: u64,
}

impl Printed {
    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            append(&mut self.line, piece, LINE);
            if piece.ends_with(b"\n") {
                self.end_line();
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        match line.strip_prefix(self.word.as_bytes()) {
            Some(rest) if !self.word.is_empty() => {
                let rest = rest.strip_suffix(b"\n").unwrap_or(rest);
                append(&mut self.verdict, rest, KEPT_VERDICT);
                // The verdict begins a line of its own, wherever the text stood.
                if self.text == b"\n" || self.text.ends_with(b"\n\n") {
                    self.text.pop();
                }
            }
            _ => append(&mut self.text, &line, KEPT),
        }
    }
}

fn append(to: &mut Vec<u8>, bytes: &[u8], most: usize) {
    let room = most.saturating_sub(to.len());
    to.extend_from_slice(&bytes[..bytes.len().min(room)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &'static [u8]) -> (String, String) {
        let (text, verdict) = Reader::start(bytes, "word").finish();
        (text, String::from_utf8(verdict).unwrap())
    }

    #[test]
    fn the_verdict_is_found_among_what_was_printed() {
        assert_eq!(read(b"\nwordholds\n"), ("".into(), "holds".into()));
        assert_eq!(
            read(b"one\ntwo\nwordho\nthree\nwordlds\n\nfour"),
            ("one\ntwo\nthree\n\nfour".into(), "holds".into())
        );
        assert_eq!(
            read(b"no word holds\n"),
            ("no word holds\n".into(), "".into())
        );
    }

    /// Has nothing to read until it is told to go on, and then a verdict.
    struct Late(Receiver<()>);

    impl Read for Late {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let verdict = b"\nwordholds\n";
            if self.0.recv().is_err() {
                return Ok(0);
            }
            buffer[..verdict.len()].copy_from_slice(verdict);
            Ok(verdict.len())
        }
    }

    #[test]
    fn a_verdict_that_is_read_late_is_waited_for() {
        let (go_on, told) = mpsc::channel();
        let reader = Reader::start(Late(told), "word");
        let looks = std::cell::Cell::new(0);
        reader.wait_for_verdict(|verdict| {
            looks.set(looks.get() + 1);
            if looks.get() == 2 {
                go_on.send(()).unwrap();
            }
            verdict == b"holds"
        });
        assert!(looks.get() > 2, "it was there before it was written");
        drop(go_on);
        assert_eq!(reader.finish().1, b"holds");
    }

    #[test]
    fn threads_have_names_but_no_numbers() {
        let text = b"\nthread 'a b' (71) panicked at x.rs:1:2:\nthread 'a (7)\n";
        let without = "\nthread 'a b' panicked at x.rs:1:2:\nthread 'a (7)\n";
        assert_eq!(read(text), (without.into(), "".into()));
    }

    #[test]
    fn a_flood_is_read_to_the_end_and_its_start_kept() {
        let flood = std::io::repeat(b'x').take(1 << 20);
        let flood = flood.chain(&b"\nwordholds\n"[..]);
        let (text, verdict) = Reader::start(flood, "word").finish();
        assert_eq!(
            (text.len(), verdict.as_slice()),
            (KEPT, b"holds".as_slice())
        );
    }
}
