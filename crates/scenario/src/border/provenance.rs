//! Where each value comes from: a claim in the evidence, or an assumption with its range.

use amnok_chance::prior::Shape;

/// What a value rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// The claim with this id.
    Source(String),
    /// An assumption.
    Assumed {
        /// Smallest value that is thought possible.
        low: f64,
        /// Largest value that is thought possible.
        high: f64,
        /// How probability is spread between them, the value being the median.
        shape: Shape,
        /// Why this value.
        why: String,
        /// Row of the public record that was known when the value was set; a fit that uses the row leaves the value free.
        set_with: Option<String>,
    },
}

/// A value of the scenario with its provenance.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its name, e.g. `bribe.theta` or `county.Hyesan.residents`.
    pub key: String,
    /// As a text; several numbers are separated by commas.
    pub value: String,
    /// Unit.
    pub unit: String,
    /// Meaning.
    pub meaning: String,
    /// File of the model that uses it.
    pub used_by: String,
    /// Provenance.
    pub basis: Basis,
}

/// A claim of the evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Name by which values refer to it.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// Title.
    pub title: String,
    /// Date: year, month or day.
    pub date: String,
    /// How exact the date is.
    pub date_precision: String,
    /// Kind of source.
    pub kind: String,
    /// What it says, in our own words.
    pub says: String,
    /// Where it can be read; may be empty.
    pub url: String,
    /// Reliability of the source on the Admiralty scale, `A` to `F`.
    pub reliability: String,
    /// Credibility of what it says on the Admiralty scale, 1 to 6.
    pub credibility: u8,
    /// Why it is graded so.
    pub grade_reason: String,
}
