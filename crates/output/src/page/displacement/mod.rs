//! A displacement on one page: camps beside what was registered, errors, a map, inputs.

mod camps;
mod errors;
mod frame;
mod full;
mod labels;
mod links;
mod map;
mod seen;
mod shape;
mod table;
mod text;

use super::document;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use maud::html;
use seen::Seen;

/// Makes the page of a displacement that was lived through with this seed by the engine of this name.
pub fn displacement(conflict: &Conflict, seed: u64, engine: &str, all: &Replicates) -> String {
    let title = title(&conflict.name);
    let seen = Seen::of(conflict, all);
    let parts = [
        ("map", "Where people go", map::section(&seen)),
        ("camps", "Camps, day by day", camps::section(&seen)),
        ("full", "Which camps are full when", full::section(&seen)),
        ("errors", "How far from what was registered", errors::section(&seen)),
        ("numbers", "Camp by camp", table::section(&seen)),
        ("reading", "How to read it", text::reading(&seen)),
        ("inputs", "What went in", text::inputs(&seen, seed, engine)),
    ];
    let body = html! {
        header { p.kicker { "Amnok · a displacement by the rules of Flee" } h1 { (title) } (text::lead(&seen)) }
        nav aria-label="Contents" { @for (id, name, _) in &parts { a href=(format!("#{id}")) { (name) } } }
        @for (id, name, part) in &parts { section id=(id) { h2 { (name) } (part) } }
        footer { p { "Made by Amnok " (env!("CARGO_PKG_VERSION")) ", seed " (seed) "." } }
    };
    document(&title, env!("CARGO_PKG_VERSION"), &body)
}

/// A folder's name as a heading.
fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
