//! Questions before an output: readable without scripts, and answerable.

use crate::pages::pages;

/// The value of an attribute of the element that `html` begins with.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let tag = html.split('>').next()?;
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
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
            // What the explorer found is looked after where it is recorded.
            if attribute(html, "src").is_some() {
                continue;
            }
            let choices = attribute(html, "choices").expect("choices");
            let answer = attribute(html, "answer").expect("an answer");
            let is_choice = choices.split('|').any(|choice| choice == answer);
            assert!(is_choice, "{place}: {answer} is none of {choices}");
        }
    }
    assert!(count > 15, "only {count} questions");
}
