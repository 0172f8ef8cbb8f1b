//! The border: what happened, official record and press side by side, month by month.

use super::{Query, asked, place};
use crate::answer::{Answer, given, page, part};
use crate::entries::Kind;
use crate::frame::downloads;
use crate::site::{Site, made};
use amnok_page::live::Border;
use amnok_page::{alone, in_words, places, size};
use amnok_scenario::{OrderText, Scenario, many};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// What is looked at.
struct Asked {
    id: String,
    month: usize,
    topic: usize,
    command: Option<usize>,
}

/// The page, a part of it, or what is seen as a file.
pub async fn view(State(site): State<Arc<Site>>, Path(id): Path<String>, query: Query) -> Response {
    made(site, move |site| answer(site, id, &query)).await
}

fn answer(site: &Site, id: String, query: &[(String, String)]) -> Answer {
    let entry = site.entry(&id, &[Kind::Run])?;
    let border = site.border(&id)?;
    let look = look(&border, id, query);
    if let Some(form) = asked(query, "as") {
        return file(&border, &look, form);
    }
    if asked(query, "part").is_some() {
        return Ok(part(month(&border, &look)));
    }
    let title = border.scenario.title.clone();
    Ok(page(
        &title,
        &place(&entry, &title, "The border"),
        &body(&border, &look),
    ))
}

/// What is asked for; what is not said or not known is as at first.
fn look(border: &Border, id: String, query: &[(String, String)]) -> Asked {
    let months = border.months();
    let month = asked(query, "month").and_then(|wanted| {
        let by_number = wanted.parse().ok().filter(|number| *number < months.len());
        by_number.or_else(|| months.iter().position(|(key, _)| key == wanted))
    });
    let topics = border.topics();
    let topic = asked(query, "topic").and_then(|wanted| topics.iter().position(|(topic, ..)| topic.name() == wanted));
    let topic = topic
        .or_else(|| topics.iter().position(|(topic, ..)| topic.name() == "arrested"))
        .unwrap_or(0);
    let commands = topics
        .get(topic)
        .map_or(Vec::new(), |(topic, ..)| border.commands(*topic));
    let wanted = asked(query, "command").and_then(|wanted| wanted.parse::<usize>().ok());
    let command = commands
        .iter()
        .map(|(number, _)| *number)
        .find(|number| Some(*number) == wanted);
    Asked {
        id,
        month: month.unwrap_or(0),
        topic,
        command: command.or_else(|| commands.first().map(|(number, _)| *number)),
    }
}

impl Asked {
    /// The address of what is seen.
    fn address(&self, border: &Border, month: usize) -> String {
        let topic = border.topics()[self.topic].0.name();
        let key = &border.months()[month].0;
        let command = self
            .command
            .map_or(String::new(), |command| format!("&command={command}"));
        format!("/border/{}?topic={topic}&month={key}{command}", self.id)
    }
}

fn file(border: &Border, look: &Asked, form: &str) -> Answer {
    let (topic, words, _) = border.topics()[look.topic];
    let (key, named) = &border.months()[look.month];
    let table = border.sides(topic, look.command, look.month..look.month + 1);
    let name = format!("{}-{}-{key}", look.id, topic.name());
    let legend = ["c0", "c1", "c2"].into_iter().zip(table.head.iter().skip(1).cloned());
    let legend: Vec<(&str, String)> = legend.collect();
    given(form, &name, &border.scenario, &table, || {
        let strip = border.strip(topic, look.command, look.month);
        alone(&format!("{words}, {named}"), &legend, &strip.into_string())
    })
}

fn body(border: &Border, look: &Asked) -> Markup {
    html! {
        h1 { "The border, month by month" }
        p.lead {
            "Counties in their order along the line. Beside what happened in the simulated histories stand the official record of a command and "
            "what the press could tell of it. Numbers are medians of " (many(border.histories(), "history", "histories")) "; nine tenths of them lie within the line at a bar, and between the two numbers below one in the table."
        }
        (controls(border, look))
        div #live aria-live="polite" { (month(border, look)) }
        section #along { h2 { "Months along the line" } (border.kymographs()) }
    }
}

