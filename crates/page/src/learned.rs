//! What was learned of a scenario, before any number of the run that lives through it.

use super::fit::learned_share;
use super::numbers::brief;
use super::terminal::learned::{origin, spreads};
use amnok_scenario::Posterior;
use maud::{Markup, html};

/// Prior beside posterior of every hidden quantity, with what does not fit; nothing where the run does not live through a posterior.
pub fn section(kept: Option<&Posterior>) -> Markup {
    let Some(kept) = kept else { return html! {} };
    html! {
        section id="learned" {
            p.warning { b { "What was learned. " } (origin(kept)) ". " (kept.origin.misfit) @for note in &kept.origin.notes { " " (note) } }
            div.scroll { (table(kept)) }
            p.note {
                "Learned: the share of the prior’s 90 % interval, in factors, that is gone. The histories below draw their values from this posterior; what they "
                "share of luck with what happened is not known, so that they spread wider than these estimates."
            }
            details { summary { "How it was made" } @for command in &kept.origin.commands { p.mono { (command) } } }
        }
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
                    td { (learned_share(posterior.learned(&prior)).unwrap_or("nothing learned".into())) }
                }
            } }
        }
    }
}
