//! What a sweep gives away.

use crate::label::called;
use crate::listing::{Item, Listing};
use amnok_store::sensitivity::{Driven, indices};
use amnok_store::sweep::Sweep;

/// Its lists: outcomes with their spread over the points, values with what they are and over what they were varied, and which value moves which outcome.
pub fn swept(sweep: &Sweep, driven: &[Driven]) -> Vec<Listing> {
    vec![outcomes(driven), values(sweep), moved(sweep, driven)]
}

fn outcomes(driven: &[Driven]) -> Listing {
    let row = |of: &Driven| {
        let spread = [
            of.spread.map(|s| s.median),
            of.spread.map(|s| s.low),
            of.spread.map(|s| s.high),
        ];
        let counts = [of.drivers.used, of.drivers.of].map(|count| Some(count as f64));
        let texts = [of.outcome.name, of.outcome.words, of.outcome.unit()].map(Item::text);
        let numbers = spread.into_iter().chain(counts).map(Item::number);
        texts.into_iter().chain(numbers).collect()
    };
    Listing {
        name: "outcomes",
        heads: vec!["outcome", "meaning", "unit", "median", "p05", "p95", "usable", "of"],
        rows: driven.iter().map(row).collect(),
    }
}

fn values(sweep: &Sweep) -> Listing {
    let now = |key: &str| sweep.scenario.values.iter().find(|value| value.key == key);
    let rows = sweep.print.plan.factors.iter().map(|factor| {
        let (value, unit) = now(&factor.key).map_or(("", ""), |value| (value.value.as_str(), value.unit.as_str()));
        let meaning = called(&sweep.scenario, &factor.key);
        let texts = [factor.key.as_str(), &meaning, unit].map(Item::text);
        let numbers = [value.parse().ok(), Some(factor.prior.low), Some(factor.prior.high)];
        texts.into_iter().chain(numbers.map(Item::number)).collect()
    });
    Listing {
        name: "values",
        heads: vec!["key", "meaning", "unit", "now", "low", "high"],
        rows: rows.collect(),
    }
}

fn moved(sweep: &Sweep, driven: &[Driven]) -> Listing {
    let rows = indices(sweep, driven).into_iter().map(|row| {
        let meaning = called(&sweep.scenario, &row.key);
        let texts = [row.outcome, &row.key, &meaning, row.index].map(Item::text);
        let numbers = [Some(row.value), row.low, row.high].map(Item::number);
        texts.into_iter().chain(numbers).collect()
    });
    Listing {
        name: "indices",
        heads: vec!["outcome", "key", "meaning", "index", "value", "low", "high"],
        rows: rows.collect(),
    }
}
