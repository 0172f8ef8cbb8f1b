//! What was observed in the world, beside what an observer of the simulated histories would have seen.

use super::charts::{Line, fan};
use super::label::in_words;
use super::numbers::{count, number, range};
use super::summary::{MonthlySummary, select};
use super::view::{ObservedRow, ObservedSeries, View};
use amnok_lab::{Misfit, Spread, misfit};
use amnok_model::observers::observer;
use amnok_model::record::rows::Rows;
use core::ops::Range;
use jiff::civil::Date;
use maud::{Markup, html};

/// Arrivals month by month, then every series.
pub fn section(view: &View, summary: &MonthlySummary, rows: &[(u32, Rows)]) -> Markup {
    html! {
        p.note {
            "What was counted or measured in the world, beside what the same observer would have seen in the simulated histories, the "
            "observer's own error included. Most who arrive abroad in a year left years before: arrivals are not passages."
        }
        @if view.observed.is_empty() { p { "No observed series was given." } }
        div.grid {
            (fan(summary, "Arrivals abroad", "persons per month", &arrivals(view, summary),
                "Those who arrive where arrivals are counted. Observed counts of a quarter are spread evenly over its months."))
            (fan(summary, "Passages to leave and sent back", "persons per month", &flows(summary),
                "Those who crossed to leave, and those sent back who had settled or moved on."))
        }
        @for series in &view.observed { (table(view, series, rows)) }
    }
}

fn arrivals(view: &View, summary: &MonthlySummary) -> Vec<Line> {
    let simulated = Line {
        name: "simulated".to_string(),
        spread: summary.by_month(|r, m| summary.all(r, select("arrivals"), m)),
    };
    let mut lines = vec![simulated];
    let series = view.observed.iter().find(|series| series.name == "arrivals");
    if let Some(series) = series {
        let mut spread = vec![None; summary.months.len()];
        for row in &series.rows {
            let months = summary.month_of(row.start).zip(summary.month_of(row.end));
            let Some((first, last)) = months.filter(|(first, last)| first <= last) else {
                continue;
            };
            spread[first..=last].fill(Spread::of([row.value / (last - first + 1) as f64]));
        }
        lines.push(Line {
            name: "observed".to_string(),
            spread,
        });
    }
    lines
}

fn flows(summary: &MonthlySummary) -> Vec<Line> {
    [
        ("crossed to leave", select("crossed").activity(0)),
        ("sent back", select("repatriated")),
    ]
    .map(|(name, select)| Line {
        name: name.to_string(),
        spread: summary.by_month(|r, m| summary.all(r, select, m)),
    })
    .into()
}

/// Days of a window, counted from the first of the run; empty where it begins before.
fn days(view: &View, row: &ObservedRow) -> Range<u32> {
    let day = |date: Date| date.since(view.inputs.start).ok().map(|span| span.get_days());
    match (day(row.start), day(row.end)) {
        (Some(start), Some(end)) if start >= 0 => start as u32..end as u32 + 1,
        _ => 0..0,
    }
}

fn table(view: &View, series: &ObservedSeries, rows: &[(u32, Rows)]) -> Markup {
    let seen = observer(&series.name);
    let fit =
        |row: &ObservedRow| seen.and_then(|observer| misfit(observer, view.inputs, rows, days(view, row), row.value));
    let fits: Vec<Option<Misfit>> = series.rows.iter().map(fit).collect();
    html! {
        h3 { (seen.map_or_else(|| in_words(&series.name), |observer| observer.meaning.into())) span.unit { ", " (series.unit) } }
        (verdict(seen.is_some(), &fits))
        div.scroll tabindex="0" {
            table.numbers {
                thead { tr { th.date { "From" } th.date { "To" } th { "Observed" } th { "Simulated observation" } th { "Within" }
                    th.wide { "Source" } } }
                tbody {
                    @for (row, fit) in series.rows.iter().zip(&fits) {
                        tr {
                            td.date { (row.start) } td.date { (row.end) } td { (number(row.value)) }
                            @match fit {
                                Some(fit) => {
                                    td { b { (count(fit.median)) } " " span.range { "(" (range(fit.low, fit.high)) ")" } }
                                    td { @if fit.inside { "yes" } @else { "no" } }
                                },
                                None => { td { "–" } td { "–" } },
                            }
                            td.wide { (view.source(&row.source)) }
                        }
                    }
                }
            }
        }
    }
}

/// The misfit of a series in one sentence.
fn verdict(read: bool, fits: &[Option<Misfit>]) -> Markup {
    let known: Vec<&Misfit> = fits.iter().flatten().collect();
    let inside = known.iter().filter(|fit| fit.inside).count();
    let score = known.iter().map(|fit| fit.crps).sum::<f64>() / known.len().max(1) as f64;
    html! {
        @match (read, known.is_empty()) {
            (false, _) => p { "No observer reads this series off a run; it stands here for comparison by eye." },
            (true, true) => p { "The run has none of these windows." },
            (true, false) => p {
                b { (inside) " of " (known.len()) } " observations lie within the 5–95 % interval of what would be "
                "observed (nine of ten should); mean error (CRPS) " b { (number(score)) } "."
            },
        }
    }
}
