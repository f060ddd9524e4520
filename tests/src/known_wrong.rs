//! The checker, checked: the rules reject every known-wrong solution, each by the
//! rule that is there for it and in words that tell why, and they accept correct
//! solutions that are built in another way.
//!
//! One test target a chapter: `cargo test -p course_tests --test 'known_wrong_*'`
//! runs them all. In a file for each exercise, [`solutions!`](crate::solutions) lists
//! its solutions, and a module `subject` that looks like the exercise passes each call
//! on to one of them: so the rules, which are much longer than all of their subjects, are
//! compiled once. A process that runs rules knows from [`rules::subject`] which solution
//! it is about.
//!
//! Correct solutions are a test each, on an eighth of the schedules; with
//! `ALL_SCHEDULES=1` in the environment, as `.ci/run` has it, on all of them.

/// Mounts the solutions of an exercise, and declares `subjects` with the rules for each.
/// Paths start at the folder of the file that calls this.
///
/// It also defines two macros for the module `subject` beside it, for which it needs a
/// dollar sign of its caller's. `selected!(it => EXPRESSION)` is the expression with
/// the module of the selected solution as `it`; `each!(MACRO)` calls a macro with the
/// path of each of them.
#[macro_export]
macro_rules! solutions {
    (
        ($d:tt) of $exercise:literal;
        right in $rights:literal { $($right:ident;)+ }
        wrong in $wrongs:literal {
            $($wrong:ident: $rule:literal says $says:literal;)+
        }
    ) => {
        #[path = $rights]
        mod right {
            $(pub mod $right;)+
        }

        #[path = $wrongs]
        mod wrong {
            $(pub mod $wrong;)+
        }

        pub fn subjects() -> Vec<::rules::Subject> {
            vec![
                $(::rules::Subject::variant(
                    concat!($exercise, "/", stringify!($right)),
                    rules::rules(),
                ),)+
                $(::rules::Subject::wrong(
                    concat!($exercise, "/", stringify!($wrong)),
                    rules::rules(),
                    $rule,
                    $says,
                ),)+
            ]
        }

        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, reason = "named as their files are")]
        enum Solution {
            $($right,)+
            $($wrong,)+
        }

        /// The solution that this process is about.
        fn selected() -> Solution {
            static SELECTED: std::sync::OnceLock<Solution> = std::sync::OnceLock::new();
            *SELECTED.get_or_init(|| {
                let name = ::rules::subject();
                let all = [
                    $((concat!($exercise, "/", stringify!($right)), Solution::$right),)+
                    $((concat!($exercise, "/", stringify!($wrong)), Solution::$wrong),)+
                ];
                let found = all.into_iter().find(|(its_name, _)| *its_name == name);
                found.expect("it is one of them").1
            })
        }

        macro_rules! selected {
            ($d it:ident => $d expression:expr) => {
                match super::selected() {
                    $(super::Solution::$right => {
                        use super::right::$right as $d it;
                        $d expression
                    })+
                    $(super::Solution::$wrong => {
                        use super::wrong::$wrong as $d it;
                        $d expression
                    })+
                }
            };
        }

        #[allow(unused_macros, reason = "an exercise may have no type of its own")]
        macro_rules! each {
            ($d call:ident) => {
                $($d call!(super::right::$right);)+
                $($d call!(super::wrong::$wrong);)+
            };
        }
    };
}
