//! What is believed before anything is learned, and what the public record says; a fit where there is one.

use super::{Query, place};
use crate::answer::page;
use crate::entries::{Entry, Kind};
use crate::site::{Leading, Site, made};
use amnok_page::live::{self, estimates, learned_with, past};
use amnok_page::{as_written, called, learned_share, section_of, unit};
use amnok_scenario::{Basis, Scenario, many};
use amnok_store::PAGE;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

/// The page.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, _: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Run, Kind::Scenario])?;
        let scenario = site.scenario(&entry)?;
        let body = html! {
            h1 { "Estimates" }
            p.lead { "What is believed beforehand, what the data say of what nobody can count, and how far that can be trusted." }
            (learned(site, &scenario))
            (forecasts(site, &scenario))
            (record(&entry, &scenario))
            (prior(&scenario, &site.leading(&scenario), &format!("/evidence/{}", entry.id)))
        };
        Ok(page(
            &scenario.title,
            &place(&entry, &scenario.title, "Estimates"),
            &body,
        ))
    })
    .await
}

/// What was learned: what is kept with the scenario, and fits that are here.
fn learned(site: &Site, scenario: &Scenario) -> Markup {
    let fits = of_scenario(site, scenario, Kind::Fit);
    html! {
        @match scenario.learned() {
            Ok(Some(kept)) => { section #learned { h2 { "What was learned" } (estimates(kept)) } },
            Ok(None) if fits.is_empty() => {
                p.warning { "Nothing was learned from data here: below stand what is believed beforehand and what the public record says. " code { "amnok bank" } " and " code { "amnok fit" } " learn; start this page with the folder of a fit to see it." }
            },
            Ok(None) => {},
            Err(why) => { @for line in why.lines() { p.warning { (line) } } },
        }
        @for entry in &fits { (fit(entry)) }
    }
}

/// Results of a kind that are about a scenario.
fn of_scenario(site: &Site, scenario: &Scenario, kind: Kind) -> Vec<Entry> {
    let of_it = |entry: &Entry| {
        site.scenario(entry)
            .is_ok_and(|of| of.inputs.name == scenario.inputs.name)
    };
    let all = site.entries.all().into_iter();
    all.filter(|entry| entry.kind == kind && of_it(entry)).collect()
}

/// A fit that is here: what does not fit, prior beside posterior, what was observed beside what is predicted, as its page has them.
fn fit(entry: &Entry) -> Markup {
    let folder = entry.folder();
    let text = |name: &str| folder.and_then(|folder| std::fs::read_to_string(folder.join(name)).ok());
    let (page, summary) = (
        text(PAGE).unwrap_or_default(),
        folder.and_then(|folder| amnok_store::fit::read(folder).ok()),
    );
    html! {
        section id=(format!("fit-{}", entry.id)) { h2 { "By the fit “" (entry.id) "”" }
            @if let Some(misfit) = summary.as_ref().and_then(|all| all["misfit"].as_str()) { p.warning { (misfit) } }
            @for (heading, below) in FIT.into_iter().filter_map(|id| section_of(&page, id)) { h3 { (PreEscaped(heading)) } (PreEscaped(below)) }
            p { a href=(format!("/report/{}", entry.id)) { "The page of the fit, with every quarter" } }
        }
    }
}

/// Sections of the page of a fit that are shown here.
const FIT: [&str; 3] = ["hidden", "observed", "check"];

/// Forecasts of the past of this scenario that are here, with their scores, and what fits forecast.
fn forecasts(site: &Site, scenario: &Scenario) -> Markup {
    html! {
        @for entry in &of_scenario(site, scenario, Kind::Hindcast) {
            section #forecasts { h2 { "How well arrivals were forecast" }
                @match entry.folder().map(amnok_store::hindcast::read) {
                    Some(Ok(summary)) => { (past(&summary)) p { a href=(format!("/report/{}", entry.id)) { "The page by itself" } } },
                    Some(Err(why)) => { p.warning { (why) } },
                    None => {},
                }
            }
        }
    }
}

/// How a run stands beside the public record, which its report says; otherwise what is recorded.
fn record(entry: &Entry, scenario: &Scenario) -> Markup {
    html! {
        section #record { h2 { "The public record" }
            @if entry.kind == Kind::Run { p { a href=(format!("/report/{}#record", entry.id)) { "The run beside the record, row by row" } ", stands at the head of its report." } }
            @if scenario.record.is_empty() { p { "No public record comes with this scenario." } } @else { div.scroll.tall tabindex="0" role="region" aria-label="The public record" { table {
                caption { (many(scenario.record.len(), "row", "rows")) " in all" span.screen { "; the box scrolls" } }
                thead { tr { th { "Quantity" } th { "From" } th { "To" } th { "Recorded" } th { "Unit" } th { "Source" } } }
                tbody { @for row in &scenario.record { tr {
                    th scope="row" { (row.quantity) }
                    td.date { (row.window.from) } td.date { (row.window.to) }
                    td { (amnok_page::terminal::record::recorded(row.low, row.high)) } td { (row.unit) }
                    td.wide { a href=(format!("/evidence/{}?search={}", entry.id, row.source)) { (sourced(scenario, &row.source)) } }
                } } }
            } } }
        }
    }
}

/// Who published a claim and when; its name where it is none of the scenario's.
fn sourced(scenario: &Scenario, id: &str) -> String {
    let claim = scenario.claim_of(id);
    claim.map_or_else(|| id.to_owned(), |claim| format!("{}, {}", claim.outlet, claim.date))
}

/// Every assumed value with its range, those first that a sweep or a fit of it leads with, where there is one, else those of which was learned.
fn prior(scenario: &Scenario, leading: &Leading, evidence: &str) -> Markup {
    let assumed = scenario.values.iter().filter_map(|value| match &value.basis {
        Basis::Assumed { low, high, why, .. } => Some((value, live::assumed(*low, *high, why))),
        Basis::Source(_) => None,
    });
    let learned = learned_with(scenario);
    let share = |key: &str| learned.get(key).copied().unwrap_or(0.0);
    let driven = |key: &str| leading.keys.iter().position(|known| known == key).unwrap_or(usize::MAX);
    let mut assumed: Vec<_> = assumed.collect();
    assumed.sort_by(|a, b| f64::total_cmp(&share(&b.0.key), &share(&a.0.key)));
    assumed.sort_by_key(|value| driven(&value.0.key));
    html! {
        section #prior { h2 { "What is believed beforehand" }
            p.note { (many(assumed.len(), "value is", "values are")) " assumed, each within a range that is thought possible."
                @if let Some(why) = leading.why { " " (why) }
                @else if !learned.is_empty() { " Those first of which the observations say most." } }
            div.scroll.tall tabindex="0" role="region" aria-label="Assumed values" { table {
                caption { (many(assumed.len(), "value", "values")) " in all" span.screen { "; the box scrolls" } }
                thead { tr { th { "Meaning" } th { "Value" } th { "Unit" } @if !learned.is_empty() { th { "Learned" } } th { "Range and reason" } } }
                tbody { @for (value, why) in assumed { tr {
                    th.wide scope="row" { a href=(live::value_at(evidence, &value.key)) { (called(scenario, &value.key)) } } td.wide[value.value.contains(',')] { (as_written(&value.value)) } td { (unit(scenario, &value.unit)) }
                    @if !learned.is_empty() { td { (learned_share(share(&value.key)).unwrap_or("–".into())) } }
                    td.wide { (why) }
                } } }
            } }
        }
    }
}
