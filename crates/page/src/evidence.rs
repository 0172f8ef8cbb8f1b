//! Tables of orders, observations, claims and assumptions.

use super::fit::learned_share;
use super::label::{anchor, in_words, places, size};
use super::learned::learned_of;
use super::numbers::number;
use super::view::View;
use amnok_scenario::many;
use maud::{Markup, html};

/// Orders with their sources.
pub fn orders(view: &View) -> Markup {
    html! {
        p.note { "What was ordered, when and where, as the simulated history has it. The figures by month mark these dates." }
        details {
            summary { (many(view.orders.len(), "order", "orders")) }
            div.scroll tabindex="0" {
                table {
                    thead { tr { th { "Date" } th { "Order" } th { "Where" } th { "Force" } th { "Size" } th { "Note" } th { "Source" } } }
                    tbody {
                        @for order in &view.orders {
                            tr {
                                td.date { (order.date) } td { (in_words(&order.kind)) } td { (places(&order.place)) } td { (in_words(&order.force)) }
                                td { (size(&order.kind, &order.size)) } td.wide { (order.note) } td.wide { (order.source) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Claims with their grades.
pub fn claims(view: &View) -> Markup {
    html! {
        p.note {
            "Each claim carries two grades. Reliability of the source: A completely, B usually, C fairly, D not usually, E not, F "
            "cannot be judged. Credibility of the claim: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, "
            "6 cannot be judged. Addresses are printed, not linked: the page asks nothing of the network."
        }
        details {
            summary { (many(view.claims.len(), "claim", "claims")) }
            div.scroll tabindex="0" {
                table {
                    thead { tr { th { "Claim" } th { "Published" } th { "What it says" } th { "Grade" } th { "Why" } } }
                    tbody {
                        @for claim in &view.claims {
                            tr id=(anchor("claim", &claim.id)) {
                                td.mono { (claim.id) }
                                td.wide { b { (claim.outlet) } ", " (claim.date) br; (claim.title) br; span.url { (claim.url) } }
                                td.wide { (claim.says) }
                                td { b { (claim.reliability) (claim.credibility) } }
                                td.wide { (claim.reason) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Assumed values with their ranges, and the sourced ones.
pub fn assumed(view: &View) -> Markup {
    let mut assumed: Vec<_> = view
        .values
        .iter()
        .filter_map(|v| v.assumed.map(|range| (v, range)))
        .collect();
    let learned = view.posterior.map(learned_of).unwrap_or_default();
    let share_of = |key: &str| learned.get(key).copied().unwrap_or(0.0);
    assumed.sort_by(|(a, _), (b, _)| f64::total_cmp(&share_of(&b.key), &share_of(&a.key)));
    let sourced: Vec<_> = view.values.iter().filter(|v| v.assumed.is_none()).collect();
    let share = 100.0 * assumed.len() as f64 / view.values.len().max(1) as f64;
    html! {
        p {
            "Of " (many(view.values.len(), "value", "values")) " that went in, " (many(sourced.len(), "rests", "rest")) " on a source and " (many(assumed.len(), "is", "are"))
            " assumed (" (format!("{share:.0}")) " %). An assumed value stands within a range that is thought believable."
            @if !view.drawn { " The figures above use the value only: they do not show what the rest of the range would do." }
            @if !learned.is_empty() { " Those of which the observations say most come first." }
        }
        details {
            summary { (many(assumed.len(), "assumed value", "assumed values")) }
            div.scroll tabindex="0" {
                table {
                    thead { tr { th { "Value" } th { "Used" } th { "Range" } th { "Why" } } }
                    tbody {
                        @for (value, (low, high)) in &assumed {
                            tr {
                                th.wide scope="row" { (value.meaning) br; span.mono { (value.key) } }
                                td { (value.value) " " span.unit { (value.unit) } }
                                td { (bar(&value.value, *low, *high))
                                    @if let Some(share) = learned_share(share_of(&value.key)) { br; small { "learned: " (share) } } }
                                td.wide { (value.basis) }
                            }
                        }
                    }
                }
            }
        }
        details {
            summary { (many(sourced.len(), "value", "values")) " with a source" }
            div.scroll tabindex="0" {
                table {
                    thead { tr { th { "Value" } th { "Used" } th { "Source" } } }
                    tbody {
                        @for value in &sourced {
                            tr {
                                th.wide scope="row" { (value.meaning) br; span.mono { (value.key) } }
                                td { (value.value) " " span.unit { (value.unit) } } td.wide { (view.source(&value.basis)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A range as a bar with the value used; lists of values get no mark.
pub fn bar(value: &str, low: f64, high: f64) -> Markup {
    let place = value
        .parse::<f64>()
        .ok()
        .filter(|_| high > low)
        .map(|v| ((v - low) / (high - low)).clamp(0.0, 1.0) * 84.0);
    html! {
        svg.bar viewBox="0 0 90 12" role="img" aria-label=(format!("from {} to {}", number(low), number(high))) {
            rect.track x="3" y="4" width="84" height="4" rx="2" {}
            @if let Some(x) = place { circle cx=(format!("{:.1}", x + 3.0)) cy="6" r="3.5" {} }
        }
        br;
        span.range { (number(low)) " to " (number(high)) }
    }
}
