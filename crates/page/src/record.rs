//! The run beside the public record, before any other number.

use super::numbers::brief;
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
                    "a factor of three of them. Read nothing here that rests on a row which does not."
                }
                div.scroll.tall tabindex="0" { (table(view.record, &judged)) }
            }
        }
    }
}

fn table(record: &[Observation], judged: &[Judged]) -> Markup {
    html! {
        table.numbers {
            thead { tr { th { "Of the public record" } th { "Recorded" } th { "Simulated: median" } th { "5–95 %" } th { "Verdict" } } }
            tbody {
                @for (row, Window { from, to, .. }) in judged.iter().zip(record.iter().map(|row| &row.window)) {
                    tr {
                        th scope="row" { (row.quantity) small { (row.id) ", " (from) " to " (to) ", " (row.unit) } }
                        td { (bounds(row)) }
                        @match &row.simulated {
                            Some(s) => { td { b { (brief(s.median)) } } td { (brief(s.low)) " to " (brief(s.high)) } },
                            None => { td { "–" } td { "–" } },
                        }
                        td title=[row.why.as_ref()] {
                            @if row.verdict == Verdict::Agrees { (row.verdict.name()) } @else { b { (row.verdict.name()) } }
                        }
                    }
                }
            }
        }
    }
}
