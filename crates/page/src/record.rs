//! The run beside the public record, before any other number.

use super::headline::short;
use super::terminal::record::{bounds, judged, sentence};
use super::view::View;
use amnok_lab::public_record::{Judged, Verdict};
use amnok_model::observers::{Observation, Window};
use amnok_model::record::rows::Rows;
use maud::{Markup, html};

/// How the run agrees with the record, row by row; nothing where values were not drawn, or there is no record.
pub fn section(view: &View, rows: &[(u32, Rows)]) -> Markup {
    let judged = judged(view.record, view.inputs, view.drawn, rows);
    html! {
        @if let Some(judged) = judged {
            section id="record" {
                p.warning {
                    "How far to trust this page: beside what the public record says"
                    @if view.posterior.is_some() { " (these rows are among what was learned from)" }
                    ", " b { (sentence(&judged)) } ". A row agrees where "
                    "the recorded bounds overlap the middle nine tenths of the " (rows.len()) " histories and their median is within "
                    "a factor of three of them. Simulated: the median, and the middle nine tenths. Read nothing here that rests on a row which does not."
                }
                div.scroll.tall tabindex="0" role="region" aria-label="Rows of the public record" { (table(view.record, &judged)) }
            }
        }
    }
}

fn table(record: &[Observation], judged: &[Judged]) -> Markup {
    html! {
        table.numbers {
            caption { "All " (judged.len()) " rows of the public record" span.screen { "; the box scrolls" } }
            thead { tr { th { "Of the public record" } th { "Verdict" } th { "Recorded" } th { "Simulated" } } }
            tbody {
                @for (row, Window { from, to, .. }) in judged.iter().zip(record.iter().map(|row| &row.window)) {
                    tr {
                        th scope="row" { (row.quantity) small title=(row.id) { (from) " to " (to) ", " (row.unit) } }
                        td title=[row.why.as_ref()] {
                            @if row.verdict == Verdict::Agrees { (row.verdict.name()) } @else { b { (row.verdict.name()) } }
                        }
                        td { (bounds(row)) }
                        td { (short(row.simulated)) }
                    }
                }
            }
        }
    }
}
