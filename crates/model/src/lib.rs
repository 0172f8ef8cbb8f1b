//! The model: a closed border lived through day by day.
//!
//! [`given`] is what a run is given, part by part, and [`inputs`] all of it, [`world`] what exists, [`mechanisms`] what happens, [`day`] in what order,
//! [`facts`] everything that can happen in it, [`record`] what is remembered of that. Every draw is addressed ([`chance`]). There are
//! no files, threads or clocks here.
#![forbid(unsafe_code)]

pub mod chance;
pub mod day;
pub mod facts;
pub mod given;
pub mod inputs;
pub mod invariants;
pub mod mechanisms;
pub mod observers;
pub mod parameter;
pub mod record;
pub mod today;
pub mod units;
pub mod world;

pub use day::run;

/// Who is asked each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Candidates only, drawn from a bound and accepted exactly: cost follows what happens.
    Selective,
    /// Every resident, every day: the same distribution, to test the first.
    Exhaustive,
}
