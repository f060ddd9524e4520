//! Questions before an output: readable without scripts, and answerable.

use serde_json::Value;

use crate::pages::{pages, read};

/// The value of an attribute of the element that `html` begins with.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let tag = html.split('>').next()?;
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// What can happen, as the explorer found it; the recordings' own test keeps it true.
fn explored(recording: &str) -> Vec<String> {
    let script = read(format!("book/src/{recording}"));
    let data = script.trim().strip_prefix("poolBook(");
    let data = data.and_then(|rest| rest.strip_suffix(");"));
    let data: Value =
        serde_json::from_str(data.expect("a recording")).expect("JSON");
    let answers = data["answers"].as_array().expect("answers");
    let text = |answer: &Value| answer.as_str().expect("a text").to_owned();
    answers.iter().map(text).collect()
}

#[test]
fn every_question_has_its_answer() {
    let mut count = 0;
    for page in pages() {
        for html in page.source.split("<pool-predict").skip(1) {
            let question = attribute(html, "question").expect("a question");
            let place = format!("{}: {question}", page.name);
            let summary = format!("\n<details><summary>{question}</summary>\n");
            assert!(html.contains(&summary), "{place}: without scripts too");
            let (inside, _) = html.split_once("</pool-predict>").expect("an end");
            assert!(inside.contains("{{#include "), "{place}: a real output");
            count += 1;
            let choices = attribute(html, "choices").expect("choices");
            let answers = match attribute(html, "src") {
                Some(recording) => explored(recording),
                None => {
                    vec![attribute(html, "answer").expect("an answer").to_owned()]
                }
            };
            assert!(!answers.is_empty(), "{place}: nothing can happen");
            for answer in answers {
                let is_choice = choices.split('|').any(|choice| choice == answer);
                assert!(is_choice, "{place}: {answer} is none of {choices}");
            }
        }
    }
    assert!(count > 15, "only {count} questions");
}
