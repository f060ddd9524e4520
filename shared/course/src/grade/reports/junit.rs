//! JUnit XML, which most servers that run tests can show.

use std::fmt::Write;

use rules::Verdict;

use crate::grade::model::{Grade, Mark, Report};

/// A suite for each exercise of each submission, a case for each of its rules.
pub fn junit(report: &Report) -> String {
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for submission in &report.submissions {
        for mark in &submission.exercises {
            let suite = format!("{}: {}", submission.name, mark.id);
            let (cases, [failures, errors, skipped]) = cases(mark);
            let _ = writeln!(
                text,
                "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" \
                 errors=\"{errors}\" skipped=\"{skipped}\">",
                escape(&suite),
                cases.len()
            );
            for (name, inner) in cases {
                let name = escape(&name);
                let class = escape(&suite);
                let _ = writeln!(
                    text,
                    "    <testcase classname=\"{class}\" name=\"{name}\">{inner}</testcase>"
                );
            }
            text += "  </testsuite>\n";
        }
    }
    text + "</testsuites>\n"
}

/// Names and what is in them, and how many are failures, errors, skipped.
fn cases(mark: &Mark) -> (Vec<(String, String)>, [usize; 3]) {
    let mut counts = [0; 3];
    let mut cases = Vec::new();
    for (rule, verdict) in &mark.rules {
        let inner = match verdict {
            Verdict::Holds { .. } => String::new(),
            Verdict::NotStarted { todo, place } => {
                counts[2] += 1;
                format!(
                    "<skipped message=\"{}\"/>",
                    escape(&format!("{place}: {todo}"))
                )
            }
            Verdict::Broken(failure) => {
                counts[0] += 1;
                let message = escape(&failure.sentence);
                let all = escape(&failure.to_string());
                format!("<failure message=\"{message}\">{all}</failure>")
            }
        };
        cases.push((rule.clone(), inner));
    }
    if mark.rules.is_empty() {
        let message = escape(&format!("{}: {}", mark.grade.word(), mark.reason));
        let inner = match mark.grade {
            Grade::NotStarted | Grade::Missing => {
                counts[2] += 1;
                format!("<skipped message=\"{message}\"/>")
            }
            _ => {
                counts[1] += 1;
                let all = escape(&mark.compiler);
                format!("<error message=\"{message}\">{all}</error>")
            }
        };
        cases.push(("the exercise as a whole".to_owned(), inner));
    }
    (cases, counts)
}

/// Text for XML and HTML, also in attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            c => escaped.push(c),
        }
    }
    escaped
}
