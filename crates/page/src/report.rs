//! The page of a run: what happened, what was told, and what it rests on.

use super::document::{cite, contents, document, sections};
use super::summary::MonthlySummary;
use super::view::View;
use super::{
    counties, evidence, figures, headline, kymograph, learned, observed, record, sankey, telling, text, works,
};
use amnok_model::record::rows::Rows;
use amnok_scenario::Scenario;
use amnok_store::Manifest;
use maud::{Markup, html};

/// What a section is made from.
struct Run<'a> {
    view: &'a View<'a>,
    summary: MonthlySummary<'a>,
    rows: &'a [(u32, Rows)],
}

/// Id, title, and what makes a section.
type Section = (&'static str, &'static str, fn(&Run) -> Markup);

/// Sections in their order.
const SECTIONS: &[Section] = &[
    ("headline", "In numbers", |run| headline::section(&run.summary)),
    ("months", "Month by month", |run| figures::months(&run.summary)),
    ("line", "Along the line", |run| kymograph::section(&run.summary)),
    ("ends", "Where attempts end", |run| sankey::section(&run.summary)),
    ("price", "The price of passage", |run| figures::price(&run.summary)),
    ("works", "Works, rings, money sent home", |run| {
        works::section(&run.summary)
    }),
    ("counties", "Counties", |run| counties::section(&run.summary)),
    ("told", "What was told", |run| telling::section(&run.summary)),
    ("orders", "Orders", |run| evidence::orders(run.view)),
    ("observed", "Arrivals abroad, and what else was observed", |run| {
        observed::section(run.view, &run.summary, run.rows)
    }),
    ("evidence", "Evidence", |run| evidence::claims(run.view)),
    ("assumed", "What is assumed", |run| evidence::assumed(run.view)),
    ("methods", "Methods and limits", |run| {
        text::methods(run.view, &run.summary)
    }),
];

/// Id and title of every section of the page of a run, in order.
pub fn report_sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    SECTIONS.iter().map(|(id, title, _)| (*id, *title))
}

/// The page of a run of a scenario, from every replicate's ledger.
pub fn run(scenario: &Scenario, manifest: &Manifest, rows: &[(u32, Rows)]) -> String {
    report(&View::of(scenario, &manifest.fingerprint.values), rows)
}

/// Makes the whole page. Rows that fit no county, force or month of the scenario are left out.
pub fn report(view: &View, rows: &[(u32, Rows)]) -> String {
    let run = Run {
        view,
        summary: MonthlySummary::of(view, rows),
        rows,
    };
    document(&view.title, &view.version, &body(&run))
}

fn body(run: &Run) -> Markup {
    let view = run.view;
    html! {
        header {
            p.kicker { "Amnok · a simulated history of a closed border" }
            h1 { (view.title) }
            (contents(SECTIONS))
            (learned::section(view.posterior))
            (record::section(view, run.rows))
            (text::lead(view, &run.summary))
        }
        @if run.summary.replicates() == 0 {
            p.warning { "This run has left no rows: every figure below is empty." }
        }
        (sections(SECTIONS, run))
        footer {
            p { "Made by Amnok " (view.version) ". Scenario “" (view.inputs.name) "”, seed " (view.seed)
                ", digest " span.mono { (view.digest) } "." }
            p { "Cite as: " (cite(&view.version)) " Scenario with digest " span.mono { (view.digest.get(..12).unwrap_or(&view.digest)) } "." }
        }
    }
}
