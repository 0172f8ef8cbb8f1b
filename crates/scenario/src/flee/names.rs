//! Names of locations.csv, and what other files mean by them.

use super::Context;
use super::sheet::Row;
use crate::diagnose::{listed, mend_name, quoted};
use amnok_displacement::network::Network;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of place, as they are written.
pub(crate) const KINDS: &str = "conflict_zone, town, camp, idpcamp, forwarding_hub, marker or flood_zone";

/// Names of locations.csv.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(super) index: BTreeMap<String, usize>,
    /// Names in rows that are wrong themselves: not said to be unknown as well.
    pub(super) broken: BTreeSet<String>,
    /// Rows could not be read, so that any name may be theirs.
    pub(super) incomplete: bool,
    /// Names of countries, by number.
    pub countries: Vec<String>,
    /// Region of each place.
    pub regions: Vec<String>,
    /// Share of farmers among those who set out from each place.
    pub farmers: Vec<f64>,
}

impl Names {
    /// The number of a place.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// Whether the row of this name is wrong itself.
    pub fn is_broken(&self, name: &str) -> bool {
        self.incomplete || self.broken.contains(name)
    }
}

/// The place of a name; said if there is none.
pub(crate) fn find(row: &Row, i: usize, network: &Network, names: &Names, context: &mut Context) -> Option<usize> {
    let name = row.cell(i);
    let found = names.get(name);
    if found.is_none() && !names.is_broken(name) {
        let known: Vec<&str> = network.places.iter().map(|p| p.name.as_str()).collect();
        unknown(row, i, "place", "the name of a place in", &known, context);
    }
    found
}

/// The number of a country; said if there is none, where countries have names.
pub(crate) fn find_country(row: &Row, i: usize, names: &Names, context: &mut Context) -> Option<usize> {
    let name = row.cell(i);
    let found = names.countries.iter().position(|c| c == name);
    if found.is_none() && !names.countries.is_empty() {
        let known: Vec<&str> = names.countries.iter().map(String::as_str).collect();
        unknown(row, i, "country", "a country of", &known, context);
    }
    found
}

/// Says that a cell names nothing that is known, and what would be.
fn unknown(row: &Row, i: usize, what: &str, one_of: &str, known: &[&str], context: &mut Context) {
    let name = row.cell(i);
    let all = || known.iter().copied();
    context.findings.say(
        &row.at(i),
        format!("the unknown {what} {}", quoted(name)),
        format!("{one_of} locations.csv ({})", listed(all())),
        mend_name(name, all()),
    );
}
