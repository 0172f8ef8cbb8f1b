//! What a page is made from, made up: the rows of the store's tests and a view with some of everything.
#![allow(dead_code, reason = "each user needs a part of it")]

#[path = "../../../store/tests/common/mod.rs"]
mod made_up;

use amnok_model::inputs::Inputs;
use amnok_page::{ClaimLine, ObservedRow, ObservedSeries, OrderLine, ValueLine, View};
use jiff::civil::date;
pub use made_up::{inputs, rows};
pub mod script;

/// A view with some of everything.
pub fn view(inputs: &Inputs) -> View<'_> {
    let order = |date: &str, day: i32, kind: &str| OrderLine {
        date: date.to_string(),
        day,
        kind: kind.to_string(),
        place: "all".to_string(),
        force: "special operations".to_string(),
        size: "12,000 persons".to_string(),
        note: "a <script>alert('note')</script> & more".to_string(),
        source: "claim-1: Outlet, B2".to_string(),
    };
    let value = |i: usize| ValueLine {
        key: format!("bribe.number_{i}"),
        value: "0.5".to_string(),
        unit: "share".to_string(),
        meaning: "What it means in one sentence of some length.".to_string(),
        basis: "judged from like cases".to_string(),
        assumed: (!i.is_multiple_of(3)).then_some((0.2, 0.9)),
    };
    let claim = |i: usize| ClaimLine {
        id: format!("claim-{i}"),
        outlet: "Outlet \"North\"".to_string(),
        title: "A title <i>with</i> marks".to_string(),
        date: "2020-08".to_string(),
        says: "That an order was given, and how many were sent.".to_string(),
        url: "https://example.org/a?b=1&c=2".to_string(),
        reliability: "B".to_string(),
        credibility: 2,
        reason: "Two inside sources, not independent.".to_string(),
    };
    let arrivals = [1047.0, 229.0, 63.0, 67.0, 196.0];
    let rows = (2019i16..).zip(arrivals).map(|(year, value)| ObservedRow {
        start: date(year, 1, 1),
        end: date(year, 12, 31),
        value,
        source: "claim-1".to_string(),
    });
    View {
        inputs,
        title: "A made-up border <2019>".to_string(),
        seed: 1,
        digest: "0123456789abcdef".repeat(4),
        version: "0.1.0".to_string(),
        drawn: false,
        posterior: None,
        record: &[],
        orders: vec![
            order("2020-01-22", 386, "close-trade"),
            order("2020-08-01", 578, "deploy"),
            order("2020-08-01", 578, "fire"),
            order("2021-03-15", 804, "build"),
            order("2023-08-26", 1698, "reopen"),
        ],
        values: (0..600).map(value).collect(),
        claims: (0..120).map(claim).collect(),
        observed: vec![ObservedSeries {
            name: "Arrivals".to_string(),
            unit: "persons".to_string(),
            rows: rows.collect(),
        }],
        later: Some(amnok_scenario::Later {
            until: date(2023, 12, 31),
            orders: 0,
            trade_sourced: 8,
            trade_assumed: 4,
        }),
    }
}
