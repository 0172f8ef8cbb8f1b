#![doc = "The model. `inputs` is all a run is given, `world` what exists, `mechanisms` what happens, `day` in what"]
#![doc = "order, `events` what is remembered, `ledger` how it is tallied. Every draw is addressed (`chance`)."]
#![forbid(unsafe_code)]

pub mod chance;
pub mod events;
pub mod inputs;
pub mod ledger;
pub mod mechanisms;
pub mod parameter;
pub mod units;

/// Who is asked each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Candidates only, drawn from a bound and accepted exactly: cost follows what happens.
    Selective,
    /// Every resident, every day: the same distribution, to test the first.
    Exhaustive,
}

/// Lives through the whole period and returns the ledger by month; `log` sees every incident.
pub fn run(
    _inputs: &inputs::Inputs,
    _luck: chance::Luck,
    _engine: Engine,
    _log: &mut impl events::Log,
) -> ledger::Rows {
    ledger::Rows::default()
}
