//! Looks up the learner's own words: a line of source, and the names in it.
//!
//! Reports are complete without them; where the source is not at hand, they name
//! the line only.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) type Place = &'static Location<'static>;

/// Whose line it is, if it is none of the program's. The standard library calls what is
/// passed to it, as in `.all(Stealer::is_empty)`: the lab then sees a line of it, and a
/// line of its own where it was called through a pointer.
#[inline]
pub fn stranger(place: &Location<'_>) -> Option<&'static str> {
    let file = place.file();
    // Quick to tell of the files of a workspace: their names are relative.
    let is_suspect = match file.as_bytes() {
        [b'/', ..] | [_, b':', ..] => true,
        [b's', name @ ..] => {
            name.starts_with(b"hared/lab/src/")
                || name.starts_with(br"hared\lab\src\")
        }
        _ => false,
    };
    is_suspect.then(|| stranger_by_name(file)).flatten()
}

fn stranger_by_name(file: &str) -> Option<&'static str> {
    let file = file.replace('\\', "/");
    // As the library was built, and where its sources are when they are installed.
    let of_std = ["/rustc/", "rustlib/src/rust"];
    if of_std.iter().any(|part| file.contains(part)) {
        Some("the standard library")
    } else if file.contains("shared/lab/src/") {
        Some("the lab")
    } else {
        None
    }
}

/// `file:line`, or in words that it is no line of the program.
pub fn named(place: &Location<'_>) -> String {
    match stranger(place) {
        Some(whose) => format!("a line of {whose}"),
        None => at(place),
    }
}

/// `file:line`.
pub fn at(place: &Location<'_>) -> String {
    format!("{}:{}", path(place), place.line())
}

/// A path with the same separators on every system.
pub fn path(place: &Location<'_>) -> String {
    place.file().replace('\\', "/")
}

/// Files are named relative to the root of the workspace, which was here when this was
/// built.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Where a file of the workspace is now. The folder may have been moved since, or copied,
/// with all that is built: cargo tells a program that it starts where its package is.
fn find(file: &str) -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut folders = Path::new(&package).ancestors().filter(|f| f.is_absolute());
    let found = folders.find(|folder| folder.join(file).is_file());
    found.unwrap_or(Path::new(ROOT)).join(file)
}

thread_local! {
    static FILES: RefCell<HashMap<&'static str, Vec<String>>> =
        RefCell::new(HashMap::new());
}

/// `line` lines before `place` and up to it, last one last.
fn lines_to(place: Place, count: usize) -> Vec<String> {
    FILES.with_borrow_mut(|files| {
        let lines = files.entry(place.file()).or_insert_with(|| {
            let text = fs::read_to_string(find(place.file()));
            let text = text.unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        });
        let end = (place.line() as usize).min(lines.len());
        lines[end.saturating_sub(count)..end].to_vec()
    })
}

/// The line of source at `place`, trimmed.
pub fn line(place: Place) -> Option<String> {
    if stranger(place).is_some() {
        return None;
    }
    let line = lines_to(place, 1).pop()?;
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Whether a `derive` made what is there: of all fields it is the same place.
pub fn is_derived(place: Place) -> bool {
    line(place).is_some_and(|line| line.starts_with("#[derive("))
}

/// The names that the statement around `place` binds: `let (a, b) = …` gives two,
/// `let a = …` and the field `a: …` one.
pub fn names(place: Place) -> Vec<String> {
    if stranger(place).is_some() {
        return Vec::new();
    }
    let own_line = lines_to(place, 1).pop().unwrap_or_default();
    let before: String =
        own_line.chars().take(place.column() as usize - 1).collect();
    if let Some(name) = field(&before) {
        return vec![name];
    }
    if is_derived(place) {
        return Vec::new();
    }
    // The statement may have been wrapped: its `let` is then a little above.
    for (above, line) in lines_to(place, 3).iter().rev().enumerate() {
        let line = line.trim();
        if above > 0 && is_of_another(line) {
            break;
        }
        if let Some(rest) = line.strip_prefix("let ") {
            return of_tuple(pattern(rest), &before);
        }
        if let Some(name) = binding(line) {
            return vec![name];
        }
        if above > 0 && line.ends_with('{') {
            break;
        }
    }
    Vec::new()
}

/// Whether a line ends an earlier statement, or begins what a thread is to do.
fn is_of_another(line: &str) -> bool {
    let ends = [";", "}", "]"];
    line.is_empty()
        || ends.iter().any(|end| line.ends_with(end))
        || line.ends_with('{') && line.contains("spawn(")
}

fn pattern(text: &str) -> Vec<String> {
    let Some((pattern, _)) = text.split_once('=') else {
        return Vec::new();
    };
    let pattern = pattern.trim();
    let inner = pattern
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or(pattern, |(inner, _)| inner);
    inner.split(',').filter_map(identifier).collect()
}

/// Of a tuple of names the one that gets what comes after `before`, if there is a tuple
/// of values as well: `b` in `let (a, b) = (f(1, 2), `.
fn of_tuple(names: Vec<String>, before: &str) -> Vec<String> {
    let before = before.trim_start();
    let values = match before.split_once("= (") {
        Some((_, values)) => Some(values),
        None => before.strip_prefix('('),
    };
    let Some(values) = values.filter(|_| names.len() > 1) else {
        return names;
    };
    let (mut depth, mut at) = (0, 0);
    for c in values.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => at += 1,
            _ => {}
        }
    }
    match names.get(at) {
        Some(name) => vec![name.clone()],
        None => names,
    }
}

