//! Taking a new report in on the page: a claim, and where it counts something, a row of an observed series.

use super::asked;
use crate::answer::{Answer, Refused};
use crate::entries::{Entry, Kind};
use crate::site::{Site, made};
use amnok_page::live::quoted;
use amnok_scenario::{Claim, Counted, Scenario};
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// Reliability of a source on the Admiralty scale.
const SOURCES: [(&str, &str); 6] = [
    ("A", "A: reliable without doubt"),
    ("B", "B: usually reliable"),
    ("C", "C: fairly reliable"),
    ("D", "D: not usually reliable"),
    ("E", "E: unreliable"),
    ("F", "F: cannot be judged"),
];
/// Credibility of what it says.
const CLAIMS: [(&str, &str); 6] = [
    ("1", "1: confirmed by others"),
    ("2", "2: probably true"),
    ("3", "3: possibly true"),
    ("4", "4: doubtful"),
    ("5", "5: improbable"),
    ("6", "6: cannot be judged"),
];
/// How exact a date is.
const PRECISIONS: [(&str, &str); 3] = [("day", "day"), ("month", "month"), ("year", "year")];

/// The form.
pub fn form(site: &Site, entry: &Entry, scenario: &Scenario) -> Markup {
    let text = |label: &str, name: &str, hint: &str, required: bool| {
        html! { label { (label) " " input name=(name) placeholder=(hint) required[required] autocomplete="off"; } }
    };
    let choice = |label: &str, name: &str, all: &[(&str, &str)], chosen: &str| {
        html! { label { (label) " " select name=(name) { @for (value, words) in all { option value=(value) selected[*value == chosen] { (words) } } } } }
    };
    let counties = std::iter::once(("", "none by itself")).chain(
        scenario
            .inputs
            .counties
            .iter()
            .map(|county| (county.name.as_str(), county.name.as_str())),
    );
    let counties: Vec<(&str, &str)> = counties.collect();
    html! {
        details { summary { "Take a new report in" }
            p.note {
                "What it says becomes a claim, and what it counts a row of an observed series. "
                @if entry.is_kept_in(site.entries.data()) { "It is written into the files of this scenario." }
                @else { "The scenario stays as it is; a copy with the report is kept beside it." }
            }
            form method="post" action=(format!("/evidence/{}/report", entry.id)) {
                div.controls {
                    (text("Who published it", "outlet", "", true))
                    (text("Title", "title", "", true))
                    (text("Date of the report", "date", "2021-03-04, 2021-03 or 2021", true))
                    (choice("Exact to the", "precision", &PRECISIONS, "day"))
                    (text("Kind of source", "kind", "news, official, report, paper", true))
                    (text("Address, if it has one", "url", "", false))
                    (choice("County", "county", &counties, ""))
                    label.wide { "What it says, in your own words " textarea.short name="says" required {} }
                }
                div.controls {
                    (choice("The source is", "source", &SOURCES, "F"))
                    (choice("What it says is", "credibility", &CLAIMS, "6"))
                    label.wide { "Why it is graded so " input name="because" required autocomplete="off"; }
                    (text("Name for reference", "id", "crackdown-hyesan-2021", true))
                }
                fieldset.controls { legend { "If it counts something" }
                    label { "Series " input name="counts" list="series" placeholder="arrivals" autocomplete="off"; }
                    datalist #series { @for series in &scenario.observed { option value=(series.name) {} } }
                    label { "From " input type="date" name="from"; }
                    label { "To " input type="date" name="to"; }
                    label { "How many " input type="number" step="any" name="value"; }
                    (text("Unit, if the series is new", "unit", "count", false))
                }
                p { button { "Take it in" } }
            }
        }
    }
}

/// Takes a report in: into the files of a scenario that is kept here, otherwise into a copy of it.
pub async fn take(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| -> Answer {
        let entry = site.entry(&id, &[Kind::Scenario])?;
        let scenario = site.scenario(&entry)?;
        let (claim, counted) = (claim(&scenario, &form)?, counted(&form)?);
        let unit = asked(&form, "unit").unwrap_or("count");
        let taken = scenario.with_claim(&claim, counted.as_ref(), unit);
        let taken = taken.map_err(|found| Refused::wrong(found.to_string()))?;
        let kept = match entry.folder().filter(|_| entry.is_kept_in(site.entries.data())) {
            Some(folder) => {
                amnok_store::replace_all(folder, &taken.changed).map_err(Refused::failed)?;
                id
            }
            None => (site.entries).keep("scenarios", &format!("{id}-report"), &taken.files)?,
        };
        let address = format!(
            "/evidence/{kept}?search={}&before={}",
            quoted(&claim.id),
            scenario.digest
        );
        Ok(Redirect::to(&address).into_response())
    })
    .await
}

/// A text of the form that must be there.
fn needed(form: &[(String, String)], name: &str, words: &str) -> Result<String, Refused> {
    let found = asked(form, name).map(str::trim).filter(|text| !text.is_empty());
    found
        .map(str::to_owned)
        .ok_or_else(|| Refused::wrong(format!("{words} is missing.")))
}

fn claim(scenario: &Scenario, form: &[(String, String)]) -> Result<Claim, Refused> {
    let grade = format!(
        "{}{}",
        needed(form, "source", "The grade of the source")?,
        needed(form, "credibility", "The grade of what it says")?
    );
    let told = Claim {
        id: needed(form, "id", "The name for reference")?,
        outlet: needed(form, "outlet", "Who published it")?,
        title: needed(form, "title", "The title")?,
        date: needed(form, "date", "The date of the report")?,
        date_precision: needed(form, "precision", "How exact the date is")?,
        kind: needed(form, "kind", "The kind of source")?,
        says: needed(form, "says", "What it says")?,
        url: asked(form, "url").unwrap_or_default().to_owned(),
        reliability: String::new(),
        credibility: 0,
        grade_reason: needed(form, "because", "Why it is graded so")?,
    };
    scenario
        .claim(told, asked(form, "county"), &grade)
        .map_err(Refused::wrong)
}

/// What it counts, where a series is named.
fn counted(form: &[(String, String)]) -> Result<Option<Counted>, Refused> {
    let Some(series) = asked(form, "counts") else {
        return Ok(None);
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !series.chars().all(plain) {
        return Err(Refused::wrong(format!("Series {series}: letters, digits and hyphens.")));
    }
    let value = asked(form, "value").and_then(|text| text.parse().ok());
    Ok(Some(Counted {
        series: series.to_owned(),
        start: needed(form, "from", "The first day that is counted")?,
        end: needed(form, "to", "The last day that is counted")?,
        value: value.ok_or_else(|| Refused::wrong("How many: a number."))?,
    }))
}
