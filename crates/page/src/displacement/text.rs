//! Words of the page: the opening, the inputs, how to read it.

use super::errors::digits;
use super::seen::{FullDays, Seen};
use crate::numbers::{count, number, parted, range};
use amnok_scenario::{Diagnostic, many};
use amnok_store::tables::displacement::{OverReplicates, errors};
use jiff::ToSpan;
use maud::{Markup, html};

/// Warnings in the first section.
const SHOWN: usize = 8;

/// What the page shows, and its main numbers.
pub fn lead(seen: &Seen) -> Markup {
    let last = seen.days().saturating_sub(1);
    let camps = seen.once();
    let what = places_or_camps(seen);
    let (end, registered) = (seen.over(&camps, last), seen.registered(&camps, last));
    let out = seen.set_out();
    html! {
        p.lead {
            b { (count(out.mean)) } " people have set out or been in camps by " (seen.date(last)) "; " b { (count(end.mean)) } " of them are in "
            (camps.len()) (what) ", where " b { (count(registered)) } " are registered. The days from " (seen.conflict.start) " on are lived "
            "through " @if seen.single() { "once" } @else { (seen.count()) " times with other luck" } ", by the movement rules of Flee."
        }
        div.cards.five {
            div { (big(&end, seen)) span { "people in" (what) " on the last day" } }
            div { span.big { (count(registered)) } span { "registered there that day" } }
            @for (measure, over) in errors(seen.all) {
                div {
                    span.big { (digits(over.mean)) }
                    @if !seen.single() { span.range { (digits(over.spread.low)) " to " (digits(over.spread.high)) } }
                    span { (measure.words()) ", mean over days" }
                }
            }
        }
        @if !seen.single() {
            p.note {
                "Means of " (seen.count()) " simulated histories; nine tenths of the histories lie between the two numbers below a mean."
            }
        }
        @if let Some(full) = seen.full_days() { (few_registered(seen, &camps, full)) }
        (warnings(seen))
        p.warning {
            @if seen.single() {
                "This is one history: other luck gives other numbers, which more replicates would show. "
            } @else {
                "Bands and intervals on this page show chance only: how far histories differ when luck differs and everything else is the same. "
            }
            "Nothing here shows how uncertain populations, routes, conflicts, settings or the registered numbers are, nor whether the "
            "rules are right. The true uncertainty is larger."
        }
    }
}

/// Why the averaged relative difference is as large as it is, and what it is without the days that make it so.
fn few_registered(seen: &Seen, camps: &[usize], full: FullDays) -> Markup {
    html! {
        p.note {
            "The averaged relative difference divides by the people registered in these" (places_or_camps(seen)) ": " (count(seen.registered(camps, 0)))
            " on the first day, up to " (count(full.most)) ". Over the " (full.days) " days with at least a tenth of that it is "
            (digits(full.difference)) "."
        }
    }
}

/// What the columns of the output are.
fn places_or_camps(seen: &Seen) -> &'static str {
    match seen.conflict.displacement.only_floods() {
        true => " places",
        false => " camps",
    }
}

/// What is seldom meant, in the input and in what came of it.
fn warnings(seen: &Seen) -> Markup {
    let lived = seen.conflict.seen_in(&seen.all.courses);
    let all: Vec<&Diagnostic> = lived.iter().chain(&seen.conflict.warnings).collect();
    html! {
        @if !all.is_empty() {
            div.warning {
                p { "To be looked at before the numbers are used:" }
                ul { @for warning in all.iter().take(SHOWN) { (said(warning)) } }
                @if all.len() > SHOWN {
                    p { (all.len() - SHOWN) " more are under " a href="#inputs" { "What went in" } "." }
                }
            }
        }
    }
}

fn said(warning: &Diagnostic) -> Markup {
    let parts = warning.found.split('`').enumerate();
    html! {
        li {
            "Line " (warning.line) " of " span.mono { (file(&warning.file)) } ": "
            @for (i, part) in parts { @if i % 2 == 1 { b { (part) } } @else { (parted(part)) } }
            "."
        }
    }
}

fn big(over: &OverReplicates, seen: &Seen) -> Markup {
    html! {
        span.big { (count(over.mean)) }
        @if !seen.single() { span.range { (range(over.spread.low, over.spread.high)) } }
    }
}

