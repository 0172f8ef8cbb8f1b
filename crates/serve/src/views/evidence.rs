//! From a claim to the values, orders and results that rest on it, and back.

use super::{Query, asked, home, place, taking};
use crate::answer::{page, part};
use crate::entries::{Entry, Kind};
use crate::site::{Site, made};
use amnok_page::live::{Ways, claims, values};
use amnok_scenario::Scenario;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// The page, or what is found.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Run, Kind::Scenario])?;
        let scenario = site.scenario(&entry)?;
        let search = asked(&query, "search").unwrap_or_default();
        let found = found(&scenario, search, &id);
        if asked(&query, "part").is_some() {
            return Ok(part(found));
        }
        let body = html! {
            h1 { "Evidence" }
            p.lead {
                "Each claim with its two grades (source A to F, claim 1 to 6) and all that rests on it; below, every value with what it rests on. "
                "Addresses are printed, not linked: this page asks nothing of the network."
            }
            (results(site, &scenario, asked(&query, "before")))
            @if entry.kind == Kind::Scenario { (taking::form(site, &entry, &scenario)) }
            form.controls method="get" action=(format!("/evidence/{id}")) data-live="#live" role="search" {
                label.wide { "Search claims and values " input type="search" name="search" value=(search) autocomplete="off"; }
                button.plain { "Search" }
            }
            div #live { (found) }
        };
        Ok(page(&scenario.title, &place(&entry, &scenario.title, "Evidence"), &body))
    })
    .await
}

fn found(scenario: &Scenario, search: &str, id: &str) -> Markup {
    let [orders, evidence, what_if] = ["orders", "evidence", "whatif"].map(|view| format!("/{view}/{id}"));
    let ways = Ways {
        orders: &orders,
        evidence: &evidence,
        what_if: &what_if,
    };
    html! {
        section #claims { h2 { "Claims" } (claims(scenario, search, &ways)) }
        section #values { h2 { "Values" } (values(scenario, search, &ways)) }
    }
}

/// Results that rest on the same evidence: those of the same files; and those of the files as they were before a report was taken in.
fn results(site: &Site, scenario: &Scenario, before: Option<&str>) -> Markup {
    let of = |digest: &str| -> Vec<Entry> {
        let same = |entry: &Entry| site.scenario(entry).is_ok_and(|other| other.digest == digest);
        let all = site.entries.all().into_iter();
        all.filter(|entry| entry.kind == Kind::Run && same(entry)).collect()
    };
    let named = |runs: &[Entry]| html! { @for run in runs { a href=(format!("/border/{}", run.id)) { (home::title(site, run)) " (" (run.id) ")" } " " } };
    let (runs, old) = (of(&scenario.digest), before.map(of).unwrap_or_default());
    html! {
        @if before.is_some() {
            p role="status" { b { "The report was taken in." } " "
                @if !old.is_empty() { "Results that rest on the scenario as it was before it: " (named(&old)) }
            }
        }
        p.note {
            @if runs.is_empty() { "No result here was run with these files." } @else { "Results that rest on all of it: " (named(&runs)) }
        }
    }
}
