#![doc = "The model. `inputs` is all a run is given, `world` what exists, `mechanisms` what happens, `day` in what"]
#![doc = "order, `events` what is remembered, `ledger` how it is tallied. Every draw is addressed (`chance`)."]
#![forbid(unsafe_code)]

pub mod events;
pub mod inputs;
pub mod ledger;
pub mod mechanisms;
pub mod parameter;
pub mod units;
