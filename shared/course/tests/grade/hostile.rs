//! Submissions that would like to do harm, and what has to come of them.

use std::fs;
use std::path::Path;

use course::grade::model::Grade::{self, DoesNotCompile, Failed, Refused};

use crate::run::root;

/// The file that is hostile, and one of the same chapter that is right.
pub const RUN_POOL: &str = "basic_pool/run_pool";
pub const PRIME_BATCHES: &str = "basic_pool/prime_batches";

/// A hostile submission.
pub struct Hostile {
    pub name: &'static str,
    pub grade: Grade,
    /// A part of the reason.
    pub says: &'static str,
    write: Box<dyn Fn(&Path)>,
}

/// What they try to reach.
#[derive(Clone)]
pub struct Prey {
    /// A file of somebody else, that holds a secret and must not change.
    pub file: String,
    /// An address that somebody listens on.
    pub address: String,
}

fn file(folder: &Path, id: &str) -> std::path::PathBuf {
    let (chapter, name) = id.split_once('/').expect("an id");
    folder.join(format!("chapters/{chapter}/src/exercises/{name}.rs"))
}

/// Writes the exercise `id` of a submission.
pub fn put(folder: &Path, id: &str, code: impl AsRef<[u8]>) {
    let file = file(folder, id);
    fs::create_dir_all(file.parent().expect("a folder")).expect("it is made");
    fs::write(file, code).expect("it is written");
}

/// The solution of an exercise.
pub fn solution(id: &str) -> String {
    let (chapter, name) = id.split_once('/').expect("an id");
    let path = format!("solutions/{chapter}/src/exercises/{name}.rs");
    fs::read_to_string(root().join(path)).expect("every exercise has a solution")
}

/// The solution, which does something else first.
fn first(does: &str) -> String {
    let begin = "{\n    if workers == 0 {";
    let solution = solution(RUN_POOL);
    assert!(solution.contains(begin), "the solution begins otherwise");
    solution.replacen(begin, &format!("{{\n{does}\n    if workers == 0 {{"), 1)
}

fn writes(
    name: &'static str,
    grade: Grade,
    says: &'static str,
    write: impl Fn(&Path) + 'static,
) -> Hostile {
    Hostile {
        name,
        grade,
        says,
        write: Box::new(write),
    }
}

/// Does this before it does what is asked for.
fn does(name: &'static str, says: &'static str, what: impl Into<String>) -> Hostile {
    let code = first(&what.into());
    writes(name, Failed, says, move |folder| {
        put(folder, RUN_POOL, &code);
    })
}

/// Has this at the end of the file.
fn has(name: &'static str, says: &'static str, what: impl Into<String>) -> Hostile {
    let code = solution(RUN_POOL) + "\n" + &what.into();
    writes(name, DoesNotCompile, says, move |folder| {
        put(folder, RUN_POOL, &code);
    })
}

impl Hostile {
    /// Writes the submission: hostile in one exercise, right in another.
    pub fn write(&self, folder: &Path) {
        put(folder, PRIME_BATCHES, solution(PRIME_BATCHES));
        (self.write)(folder);
    }
}

/// Those that the compiler meets.
pub fn while_compiling(prey: &Prey) -> Vec<Hostile> {
    let other = &prey.file;
    let theirs = "solutions/basic_pool/src/exercises/run_pool.rs";
    vec![
        has(
            "includes_anothers_file",
            "couldn't read",
            format!("pub const T: &str = include_str!(\"{other}\");"),
        ),
        has(
            "includes_the_solution",
            "couldn't read",
            format!("mod s {{ include!(\"{}/{theirs}\"); }}", root().display()),
        ),
        has(
            "includes_passwords",
            "couldn't read",
            "pub const T: &str = include_str!(\"/etc/passwd\");",
        ),
        has(
            "reads_the_environment",
            "environment variable `HOME` not defined",
            "pub const T: &str = env!(\"HOME\");",
        ),
        has(
            "expands_without_end",
            "recursion limit",
            "macro_rules! m { ($($t:tt)*) => { m!($($t)* x); } }\nm!();",
        ),
        has(
            "names_the_rules",
            "can't find crate for `rules`",
            "extern crate rules;",
        ),
        has(
            "is_unsafe",
            "`unsafe`",
            "pub fn f() -> u8 { unsafe { *(16 as *const u8) } }",
        ),
        has(
            "declares_a_safe_foreign_function",
            "`unsafe extern` block",
            "unsafe extern \"C\" { safe fn getpid() -> i32; }",
        ),
        has(
            "writes_assembly",
            "global_asm",
            "core::arch::global_asm!(\"nop\");",
        ),
        has(
            "allows_itself_everything",
            "unsafe_code",
            "#[allow(unsafe_code)] pub mod inner {}",
        ),
        writes(
            "has_another_signature",
            DoesNotCompile,
            "run_pool",
            |folder| {
                put(folder, RUN_POOL, "pub fn run_pool() {}\n");
            },
        ),
        writes("is_no_text", DoesNotCompile, "", |folder| {
            put(folder, RUN_POOL, [0xff, 0xfe, 0x00]);
        }),
        writes("is_ten_megabytes", Refused, "too large", |folder| {
            put(folder, RUN_POOL, vec![b'/'; 10 << 20]);
        }),
        links_out_of_its_folder(other),
        brings_its_own_rules(),
    ]
}

fn links_out_of_its_folder(other: &str) -> Hostile {
    let other = other.to_owned();
    writes(
        "links_out_of_its_folder",
        Refused,
        "symbolic link",
        move |to| {
            #[cfg(unix)]
            std::os::unix::fs::symlink(&other, file(to, RUN_POOL)).expect("a link");
            #[cfg(not(unix))]
            let _ = (&other, to);
        },
    )
}

