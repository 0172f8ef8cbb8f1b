//! The report: one HTML page that opens anywhere without a network.
//!
//! [`View`] is all that the page says beside the numbers of a run; [`report`] lays it out. Figures are drawn here as
//! SVG, so that the page needs no program to be read or printed.

mod charts;
mod comparison;
mod counties;
mod displacement;
mod drivers;
mod evidence;
mod figures;
mod headline;
mod kymograph;
mod observed;
mod sankey;
mod summary;
mod telling;
mod text;
mod view;
mod works;

pub use comparison::{Side, comparison};
pub use displacement::displacement;
pub use drivers::drivers;

use amnok_model::inputs::Inputs;
use amnok_model::ledger::Rows;
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use summary::Summary;

/// All that the page says beside the numbers of the run.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// What the run was given.
    pub inputs: &'a Inputs,
    /// Title of the scenario.
    pub title: String,
    /// Seed of the run.
    pub seed: u64,
    /// Digest of the scenario's files.
    pub digest: String,
    /// Version of Amnok.
    pub version: String,
    /// Orders of the history.
    pub orders: Vec<OrderLine>,
    /// Every value that went in.
    pub values: Vec<ValueLine>,
    /// Claims on which they rest.
    pub claims: Vec<ClaimLine>,
    /// What was observed, to be set beside the run.
    pub observed: Vec<ObservedSeries>,
}

/// An order as readers see it.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// Date in words or digits.
    pub date: String,
    /// Day from the start of the run; may be negative.
    pub day: i32,
    /// Kind of order.
    pub kind: String,
    /// Where it holds.
    pub place: String,
    /// Force that it is about, or empty.
    pub force: String,
    /// Size with its unit, or empty.
    pub size: String,
    /// A note.
    pub note: String,
    /// Source with its grade, or why it is assumed.
    pub source: String,
}

/// A value that went into the run.
#[derive(Clone, Debug)]
pub struct ValueLine {
    /// Its key.
    pub key: String,
    /// The value.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// What it means.
    pub meaning: String,
    /// Where it comes from, or why it is assumed.
    pub basis: String,
    /// Lowest and highest believable value, where it is assumed.
    pub assumed: Option<(f64, f64)>,
}

/// A claim of the evidence.
#[derive(Clone, Debug)]
pub struct ClaimLine {
    /// Short name.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// Title.
    pub title: String,
    /// Date of publication.
    pub date: String,
    /// What it says, in our words.
    pub says: String,
    /// Address, shown as text.
    pub url: String,
    /// Reliability of the source, A to F.
    pub reliability: String,
    /// Credibility of the claim, 1 to 6.
    pub credibility: u8,
    /// Why it is graded so.
    pub reason: String,
}

/// An observed series.
#[derive(Clone, Debug)]
pub struct ObservedSeries {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Values.
    pub rows: Vec<ObservedRow>,
}

/// One value of an observed series.
#[derive(Clone, Debug)]
pub struct ObservedRow {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Value.
    pub value: f64,
    /// Where it comes from.
    pub source: String,
}

/// Makes the whole page. Rows that fit no county, force or month of the scenario are left out.
pub fn report(view: &View, rows: &[(u32, Rows)]) -> String {
    let summary = Summary::of(view, rows);
    document(&view.title, &view.version, &body(view, &summary, rows))
}

/// A whole page around what stands in it.
fn document(title: &str, version: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(format!("amnok {version}"));
                title { (title) " – Amnok" }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                main { (body) }
            }
        }
    };
    page.into_string()
}

const SECTIONS: &[(&str, &str)] = &[
    ("headline", "In numbers"),
    ("months", "Month by month"),
    ("line", "Along the line"),
    ("ends", "Where attempts end"),
    ("price", "The price of passage"),
    ("works", "Works, rings, money sent home"),
    ("counties", "Counties"),
    ("told", "What was told"),
    ("orders", "Orders"),
    ("observed", "Arrivals abroad, and what else was observed"),
    ("evidence", "Evidence"),
    ("assumed", "What is assumed"),
    ("methods", "Methods and limits"),
];

fn body(view: &View, summary: &Summary, rows: &[(u32, Rows)]) -> Markup {
    let parts: [Markup; 13] = [
        headline::section(summary),
        figures::months(summary),
        kymograph::section(summary),
        sankey::section(summary),
        figures::price(summary),
        works::section(summary),
        counties::section(summary),
        telling::section(summary),
        evidence::orders(view),
        observed::section(view, summary, rows),
        evidence::claims(view),
        evidence::assumed(view),
        text::methods(view, summary),
    ];
    html! {
        header {
            p.kicker { "Amnok · a simulated history of a closed border" }
            h1 { (view.title) }
            (text::lead(view, summary))
        }
        nav aria-label="Contents" { @for (id, name) in SECTIONS { a href=(format!("#{id}")) { (name) } } }
        @if summary.replicates() == 0 {
            p.warning { "This run has left no rows: every figure below is empty." }
        }
        @for ((id, name), part) in SECTIONS.iter().zip(parts) {
            section id=(id) { h2 { (name) } (part) }
        }
        footer {
            p { "Made by Amnok " (view.version) ". Scenario “" (view.inputs.name) "”, seed " (view.seed)
                ", digest " span.mono { (view.digest) } "." }
        }
    }
}
