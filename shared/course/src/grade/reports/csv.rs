//! For spreadsheets.

use std::fmt::Write;

use crate::grade::model::Report;

/// A line for each exercise of each submission.
pub fn csv(report: &Report) -> String {
    let mut text =
        "submission,exercise,grade,rules_held,rules,reason,notes\r\n".to_owned();
    for submission in &report.submissions {
        let notes = submission.notes.join("; ");
        for mark in &submission.exercises {
            let _ = write!(
                text,
                "{},{},{},{},{},{},{}\r\n",
                cell(&submission.name),
                cell(&mark.id),
                mark.grade.word(),
                mark.holding(),
                mark.of,
                cell(&mark.reason),
                cell(&notes)
            );
        }
    }
    text
}

/// In quotes, and not taken for a formula.
fn cell(text: &str) -> String {
    let begins = text.trim_start().chars().next().unwrap_or('x');
    let guard = if "=+-@|\t".contains(begins) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_no_formula() {
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell(" @SUM(A1)"), "\"' @SUM(A1)\"");
    }
}
