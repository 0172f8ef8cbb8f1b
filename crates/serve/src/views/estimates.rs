//! What is believed before anything is learned, and what the public record says; a fit where there is one.

use super::{Query, place};
use crate::answer::{Refused, page};
use crate::entries::{Entry, Kind};
use crate::site::{Site, made};
use amnok_page::{label, live::basis};
use amnok_scenario::{Basis, Scenario};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// The page.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, _: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Run, Kind::Scenario])?;
        let scenario = entry.scenario().map_err(Refused::wrong)?;
        let body = html! {
            h1 { "Estimates" }
            (fits(site))
            (record(&entry, &scenario))
            (prior(&scenario, site.drivers()))
        };
        Ok(page(
            &scenario.title,
            &place(&entry, &scenario.title, "Estimates"),
            &body,
        ))
    })
    .await
}

/// What was learned, where a fit is here.
fn fits(site: &Site) -> Markup {
    let fits: Vec<Entry> = site
        .entries
        .all()
        .into_iter()
        .filter(|entry| entry.kind == Kind::Fit)
        .collect();
    html! {
        @if fits.is_empty() {
            p.warning { "Nothing was learned from data here: below stand what is believed beforehand and what the public record says. " code { "amnok bank" } " and " code { "amnok fit" } " learn; start this page with the folder of a fit to see it." }
        } @else {
            p { "What was learned, prior beside posterior: " @for fit in &fits { a href=(format!("/report/{}", fit.id)) { (fit.id) } " " } }
        }
    }
}

/// How a run stands beside the public record, which its report says; otherwise what is recorded.
fn record(entry: &Entry, scenario: &Scenario) -> Markup {
    html! {
        section #record { h2 { "The public record" }
            @if entry.kind == Kind::Run { p { a href=(format!("/report/{}#record", entry.id)) { "The run beside the record, row by row" } ", stands at the head of its report." } }
            @if scenario.record.is_empty() { p { "No public record comes with this scenario." } } @else { div.scroll.tall tabindex="0" role="region" aria-label="The public record" { table {
                caption { "All " (scenario.record.len()) " rows; the box scrolls" }
                thead { tr { th { "Quantity" } th { "From" } th { "To" } th { "Recorded" } th { "Unit" } th { "Source" } } }
                tbody { @for row in &scenario.record { tr {
                    th scope="row" { (row.quantity) }
                    td.date { (row.window.from) } td.date { (row.window.to) }
                    td { (amnok_page::terminal::record::recorded(row.low, row.high)) } td { (row.unit) }
                    td { a href=(format!("/evidence/{}?search={}", entry.id, row.source)) { (row.source) } }
                } } }
            } } }
        }
    }
}

/// Every assumed value with its range, those first that drive the outcomes of a sweep, where there is one.
fn prior(scenario: &Scenario, drivers: &[String]) -> Markup {
    let assumed = scenario
        .values
        .iter()
        .filter(|value| matches!(value.basis, Basis::Assumed { .. }));
    let mut assumed: Vec<_> = assumed.collect();
    assumed.sort_by_key(|value| drivers.iter().position(|key| *key == value.key).unwrap_or(usize::MAX));
    html! {
        section #prior { h2 { "What is believed beforehand" }
            p.note { (assumed.len()) " values are assumed, each within a range that is thought possible." @if !drivers.is_empty() { " Those first that moved the outcomes most in the sweep that is here." } }
            div.scroll.tall tabindex="0" role="region" aria-label="Assumed values" { table {
                caption { "All " (assumed.len()) " values; the box scrolls" }
                thead { tr { th { "Meaning" } th { "Value" } th { "Unit" } th { "Range and reason" } } }
                tbody { @for value in assumed { tr {
                    th.wide scope="row" { (label(&value.key, &value.meaning)) } td.wide[value.value.contains(',')] { (value.value) } td { @if value.unit != "none" { (value.unit) } }
                    td.wide { (basis(scenario, &value.basis)) }
                } } }
            } }
        }
    }
}