/// `name` in `Shared { a: 1, name: Arc::new(`, which is what stands before a place.
fn field(before: &str) -> Option<String> {
    let mut before = before.trim_end();
    while let Some(call) = before.strip_suffix('(') {
        let path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let outside = call.trim_end_matches(path);
        // A field without a space after its colon would be taken for a path.
        before = outside.trim_end();
    }
    let name = before.strip_suffix(':')?;
    let start = name.rfind(['{', ',', '(']).map_or(0, |at| at + 1);
    identifier(&name[start..])
}

/// `name: …` in a struct expression, `static NAME: …`.
fn binding(line: &str) -> Option<String> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("static ").unwrap_or(line);
    let (name, rest) = line.split_once(':')?;
    let is_path = rest.starts_with(':');
    if is_path { None } else { identifier(name) }
}

fn identifier(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("mut ").unwrap_or(text);
    let name = text.split(':').next().unwrap_or(text).trim();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let sound = name.chars().all(word)
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    sound.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_what_it_binds() {
        assert_eq!(pattern("(tx, rx) = bounded(1);"), ["tx", "rx"]);
        assert_eq!(pattern("mut tx = clone();"), ["tx"]);
        assert_eq!(pattern("lock: Mutex<u8> = Mutex::new(1);"), ["lock"]);
        assert_eq!(pattern("Pool { a, .. } = p;"), Vec::<String>::new());
    }

    #[test]
    fn of_two_tuples_each_value_has_its_name() {
        let names = || vec!["a".to_owned(), "b".to_owned()];
        let whose = |before| of_tuple(names(), before);
        assert_eq!(whose("    let (a, b) = ("), ["a"]);
        assert_eq!(
            whose("    let (a, b) = (Mutex::new(f(1, 2)), Arc::new("),
            ["b"]
        );
        assert_eq!(whose("        (Mutex::new(1), "), ["b"]);
        assert_eq!(whose("    let (a, b) = "), ["a", "b"]);
        assert_eq!(whose("    let (a, b) = (1, 2, "), ["a", "b"]);
        assert_eq!(of_tuple(vec!["a".to_owned()], "let a = (1, "), ["a"]);
    }

    #[test]
    fn a_field_or_a_static_names_what_it_holds() {
        assert_eq!(binding("queue: Mutex::new(1),"), Some("queue".into()));
        assert_eq!(binding("static LOCK: Mutex<u8> ="), Some("LOCK".into()));
        assert_eq!(binding("channel::bounded(3)"), None);
    }

    #[test]
    fn the_name_of_an_earlier_statement_is_none() {
        assert!(is_of_another("let before = 1;"));
        assert!(is_of_another("let worker = thread::spawn(move || {"));
        assert!(!is_of_another("let (tx, rx) = match capacity {"));
        assert!(!is_of_another("let (tx, rx) ="));
    }

    #[test]
    fn a_field_in_the_middle_of_a_line_is_found() {
        let found = |before| field(before);
        assert_eq!(found("Shared { queue: "), Some("queue".into()));
        assert_eq!(
            found("Shared { queue: Mutex::new(1), ready: Arc::new("),
            Some("ready".into())
        );
        assert_eq!(found("let lock: Mutex<u8> = "), None);
        assert_eq!(found("let pair = Arc::new((Mutex::new(1), "), None);
        assert_eq!(found("let pair = Arc::new("), None);
    }

    #[test]
    fn a_stranger_is_told_by_its_file() {
        let whose = stranger_by_name;
        let std = Some("the standard library");
        assert_eq!(whose("/rustc/59807616e1fa/library/core/src/num.rs"), std);
        let installed = r"C:\rust\lib/rustlib/src/rust/library\core\src\num.rs";
        assert_eq!(whose(installed), std);
        assert_eq!(whose("/home/a/pools/src/main.rs"), None);
        assert_eq!(stranger(Location::caller()), None);
        let by_std = by_std();
        assert_eq!(stranger(by_std), std);
        assert_eq!(named(by_std), "a line of the standard library");
        assert_eq!(line(by_std), None);
    }

    /// A place as the lab sees it when a method is passed to a function of std.
    fn by_std() -> Place {
        std::iter::repeat_with(Location::caller)
            .next()
            .expect("one")
    }

    #[test]
    fn a_place_in_this_file_is_found() {
        let place = Location::caller();
        let text = line(place).expect("the source is here");
        assert!(text.contains("Location::caller()"), "{text}");
        assert_eq!(names(place), ["place"]);
    }
}
