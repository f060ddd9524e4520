//! `cargo course book`

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use clap_derive::Args;

use crate::catalog::Course;
use crate::problem::{Problem, code};

/// What brings mdBook to a machine that has none.
const INSTALL: &str = "cargo install mdbook --version ^0.5 --locked";

/// How the book is to be read.
#[derive(Args, Debug)]
pub struct Reading {
    /// Open it in the browser
    #[arg(long)]
    open: bool,
    /// Build it into book/book and end
    #[arg(long)]
    build: bool,
    /// Where it is served
    #[arg(long, default_value_t = 3000, value_name = "PORT")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
}

impl Reading {
    /// Builds the book and serves it until Ctrl-C; where this mdBook cannot serve,
    /// builds it and names the file to open.
    ///
    /// # Errors
    ///
    /// There is no mdBook, or it could not build the book.
    pub fn run(&self, course: &Course) -> Result<u8, Problem> {
        let tools = env::var_os("CARGO_TARGET_DIR");
        let tools = tools.map_or_else(|| course.root.join("target"), Into::into);
        let ours = tools.join("tools/bin/mdbook");
        let mdbook = if can(Path::new("mdbook"), "build") {
            Path::new("mdbook")
        } else if can(&ours, "build") {
            &ours
        } else {
            return Err(Problem::failed(format!(
                "The book needs mdBook, which is not here; install it, and try \
                 again: {INSTALL}\nOr read the pages as they are, from \
                 book/src/introduction.md."
            )));
        };
        let mut command = Command::new(mdbook);
        let serves = !self.build && can(mdbook, "serve");
        if serves {
            command.args(["serve", "--port", &self.port.to_string()]);
        } else {
            command.arg("build");
        }
        if self.open {
            command.arg("--open");
        }
        let ended = command.arg("book").current_dir(&course.root).status();
        let ended = ended.map_err(|error| Problem::with(mdbook, &error))?;
        if !ended.success() {
            return Err(Problem::failed(
                "mdBook did not get to its end; what it said is above.",
            ));
        }
        if !serves {
            let page = course.root.join("book/book/index.html");
            println!("Open {} in a browser.", page.display());
        }
        Ok(code::DONE)
    }
}

/// Whether this mdBook is there and has a command.
fn can(mdbook: &Path, command: &str) -> bool {
    let mut help = Command::new(mdbook);
    help.args(["help", command])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    help.status().is_ok_and(|status| status.success())
}
