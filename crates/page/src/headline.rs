//! The numbers of the whole period and of each year.

use super::numbers::brief;
use super::summary::{MonthlySummary, Selection, minus, select};
use amnok_lab::Spread;
use maud::{Markup, html};

struct Row {
    name: &'static str,
    unit: String,
    picks: Vec<Selection>,
}

/// Deaths of one activity by cause.
fn causes(activity: usize) -> Vec<Row> {
    let row = |name, unit: &str, picks: Vec<Selection>| Row {
        name,
        unit: unit.to_string(),
        picks,
    };
    let of = |name| select(name).activity(activity);
    vec![
        row("All causes", "persons", vec![of("deaths")]),
        row("By gunfire", "persons", vec![of("deaths_shot")]),
        row("On a live fence", "persons", vec![of("deaths_electrocuted")]),
        row("On a mine", "persons", vec![of("deaths_mine")]),
        row("In the river", "persons", vec![of("deaths_drowned")]),
        row(
            "Beside these: hit by fire and lived",
            "persons",
            vec![of("shot"), minus("deaths_shot").activity(activity)],
        ),
    ]
}

/// A number with its interval, two significant digits.
pub fn short(spread: Option<Spread>) -> Markup {
    html! {
        @match spread {
            Some(s) => { b { (brief(s.median)) } @if brief(s.low) != brief(s.high) { " " span.range { "(" (brief(s.low)) " to " (brief(s.high)) ")" } } },
            None => "–",
        }
    }
}

fn rows(summary: &MonthlySummary) -> Vec<(&'static str, Vec<Row>)> {
    let row = |name, unit: &str, picks: &[Selection]| Row {
        name,
        unit: unit.to_string(),
        picks: picks.to_vec(),
    };
    let currency = summary.inputs.currency.as_str();
    vec![
        (
            "To leave",
            vec![
                row("Attempts", "attempts", &[select("attempts").activity(0)]),
                row(
                    "Passages",
                    "attempts that reached the other side",
                    &[select("crossed").activity(0)],
                ),
                row("Arrests", "attempts", &[select("arrested").activity(0)]),
                row(
                    "Caught beyond the line, sent back",
                    "attempts",
                    &[select("sent_back").activity(0)],
                ),
                row("Deaths", "persons", &[select("deaths").activity(0)]),
            ],
        ),
        (
            "Smuggling",
            vec![
                row("Attempts", "trips", &[select("attempts").activity(1)]),
                row(
                    "Passages",
                    "trips that reached the other side",
                    &[select("crossed").activity(1)],
                ),
                row("Arrests", "trips", &[select("arrested").activity(1)]),
                row("Deaths", "persons", &[select("deaths").activity(1)]),
                row("Goods that came through", currency, &[select("smuggled_value")]),
            ],
        ),
        ("Deaths of those who leave", causes(0)),
        ("Deaths of those who smuggle", causes(1)),
        (
            "Deaths of others",
            vec![
                row("Builders at the barrier", "persons", &[select("worker_deaths")]),
                row("Soldiers, on mines", "persons", &[select("mine_soldier_deaths")]),
            ],
        ),
        (
            "Money and guards",
            vec![
                row("Paid to guards", currency, &[select("paid")]),
                row("Kept by brokers", currency, &[select("paid_broker")]),
                row("Guards found complicit", "guards", &[select("found_out")]),
                row("Guards prosecuted", "guards", &[select("prosecuted")]),
                row("Watchers bought in their turn", "cases", &[select("watchers_bought")]),
            ],
        ),
    ]
}

/// Cards, then the table.
pub fn section(summary: &MonthlySummary) -> Markup {
    let all = 0..summary.months.len();
    let years = summary.years();
    let forecast = |months: &std::ops::Range<usize>| summary.forecast.is_some_and(|first| months.start >= first);
    let cards: [(&str, Vec<Selection>); 8] = [
        ("attempts to leave", vec![select("attempts").activity(0)]),
        ("passages to leave", vec![select("crossed").activity(0)]),
        ("arrests of those who leave", vec![select("arrested").activity(0)]),
        ("deaths of those who leave", vec![select("deaths").activity(0)]),
        ("smuggling trips that came through", vec![select("crossed").activity(1)]),
        ("deaths of smugglers", vec![select("deaths").activity(1)]),
        (
            "paid to guards and brokers",
            vec![select("paid"), select("paid_broker")],
        ),
        ("guards found complicit", vec![select("found_out")]),
    ];
    html! {
        div.cards {
            @for (name, picks) in &cards {
                div {
                    @let spread = summary.total(picks, all.clone());
                    span.big {
                        @match spread { Some(s) => (brief(s.median)), None => "–" }
                        @if name.starts_with("paid") { small { " " (summary.inputs.currency) } }
                    }
                    @if let Some(s) = spread.filter(|s| brief(s.low) != brief(s.high)) {
                        span.range { (brief(s.low)) " to " (brief(s.high)) }
                    }
                    span { (name) }
                }
            }
        }
        p.note {
            "Whole period, " (text(summary)) ", two significant digits. Each number is the median of " (summary.replicates())
            " simulated histories; nine tenths of the histories lie between the two numbers beside it (the 5–95 % interval). Where only one \
             number stands, all of them have it."
        }
        div.scroll tabindex="0" {
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
                                td { (short(summary.total(&row.picks, all.clone()))) }
                                @for (_, months) in &years {
                                    td.forecast[forecast(months)] { (short(summary.total(&row.picks, months.clone()))) }
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
pub fn text(summary: &MonthlySummary) -> String {
    match (summary.months.first(), summary.months.last()) {
        (Some(first), Some(last)) => format!("{} to {}", first.name(), last.name()),
        _ => "no months".to_string(),
    }
}
