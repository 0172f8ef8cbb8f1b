//! The numbers of a run by year, month, province and county.

use super::{Query, asked, place};
use crate::answer::{Answer, Refused, file, given, one_of, page, part};
use crate::entries::{Entry, Kind};
use crate::frame::downloads;
use crate::site::made;
use amnok_page::live::{By, Table};
use amnok_store::folder::Sealed;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

use crate::site::Site;

/// The table of everything.
const LEDGER: &str = "ledger.parquet";
/// The workbook of all tables.
const WORKBOOK: &str = "border.xlsx";
/// Forms of a table; only one by county has the last.
const TABLE: [&str; 3] = ["csv", "xlsx", "geojson"];

/// The page, the table by itself, or the table as a file.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Run])?;
        let border = site.border(&id)?;
        match asked(&query, "file") {
            Some(LEDGER) => return ledger(&entry),
            // Figures stand in the report, and are given there.
            Some(name) => return one_of(name, &id, |format| amnok_export::border(&border, "", format)),
            None => {}
        }
        let by = asked(&query, "by").and_then(By::of).unwrap_or(By::Year);
        let year = asked(&query, "year").and_then(|year| year.parse().ok()).filter(|_| by != By::Year);
        let table = border.table(by, year);
        let address = format!("/tables/{id}?by={}{}", by.name(), year.map_or(String::new(), |year| format!("&year={year}")));
        if let Some(form) = asked(&query, "as") {
            let form = Some(form).filter(|form| TABLE.contains(form)).ok_or_else(|| Refused::unknown("such form"))?;
            return given(form, &format!("{id}-by-{}", by.name()), &border.scenario, &table, String::new);
        }
        let shown = shown(&table, by, &address);
        if asked(&query, "part").is_some() {
            return Ok(part(shown));
        }
        let title = border.scenario.title.clone();
        let body = html! {
            h1 { "Tables" }
            p.lead { "Medians of " (border.histories()) " simulated histories to two digits; nine tenths of the histories lie between the two numbers below." }
            (controls(&id, by, year, &border.years()))
            div #live aria-live="polite" { (shown) }
            p.note { "Everything in one workbook: " a href=(format!("/tables/{id}?file={WORKBOOK}")) download { (WORKBOOK) } ". "
                "Every measure by month, county and history, for pandas, R or DuckDB: " a href=(format!("/tables/{id}?file={LEDGER}")) download { (LEDGER) } }
        };
        Ok(page(&title, &place(&entry, &title, "Tables"), &body))
    })
    .await
}

/// The table of everything, as the folder has it.
fn ledger(entry: &Entry) -> Answer {
    let folder = entry.folder().ok_or_else(|| Refused::unknown("such result"))?;
    let bytes = Sealed::open(folder, "run").and_then(|sealed| sealed.bytes(LEDGER));
    let name = format!("{}-{LEDGER}", entry.id);
    Ok(file(
        &name,
        "application/vnd.apache.parquet",
        bytes.map_err(Refused::failed)?,
    ))
}

fn shown(table: &Table, by: By, address: &str) -> Markup {
    let forms = if by == By::County { &TABLE[..] } else { &TABLE[..2] };
    html! { (table.html(false)) (downloads(address, forms)) }
}

fn controls(id: &str, by: By, year: Option<i16>, years: &[i16]) -> Markup {
    html! {
        form.controls method="get" action=(format!("/tables/{id}")) data-live="#live" {
            label { "Rows " select name="by" { @for known in By::ALL { option value=(known.name()) selected[known == by] { "by " (known.name()) } } } }
            label { "Year " select name="year" {
                option value="" { "all" }
                @for known in years { option value=(known) selected[Some(*known) == year] { (known) } }
            } }
            button.plain { "Show" }
        }
    }
}
