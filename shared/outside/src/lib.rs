//! Given code that touches the world outside the lab, each behind an interface
//! that the simulated world of `workloads` offers as well:
//!
//! - [`mod@studio`]: real pictures, with the crate `image`
//! - [`web`]: real sites, with `ureq` and an HTML parser
//! - [`disk`]: real files
//! - [`console`]: checksums on a terminal, with a progress bar
//! - [`mod@stop`]: the signal of Ctrl-C
//! - [`flags`]: what can be set on the command line
//! - [`demo`]: programs around the exercises
//!
//! A crate of its own, so that the other chapters need not build any of this.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "this is the world outside: a signal knows no simulated thread"
)]

pub mod console;
pub mod demo;
pub mod disk;
pub mod flags;
pub mod stop;
pub mod studio;
pub mod web;
