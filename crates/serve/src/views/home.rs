//! The first page: all that there is, and what can be done with it.

use super::folder::drop_here;
use super::place;
use crate::answer::{Refused, page};
use crate::entries::{Entry, Kind};
use crate::frame::{FIGURES_AT, Place};
use crate::site::{Site, made};
use amnok_page::{in_short, paired, was_set, with_script_at};
use amnok_scenario::many;
use amnok_store::{HISTORIES, PAGE};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use std::path::PathBuf;
use std::sync::Arc;

/// The first page.
pub async fn view(State(site): State<Arc<Site>>) -> Response {
    made(site, |site| {
        let place = Place {
            view: "home",
            ..Place::default()
        };
        Ok(page("Everything here", &place, &body(site)))
    })
    .await
}

fn body(site: &Site) -> Markup {
    let all = site.entries.all();
    let (results, given): (Vec<&Entry>, Vec<&Entry>) = all
        .iter()
        .partition(|entry| !matches!(entry.kind, Kind::Scenario | Kind::Flee));
    html! {
        h1 { "What a closed border hides, and where people go" }
        p.lead {
            "Look at what was simulated beside what was recorded and told, ask what follows if something were otherwise, and see how far "
            "the answer can be trusted."
        }
        section { h2 { "Results" }
            @if results.is_empty() { p { "None yet. Run a scenario below, or start the program with the folder of a result." } }
            ul.shelf { @for entry in results { (card(site, entry)) } }
        }
        section { h2 { "Scenarios and files" } ul.shelf { @for entry in given { (card(site, entry)) } }
            (drop_here())
        }
    }
}

/// Title of an entry, as far as it can be said without reading all of it.
pub fn title(site: &Site, entry: &Entry) -> String {
    let file = match entry.kind {
        Kind::Run | Kind::Sweep | Kind::Fit | Kind::Hindcast => "scenario/scenario.toml",
        Kind::Comparison => "a/scenario/scenario.toml",
        Kind::Scenario => "scenario.toml",
        Kind::Displacement | Kind::Calibration | Kind::Flee => return entry.id.replace('-', " "),
    };
    let Some(folder) = entry.folder() else {
        let embedded = site.scenario(entry);
        return embedded.map_or_else(|_| entry.id.clone(), |scenario| scenario.title.clone());
    };
    let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("title"));
    let quoted = line.and_then(|line| line.split('"').nth(1));
    quoted.map_or_else(|| entry.id.clone(), str::to_owned)
}

/// What is said of a change before the rest of it is left to the result.
const SAID: usize = 2;

/// What tells a result from others of its scenario: of a run its histories, of a comparison its pairs, and what was otherwise.
fn told(site: &Site, entry: &Entry) -> Option<String> {
    let folder = entry.folder()?;
    let text = std::fs::read(folder.join("manifest.json")).ok()?;
    let all: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let (count, differs) = match entry.kind {
        Kind::Comparison => {
            let found = amnok_store::comparison::read(folder).ok()?;
            let [a, b] = &found.sides;
            (
                many(found.pairs, "pair", "pairs"),
                in_short(paired(a, b, &found.values)),
            )
        }
        Kind::Sweep => {
            let varied = all["varied"].as_array()?.len();
            let points = many(all["size"].as_u64()?, "point", "points");
            (
                format!("{points} of {}", many(varied, "value", "values")),
                was_set_in(site, entry, &all),
            )
        }
        Kind::Fit => {
            let of = amnok_store::fit::read(folder).ok()?;
            let runs = of["runs"].as_u64()?;
            (
                format!(
                    "{}, {}",
                    many(runs, "run", "runs"),
                    many(of["observed"].as_array()?.len(), "observation", "observations")
                ),
                was_set_in(site, entry, &all),
            )
        }
        Kind::Displacement => (many(all["replicates"].as_u64()?, "history", "histories"), Vec::new()),
        _ => {
            let ranges = all["replicates"].as_array()?.iter();
            let long = |range: &serde_json::Value| Some(range[1].as_u64()?.checked_sub(range[0].as_u64()?)? + 1);
            let count = ranges.filter_map(long).sum::<u64>();
            (many(count, "history", "histories"), was_set_in(site, entry, &all))
        }
    };
    let said: String = differs.iter().take(SAID).map(|one| format!("; {one}")).collect();
    let more = differs.len().saturating_sub(SAID);
    let more = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    Some(format!("{count}{said}{more}"))
}

/// What was set beside the files of the scenario of a result, in words.
fn was_set_in(site: &Site, entry: &Entry, manifest: &serde_json::Value) -> Vec<String> {
    let set = manifest["set"].as_array().into_iter().flatten();
    let set: Vec<&str> = set.filter_map(serde_json::Value::as_str).collect();
    let scenario = (!set.is_empty()).then(|| site.scenario(entry).ok()).flatten();
    let words = |set: &str| scenario.as_ref().map(|scenario| was_set(scenario, set));
    set.into_iter().filter_map(words).collect()
}

fn card(site: &Site, entry: &Entry) -> Markup {
    let title = title(site, entry);
    let views = place(entry, &title, "").views;
    html! {
        li id=(format!("entry-{}", entry.id)) {
            h3 { @match views.first() { Some((address, _)) => { a href=(address) { (title) } }, None => (title) } }
            p.note { (entry.kind.words()) ", called " span.mono { (entry.id) } @if let Some(told) = site.told(&entry.id, || told(site, entry)) { "; " (told) } }
            p.ways { @for (address, name) in &views { a href=(address) { (name) } " " } }
            @if entry.kind == Kind::Sweep && views.is_empty() { p.note { "Its report is made by " code { "amnok sensitivity" } " with its folder." } }
            @if entry.kind == Kind::Scenario {
                form.run method="post" action=(format!("/run/{}", entry.id)) {
                    label { "Histories " input type="number" name="histories" min="1" max="10000" value=(HISTORIES); }
                    " " label { input type="checkbox" name="fixed" value="1"; " the same values in all" }
                    " " button { "Run" }
                }
            }
        }
    }
}

/// Where the report of a result stands, if it was made: that of a sweep is made by itself.
pub fn report_of(entry: &Entry) -> Option<PathBuf> {
    let names: &[&str] = match entry.kind {
        Kind::Sweep => &["sensitivity.html", PAGE],
        _ => &[PAGE],
    };
    let folder = entry.folder()?;
    names.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// The report that stands in the folder of a result.
pub async fn report(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Response {
    made(site, move |site| {
        let entry = site.entry(
            &id,
            &[
                Kind::Run,
                Kind::Comparison,
                Kind::Displacement,
                Kind::Fit,
                Kind::Sweep,
                Kind::Hindcast,
            ],
        )?;
        let found = report_of(&entry).and_then(|path| std::fs::read_to_string(path).ok());
        found
            .map(|text| Html(with_script_at(&text, FIGURES_AT)).into_response())
            .ok_or_else(|| Refused::unknown("report of this result"))
    })
    .await
}
