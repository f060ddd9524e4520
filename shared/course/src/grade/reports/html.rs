//! Pages: one for the class, one for each submission.

use std::fmt::Write;

use rules::{Failure, Verdict};

use super::junit::escape;
use crate::grade::model::{Grade, Graded, Mark, Report};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;\
color:#222;background:#fff}\
table{border-collapse:collapse}td,th{padding:.2rem .5rem;border-bottom:1px solid #ddd;\
text-align:left;vertical-align:bottom}\
th.turned{writing-mode:vertical-rl;font-weight:normal}\
td.mark{text-align:center}\
img{display:block;max-width:100%}summary{cursor:pointer}\
pre{overflow-x:auto;background:#f6f6f6;padding:.7rem;line-height:1.25}\
.passed{color:#176b2c}.failed,.does_not_compile,.refused{color:#a3161c}\
.not_started,.missing,.not_checked{color:#666}\
@media (prefers-color-scheme:dark){body{color:#ddd;background:#181818}\
pre{background:#222}td,th{border-color:#444}.passed{color:#6cc583}\
.failed,.does_not_compile,.refused{color:#f08a8a}\
.not_started,.missing,.not_checked{color:#999}}";

/// File names and pages; `index.html` is the class.
pub fn pages(report: &Report) -> Vec<(String, String)> {
    let mut pages = vec![("index.html".to_owned(), class(report))];
    for (number, submission) in report.submissions.iter().enumerate() {
        let page = page(&submission.name, &submission_page(submission));
        pages.push((file(number, submission), page));
    }
    pages
}

/// A name that every file system takes.
fn file(number: usize, submission: &Graded) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = submission.name.chars().take(40).map(plain).collect();
    format!("{:03}-{name}.html", number + 1)
}

fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; img-src data:; \
         style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}

fn class(report: &Report) -> String {
    let mut body = String::new();
    if !report.confined {
        body += "<p>Not all of this was graded in confinement.</p>\n";
    }
    body += "<table>\n<tr><th>submission</th>";
    if let Some(first) = report.submissions.first() {
        for mark in &first.exercises {
            let _ = write!(body, "<th class=\"turned\">{}</th>", escape(&mark.id));
        }
    }
    body += "<th>passed</th><th>notes</th></tr>\n";
    for (number, submission) in report.submissions.iter().enumerate() {
        let _ = write!(
            body,
            "<tr><td><a href=\"{}\">{}</a></td>",
            file(number, submission),
            escape(&submission.name)
        );
        for mark in &submission.exercises {
            let _ = write!(
                body,
                "<td class=\"mark {}\" title=\"{}\">{}</td>",
                css(mark.grade),
                escape(mark.grade.word()),
                mark.grade.sign()
            );
        }
        let notes = submission.notes.len();
        let notes = if notes == 0 {
            String::new()
        } else {
            notes.to_string()
        };
        let passed = submission.count(Grade::Passed);
        let _ = writeln!(body, "<td>{passed}</td><td>{notes}</td></tr>");
    }
    body += "</table>\n<p>";
    let meaning = Grade::ALL.map(|g| format!("{} {}", g.sign(), g.word()));
    body += &meaning.join(" · ");
    page("The class", &(body + "</p>\n"))
}

fn css(grade: Grade) -> String {
    grade.word().replace(' ', "_")
}

fn submission_page(submission: &Graded) -> String {
    let mut body = "<p><a href=\"index.html\">The class</a></p>\n".to_owned();
    if !submission.notes.is_empty() {
        body += "<h2>Besides the exercises</h2>\n<p>This had no effect:</p>\n<ul>\n";
        for note in &submission.notes {
            let _ = writeln!(body, "<li>{}</li>", escape(note));
        }
        body += "</ul>\n";
    }
    for mark in &submission.exercises {
        exercise(mark, &mut body);
    }
    body
}

fn exercise(mark: &Mark, body: &mut String) {
    let _ = writeln!(
        body,
        "<h2>{}: <span class=\"{}\">{}</span></h2>",
        escape(&mark.id),
        css(mark.grade),
        mark.grade.word()
    );
    if !mark.rules.is_empty() {
        let (holding, of) = (mark.holding(), mark.of);
        let _ = writeln!(body, "<p>{holding} of {of} rules hold.</p>");
    } else if !mark.reason.is_empty() {
        let _ = writeln!(body, "<p>{}</p>", escape(&mark.reason));
    }
    if !mark.compiler.is_empty() {
        let _ = writeln!(body, "<pre>{}</pre>", escape(&mark.compiler));
    }
    for (rule, verdict) in &mark.rules {
        let promise = rule.rsplit("::").next().unwrap_or(rule).replace('_', " ");
        let promise = escape(&promise);
        match verdict {
            Verdict::Holds { schedules } => {
                let _ = writeln!(
                    body,
                    "<p class=\"passed\">✓ {promise} ({schedules} schedules)</p>"
                );
            }
            Verdict::NotStarted { todo, place } => {
                let _ = writeln!(
                    body,
                    "<p class=\"not_started\">· {promise}: {}, {}</p>",
                    escape(place),
                    escape(todo)
                );
            }
            Verdict::Broken(failure) => broken(&promise, failure, body),
        }
    }
}

fn broken(promise: &str, failure: &Failure, body: &mut String) {
    let share = failure.share.map_or(String::new(), |(failed, tried)| {
        let percent = 100.0 * failed as f64 / tried.max(1) as f64;
        format!(", on {failed} of {tried} schedules ({percent:.1} %)")
    });
    let _ = writeln!(body, "<h3 class=\"failed\">✗ {promise}{share}</h3>");
    let words = Failure {
        picture: String::new(),
        share: None,
        ..failure.clone()
    };
    let _ = writeln!(body, "<pre>{}</pre>", escape(words.to_string().trim_end()));
    let picture = escape(failure.picture.trim_end());
    if failure.drawing.is_empty() {
        if !picture.is_empty() {
            let _ = writeln!(body, "<pre>{picture}</pre>");
        }
        return;
    }
    let _ = writeln!(
        body,
        "<img alt=\"The failing timeline; as text it is below.\" src=\"{}\">\n\
         <details><summary>The timeline as text</summary>\n<pre>{picture}</pre>\n\
         </details>",
        address(&failure.drawing)
    );
}

/// The address of a picture that is within the page. As a picture, and not as a part
/// of the page, it can neither run nor load nor change anything, whatever is in it.
fn address(svg: &str) -> String {
    let mut address = "data:image/svg+xml,".to_owned();
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(byte.into()),
            b'-' | b'_' | b'.' | b'/' | b':' | b';' | b',' | b'=' => {
                address.push(byte.into());
            }
            _ => _ = write!(address, "%{byte:02X}"),
        }
    }
    address
}
