//! Loading a scenario, with values set on the command line, and showing it to the page.

use crate::Failure;
use amnok_output::page;
use amnok_scenario::{Basis, Scenario};
use std::path::Path;

/// The scenario of a folder, or the one that comes with the program, with `key=value` set.
pub fn load(folder: Option<&Path>, set: &[String]) -> Result<Scenario, Failure> {
    let loaded = match folder {
        Some(folder) => amnok_scenario::load(folder),
        None => amnok_scenario::embedded(),
    };
    let mut scenario = loaded.map_err(|diagnostics| Failure::Input(diagnostics.to_string()))?;
    for setting in set {
        apply(&mut scenario, setting)?;
    }
    Ok(scenario)
}

/// Sets one value, `key=value`: in what the run is given, and in what the report says of it.
fn apply(scenario: &mut Scenario, setting: &str) -> Result<(), Failure> {
    let wrong = |why: String| Failure::Input(format!("--set {setting}: {why}"));
    let Some((key, text)) = setting.split_once('=') else {
        return Err(wrong("write key=value, e.g. bribe.theta=0.4".into()));
    };
    scenario.set(key, text).map_err(wrong)
}

/// The scenario as the page shows it.
pub fn view(scenario: &Scenario) -> page::View<'_> {
    let order_day = |number: usize| {
        let order = scenario.inputs.orders.iter().find(|o| o.number == number);
        order.map_or(0, |order| order.day)
    };
    let order = |o: &amnok_scenario::OrderText| page::OrderLine {
        date: o.date.clone(),
        day: order_day(o.number),
        kind: o.kind.clone(),
        place: o.place.clone(),
        force: o.force.clone(),
        size: o.size.clone(),
        note: o.note.clone(),
        source: o.source.clone(),
    };
    let value = |v: &amnok_scenario::Value| {
        let (basis, assumed) = match &v.basis {
            Basis::Source(id) => (id.clone(), None),
            Basis::Assumed { why, low, high } => (why.clone(), Some((*low, *high))),
        };
        page::ValueLine {
            key: v.key.clone(),
            value: v.value.clone(),
            unit: v.unit.clone(),
            meaning: v.meaning.clone(),
            basis,
            assumed,
        }
    };
    let claim = |c: &amnok_scenario::Claim| page::ClaimLine {
        id: c.id.clone(),
        outlet: c.outlet.clone(),
        title: c.title.clone(),
        date: c.date.clone(),
        says: c.says.clone(),
        url: c.url.clone(),
        reliability: c.reliability.clone(),
        credibility: c.credibility,
        reason: c.grade_reason.clone(),
    };
    let series = |s: &amnok_scenario::Series| page::ObservedSeries {
        name: s.name.clone(),
        unit: s.unit.clone(),
        rows: (s.rows.iter())
            .map(|r| page::ObservedRow {
                start: r.start,
                end: r.end,
                value: r.value,
                source: r.source.clone(),
            })
            .collect(),
    };
    page::View {
        inputs: &scenario.inputs,
        title: scenario.title.clone(),
        seed: scenario.seed,
        digest: scenario.digest.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
        orders: scenario.orders.iter().map(order).collect(),
        values: scenario.values.iter().map(value).collect(),
        claims: scenario.claims.iter().map(claim).collect(),
        observed: scenario.observed.iter().map(series).collect(),
    }
}
