//! The model: a closed border lived through day by day.
//!
//! [`given`] is what a run is given, part by part, and [`inputs`] all of it, [`world`] what exists, [`mechanisms`] what happens, [`day`] in what order,
//! [`facts`] everything that can happen in it, [`record`] what is remembered of that. Every draw is addressed ([`chance`]). There are
//! no files, threads or clocks here.
//!
//! A run:
//!
//! ```
//! use amnok_model::{Engine, chance::Luck, facts::Fact, inputs::Inputs, run};
//!
//! let mut inputs = Inputs::open(365, 100_000); // a year, so many residents, nobody who watches
//! inputs.parameters.attempt.leave_per_year = 0.01;
//! inputs.rivers[0].drown = [0.05; 12];
//! let mut facts: Vec<Fact> = Vec::new(); // everything that happens, if one wants to know
//! let ledger = run(&inputs, Luck { seed: 1, replicate: 0 }, Engine::Selective, &mut facts);
//!
//! let [tried, crossed, drowned] = ["attempts", "crossed", "drowned"].map(|measure| ledger.total(measure));
//! println!("{tried} tried to leave, {crossed} crossed, {drowned} drowned; {} facts", facts.len());
//! assert_eq!(tried, crossed + drowned);
//! assert!((900.0..1100.0).contains(&tried) && drowned > 0.0);
//! ```
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
    /// Those who try only, drawn exactly: cost follows what happens.
    Selective,
    /// Every resident, every day: the same distribution, to test the first.
    Exhaustive,
    /// Smuggling runs by counts, and one by one only who meets something on the way: the same distribution, at a cost that hardly grows
    /// with the number of runs.
    Counts,
}
