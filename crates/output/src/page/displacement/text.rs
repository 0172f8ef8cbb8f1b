//! Words of the page: the opening, the inputs, how to read it.

use super::Seen;
use crate::page::charts::number;
use maud::{Markup, html};

/// Settings, notes of the loader, and what makes the same numbers again.
pub fn inputs(seen: &Seen, seed: u64, engine: &str) -> Markup {
    let conflict = seen.conflict;
    let world = &conflict.displacement;
    let settings = conflict.settings.iter();
    let (left, set): (Vec<_>, Vec<_>) = settings.partition(|setting| setting.is_default());
    html! {
        p {
            (number(world.network.places.len() as f64)) " places, " (seen.camps.len()) " of them camps; "
            (world.network.links.len()) " links, each direction counted; " (world.conflicts.len()) " columns of conflicts; "
            (world.closures.len()) " closures; " (world.series.len()) " series of registered people."
        }
        h3 { "Settings that were set" }
        @if set.is_empty() { p { "None: all settings are those of Flee’s code." } } @else {
            div.scroll { table {
                thead { tr { th { "Setting" } th { "Value" } th { "In Flee’s code" } } }
                tbody { @for s in set { tr { td.mono { (s.key) } td { b { (s.value) } } td { (s.default) } } } }
            } }
        }
        details {
            summary { "Settings left as they are in Flee’s code: " (left.len()) }
            div.scroll { table {
                thead { tr { th { "Setting" } th { "Value" } } }
                tbody { @for s in left { tr { td.mono { (s.key) } td { (s.value) } } } }
            } }
        }
        h3 { "Notes on the files" }
        @if conflict.notes.is_empty() { p { "None." } } @else { ul { @for note in &conflict.notes { li { (note) } } } }
        h3 { "To make it again" }
        p {
            "Seed " span.mono { (seed) } ", engine " span.mono { (engine) } ", version " span.mono { (env!("CARGO_PKG_VERSION")) }
            ", digest of the files " span.mono { (conflict.digest) } ". The same four give the same numbers. Copies of the files are in "
            span.mono { "input" } " and " span.mono { "registered" } " beside this page."
        }
    }
}
