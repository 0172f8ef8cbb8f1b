//! observed/record.csv: what the public record says of quantities that a run computes.

use super::context::Context;
use super::names::position;
use super::sheet::rows;
use super::value::plain;
use super::window::{Lookup, against, can_be_read, window};
use crate::border::as_written::{Sheet, Text};
use crate::diagnose::{Place, quoted};
use amnok_model::observers::{OBSERVERS, Observation, ObservationKind, Observer, Window};

const MOST_ROWS: usize = 10_000;

/// Columns of record.csv.
const COLUMNS: [&str; 18] = [
    "id",
    "quantity",
    "observer",
    "kind",
    "activity",
    "who",
    "place",
    "from",
    "to",
    "against_place",
    "against_from",
    "against_to",
    "low",
    "high",
    "unit",
    "grade",
    "source",
    "note",
];

/// Checks the record.
pub(crate) fn check(sheet: &Sheet, known: &Lookup, context: &mut Context) -> Vec<Observation> {
    let mut all: Vec<Observation> = Vec::new();
    for row in rows(sheet, &COLUMNS, MOST_ROWS, context) {
        let before = context.findings.len();
        let found = one(&row, known, context);
        if let Some(found) = found.filter(|_| context.findings.len() == before) {
            match all.iter().any(|other| other.id == found.id) {
                true => context.twice(&found.id, "row", &row[0].at),
                false => all.push(found),
            }
        }
    }
    all
}

/// Whether every row that a value was set with is in the record.
pub(crate) fn set_with(record: &[Observation], context: &mut Context) {
    for (id, at) in core::mem::take(&mut context.set_with) {
        position(
            &id,
            "row of the record",
            record.iter().map(|row| row.id.as_str()),
            &at,
            context,
        );
    }
}

/// One row; what is wrong with it is said.
fn one(row: &[&Text], known: &Lookup, context: &mut Context) -> Option<Observation> {
    let [id, quantity, named, kind, activity, who, place, from, to]: [&Text; 9] = row.get(..9)?.try_into().ok()?;
    let [a_place, a_from, a_to, low, high, unit, grade, source, note]: [&Text; 9] = row.get(9..)?.try_into().ok()?;
    context.name(&id.text, "the id", &id.at);
    let observer = observer_of(&named.text, &named.at, context);
    let kind = kind_of(kind, context);
    let window = window([from, to, place, who, activity], known, context)?;
    let (low_bound, high_bound) = (bound(low, &unit.text, context), bound(high, &unit.text, context));
    grade_is_known(grade, context);
    context.claim(&source.text, &source.at);
    let (observer, kind) = (observer?, kind?);
    let days = |window: &Window| (window.from, window.to);
    can_be_read(observer, kind, days(&window), (from, to), known.until, context);
    let against = against(&window, [a_place, a_from, a_to], kind, known, context);
    if let Some(other) = against.as_ref().filter(|_| kind == ObservationKind::Ratio) {
        can_be_read(observer, kind, days(other), (a_from, a_to), known.until, context);
    }
    let whole = who.text.is_empty() && place.text.is_empty();
    if kind == ObservationKind::Share && whole && !observer.reads.is_share() {
        context.findings.say(
            &row[3].at,
            format!("a share of what {} reads, and no whole", quoted(observer.name)),
            "a `place` or people (`who`) of which it is the share, or an observer that is a share by itself",
            "name the part in `place` or `who`",
        );
    }
    bounds_fit((low, low_bound), (high, high_bound), kind, context);
    Some(Observation {
        id: id.text.clone(),
        quantity: quantity.text.clone(),
        observer,
        kind,
        window,
        against,
        low: low_bound,
        high: high_bound,
        unit: unit.text.clone(),
        grade: grade.text.chars().next()?,
        source: source.text.clone(),
        note: note.text.clone(),
    })
}

/// The observer of that name; an unknown one is said, with those that are known.
pub(super) fn observer_of(name: &str, at: &Place, context: &mut Context) -> Option<&'static Observer> {
    let names = OBSERVERS.iter().map(|observer| observer.name);
    let found = position(name, "series", names, at, context)?;
    OBSERVERS.get(found)
}

fn kind_of(cell: &Text, context: &mut Context) -> Option<ObservationKind> {
    let names = ObservationKind::ALL.into_iter().map(ObservationKind::name);
    let found = position(&cell.text, "kind", names, &cell.at, context)?;
    ObservationKind::ALL.get(found).copied()
}

fn bound(cell: &Text, unit: &str, context: &mut Context) -> Option<f64> {
    if cell.text.is_empty() {
        return None;
    }
    let value = plain(cell, "the bound", unit, context)?;
    context
        .within(value, 0.0, 1e12, "the bound", unit, &cell.at)
        .then_some(value)
}

fn grade_is_known(cell: &Text, context: &mut Context) {
    if !matches!(cell.text.as_str(), "A" | "B" | "C" | "D") {
        context.findings.say(
            &cell.at,
            format!("{} for the grade", quoted(&cell.text)),
            "`A` (counted), `B` (several sources), `C` (one source) or `D` (judged)",
            "write one of the four letters",
        );
    }
}

/// Whether the bounds are those that the kind has, the lower one first.
fn bounds_fit(low: (&Text, Option<f64>), high: (&Text, Option<f64>), kind: ObservationKind, context: &mut Context) {
    let (least, most) = match kind {
        ObservationKind::Floor => (true, false),
        ObservationKind::Ceiling => (false, true),
        _ => (true, true),
    };
    for ((cell, _), due, name) in [(low, least, "low"), (high, most, "high")] {
        if due == cell.text.is_empty() {
            context.findings.say(
                &cell.at,
                format!("a {} {} `{name}`", kind.name(), if due { "without" } else { "with" }),
                "`low` for a floor, `high` for a ceiling, both for all others",
                if due {
                    "write the bound"
                } else {
                    "leave the column empty"
                },
            );
        }
    }
    if let (Some(least), Some(most)) = (low.1, high.1)
        && most < least
    {
        context.findings.say(
            &high.0.at,
            format!("bounds from {least} to {most}"),
            "the smaller bound first",
            "exchange the two",
        );
    }
}
