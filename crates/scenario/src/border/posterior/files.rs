//! The two files of a posterior, written.

use super::{KeptEstimate, KeptValue, Origin, Posterior};
use crate::files::digest;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What it was learned from, and what is estimated.
pub(crate) const TOML: &str = "posterior.toml";
/// The draws.
pub(crate) const CSV: &str = "posterior.csv";
/// Key of the first line of [`TOML`]: the digest of all that follows in it, and of [`CSV`].
pub(crate) const DIGEST: &str = "digest";

/// Digest of both files: of what follows the first line of the one, and of the other.
pub(crate) fn digest_of(toml: &[u8], csv: &[u8]) -> String {
    let first = toml
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(toml.len(), |end| end + 1);
    let both = [(TOML, &toml[first..]), (CSV, csv)].map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    digest(&BTreeMap::from(both))
}

impl Posterior {
    /// The files in which it is kept, by name, with their digest.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let (body, csv) = (self.body(), self.csv());
        let whole = |digest: &str| format!("{DIGEST} = \"{digest}\"\n{body}");
        let toml = whole(&digest_of(whole("").as_bytes(), csv.as_bytes()));
        BTreeMap::from([(TOML.to_owned(), toml.into_bytes()), (CSV.to_owned(), csv.into_bytes())])
    }

    /// What follows the digest.
    fn body(&self) -> String {
        let Origin {
            scenario,
            version,
            commands,
            until,
            runs,
            effective,
            observations,
            misfit,
            notes,
        } = &self.origin;
        let mut text = format!(
            "scenario = \"{scenario}\"\nversion = \"{version}\"\ncommands = {}\nuntil = \"{until}\"\nruns = {runs}\neffective = {effective}\n\
             observations = {observations}\nmisfit = {}\nnotes = {}\n",
            json!(commands),
            json!(misfit),
            json!(notes)
        );
        for of in &self.estimates {
            let KeptEstimate {
                name,
                words,
                unit,
                from,
                to,
                prior,
                posterior,
            } = of;
            let _ = write!(
                text,
                "\n[[estimate]]\nname = {}\nwords = {}\nunit = {}\nfrom = \"{from}\"\nto = \"{to}\"\nprior = {prior:?}\nposterior = {posterior:?}\n",
                json!(name),
                json!(words),
                json!(unit)
            );
        }
        for KeptValue { key, prior } in &self.values {
            let (shape, low, median, high) = (prior.shape.name(), prior.low, prior.median, prior.high);
            let _ = write!(
                text,
                "\n[[value]]\nkey = {}\nshape = \"{shape}\"\nlow = {low:?}\nmedian = {median:?}\nhigh = {high:?}\n",
                json!(key)
            );
        }
        text
    }

    fn csv(&self) -> String {
        let mut text = String::from("weight");
        self.values.iter().for_each(|value| text.extend([",", &value.key]));
        for (weight, draw) in self.weights.iter().zip(&self.draws) {
            let _ = write!(text, "\n{weight}");
            draw.iter().for_each(|value| {
                let _ = write!(text, ",{value}");
            });
        }
        text + "\n"
    }
}
