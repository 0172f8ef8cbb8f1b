//! What was learned of a scenario, before any number of the run that lives through it.

use super::fit::{LEARNED_MEANS, learned_in_words};
use super::numbers::brief;
use super::terminal::learned::{origin, spreads};
use amnok_lab::Spread;
use amnok_scenario::{Posterior, Scenario};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What is drawn of a value from what was learned and is kept with its scenario; nothing where that says nothing of it.
pub fn learned_of_value(scenario: &Scenario, key: &str) -> Option<Spread> {
    const DRAWS: u32 = 60;
    let kept = scenario.learned().ok()??;
    let place = kept.values.iter().position(|value| value.key == key)?;
    let shares = (0..DRAWS).map(|number| (f64::from(number) + 0.5) / f64::from(DRAWS));
    Spread::of(shares.filter_map(|share| kept.at(share).get(place).copied()))
}

/// Prior beside posterior of every hidden quantity at the head of a report; nothing where the run does not live through a posterior.
pub fn section(kept: Option<&Posterior>) -> Markup {
    let Some(kept) = kept else { return html! {} };
    html! {
        section id="learned" {
            (estimates(kept))
            p.note {
                "The histories below draw their values from this posterior; what they share of luck with what happened is not known, so that they spread "
                "wider than these estimates."
            }
        }
    }
}

/// Prior beside posterior of every hidden quantity, with what does not fit and how it was made.
pub fn estimates(kept: &Posterior) -> Markup {
    html! {
        p.warning { b { "What was learned. " } (origin(kept)) ". " (kept.origin.misfit) }
        div.scroll tabindex="0" role="region" aria-label="What was learned" { (table(kept)) }
        p.note { (LEARNED_MEANS) }
        @for note in &kept.origin.notes { p.note { (note) } }
        details { summary { "How it was made" } @for command in &kept.origin.commands { p.mono { (command) } } }
    }
}

/// The days that all estimates are about, where they are the same; otherwise each row says its own.
fn common<T: PartialEq + Copy>(mut days: impl Iterator<Item = T>) -> Option<T> {
    let first = days.next()?;
    days.all(|of| of == first).then_some(first)
}

fn table(kept: &Posterior) -> Markup {
    let common = common(kept.estimates.iter().map(|of| (of.from, of.to)));
    html! {
        table.numbers {
            @if let Some((from, to)) = common { caption { (from) " to " (to) } }
            thead { tr { th { "Estimated" } th { "Prior: 5–95 %" } th { "Posterior: median" } th { "25–75 %" } th { "5–95 %" } th { "Learned" } } }
            tbody { @for of in &kept.estimates {
                @let (prior, posterior) = spreads(of);
                tr {
                    th scope="row" { (of.words) small { @if common.is_none() { (of.from) " to " (of.to) ", " } (of.unit) } }
                    td { (brief(prior.low)) " to " (brief(prior.high)) }
                    td { b { (brief(posterior.median)) } }
                    td { (brief(posterior.quarter)) " to " (brief(posterior.three_quarters)) }
                    td { (brief(posterior.low)) " to " (brief(posterior.high)) }
                    td { (learned_in_words(Some(prior), Some(posterior))) }
                }
            } }
        }
    }
}

/// Share of the interval of each value that was held likely before, and is no longer after what was observed.
pub fn learned_of(kept: &Posterior) -> BTreeMap<&str, f64> {
    let all = kept.values.iter().enumerate();
    all.map(|(place, of)| {
        let draws: Vec<f64> = kept.draws.iter().map(|draw| draw[place]).collect();
        let now = Spread::weighted(&draws, &kept.weights);
        let before = [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| of.prior.quantile(share));
        (of.key.as_str(), now.learned(&Spread::from_numbers(before)))
    })
    .collect()
}

/// The same of what is kept with a scenario; nothing where nothing is, or what is kept cannot be read.
pub fn learned_with(scenario: &Scenario) -> BTreeMap<&str, f64> {
    scenario.learned().ok().flatten().map(learned_of).unwrap_or_default()
}
