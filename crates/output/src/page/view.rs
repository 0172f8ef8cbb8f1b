//! A scenario as the page shows it.

use super::{ClaimLine, ObservedRow, ObservedSeries, OrderLine, ValueLine, View};
use amnok_scenario::{Basis, Scenario};

impl View<'_> {
    /// All that the page says of a scenario.
    pub fn of(scenario: &Scenario) -> View<'_> {
        let order_day = |number: usize| {
            let order = scenario.inputs.orders.iter().find(|o| o.number == number);
            order.map_or(0, |order| order.day)
        };
        let order = |o: &amnok_scenario::OrderText| OrderLine {
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
            ValueLine {
                key: v.key.clone(),
                value: v.value.clone(),
                unit: v.unit.clone(),
                meaning: v.meaning.clone(),
                basis,
                assumed,
            }
        };
        let claim = |c: &amnok_scenario::Claim| ClaimLine {
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
        let series = |s: &amnok_scenario::Series| ObservedSeries {
            name: s.name.clone(),
            unit: s.unit.clone(),
            rows: (s.rows.iter())
                .map(|r| ObservedRow {
                    start: r.start,
                    end: r.end,
                    value: r.value,
                    source: r.source.clone(),
                })
                .collect(),
        };
        View {
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
}
