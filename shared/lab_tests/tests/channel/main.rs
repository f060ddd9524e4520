//! Channels keep the same promises in the lab and for real. One module per
//! subject; `worlds` runs a test in both.

mod array;
mod auto_traits;
mod blocked;
mod differential;
mod drops;
mod fairness;
mod iter;
mod list;
mod meetings;
mod mpsc;
mod patterns;
mod queue;
mod random_programs;
mod ready;
mod rendezvous;
mod runs;
mod same_channel;
mod select;
mod select_deadlines;
mod select_macro;
mod select_macro_syntax;
mod selected_operation;
mod thread_locals;
mod timers;
mod timers_in_select;
mod worlds;
