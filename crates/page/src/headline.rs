//! The numbers of the whole period and of each year.

use super::figures::words;
use super::summary::{Pick, Summary, minus, pick};
use maud::{Markup, html};

struct Row {
    name: &'static str,
    unit: String,
    picks: Vec<Pick>,
}

fn rows(summary: &Summary) -> Vec<(&'static str, Vec<Row>)> {
    let row = |name, unit: &str, picks: &[Pick]| Row {
        name,
        unit: unit.to_string(),
        picks: picks.to_vec(),
    };
    let currency = summary.inputs.currency.as_str();
    vec![
        (
            "To leave",
            vec![
                row("Attempts", "attempts", &[pick("attempts").activity(0)]),
                row(
                    "Passages",
                    "attempts that reached the other side",
                    &[pick("crossed").activity(0)],
                ),
                row("Arrests", "attempts", &[pick("arrested").activity(0)]),
                row(
                    "Caught beyond the line, sent back",
                    "attempts",
                    &[pick("sent_back").activity(0)],
                ),
                row("Deaths", "persons", &[pick("deaths").activity(0)]),
            ],
        ),
        (
            "Smuggling",
            vec![
                row("Attempts", "trips", &[pick("attempts").activity(1)]),
                row(
                    "Passages",
                    "trips that reached the other side",
                    &[pick("crossed").activity(1)],
                ),
                row("Arrests", "trips", &[pick("arrested").activity(1)]),
                row("Deaths", "persons", &[pick("deaths").activity(1)]),
                row("Goods that came through", currency, &[pick("smuggled_value")]),
            ],
        ),
        (
            "Deaths and their causes, leaving and smuggling",
            vec![
                row("Deaths of those who tried", "persons", &[pick("deaths")]),
                row("By gunfire", "persons", &[pick("deaths_shot")]),
                row("On a live fence", "persons", &[pick("deaths_electrocuted")]),
                row("On a mine", "persons", &[pick("deaths_mine")]),
                row("In the river", "persons", &[pick("deaths_drowned")]),
                row(
                    "Beside these: hit by fire and lived",
                    "persons",
                    &[pick("shot"), minus("deaths_shot")],
                ),
                row(
                    "Beside these: workers at the barrier",
                    "persons",
                    &[pick("worker_deaths")],
                ),
            ],
        ),
        (
            "Money and guards",
            vec![
                row("Paid to guards", currency, &[pick("paid")]),
                row("Kept by brokers", currency, &[pick("paid_broker")]),
                row("Guards found complicit", "guards", &[pick("found_out")]),
                row("Guards prosecuted", "guards", &[pick("prosecuted")]),
                row("Watchers bought in their turn", "cases", &[pick("watchers_bought")]),
            ],
        ),
    ]
}

/// Cards, then the table.
pub fn section(summary: &Summary) -> Markup {
    let all = 0..summary.months.len();
    let years = summary.years();
    let forecast = |months: &std::ops::Range<usize>| summary.forecast.is_some_and(|first| months.start >= first);
    let cards: [(&str, Vec<Pick>); 6] = [
        ("attempts to leave", vec![pick("attempts").activity(0)]),
        (
            "passages to the other side, to leave",
            vec![pick("crossed").activity(0)],
        ),
        ("arrests, leaving and smuggling", vec![pick("arrested")]),
        ("deaths of those who tried", vec![pick("deaths")]),
        ("paid to guards and brokers", vec![pick("paid"), pick("paid_broker")]),
        ("guards found complicit", vec![pick("found_out")]),
    ];
    html! {
        div.cards {
            @for (name, picks) in &cards {
                div {
                    @let spread = summary.total(picks, all.clone());
                    span.big {
                        @match spread { Some(s) => (super::charts::count(s.median)), None => "–" }
                        @if name.starts_with("paid") { small { " " (summary.inputs.currency) } }
                    }
                    @if let Some(s) = spread {
                        span.range { (super::charts::range(s.low, s.high)) }
                    }
                    span { (name) }
                }
            }
        }
        p.note {
            "Whole period, " (text(summary)) ". Each number is the median of " (summary.replicates())
            " simulated histories; nine tenths of the histories lie between the two numbers beside it (the 5–95 % interval)."
        }
        div.scroll {
            table.numbers {
                thead {
                    tr {
                        th {} th { "Whole period" }
                        @for (year, months) in &years { th { (year) @if forecast(months) { br; small { "forecast" } } } }
                    }
                }
                @for (group, rows) in rows(summary) {
                    tbody {
                        tr { th.group colspan=(years.len() + 2) scope="colgroup" { (group) } }
                        @for row in &rows {
                            tr {
                                th scope="row" { (row.name) small { (row.unit) } }
                                td { (words(summary.total(&row.picks, all.clone()))) }
                                @for (_, months) in &years {
                                    td.forecast[forecast(months)] { (words(summary.total(&row.picks, months.clone()))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `January 2019 to December 2024`.
pub fn text(summary: &Summary) -> String {
    match (summary.months.first(), summary.months.last()) {
        (Some(first), Some(last)) => format!("{} to {}", first.name(), last.name()),
        _ => "no months".to_string(),
    }
}
