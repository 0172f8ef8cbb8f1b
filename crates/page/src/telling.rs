//! What was told, beside what happened: three views of the same topics, by kind and by month.

use super::charts::{Line, fan};
use super::figures::words;
use super::label::topic as called;
use super::summary::{MonthlySummary, select};
use amnok_lab::Spread;
use amnok_model::facts::Topic;
use core::ops::Range;
use maud::{Markup, html};

/// Sum of what commands or outlets told of a topic over some months.
fn reported(summary: &MonthlySummary, reporters: Range<usize>, topic: Topic, months: Range<usize>) -> Option<Spread> {
    let of = |r: usize| {
        let each = reporters.clone().map(|t| summary.reported(r, t, topic, months.clone()));
        each.sum::<f64>()
    };
    Spread::of((0..summary.replicates()).map(of))
}

fn lines(summary: &MonthlySummary, topic: Topic, official: &[usize], outlets: Range<usize>) -> Vec<Line> {
    let happened = select(topic.measure());
    let mut lines = vec![Line {
        name: "what happened".to_string(),
        spread: summary.by_month(|r, m| summary.all(r, happened, m)),
    }];
    for &reporter in official {
        lines.push(Line {
            name: format!("official record: {}", summary.inputs.commands[reporter].name),
            spread: summary.by_month(|r, m| summary.reported(r, reporter, topic, m..m + 1)),
        });
    }
    if !outlets.is_empty() {
        lines.push(Line {
            name: "press, all outlets".to_string(),
            spread: summary.by_month(|r, m| {
                let each = outlets.clone().map(|t| summary.reported(r, t, topic, m..m + 1));
                each.sum()
            }),
        });
    }
    lines
}

/// The section.
pub fn section(summary: &MonthlySummary) -> Markup {
    let inputs = summary.inputs;
    let (commands, all) = (inputs.commands.len(), inputs.commands.len() + inputs.outlets.len());
    if all == 0 {
        return html! { p { "The scenario names no command and no outlet: nobody tells of anything." } };
    }
    html! {
        p.note {
            "The same topics seen three ways: as they happened, as the files of the commands have them, and as outlets could tell them. "
            "What stands in a command's files is what the centre believes; nothing else reaches it. Units hide what they took money "
            "for; offices take their days and keep some to themselves; outlets hear of what is spoken about where they have sources. "
            "A column counts by the month in which it was told, so that what happened late in the period may not be in it yet. Several "
            "outlets can tell of the same event, and several commands can have it in their files."
        }
        (table(summary, commands, all))
        div.grid {
            @for topic in [Topic::Crossed, Topic::Arrested, Topic::Shot, Topic::WorkerDeaths] {
                (chart(summary, topic, commands, all))
            }
        }
        @if inputs.policy.is_some() { (policy(summary)) }
    }
}

fn table(summary: &MonthlySummary, commands: usize, all: usize) -> Markup {
    let months = 0..summary.months.len();
    let inputs = summary.inputs;
    let hears = |reporter: usize, topic: Topic| match reporter.checked_sub(commands) {
        None => inputs.commands[reporter].hears.iter().any(|h| h.topic == topic),
        Some(outlet) => inputs.outlets[outlet].hears.iter().any(|h| h.topic == topic),
    };
    html! {
        div.scroll tabindex="0" {
            table.numbers {
                thead {
                    tr {
                        th {} th { "What happened" }
                        @for command in &inputs.commands { th { (command.name) br; small { "official record" } } }
                        @for outlet in &inputs.outlets { th { (outlet.name) br; small { "press" } } }
                    }
                }
                tbody {
                    @for topic in Topic::ALL {
                        @let happened = summary.total(&[select(topic.measure())], months.clone());
                        @if happened.is_some_and(|s| s.high > 0.0) {
                            @let (name, unit) = called(topic);
                            tr {
                                th scope="row" { (name) small { (unit) } }
                                td { (words(happened)) }
                                @for reporter in 0..all {
                                    td {
                                        @if hears(reporter, topic) { (words(reported(summary, reporter..reporter + 1, topic, months.clone()))) }
                                        @else { "–" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn chart(summary: &MonthlySummary, topic: Topic, commands: usize, all: usize) -> Markup {
    let inputs = summary.inputs;
    let official: Vec<usize> = (0..commands)
        .filter(|c| inputs.commands[*c].hears.iter().any(|h| h.topic == topic))
        .collect();
    let happened = summary.total(&[select(topic.measure())], 0..summary.months.len());
    let (name, unit) = called(topic);
    html! {
        @if happened.is_some_and(|s| s.high > 0.0) {
            (fan(summary, &format!("{name}: what happened, official record, press"), &format!("{unit} per month"),
                &lines(summary, topic, &official, commands..all),
                "What happened beside what came to the end of each command's chain and what all outlets told, by the month in which it did."))
        }
    }
}

fn policy(summary: &MonthlySummary) -> Markup {
    let taken = [Line {
        name: "measures".to_string(),
        spread: summary.by_month(|r, m| summary.all(r, select("responses"), m)),
    }];
    html! {
        p.note { "In this scenario the centre also takes measures by itself, when what it believes stays above a threshold." }
        div.grid {
            (fan(summary, "Measures that the centre took by itself", "measures per month", &taken,
                "By what stood in its files, which is not what happened."))
        }
    }
}
