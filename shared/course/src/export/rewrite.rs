//! Paths in a source text, led elsewhere.

/// Where a path is to lead: given the path after its root, the path in full.
pub type Lead<'a> = dyn FnMut(&str) -> String + 'a;

/// The text with every path that begins with `root` led elsewhere: `lab::channel`
/// to `crossbeam::channel`. What a `use` takes from several places becomes several.
pub fn rewrite(text: &str, root: &str, lead: &mut Lead) -> String {
    let mut new = String::new();
    let mut rest = text;
    let root = format!("{root}::");
    while let Some(at) = find(rest, &root) {
        let (before, path) = (&rest[..at], &rest[at + root.len()..]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        match path.split_once(';') {
            // A tree of names; `pub` or nothing is before it.
            Some((tree, after)) if line.ends_with("use ") => {
                let indent = &line[..line.len() - line.trim_start().len()];
                let visibility = line[indent.len()..].trim_end_matches("use ");
                new += &before[..before.len() - line.len()];
                for path in grouped(leaves(tree), lead) {
                    new += &format!("{indent}{visibility}use {path};\n");
                }
                rest = after.strip_prefix('\n').unwrap_or(after);
            }
            _ => {
                let end = end_of_path(path);
                new += before;
                new += &lead(&path[..end]);
                rest = &path[end..];
            }
        }
    }
    new + rest
}

/// Where `root` begins a path: not in the middle of a name or of another path.
fn find(text: &str, root: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | ':'))
    };
    text.match_indices(root).map(|(at, _)| at).find(begins)
}

/// The length of the path that the text begins with.
fn end_of_path(text: &str) -> usize {
    let mut end = 0;
    loop {
        let name = text[end..].find(|c: char| !c.is_alphanumeric() && c != '_');
        end += name.unwrap_or(text.len() - end);
        let next = text[end..]
            .strip_prefix("::")
            .and_then(|n| n.chars().next());
        if !next.is_some_and(|c| c.is_alphabetic() || c == '_') {
            return end;
        }
        end += "::".len();
    }
}

/// `{a, b::{self, c}}` as `a`, `b::self`, `b::c`.
fn leaves(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((path, list)) = tree.split_once('{') else {
        return vec![tree.to_owned()];
    };
    let list = list.strip_suffix('}').unwrap_or(list);
    let mut depth = 0;
    let items = list.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    let items = items.filter(|item| !item.trim().is_empty());
    items
        .flat_map(leaves)
        .map(|leaf| format!("{path}{leaf}"))
        .collect()
}

/// The paths that leaves lead to, those of one place in one group: a name that the
/// prelude has is not among them.
fn grouped(leaves: Vec<String>, lead: &mut Lead) -> Vec<String> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for leaf in leaves {
        let path = lead(&leaf);
        let Some((place, name)) = path.rsplit_once("::") else {
            continue;
        };
        match groups.iter_mut().find(|(p, _)| p == place) {
            Some((_, names)) => names.push(name.to_owned()),
            None => groups.push((place.to_owned(), vec![name.to_owned()])),
        }
    }
    let path = |(place, names): (String, Vec<String>)| match &names[..] {
        [name] if name == "self" => place,
        [name] => format!("{place}::{name}"),
        _ => format!("{place}::{{{}}}", names.join(", ")),
    };
    groups.into_iter().map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        rewrite(text, "lab", &mut |path| match path.split("::").next() {
            Some("channel") => format!("crossbeam::{path}"),
            Some("println") => "println".to_owned(),
            _ => format!("std::{path}"),
        })
    }

    #[test]
    fn imports_are_taken_apart_by_where_they_come_from() {
        let cases = [
            ("use lab::thread;\n", "use std::thread;\n"),
            (
                "use lab::{channel, println, thread};\n",
                "use crossbeam::channel;\nuse std::thread;\n",
            ),
            (
                "use lab::channel::{self, Receiver as R};\n",
                "use crossbeam::channel::{self, Receiver as R};\n",
            ),
            (
                "pub use lab::{\n    channel::{self},\n    \
                 sync::{Arc, atomic::{AtomicBool, Ordering::SeqCst}},\n};\nfn f() {}",
                "pub use crossbeam::channel;\npub use std::sync::Arc;\n\
                 pub use std::sync::atomic::AtomicBool;\n\
                 pub use std::sync::atomic::Ordering::SeqCst;\nfn f() {}",
            ),
            (
                "{\n    use lab::time::*;\n    x\n}",
                "{\n    use std::time::*;\n    x\n}",
            ),
            ("use lab::println;\nx", "x"),
        ];
        for (before, after) in cases {
            assert_eq!(rewritten(before), after);
        }
    }

    #[test]
    fn paths_in_code_lead_elsewhere_too() {
        let cases = [
            ("lab::thread::spawn(f)", "std::thread::spawn(f)"),
            (
                "Vec<lab::channel::Sender::<u8>>",
                "Vec<crossbeam::channel::Sender::<u8>>",
            ),
            ("lab::println!(\"{x}\")", "println!(\"{x}\")"),
            ("slab::thread, a::lab::x", "slab::thread, a::lab::x"),
            ("/// `lab::thread`, or", "/// `std::thread`, or"),
        ];
        for (before, after) in cases {
            assert_eq!(rewritten(before), after);
        }
    }
}
