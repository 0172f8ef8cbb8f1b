//! Files of Flee: dropped, checked at their lines, mended, lived through.

use super::ahead;
use super::settings::sliders;
use super::work::{add, number};
use super::{Query, asked, place};
use crate::answer::{Answer, Refused, page};
use crate::ask::Ask;
use crate::entries::{Entry, Kind, slug};
use crate::site::{Site, made};
use crate::upload::{arranged, take};
use crate::work::conflict;
use amnok_page::parted;
use amnok_scenario::Diagnostic;
use amnok_scenario::flee::Conflict;
use axum::extract::{Form, Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::path::PathBuf;
use std::sync::Arc;

/// Replicates that are proposed.
const REPLICATES: u32 = 16;

/// Takes files in.
pub async fn upload(State(site): State<Arc<Site>>, form: Multipart) -> Response {
    let files = match take(form).await {
        Ok(files) => files,
        Err(refused) => return refused.into_response(),
    };
    made(site, move |site| {
        // The folder that holds the others gives its name.
        let first = files
            .keys()
            .next()
            .and_then(|name| name.split_once('/'))
            .map_or("dropped", |(first, _)| first);
        let wanted = slug(std::path::Path::new(first));
        let id = site.entries.keep("folders", &wanted, &arranged(files)?)?;
        Ok(Redirect::to(&format!("/folder/{id}")).into_response())
    })
    .await
}

/// Where files are dropped: a form that a script makes a place to drop them on.
pub fn drop_here() -> Markup {
    html! {
        form.drop method="post" action="/upload" enctype="multipart/form-data" data-drop {
            h3 { "A displacement: files of Flee" }
            p { "Drop a folder or a zip archive here, with the input (locations.csv, routes.csv, conflicts.csv, …) and the registered people (data_layout.csv), or choose it." }
            p { label { "A folder " input type="file" name="folder" webkitdirectory multiple; } }
            p { label { "Or an archive or single files " input type="file" name="files" multiple accept=".zip,.csv,.yml,.yaml"; } }
            button { "Check these files" }
        }
    }
}

/// What is in the files, and what is wrong with them.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Flee])?;
        let ours = ours(site, &entry);
        let body = html! {
            h1 { "Files of a displacement: " (id) }
            @match conflict(&entry) {
                Ok(conflict) => (sound(&entry, &conflict)),
                Err(found) => (faulty(&found, ours.is_some())),
            }
            @if let Some(folder) = &ours { (files(&id, folder, asked(&query, "edit"))) }
        };
        Ok(page(&id, &place(&entry, &id, "Files"), &body))
    })
    .await
}

/// The folder of an entry that was dropped here, and so may be written to.
fn ours(site: &Site, entry: &Entry) -> Option<PathBuf> {
    let folder = entry.folder().filter(|_| entry.is_kept_in(site.entries.data()));
    folder.map(std::path::Path::to_path_buf)
}

fn sound(entry: &Entry, conflict: &Conflict) -> Markup {
    html! {
        @if conflict.warnings.is_empty() { p { "No errors, no warnings." } } @else {
            div.warning { p { "No errors. To be looked at before the numbers are used:" } ul.faults { @for warning in &conflict.warnings { (fault(warning)) } } }
        }
        form.controls method="post" action=(format!("/folder/{}/run", entry.id)) {
            label { "Histories " input type="number" name="replicates" min="1" max="10000" value=(REPLICATES); }
            label { "Seed " input type="number" name="seed" min="0" value="1"; }
            button { "Live through it" }
        }
        (sliders(entry))
        (ahead::form(entry, conflict))
        h2 { "What is in the files" }
        pre.survey.scroll tabindex="0" { (survey(&conflict.survey())) }
        @if !conflict.notes.is_empty() { ul { @for note in &conflict.notes { li { (marked(note)) } } } }
    }
}

fn faulty(found: &[Diagnostic], ours: bool) -> Markup {
    html! {
        div.warning role="alert" {
            p { b { (found.len()) @if found.len() == 1 { " error" } @else { " errors" } } ": nothing is lived through until "
                @if found.len() == 1 { "it is" } @else { "they are" } " mended. "
                @if ours { "Mend them below, or drop the folder again." } @else { "Mend them in the files and load this page again." } }
            ul.faults { @for diagnostic in found { (fault(diagnostic)) } }
        }
    }
}

