//! The links on which most people set out.

use super::seen::Seen;
use crate::numbers::{count, number};
use maud::{Markup, html};

/// How many links are listed.
const LISTED: usize = 20;

struct Busy {
    link: usize,
    people: f64,
    /// Day on which most set out, and how many.
    most: (usize, f64),
}

/// A table to be opened, the busiest link first.
pub fn busiest(seen: &Seen) -> Markup {
    let network = &seen.conflict.displacement.network;
    let busy = |link: usize| {
        let flow = |day: usize| seen.all.flow(&seen.conflict.displacement, day, link);
        let days = (0..seen.days()).map(|day| (day, flow(day)));
        Busy {
            link,
            people: days.clone().map(|(_, people)| people).sum(),
            most: days.fold((0, 0.0), |most, day| if day.1 > most.1 { day } else { most }),
        }
    };
    let mut all: Vec<Busy> = (0..network.links.len())
        .map(busy)
        .filter(|busy| busy.people > 0.0)
        .collect();
    all.sort_by(|a, b| b.people.total_cmp(&a.people));
    let name = |place: usize| network.places[place].name.as_str();
    html! {
        details {
            summary { "The busiest links: " (all.len().min(LISTED)) " of " (all.len()) }
            div.scroll tabindex="0" { table.numbers {
                thead { tr { th { "From" } th.wide { "To" } th { "km" } th { "People who set out" } th { "Most on a day" } th { "That day" } } }
                tbody { @for busy in all.iter().take(LISTED) {
                    @let link = &network.links[busy.link];
                    tr {
                        th scope="row" { (name(link.from)) } td.wide { (name(link.to)) } td { (number(link.km)) }
                        td { b { (count(busy.people)) } } td { (count(busy.most.1)) } td { (seen.date(busy.most.0)) }
                    }
                } }
            } }
            p.note {
                "Mean of histories; each person is counted every time they set out. All links, day by day, are in "
                span.mono { "flows.csv" } " beside this page."
            }
        }
    }
}
