//! A displacement: warnings first, flows day by day on the map, camps beside what was registered.

use super::{Query, asked, place};
use crate::answer::{Refused, drawn, one_of, page, part};
use crate::entries::Kind;
use crate::site::{Site, made};
use amnok_export::Format;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Files that are offered; any other figure is in the export of the command line.
const FILES: [&str; 9] = [
    "places.geojson",
    "links.geojson",
    "flows.geojson",
    "camps.csv",
    "flows.csv",
    "errors.csv",
    "summary.xlsx",
    "map.svg",
    "map.png",
];

/// The page, the map of a day, or a file.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Displacement])?;
        let read = site.displacement(&id)?;
        let (conflict, settings, all) = &*read;
        if let Some(name) = asked(&query, "file") {
            if let Some(stem) = name.strip_suffix(".png") {
                let svg = amnok_page::figures(conflict, all)
                    .into_iter()
                    .find(|(known, _)| known == stem);
                let (_, svg) = svg.ok_or_else(|| Refused::unknown("such figure"))?;
                return drawn(Format::Png, &format!("{id}-{stem}"), svg);
            }
            return one_of(name, &id, |format| {
                amnok_export::displacement(conflict, settings.seed, all, format)
            });
        }
        let last = (conflict.displacement.days as usize).saturating_sub(1);
        let day = asked(&query, "day")
            .and_then(|day| day.parse().ok())
            .unwrap_or(0)
            .min(last);
        let map = amnok_page::displacement_day(conflict, all, day);
        let map =
            map.unwrap_or_else(|| html! { p { "No map is drawn: locations.csv gives no coordinates of its places." } });
        if asked(&query, "part").is_some() {
            return Ok(part(map));
        }
        let first = html! {
            section #days { h2 { "Day by day" }
                (controls(&id, day, last, &dates(conflict)))
                div #live { (map) }
                (offered(&id))
            }
        };
        let body = amnok_page::displacement_parts(conflict, settings.seed, settings.engine_name(), all, &first);
        Ok(page(
            &conflict.name,
            &place(&entry, &conflict.name, "Displacement"),
            &body,
        ))
    })
    .await
}

/// The date of every day, as the tables have it.
fn dates(conflict: &amnok_scenario::flee::Conflict) -> Vec<String> {
    let days = 0..conflict.displacement.days as usize;
    days.map(|day| amnok_store::tables::displacement::date(conflict.start, day).to_string())
        .collect()
}

fn controls(id: &str, day: usize, last: usize, dates: &[String]) -> Markup {
    html! {
        form.controls method="get" action=(format!("/displacement/{id}")) data-live="#live" {
            label.wide { "Day "
                input type="range" name="day" min="0" max=(last) value=(day) aria-valuetext=(dates[day]) data-words=(dates.join("|"));
                output { (dates[day]) }
            }
            button type="button" data-play hidden { "Play" }
            button.plain { "Show" }
        }
    }
}

fn offered(id: &str) -> Markup {
    html! { p.downloads { "Take it with you: " @for name in FILES { a href=(format!("/displacement/{id}?file={name}")) download { (name) } " " } } }
}
