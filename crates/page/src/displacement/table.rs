//! Camps in numbers: the last day, and all days.

use super::seen::Seen;
use crate::numbers::{count, minus, range};
use amnok_store::tables::displacement::OverReplicates;
use maud::{Markup, html};

/// Mean and interval: `12,345` and below it `12,000 to 12,700`.
fn cell(over: &OverReplicates, single: bool) -> Markup {
    html! {
        b { (count(over.mean)) }
        @if !single { span.range { (range(over.spread.low, over.spread.high)) } }
    }
}

/// How far a mean is from what was registered.
pub fn apart(mean: f64, registered: f64) -> String {
    match registered > 0.0 {
        true => minus(format!("{:+.1} %", (mean / registered - 1.0) * 100.0)),
        false => "–".into(),
    }
}

/// Camps by row, and all of them together.
pub fn section(seen: &Seen) -> Markup {
    let camps = seen.camps.len();
    let rows = (0..camps).map(|camp| (seen.camps[camp].name.as_str(), vec![camp]));
    let rows: Vec<(&str, Vec<usize>)> = rows.chain([("All camps", seen.once())]).collect();
    let last = seen.days().saturating_sub(1);
    html! {
        p.note {
            @if seen.single() { "A single history: no interval. " }
            @else { "Bold: mean of " (seen.count()) " simulated histories; below it the interval in which nine tenths of them lie. " }
            "Difference: simulated against registered. Apart: how many people simulated and registered counts differ by on an average "
            "day, whatever the sign, and as a share of those registered."
        }
        div.scroll tabindex="0" { table.numbers {
            thead {
                tr { th {} th colspan="3" { "On " (seen.date(last)) } th colspan="4" { "Mean over all days" } }
                tr {
                    th {} th { "Simulated" } th { "Registered" } th { "Difference" }
                    th { "Simulated" } th { "Registered" } th { "Difference" } th { "Apart" }
                }
            }
            tbody {
                @for (name, camps) in &rows {
                    @let end = seen.over(camps, last);
                    @let mean = seen.over_all_days(camps);
                    @let (registered, all) = (seen.registered(camps, last), seen.registered_on_average(camps));
                    @let difference = seen.apart_on_average(camps);
                    tr {
                        th scope="row" { (name) }
                        td { (cell(&end, seen.single())) }
                        td { (count(registered)) }
                        td { (apart(end.mean, registered)) }
                        td { (cell(&mean, seen.single())) }
                        td { (count(all)) }
                        td { (apart(mean.mean, all)) }
                        td { (count(difference)) @if all > 0.0 { span.range { (format!("{:.1} %", difference / all * 100.0)) } } }
                    }
                }
            }
        } }
    }
}

/// Camps in the evening of a day.
pub fn of_day(seen: &Seen, day: usize) -> Markup {
    html! {
        div.scroll.tall tabindex="0" role="region" aria-label="Camps on this day" { table.numbers {
                caption { "Camps on " (seen.date(day)) }
                thead { tr { th { "Camp" } th { "Simulated" } th { "Registered" } th { "Difference" } } }
                tbody { @for camp in seen.once() {
                    @let over = seen.over(&[camp], day);
                    @let registered = seen.registered(&[camp], day);
                    tr { th scope="row" { (seen.camps[camp].name) } td { (cell(&over, seen.single())) } td { (count(registered)) } td { (apart(over.mean, registered)) } }
                } }
        } }
    }
}
