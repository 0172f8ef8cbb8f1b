//! Orders on a time line, with their sources.

use super::{Query, asked, place};
use crate::answer::{Refused, drawn, file, kind, page};
use crate::entries::Kind;
use crate::frame::downloads;
use crate::site::{Site, made};
use amnok_export::Format;
use amnok_page::alone;
use amnok_page::live::{kinds, order_table, time_line};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;
use std::sync::Arc;

/// The page, or the time line as a file.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Run, Kind::Scenario])?;
        let scenario = site.scenario(&entry)?;
        let line = time_line(&scenario);
        if let Some(form) = asked(&query, "as") {
            let name = format!("{id}-orders");
            let svg = || alone(&format!("Orders: {}", scenario.title), &[], &line.clone().into_string());
            return match Format::of(form) {
                Some(Format::Csv) => {
                    let bytes = scenario.files.get("orders.csv").cloned().unwrap_or_default();
                    Ok(file(&format!("{name}.csv"), kind(Format::Csv), bytes))
                }
                Some(format @ (Format::Svg | Format::Png)) => drawn(format, &name, svg()),
                _ => Err(Refused::unknown("such form")),
            };
        }
        let claim = |claim: &str| format!("/evidence/{id}?search={claim}");
        let body = html! {
            h1 { "Orders" }
            p.lead { "Each mark is an order, drawn from its date to its end; one without an end fades. Follow a mark to its row, and the row to its source. Triangles above are the days of orders, with their number where there are several." }
            figure { div.scroll tabindex="0" role="region" aria-label="Time line" { (line) }
                (downloads(&format!("/orders/{id}"), &["csv", "svg", "png"])) }
            details { summary { "What each order does" } (kinds(&scenario)) }
            (order_table(&scenario, &claim))
        };
        Ok(page(&scenario.title, &place(&entry, &scenario.title, "Orders"), &body))
    })
    .await
}
