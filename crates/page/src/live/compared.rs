//! What a comparison gives away.

use super::beside::differing;
use crate::changes::{changed, paired};
use crate::comparison::shown;
use crate::listing::{Item, Listing};
use crate::summary::MonthlySummary;
use crate::view::View;
use amnok_lab::Spread;
use amnok_store::comparison::{Found, Ledgers};

/// Its lists: what differs, what was changed, and both sides by month with their difference in the same history.
pub fn compared(found: &Found, ledgers: &Ledgers) -> Vec<Listing> {
    let [a, b] = &found.sides;
    vec![
        differing(&found.differences, &a.inputs.currency),
        changed(paired(a, b, &found.values)),
        months(found, ledgers),
    ]
}

/// Medians and nine tenths of the histories by month, of the measures that its page shows.
fn months(found: &Found, ledgers: &Ledgers) -> Listing {
    let views = [0, 1].map(|side| View::of(&found.sides[side], &found.values));
    let [a, b] = [0, 1].map(|side| MonthlySummary::of(&views[side], &ledgers[side]));
    let both = a.replicates().min(b.replicates());
    let mut lines = Vec::new();
    for (month, name) in a.months.iter().enumerate().take(b.months.len()) {
        for (heading, unit, what) in shown() {
            let of = |side: &MonthlySummary, r: usize| side.all(r, what, month);
            let spreads = [
                Spread::of((0..both).map(|r| of(&a, r))),
                Spread::of((0..both).map(|r| of(&b, r))),
                Spread::of((0..both).map(|r| of(&b, r) - of(&a, r))),
            ];
            let numbers = spreads.iter().flat_map(|spread| {
                let parts = spread.map(|s| [s.median, s.low, s.high]);
                parts.map_or([None; 3], |parts| parts.map(Some)).map(Item::number)
            });
            let texts = [
                format!("{:04}-{:02}", name.year, name.month),
                heading.into(),
                unit.into(),
            ];
            lines.push(texts.into_iter().map(Item::Text).chain(numbers).collect());
        }
    }
    Listing {
        name: "months",
        heads: vec![
            "month",
            "measure",
            "unit",
            "a",
            "a_p05",
            "a_p95",
            "b",
            "b_p05",
            "b_p95",
            "difference",
            "difference_p05",
            "difference_p95",
        ],
        rows: lines,
    }
}