/// How it is made, what the words mean.
pub fn reading(seen: &Seen) -> Markup {
    let world = &seen.conflict.displacement;
    let what = match world.only_floods() {
        true => "waters rise and fall, people set out from flooded places",
        false => "conflicts begin and end, people appear in places of conflict",
    };
    html! {
        h3 { "How it is made" }
        p {
            "Each day " (what) ", borders close and open, and everybody decides whether and where to go. How many appear follows from "
            (world.newcomers_follow())
            @if !world.by_data() { "." } @else {
                ": the simulation is told how many people there are, and answers where they go. So that the sum of the camps follows the "
                "registered sum is no success of the rules; which camp they are in is."
            }
        }
        p {
            "People are counted by what can still happen to them, not one by one, and every decision is an exact draw: the numbers have the same distribution "
            "as if each person were moved on their own."
        }
        h3 { "What the words mean" }
        dl {
            dt { "History, replicate" } dd { "One life of the whole period with its own luck." }
            dt { "Simulated" } dd { "People in a camp in the evening of a day." }
            dt { "Registered" } dd {
                "People counted by those who run the camps, as the input has them: on the days between two counts on a straight line, after "
                "corrections of overcounts. Counts come late and are sometimes wrong."
            }
            dt { "Date" } dd { "As in Flee’s table, the row of a day has the date of the day after." }
        }
        h3 { "What it is not for" }
        p {
            "These are the numbers of a model, not counts. Do not take them for a forecast, and do not quote them as what happened."
        }
    }
}

/// Settings, notes of the loader, and what makes the same numbers again.
pub fn inputs(seen: &Seen, seed: u64, engine: &str) -> Markup {
    let conflict = seen.conflict;
    let world = &conflict.displacement;
    let settings = conflict.settings.iter();
    let (left, set): (Vec<_>, Vec<_>) = settings.partition(|setting| setting.is_default());
    html! {
        p {
            (many(number(world.network.places.len() as f64), "place", "places")) ", " (seen.camps.len()) " of them camps; "
            (many(world.network.links.len(), "link", "links")) ", each direction counted. Columns of conflicts: " (world.conflicts.len()) "; closures: "
            (world.closures.len()) "; series of registered people: " (world.series.len()) "."
        }
        h3 { "Settings that were set" }
        @if set.is_empty() { p { "None: all settings are those of Flee’s code." } } @else {
            div.scroll tabindex="0" { table {
                thead { tr { th { "Setting" } th { "Value" } th { "In Flee’s code" } } }
                tbody { @for s in set { tr { td.mono { (s.key) } td { b { (s.value) } } td { (s.default) } } } }
            } }
        }
        details {
            summary { "Settings left as they are in Flee’s code: " (left.len()) }
            div.scroll tabindex="0" { table {
                thead { tr { th { "Setting" } th { "Value" } } }
                tbody { @for s in left { tr { td.mono { (s.key) } td { (s.value) } } } }
            } }
        }
        h3 { "Notes on the files" }
        @if conflict.notes.is_empty() && conflict.warnings.is_empty() { p { "None." } } @else { ul {
            @for note in &conflict.notes { li { (note) } }
            @for warning in &conflict.warnings { (said(warning)) }
        } }
        (closures(seen))
        h3 { "To make it again" }
        p {
            "Seed " span.mono { (seed) } ", engine " span.mono { (engine) } ", version " span.mono { (env!("CARGO_PKG_VERSION")) }
            ", digest of the files " span.mono { (conflict.digest) } ". The same four give the same numbers. Copies of the files are in "
            span.mono { "input" } " and " span.mono { "registered" } " beside this page."
        }
    }
}

/// Closures as they are written, with their dates.
fn closures(seen: &Seen) -> Markup {
    let bytes = seen
        .conflict
        .files
        .get("input/closures.csv")
        .map_or(&[][..], Vec::as_slice);
    let text = String::from_utf8_lossy(bytes);
    let cells = |line| -> Vec<&str> {
        str::split(line, ',')
            .map(|cell| cell.trim().trim_matches('"'))
            .collect()
    };
    let rows = text.lines().filter(|line| !line.trim().is_empty()).map(cells);
    let rows: Vec<Vec<&str>> = rows.filter(|row| !row[0].starts_with('#')).collect();
    let days = i64::from(seen.conflict.displacement.days);
    let day = |row: &[&str], cell: usize| row.get(cell).and_then(|cell| cell.parse::<i64>().ok());
    let date = |day: Option<i64>| match day.filter(|day| (0..days).contains(day)) {
        Some(day) => seen.conflict.start.saturating_add(day.days()).to_string(),
        None => "no day of the period".to_owned(),
    };
    html! {
        h3 { "Closures" }
        @if rows.is_empty() { p { "None." } } @else {
            div.scroll tabindex="0" { table {
                thead { tr { th { "Kind" } th { "Of" } th { "And" } th { "Closed from" } th { "Open again on" } } }
                tbody { @for row in &rows {
                    tr {
                        @for cell in 0..3 { td { (row.get(cell).unwrap_or(&"")) } }
                        td.date { (date(day(row, 3))) }
                        // What ends before it begins is never undone.
                        td.date { (date(day(row, 4).filter(|end| day(row, 3).is_none_or(|begin| *end > begin)))) }
                    }
                } }
            } }
        }
    }
}

/// A file's name without the folders around it, which are of one machine.
fn file(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
