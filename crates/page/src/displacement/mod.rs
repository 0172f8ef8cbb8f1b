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
mod standalone;
mod table;
mod text;
mod validation;

use super::document::{contents, document, sections};
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use maud::{Markup, html};
use seen::Seen;
pub use standalone::figures;
pub use validation::validation;

/// What a section is made from.
struct Lived<'a> {
    seen: Seen<'a>,
    seed: u64,
    engine: &'a str,
}

/// Id, title, and what makes a section.
type Section = (&'static str, &'static str, fn(&Lived) -> Markup);

/// Sections in their order.
const SECTIONS: &[Section] = &[
    ("map", "Where people go", |of| map::section(&of.seen)),
    ("camps", "Camps, day by day", |of| camps::section(&of.seen)),
    ("full", "Which camps are full when", |of| full::section(&of.seen)),
    ("errors", "How far from what was registered", |of| {
        errors::section(&of.seen)
    }),
    ("numbers", "Camp by camp", |of| table::section(&of.seen)),
    ("reading", "How to read it", |of| text::reading(&of.seen)),
    ("inputs", "What went in", |of| {
        text::inputs(&of.seen, of.seed, of.engine)
    }),
];

/// Makes the page of a displacement that was lived through with this seed by the engine of this name.
pub fn displacement(conflict: &Conflict, seed: u64, engine: &str, all: &Replicates) -> String {
    let title = title(&conflict.name);
    let seen = Seen::of(conflict, all);
    let of = Lived { seen, seed, engine };
    let body = html! {
        header { p.kicker { "Amnok · a displacement by the rules of Flee" } h1 { (title) } (text::lead(&of.seen)) }
        (contents(SECTIONS))
        (sections(SECTIONS, &of))
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
