//! A displacement on one page: camps beside what was registered, errors, a map, inputs.

mod ahead;
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
pub use ahead::calibration;
use amnok_lab::displacement::Replicates;
use amnok_scenario::flee::Conflict;
use maud::{Markup, html};
use seen::Seen;
pub use standalone::figures;
pub use table::apart;
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
    let body = html! {
        (displacement_parts(conflict, seed, engine, all, &html! {}))
        footer { p { "Made by Amnok " (env!("CARGO_PKG_VERSION")) ", seed " (seed) "." } }
    };
    document(&title(&conflict.name), env!("CARGO_PKG_VERSION"), &body)
}

/// All of that page but what stands around it: its heading with warnings and main numbers first, then `first`, then its sections.
pub fn displacement_parts(conflict: &Conflict, seed: u64, engine: &str, all: &Replicates, first: &Markup) -> Markup {
    let seen = Seen::of(conflict, all);
    let of = Lived { seen, seed, engine };
    html! {
        header { p.kicker { "Amnok · a displacement by the rules of Flee" } h1 { (title(&conflict.name)) } (text::lead(&of.seen)) }
        (contents(SECTIONS))
        (first)
        (sections(SECTIONS, &of))
    }
}

/// The map of one day, its date, and who is in which camp that evening; no map without coordinates.
pub fn displacement_day(conflict: &Conflict, all: &Replicates, day: usize) -> Option<Markup> {
    let seen = Seen::of(conflict, all);
    let day = day.min(seen.days().saturating_sub(1));
    let drawing = map::on_day(&seen, day)?;
    Some(html! {
        div.beside { figure.map {
            h3 { "People who set out on " (seen.date(day)) }
            div.scroll tabindex="0" role="region" aria-label="Map of the day" { (drawing) }
            figcaption { "Lines and wedges have the scale of the busiest day, by square root; marks of camps are as large as the people in them that evening. Routes are drawn straight, not as they run." }
        }
        (table::of_day(&seen, day)) }
    })
}

/// A folder's name as a heading.
fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
