//! The scenario after every check: what a run is given, and all that a reader may ask about it.

use crate::border::posterior::Posterior;
use crate::border::provenance::{Claim, Value};
use amnok_model::inputs::Inputs;
use amnok_model::observers::Observation;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A checked scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What a run is given.
    pub inputs: Inputs,
    /// Title for people.
    pub title: String,
    /// Seed of all draws.
    pub seed: u64,
    /// Replicates that are run unless asked otherwise.
    pub replicates: u32,
    /// SHA-256 over names and contents of the files, but for what was learned, in hexadecimal.
    pub digest: String,
    /// The files as they were read.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was set beside the files, `key=value`, in order: see [`Scenario::set`](fn@Scenario::set).
    pub set: Vec<String>,
    /// Every value with its provenance.
    pub values: Vec<Value>,
    /// The evidence.
    pub claims: Vec<Claim>,
    /// Orders as they were written.
    pub orders: Vec<OrderText>,
    /// Observed series.
    pub observed: Vec<Series>,
    /// What the public record says of quantities that a run computes.
    pub record: Vec<Observation>,
    /// Last day of which anything observed is taken in; what follows is forecast.
    pub observed_until: Date,
    /// What was learned, if it is kept in the folder; [`Scenario::learned`] says whether it is of this scenario.
    pub posterior: Option<Posterior>,
}

/// An order as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderText {
    /// Its row, from 0.
    pub number: usize,
    /// Date on which it was given, `YYYY-MM-DD`.
    pub date: String,
    /// Kind, one of `ORDER_KINDS`.
    pub kind: String,
    /// Place as written: `all`, a province, or counties.
    pub place: String,
    /// Force, empty where the kind has none.
    pub force: String,
    /// Size as written, empty where the kind has none.
    pub size: String,
    /// Note.
    pub note: String,
    /// Claim id, or `assumed: why`.
    pub source: String,
}

/// A series that somebody outside observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name: that of the file.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Its rows, by start.
    pub rows: Vec<SeriesRow>,
}

/// One row of an observed series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRow {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Value in the unit of the series.
    pub value: f64,
    /// Claim id.
    pub source: String,
}