/// Words with what stands between backticks as code, large numbers parted.
fn marked(text: &str) -> Markup {
    html! { @for (place, part) in text.split('`').enumerate() { @if place % 2 == 1 { code { (part) } } @else { (parted(part)) } } }
}

/// A survey with its large numbers parted, which take their room from the spaces before them.
fn survey(text: &str) -> String {
    let mut all = String::new();
    for word in text.trim_end().split_inclusive([' ', '\n']) {
        let said = parted(word);
        for _ in word.len()..said.len() {
            if all.ends_with("  ") {
                all.pop();
            }
        }
        all += &said;
    }
    all
}

/// A fault or warning with its line.
fn fault(of: &Diagnostic) -> Markup {
    let name = of.file.rsplit(['/', '\\']).next().unwrap_or(&of.file);
    let text = std::fs::read_to_string(&of.file).unwrap_or_default();
    let line = of.line.checked_sub(1).and_then(|line| text.lines().nth(line));
    html! {
        li {
            "Line " (of.line) " of " b { (name) } ": found " (marked(&of.found)) "."
            @if let Some(line) = line { pre tabindex="0" { (of.line) " │ " (line) } }
            "Expected: " (marked(&of.expected)) ". To mend: " (marked(&of.mend)) "."
        }
    }
}

/// Names of the files in a folder that was dropped here.
fn names(folder: &std::path::Path) -> Vec<String> {
    let within = |part: &'static str| {
        let entries = std::fs::read_dir(folder.join(part)).into_iter().flatten().flatten();
        entries.filter_map(move |entry| Some(format!("{part}/{}", entry.file_name().to_str()?)))
    };
    let mut all: Vec<String> = within("input").chain(within("registered")).collect();
    all.sort();
    all
}

/// The files, one of them to be edited.
fn files(id: &str, folder: &std::path::Path, edit: Option<&str>) -> Markup {
    let all = names(folder);
    let edited = all.iter().find(|name| Some(name.as_str()) == edit);
    html! {
        h2 #files { "The files" }
        ul.files { @for name in &all { li { a href=(format!("/folder/{id}?edit={}#files", amnok_page::live::quoted(name))) { (name) } } } }
        @if let Some(name) = edited {
            form method="post" action=(format!("/folder/{id}/file")) {
                input type="hidden" name="name" value=(name);
                p { label for="text" { "Text of " b { (name) } } }
                textarea #text name="text" spellcheck="false" { (std::fs::read_to_string(folder.join(name)).unwrap_or_default()) }
                p { button { "Keep it and check again" } }
            }
        }
    }
}

/// Keeps a file that was edited: one of those that are there, never another.
pub async fn keep(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| -> Answer {
        let entry = site.entry(&id, &[Kind::Flee])?;
        let folder =
            ours(site, &entry).ok_or_else(|| Refused::wrong("Only files that were dropped here are edited here."))?;
        let wanted = asked(&form, "name").unwrap_or_default();
        let name = names(&folder)
            .into_iter()
            .find(|name| name == wanted)
            .ok_or_else(|| Refused::unknown("such file"))?;
        let text = asked(&form, "text").unwrap_or_default().replace("\r\n", "\n");
        amnok_store::folder::replace(&folder.join(name), text.as_bytes()).map_err(Refused::failed)?;
        Ok(Redirect::to(&format!("/folder/{id}")).into_response())
    })
    .await
}

/// Asks for a run of the files.
pub async fn run(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Response {
    made(site, move |site| {
        let entry = site.entry(&id, &[Kind::Flee])?;
        let replicates = number(&form, "replicates", 1..=10_000)?;
        let seed = asked(&form, "seed").and_then(|seed| seed.parse().ok()).unwrap_or(1);
        conflict(&entry).map_err(|_| Refused::wrong("The files have errors; mend them first."))?;
        add(
            site,
            Ask::Displacement {
                of: entry.id,
                replicates,
                seed,
            },
        )
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page of the files said 212130 where that of the run said 212,130.
    #[test]
    fn numbers_of_a_survey_are_parted_and_stay_below_each_other() {
        let text = "191 people, 212130 set out\n\ncamp          first         last\nMahama       212130        49336\n";
        assert_eq!(
            survey(text),
            "191 people, 212,130 set out\n\ncamp          first         last\nMahama      212,130       49,336"
        );
        assert!(
            marked("105820 of `a1234567`")
                .into_string()
                .starts_with("105,820 of <code>a1234567<")
        );
    }
}
