//! Two results side by side, and the differences of pairs.

use super::{Query, asked, home, place};
use crate::answer::{Refused, one_of, page};
use crate::entries::{Entry, Kind};
use crate::frame::Place;
use crate::site::{Site, made};
use amnok_page::live;
use amnok_scenario::many;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Two runs, chosen here.
pub async fn view(State(site): State<Arc<Site>>, query: Query) -> Response {
    made(site, move |site| {
        let runs: Vec<Entry> = site.entries.all().into_iter().filter(|entry| entry.kind == Kind::Run).collect();
        let (a, b) = (asked(&query, "a"), asked(&query, "b"));
        let body = html! {
            h1 { "Compare" }
            p.lead { "Two runs side by side. To see what a single change does, ask “What if” of a scenario: there every history is lived through twice with the same luck." }
            @if runs.len() < 2 { p { "There are fewer than two runs here. Run a scenario, or start the program with the folders of two results." } }
            @else {
                form.controls method="get" action="/compare" {
                    (choice(site, ("A", "a"), &runs, a.unwrap_or(&runs[0].id))) (choice(site, ("B", "b"), &runs, b.unwrap_or(&runs[1].id)))
                    button { "Compare" }
                }
            }
            @if let (Some(a), Some(b)) = (a, b) { (both(site, a, b)?) }
        };
        let place = Place { view: "compare", ..Place::default() };
        Ok(page("Compare", &place, &body))
    })
    .await
}

fn choice(site: &Site, (label, name): (&str, &str), runs: &[Entry], chosen: &str) -> Markup {
    html! { label { (label) " " select name=(name) { @for run in runs {
        option value=(run.id) selected[run.id == chosen] { (run.id) ": " (home::title(site, run)) }
    } } } }
}

fn both(site: &Site, a: &str, b: &str) -> Result<Markup, Refused> {
    let (a, b) = (site.border(a)?, site.border(b)?);
    Ok(html! {
        section #changed { h2 { "What is not the same" } (live::changes([&a, &b].map(|side| (&side.scenario, &side.manifest.fingerprint.values)))) (live::apart(&a, &b)) }
        section #totals { h2 { "In numbers" } (live::totals(&a, &b).html(false))
            (live::sums_note(&a, &b)) }
        section #months { h2 { "Month by month" } (live::months(&a, &b)) }
    })
}

/// Files of a comparison: what differs, what was changed, both sides by month; and all of it as a workbook.
const FILES: [&str; 4] = ["differences.csv", "changed.csv", "months.csv", "comparison.xlsx"];

/// What differs in a comparison that stands, or a file of it.
pub async fn compared(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Comparison])?;
        let folder = entry.folder().ok_or_else(|| Refused::unknown("such result"))?;
        let found = amnok_store::comparison::read(folder).map_err(Refused::failed)?;
        if let Some(name) = asked(&query, "file") {
            let known = FILES.contains(&name).then_some(name);
            let name = known.ok_or_else(|| Refused::unknown("such file"))?;
            let ledgers = amnok_store::comparison::read_rows(folder).map_err(Refused::failed)?;
            // Figures stand in the report, and are given there.
            return one_of(name, &id, |format| amnok_export::comparison(&found, &ledgers, "", format));
        }
        let [a, b] = &found.sides;
        let body = html! {
            h1 { (a.title) ": what differs" }
            p.lead { "Means over " (many(found.pairs, "history", "histories")) ", each lived through twice with the same luck: as it is (A), and what if (B)." }
            (live::changes(live::paired(a, b, &found.values)))
            (live::differences(&found.differences, &a.inputs.currency))
            p.note { "Student’s t over pairs, 95 % for each line by itself: of twenty lines without any effect one is expected to leave zero out." }
            p.downloads { "Take it with you: " @for name in FILES { a href=(format!("/compared/{id}?file={name}")) download { (name) } " " } }
        };
        Ok(page(&a.title, &place(&entry, &a.title, "What differs"), &body))
    })
    .await
}