/// What is looked at, to be chosen: with a script at once, without one by its button.
fn controls(border: &Border, look: &Asked) -> Markup {
    let (months, topics) = (border.months(), border.topics());
    let commands = topics
        .get(look.topic)
        .map_or(Vec::new(), |(topic, ..)| border.commands(*topic));
    html! {
        form.controls method="get" action=(format!("/border/{}", look.id)) data-live="#live" {
            label { "What is counted "
                select name="topic" { @for (i, (topic, words, unit)) in topics.iter().enumerate() {
                    option value=(topic.name()) selected[i == look.topic] { (words) ", " (unit) }
                } }
            }
            label { "Official record "
                select name="command" { @for (number, name) in &commands {
                    option value=(number) selected[Some(*number) == look.command] { (name) }
                } @if commands.is_empty() { option value="" { "no command hears of it" } } }
            }
            label.wide { "Month "
                input type="range" name="month" min="0" max=(months.len().saturating_sub(1)) value=(look.month)
                    aria-valuetext=(months[look.month].1) data-words=(months.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("|"));
                output { (months[look.month].1) }
            }
            button type="button" data-play hidden { "Play" }
            button.plain { "Show" }
        }
    }
}

/// What changes with the month.
fn month(border: &Border, look: &Asked) -> Markup {
    let months = border.months();
    let topics = border.topics();
    let Some((topic, words, unit)) = topics.get(look.topic).copied() else {
        return html! { p { "Nothing that anybody could tell of happened in this run." } };
    };
    let table = border.sides(topic, look.command, look.month..look.month + 1);
    let (before, after) = (
        look.month.checked_sub(1),
        Some(look.month + 1).filter(|month| *month < months.len()),
    );
    let given = orders(border, &months[look.month].0);
    html! {
        h2 { (words) ", " (months[look.month].1) @if border.is_forecast(look.month) { small { " (forecast)" } } }
        p.steps {
            @if let Some(month) = before { a href=(look.address(border, month)) rel="prev" { "← " (months[month].1) } " " }
            @if let Some(month) = after { a href=(look.address(border, month)) rel="next" { (months[month].1) " →" } }
        }
        div.beside {
            figure {
                (border.strip(topic, look.command, look.month))
                figcaption { "Counted in " (unit) ". Bars and the numbers at their ends are medians, on one scale for the months of a year; lines hold nine tenths of the histories, and end in an arrow where they go on beyond the scale." }
                (downloads(&look.address(border, look.month), &["csv", "xlsx", "geojson", "svg", "png"]))
            }
            div {
                (border.by_month(topic, look.command))
                h3 { "Orders given in " (months[look.month].1) }
                @if given.is_empty() { p { "None." } } @else { ul { @for order in &given { li { (told(&border.scenario, &look.id, order)) } } } }
            }
        }
        details { summary { "The same as a table" } (table.html(true)) }
    }
}

/// The orders of a month.
fn orders<'a>(border: &'a Border, month: &str) -> Vec<&'a OrderText> {
    let all = border.scenario.orders.iter();
    all.filter(|order| order.date.starts_with(month)).collect()
}

/// An order in words, with its source.
fn told(scenario: &Scenario, id: &str, order: &OrderText) -> Markup {
    let claim = scenario.claim_of(&order.source);
    html! {
        a href=(format!("/orders/{id}#order-{}", order.number)) { (order.date) ", " (in_words(&order.kind)) }
        ", " (places(&order.place)) @if !order.force.is_empty() { ", " (order.force.replace('-', " ")) } @if !order.size.is_empty() { ", " (size(&order.kind, &order.size)) }
        @if !order.note.is_empty() { ": " (order.note) }
        @if let Some(claim) = claim { " " a href=(format!("/evidence/{id}?search={}", claim.id)) { "(" (claim.outlet) ", " (claim.date) ")" } }
    }
}
