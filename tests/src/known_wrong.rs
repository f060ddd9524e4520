//! The checker, checked: the rules reject every known-wrong solution, each by the
//! rule that is there for it and in words that tell why, and they accept correct
//! solutions that are built in another way.
//!
//! One test target a chapter, since each mounts its rules on dozens of solutions:
//! `cargo test -p course_tests --test 'known_wrong_*'` runs them all.

/// Mounts the rules of an exercise on a solution in a file of its own. Paths start
/// at the file that calls this, which must be a `mod.rs`.
#[macro_export]
macro_rules! mount {
    ($($name:ident = $file:literal against $rules:literal;)*) => {
        $(
            #[path = "."]
            mod $name {
                #[path = $file]
                mod subject;
                #[path = $rules]
                pub mod rules;
            }
        )*
    };
}