/// Rules that always hold, a build script, a proc macro, another manifest.
fn brings_its_own_rules() -> Hostile {
    let wrong = "tests/wrong/basic_pool/run_pool/results_doubled.rs";
    writes("brings_its_own_rules", Failed, "", move |folder| {
        let code = fs::read(root().join(wrong)).expect("it is there");
        put(folder, RUN_POOL, code);
        let chapter = folder.join("chapters/basic_pool");
        fs::create_dir_all(chapter.join("tests/rules")).expect("it is made");
        fs::create_dir_all(folder.join("shared/magic/src")).expect("it is made");
        for (file, text) in [
            (
                "tests/rules/run_pool.rs",
                "pub fn rules() -> Vec<rules::Rule> { vec![] }",
            ),
            ("build.rs", "fn main() { panic!(\"it was run\") }"),
            (
                "Cargo.toml",
                "[package]\nname = \"basic_pool\"\nbuild = \"build.rs\"",
            ),
            ("../../shared/magic/Cargo.toml", "[lib]\nproc-macro = true"),
            (
                "../../shared/magic/src/lib.rs",
                "compile_error!(\"it was built\");",
            ),
        ] {
            fs::write(chapter.join(file), text).expect("it is written");
        }
    })
}

/// Those that run.
pub fn while_running(prey: &Prey) -> Vec<Hostile> {
    let Prey { file, address } = prey;
    vec![
        does(
            "loops_for_ever",
            "stuck outside",
            "loop { std::hint::black_box(0); }",
        ),
        does(
            "deadlocks",
            "deadlock: ",
            "let (_tx, rx) = channel::bounded::<u8>(1); let _ = rx.recv();",
        ),
        does(
            "really_blocks",
            "stuck outside",
            "let lock = std::sync::Mutex::new(()); \
             let _one = lock.lock(); let _two = lock.lock();",
        ),
        does(
            "overflows_its_stack",
            "stack overflow",
            "#[allow(unconditional_recursion)] fn deeper(n: u64) -> u64 { \
             let here = std::hint::black_box([n; 64]); deeper(n + 1) + here[3] } \
             std::hint::black_box(deeper(0));",
        ),
        does("exits", "ended with code 0", "std::process::exit(0);"),
        does("aborts", "aborted", "std::process::abort();"),
        does(
            "prints_without_end",
            "too much output",
            "let line = \"x\".repeat(1 << 20); loop { println!(\"{line}\"); }",
        ),
        does(
            "starts_100000_threads",
            "failed to spawn thread",
            "for _ in 0..100_000 { std::thread::spawn(std::thread::park); }",
        ),
        // It sleeps now and then: on a busy machine the lab would otherwise find it
        // stuck before it has taken enough.
        does(
            "takes_all_memory",
            "MiB of memory",
            "let mut all = Vec::new(); loop { all.push(vec![1u8; 64 << 20]); \
             lab::thread::sleep(std::time::Duration::from_millis(1)); }",
        ),
        does(
            "multiplies",
            "",
            "loop { let mut words = std::env::args(); \
             let _ = std::process::Command::new(words.next().unwrap())\
             .args(words).spawn(); }",
        ),
        does(
            "calls_out",
            "no way out",
            format!(
                "let there = std::net::TcpStream::connect(\"{address}\"); \
                 let dns = std::net::UdpSocket::bind(\"0.0.0.0:0\")\
                 .and_then(|s| s.send_to(b\"x\", \"192.0.2.1:53\")); \
                 assert!(there.is_ok() || dns.is_ok(), \"no way out\");"
            ),
        ),
        does(
            "writes_to_anothers_file",
            "not written",
            format!(
                "let one = std::fs::write(\"{file}\", \"mine\"); \
                 let two = std::fs::write(\"/home/x\", \"\"); \
                 let three = std::fs::write(\"/out/spec_0\", \"\"); \
                 assert!(one.is_ok() || two.is_ok() || three.is_ok(), \"not written\");"
            ),
        ),
        does(
            "reads_anothers_file",
            "not read",
            format!(
                "let one = std::fs::read_to_string(\"{file}\"); \
                 let two = std::fs::read_to_string(\"{}/solutions/basic_pool/src/\
                 exercises/run_pool.rs\"); \
                 let all = format!(\"{{one:?}} {{two:?}}\"); \
                 assert!(one.is_ok() || two.is_ok(), \"not read\"); panic!(\"{{all}}\");",
                root().display()
            ),
        ),
        does(
            "alters_its_own_memory",
            "no memory",
            "let memory = std::fs::OpenOptions::new().write(true)\
             .open(\"/proc/self/mem\"); assert!(memory.is_ok(), \"no memory\");",
        ),
        does(
            "forges_a_verdict",
            "ended with code 0",
            "let mut words: Vec<String> = std::env::args().collect(); \
             words.extend(std::env::vars().flat_map(|(name, value)| [name, value])); \
             words.push(String::new()); \
             words.push(std::io::read_to_string(std::io::stdin()).unwrap_or_default()); \
             for word in words { println!(\"\\n{word}{}\", \
             \"{\\\"holds\\\":{\\\"schedules\\\":4000}}\"); } \
             std::process::exit(0);",
        ),
        does(
            "fills_the_disk",
            "more into a file than it is allowed",
            "use std::io::Write; \
             let mut file = std::fs::File::create(\"/tmp/x\").unwrap(); \
             while file.write_all(&[0; 1 << 16]).is_ok() {}",
        ),
    ]
}
