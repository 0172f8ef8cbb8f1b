//! Windows of the record: days, places and people of which something is said, and what that is compared with.

use super::context::Context;
use super::names::{Places, position};
use crate::border::as_written::Text;
use crate::diagnose::{listed, mend_name, quoted};
use amnok_model::facts::Activity;
use amnok_model::given::Stratum;
use amnok_model::observers::{Observation, ObservationKind, Observer, Window};
use jiff::civil::Date;

/// Activities by their names in files.
const ACTIVITIES: [(&str, Option<Activity>); 3] = [
    ("any", None),
    ("leave", Some(Activity::Leave)),
    ("smuggle", Some(Activity::Smuggle)),
];

/// What rows refer to and is looked up by name.
pub(crate) struct Lookup<'a> {
    pub places: &'a Places<'a>,
    pub strata: &'a [Stratum],
    /// Last day of which anything observed is taken in.
    pub until: Option<Date>,
}

/// The window of a row.
pub(super) fn window(
    [from, to, place, who, activity]: [&Text; 5],
    known: &Lookup,
    context: &mut Context,
) -> Option<Window> {
    Some(Window {
        from: context.date(&from.text, "the first day", &from.at)?,
        to: context.date(&to.text, "the last day", &to.at)?,
        counties: counties_of(place, known, context),
        strata: strata_of(who, known, context),
        activity: activity_of(activity, context),
    })
}

fn activity_of(cell: &Text, context: &mut Context) -> Option<Activity> {
    let names = ACTIVITIES.iter().map(|(name, _)| *name);
    let found = position(&cell.text, "activity", names, &cell.at, context)?;
    ACTIVITIES[found].1
}

/// Counties of a place; nothing and `all`: every one.
fn counties_of(cell: &Text, known: &Lookup, context: &mut Context) -> Option<Vec<u16>> {
    if cell.text.is_empty() || cell.text == "all" {
        return None;
    }
    let counties = known.places.find(cell, context)?;
    Some(counties.into_iter().map(|county| county as u16).collect())
}

/// Strata that have a level of that name; nothing: every one.
fn strata_of(cell: &Text, known: &Lookup, context: &mut Context) -> Option<Vec<u8>> {
    if cell.text.is_empty() || known.strata.is_empty() {
        return None;
    }
    let strata = || known.strata.iter().enumerate();
    let has = |name: &str| name.split(", ").any(|level| level == cell.text);
    let found: Vec<u8> = strata()
        .filter(|(_, s)| has(&s.name))
        .map(|(number, _)| number as u8)
        .collect();
    if found.is_empty() {
        let mut levels: Vec<&str> = strata().flat_map(|(_, stratum)| stratum.name.split(", ")).collect();
        levels.sort_unstable();
        levels.dedup();
        context.findings.say(
            &cell.at,
            format!("the unknown people {}", quoted(&cell.text)),
            format!(
                "a level of the strata of scenario.toml: {}",
                listed(levels.iter().copied())
            ),
            mend_name(&cell.text, levels),
        );
    }
    Some(found)
}

/// What the window is divided by: what the columns `against_…` say, or, for the share of a place or of some people, the whole.
pub(super) fn against(
    window: &Window,
    cells: [&Text; 3],
    kind: ObservationKind,
    known: &Lookup,
    context: &mut Context,
) -> Option<Window> {
    let [place, from, to] = cells;
    let said = cells.iter().any(|cell| !cell.text.is_empty());
    match kind {
        ObservationKind::Ratio if said => {}
        ObservationKind::Ratio => {
            context.findings.say(
                &from.at,
                "a ratio to nothing",
                "another window (`against_from`, `against_to`) or another place (`against_place`)",
                "say what it is compared with, or make it a `range`",
            );
            return None;
        }
        _ if said => {
            context.findings.say(
                &cells.iter().find(|cell| !cell.text.is_empty())?.at,
                format!("another window for a {}", kind.name()),
                "columns `against_…` for a ratio alone",
                "make it a `ratio`, or leave these columns empty",
            );
            return None;
        }
        ObservationKind::Share if window.counties.is_some() || window.strata.is_some() => {
            return Some(Window {
                counties: None,
                strata: None,
                ..window.clone()
            });
        }
        _ => return None,
    }
    let mut other = window.clone();
    if !place.text.is_empty() {
        other.counties = counties_of(place, known, context);
    }
    if !(from.text.is_empty() && to.text.is_empty()) {
        other.from = context.date(&from.text, "the first day of the other window", &from.at)?;
        other.to = context.date(&to.text, "the last day of the other window", &to.at)?;
    }
    Some(other)
}

/// Whether a window lies before `observed_until`, the right way round, and can be read off a ledger by month.
pub(super) fn can_be_read(
    observer: &Observer,
    kind: ObservationKind,
    (first, last): (Date, Date),
    (from, to): (&Text, &Text),
    until: Option<Date>,
    context: &mut Context,
) {
    if in_order(first, last, until, to, context) && !Observation::can_be_read(observer, kind, first, last) {
        context.findings.say(
            &from.at,
            format!("a window from {first} to {last} for a {}", kind.name()),
            "whole months: a run is read by month; only a floor on what adds up, and means of half a month or more, are rounded to months",
            "begin on the first and end on the last day of a month",
        );
    }
}

/// Whether a window does not end before it begins, nor after the last day of observations.
pub(super) fn in_order(from: Date, to: Date, until: Option<Date>, at: &Text, context: &mut Context) -> bool {
    if to < from {
        context.findings.say(
            &at.at,
            format!("an observation that ends on {to}, before it starts on {from}"),
            "an end that is not before the start",
            "exchange the two dates or mend one",
        );
        return false;
    }
    match until.filter(|until| to > *until) {
        None => true,
        Some(until) => {
            context.findings.say(
                &at.at,
                format!("an observation of {to}"),
                format!("observations to {until}, the `observed_until` of scenario.toml; what follows is forecast"),
                "take the row out, or set `observed_until` to a later day",
            );
            false
        }
    }
}
