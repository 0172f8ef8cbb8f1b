//! From a claim to the values, orders and results that rest on it, and back.

use super::{Query, asked, home, place};
use crate::answer::{Refused, page, part};
use crate::entries::Kind;
use crate::site::{Site, made};
use amnok_page::live::{claims, values};
use amnok_scenario::Scenario;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// The page, or what is found.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Run, Kind::Scenario])?;
        let scenario = entry.scenario().map_err(Refused::wrong)?;
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
            (results(site, &scenario))
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
    html! {
        section #claims { h2 { "Claims" } (claims(scenario, search, &format!("/orders/{id}"))) }
        section #values { h2 { "Values" } (values(scenario, search)) }
    }
}

/// Results that rest on the same evidence: those of the same files.
fn results(site: &Site, scenario: &Scenario) -> Markup {
    let same = |entry: &crate::entries::Entry| entry.scenario().is_ok_and(|other| other.digest == scenario.digest);
    let runs: Vec<_> = site
        .entries
        .all()
        .into_iter()
        .filter(|entry| entry.kind == Kind::Run && same(entry))
        .collect();
    html! {
        p.note {
            @if runs.is_empty() { "No result here was run with these files." } @else {
                "Results that rest on all of it: "
                @for run in &runs { a href=(format!("/border/{}", run.id)) { (home::title(run)) " (" (run.id) ")" } " " }
            }
        }
    }
}
