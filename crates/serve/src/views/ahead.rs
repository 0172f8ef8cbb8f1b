//! A displacement calibrated until a day, and its camps from there: how it is asked for, and what came of it.

use super::work::{add, number};
use super::{Query, asked, place};
use crate::answer::{Refused, file, page};
use crate::ask::Ask;
use crate::entries::{Entry, Kind};
use crate::site::{Site, made};
use crate::work::conflict;
use amnok_lab::camps::LEAST_DAYS;
use amnok_scenario::flee::Conflict;
use amnok_store::calibration::{BANDS, POINTS};
use amnok_store::tables::displacement::{date, day_of};
use amnok_store::{PAGE, folder::Sealed};
use axum::extract::{Form, Path, State};
use axum::response::Response;
use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

/// Points that are proposed.
const TRIED: u32 = 200;

/// The form that asks for it; none where there are too few days.
pub fn form(entry: &Entry, conflict: &Conflict) -> Markup {
    let days = conflict.displacement.days as usize;
    if days <= LEAST_DAYS {
        return html! {};
    }
    let day = |day: usize| date(conflict.start, day).to_string();
    html! {
        details {
            summary { "Fit and forecast" }
            p.note {
                "Ten settings are tried at many points, each lived through once and weighted by how near its camps come to what was counted until a day; the camps are "
                "forecast from there, beside naive forecasts, and held against the later counts."
            }
            form.controls method="post" action=(format!("/folder/{}/ahead", entry.id)) {
                label { "Last day that is known " input type="date" name="until" required
                    min=(day(LEAST_DAYS - 1)) max=(day(days - 2)) value=(day((2 * days / 3).clamp(LEAST_DAYS - 1, days - 2))); }
                label { "Points " input type="number" name="points" min="20" max="10000" value=(TRIED); }
                label { "Seed " input type="number" name="seed" min="0" value="1"; }
                button { "Fit and forecast" }
            }
        }
    }
}

/// Asks for it.
pub async fn ask(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Flee])?;
        let conflict = conflict(&entry).map_err(|_| Refused::wrong("The files have errors; mend them first."))?;
        let last = conflict.displacement.days.saturating_sub(2) as usize;
        let until = asked(&form, "until").and_then(|text| text.parse::<Date>().ok());
        let until = until
            .and_then(|until| day_of(conflict.start, until))
            .filter(|day| (LEAST_DAYS - 1..=last).contains(day))
            .and_then(|day| u32::try_from(day).ok());
        let day = |day: usize| date(conflict.start, day);
        let until = until.ok_or_else(|| {
            Refused::wrong(format!(
                "Last day that is known: a date from {} to {}.",
                day(LEAST_DAYS - 1),
                day(last)
            ))
        })?;
        let points = number(&form, "points", 20..=10_000)?;
        let seed = asked(&form, "seed").and_then(|seed| seed.parse().ok()).unwrap_or(1);
        let of = entry.id;
        add(
            site,
            Ask::Calibration {
                of,
                until,
                points,
                seed,
            },
        )
    })
    .await
}

/// What came of it, or one of its tables.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Calibration])?;
        let folder = entry.folder().ok_or_else(|| Refused::unknown("such result"))?;
        let sealed = Sealed::open(folder, "calibration").map_err(Refused::failed)?;
        if let Some(name) = asked(&query, "file") {
            let known = [BANDS, POINTS].into_iter().find(|known| *known == name);
            let name = known.ok_or_else(|| Refused::unknown("such file"))?;
            let bytes = sealed.bytes(name).map_err(Refused::failed)?;
            return Ok(file(&format!("{id}-{name}"), "text/csv; charset=utf-8", bytes));
        }
        let report = std::fs::read_to_string(folder.join(PAGE)).map_err(Refused::failed)?;
        let body = html! {
            (PreEscaped(amnok_page::body_of(&report).unwrap_or_default()))
            p.downloads { "Take it with you: " @for name in [BANDS, POINTS] { a href=(format!("/ahead/{id}?file={name}")) download { (name) } " " } }
        };
        let title = sealed.manifest()["title"].as_str().unwrap_or(&id);
        Ok(page(title, &place(&entry, title, "Camps ahead"), &body))
    })
    .await
}
