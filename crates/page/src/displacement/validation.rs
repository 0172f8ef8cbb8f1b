//! Many configurations on one page: how far each is from what was registered, beside naive forecasts.

use super::errors::digits;
use crate::document::document;
use crate::numbers::count;
use amnok_lab::baseline::Baseline;
use amnok_lab::displacement::Measure;
use amnok_store::validation::{Case, CaseError, CaseResult, ValidationSettings};
use maud::{Markup, html};

/// Makes the page of cases and what came of them.
pub fn validation(cases: &[Case], outcomes: &[CaseResult], settings: ValidationSettings) -> String {
    let (ran, all) = (
        outcomes.iter().filter(|o| matches!(o, CaseResult::Run { .. })).count(),
        outcomes.len(),
    );
    let body = html! {
        header {
            p.kicker { "Amnok · displacements by the rules of Flee" }
            h1 { "Simulated and registered, case by case" }
            p.lead { b { (ran) } " of " (all) " cases were run, " (settings.replicates) " histories each." }
            @for measure in [Measure::Relative, Measure::Rescaled] { p { (verdict(outcomes, measure)) } }
            p.warning {
                "An error is a mean over days. Intervals hold nine tenths of the histories: they show chance only. A naive forecast knows the "
                "registered total of the day, as the simulation does; “last counts” knows besides each camp’s last count, which the simulation does not."
            }
        }
        @for measure in Measure::ALL { section id=(measure.name()) { h2 { (capital(measure.words())) } (table(cases, outcomes, measure)) } }
        section id="refused" { h2 { "Not run" } (refused(cases, outcomes)) }
        footer { p { "Made by Amnok " (env!("CARGO_PKG_VERSION")) ", seed " (settings.seed) "." } }
    };
    document(
        "Simulated and registered, case by case",
        env!("CARGO_PKG_VERSION"),
        &body,
    )
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn fit(outcome: &CaseResult, measure: Measure) -> Option<&CaseError> {
    match outcome {
        CaseResult::Run { fits, .. } => fits.iter().find(|fit| fit.measure == measure),
        CaseResult::Refused(_) => None,
    }
}

/// In how many cases the simulation is nearer than each naive forecast.
fn verdict(outcomes: &[CaseResult], measure: Measure) -> String {
    let fits: Vec<&CaseError> = outcomes.iter().filter_map(|outcome| fit(outcome, measure)).collect();
    let nearer = |i: usize| fits.iter().filter(|fit| fit.mean < fit.naive[i]).count();
    format!(
        "By the {}, the simulation is nearer to what was registered than constant shares in {} of {} cases, and than last counts in {}.",
        measure.words(),
        nearer(0),
        fits.len(),
        nearer(1)
    )
}

fn table(cases: &[Case], outcomes: &[CaseResult], measure: Measure) -> Markup {
    let rows: Vec<_> = cases
        .iter()
        .zip(outcomes)
        .filter_map(|(case, o)| Some((case, o, fit(o, measure)?)))
        .collect();
    html! {
        @if rows.is_empty() { p { "Not known in any case." } } @else {
            div.scroll tabindex="0" { table.numbers {
                thead { tr {
                    th { "Configuration" } th.wide { "Rules" } th { "Days" } th { "Camps" } th { "People" } th { "Simulated" } th { "5 to 95 %" }
                    @for baseline in Baseline::ALL { th { (capital(&baseline.name().replace('_', " "))) } }
                } }
                tbody { @for (case, outcome, fit) in rows { tr {
                    th scope="row" { (case.configuration) } td.wide { (case.rules) }
                    @if let CaseResult::Run { size, people, .. } = outcome { td { (size[0]) } td { (size[1]) } td { (count(*people)) } }
                    td { b.(if fit.naive.iter().all(|naive| fit.mean < *naive) { "good" } else { "even" }) { (digits(fit.mean)) } }
                    td { (digits(fit.ends.0)) " to " (digits(fit.ends.1)) }
                    @for naive in fit.naive { td { (digits(naive)) } }
                } } }
            } }
            p.note { "Green: nearer than both naive forecasts." }
        }
    }
}

fn refused(cases: &[Case], outcomes: &[CaseResult]) -> Markup {
    let rows: Vec<_> = cases
        .iter()
        .zip(outcomes)
        .filter_map(|(case, outcome)| match outcome {
            CaseResult::Refused(why) => Some((case, why)),
            CaseResult::Run { .. } => None,
        })
        .collect();
    html! {
        @if rows.is_empty() { p { "Every case was run." } } @else { ul { @for (case, why) in rows {
            li { b { (case.configuration) } " (" (case.rules) "): " (why) }
        } } }
    }
}
