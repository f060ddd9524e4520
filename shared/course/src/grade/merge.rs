//! Putting reports together that were made on different machines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::model::{FORMAT, Report};
use crate::problem::Problem;

/// One report of several, with the submissions in the order of their names.
///
/// # Errors
///
/// A file is no report, or two of them cannot be put together.
pub fn merge(paths: &[PathBuf]) -> Result<Report, Problem> {
    let mut merged: Option<Report> = None;
    let mut places: BTreeMap<String, &Path> = BTreeMap::new();
    for path in paths {
        let report = read(path)?;
        for submission in &report.submissions {
            let earlier = places.insert(submission.name.clone(), path);
            if let Some(earlier) = earlier {
                return Err(Problem::failed(format!(
                    "{} and {} both have a submission `{}`; grade one of them \
                     again with another --name",
                    earlier.display(),
                    path.display(),
                    submission.name
                )));
            }
        }
        match &mut merged {
            None => merged = Some(report),
            Some(merged) if merged.rules != report.rules => {
                return Err(Problem::failed(format!(
                    "{} was made with other rules, or another compiler, than {}; \
                     grade all with the same",
                    path.display(),
                    paths[0].display()
                )));
            }
            Some(merged) => {
                merged.confined &= report.confined;
                merged.submissions.extend(report.submissions);
            }
        }
    }
    let mut merged = merged.ok_or_else(|| Problem::usage("name some reports"))?;
    merged.submissions.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(merged)
}

fn read(path: &Path) -> Result<Report, Problem> {
    let text = fs::read(path).map_err(|e| Problem::with(path, &e))?;
    let report: serde_json::Result<Report> = serde_json::from_slice(&text);
    let mut report = report.map_err(|e| {
        Problem::failed(format!("{} is no JSON report: {e}", path.display()))
    })?;
    if report.format != FORMAT {
        return Err(Problem::failed(format!(
            "{} has the form {}, and this is {FORMAT}; grade again",
            path.display(),
            report.format
        )));
    }
    report.clean();
    Ok(report)
}
