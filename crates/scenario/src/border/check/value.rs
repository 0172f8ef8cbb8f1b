//! A number with its provenance, in TOML and in a pair of cells.

use super::context::{Context, Fields, text};
use crate::border::as_written::{Item, ItemValue, Text};
use crate::border::provenance::{Basis, Value};
use crate::diagnose::{Place, quoted};
use amnok_chance::prior::Shape;

/// Bounds and meaning of a number that the files hold.
pub(crate) struct Expected<'a> {
    pub key: String,
    pub unit: &'a str,
    pub meaning: &'a str,
    pub used_by: &'a str,
    pub least: f64,
    pub most: f64,
}

const FORM: &str =
    "`{ value = …, source = \"claim-id\" }` or `{ value = …, range = [low, high], assumption = \"why\" }`";
const ROW: &str = "the id of a row of observed/record.csv";
const SHAPES: &str = "`uniform`, `log-uniform`, `log-normal` or `logit-normal`";

/// One number.
pub(crate) fn one(item: &Item, wanted: Expected, context: &mut Context) -> Option<f64> {
    read(item, wanted, 1, context).map(|numbers| numbers[0])
}

/// Twelve numbers, January first.
pub(crate) fn twelve(item: &Item, wanted: Expected, context: &mut Context) -> Option<[f64; 12]> {
    read(item, wanted, 12, context).and_then(|numbers| numbers.try_into().ok())
}

fn read(item: &Item, wanted: Expected, count: usize, context: &mut Context) -> Option<Vec<f64>> {
    let key = wanted.key.clone();
    if !matches!(item.what, ItemValue::Table(_)) {
        context.findings.say(
            &item.at,
            format!("{} for `{key}`, without its provenance", item.shown()),
            FORM,
            "say on which claim the value rests, or that it is assumed, between what and why",
        );
        return None;
    }
    let before = context.findings.len();
    let mut fields = Fields::of(item, &format!("`{key}`"), context)?;
    let unit = wanted.unit;
    let expected = if count == 1 {
        format!("a number ({unit})")
    } else {
        format!("a list of 12 numbers, January first ({unit})")
    };
    let written = fields.need("value", &expected, context);
    let provenance = Provenance {
        source: fields.maybe("source"),
        range: fields.maybe("range"),
        why: fields.maybe("assumption"),
        shape: fields.maybe("shape"),
        set_with: fields.maybe("set_with"),
    };
    let at = fields.at.clone();
    fields.done(context);
    let numbers = written.map_or_else(Vec::new, |written| numbers(written, &wanted, count, &expected, context));
    let basis = rests_on(&provenance, &wanted, &at, context);
    let at = provenance.range.map_or(&at, |range| &range.at);
    finish(wanted, numbers, basis, before, at, context)
}

/// What a value is said to rest on, as it is written.
struct Provenance<'a> {
    source: Option<&'a Item>,
    range: Option<&'a Item>,
    why: Option<&'a Item>,
    shape: Option<&'a Item>,
    set_with: Option<&'a Item>,
}

/// The numbers themselves; those that are right, where some are wrong.
fn numbers(written: &Item, wanted: &Expected, count: usize, expected: &str, context: &mut Context) -> Vec<f64> {
    let mut numbers = Vec::new();
    let items: &[Item] = match &written.what {
        ItemValue::List(list) if count > 1 && list.len() == count => list,
        ItemValue::List(_) => &[],
        _ if count == 1 => std::slice::from_ref(written),
        _ => &[],
    };
    if items.is_empty() {
        context.findings.say(
            &written.at,
            format!("{} for `{}`", written.shown(), wanted.key),
            expected,
            "write as many numbers as are expected",
        );
    }
    for item in items {
        if let Some(number) = number(item, &wanted.key, wanted.unit, context) {
            let label = format!("`{}`", wanted.key);
            context.within(number, wanted.least, wanted.most, &label, wanted.unit, &item.at);
            numbers.push(number);
        }
    }
    numbers
}

/// A claim, or a range and why; anything else is an error.
fn rests_on(provenance: &Provenance, wanted: &Expected, at: &Place, context: &mut Context) -> Option<Basis> {
    let key = &wanted.key;
    match (provenance.source, provenance.range, provenance.why) {
        (Some(source), None, None) if provenance.shape.is_none() && provenance.set_with.is_none() => {
            let id = text(source, "source", "the id of a claim in evidence.toml", context);
            id.filter(|id| context.claim(id, &source.at))
                .map(|id| Basis::Source(id.to_string()))
        }
        (None, Some(range), Some(why)) => {
            let why = text(why, "assumption", "why this value is assumed", context);
            let bounds = bounds(range, key, wanted.unit, context);
            let named = provenance
                .shape
                .map(|item| (text(item, "shape", SHAPES, context).unwrap_or_default(), &item.at));
            bounds.zip(why).map(|((low, high), why)| Basis::Assumed {
                low,
                high,
                shape: shape(named, (low, high), wanted.unit, context),
                why: why.to_string(),
                set_with: provenance
                    .set_with
                    .and_then(|item| row(text(item, "set_with", ROW, context)?, &item.at, context)),
            })
        }
        (None, None, None) => {
            context.findings.say(
                at,
                format!("`{key}` without source or assumption"),
                FORM,
                "add `source`, or `range` and `assumption`",
            );
            None
        }
        (Some(_), ..) => {
            context.findings.say(
                at,
                format!("`{key}` with a source and a range, shape, assumption or row of the record"),
                FORM,
                "keep either `source`, or `range` and `assumption`",
            );
            None
        }
        (None, range, _) => {
            let missing = if range.is_some() { "assumption" } else { "range" };
            context.findings.say(
                at,
                format!("`{key}` assumed without `{missing}`"),
                FORM,
                format!("add `{missing}`"),
            );
            None
        }
    }
}

/// A number in one cell, its basis in another.
pub(crate) fn cells(number: &Text, basis: &Text, wanted: Expected, context: &mut Context) -> Option<f64> {
    let before = context.findings.len();
    let label = format!("`{}`", wanted.key);
    let parsed = plain(number, &label, wanted.unit, context);
    if let Some(parsed) = parsed {
        context.within(parsed, wanted.least, wanted.most, &label, wanted.unit, &number.at);
    }
    let found = self::basis(basis, &wanted.key, wanted.unit, context);
    finish(wanted, parsed.into_iter().collect(), found, before, &basis.at, context).map(|numbers| numbers[0])
}

/// A number as a cell holds it.
pub(crate) fn plain(cell: &Text, label: &str, unit: &str, context: &mut Context) -> Option<f64> {
    let number = cell.text.parse::<f64>().ok().filter(|n| n.is_finite());
    if number.is_none() {
        context.findings.say(
            &cell.at,
            format!("{} for {label}", quoted(&cell.text)),
            format!("a number ({unit})"),
            "write digits with a point for decimals, without separators of thousands and without the unit",
        );
    }
    number
}

/// The row of the record that a value was set with; whether there is one is seen when the record has been read.
fn row(id: &str, at: &Place, context: &mut Context) -> Option<String> {
    context.set_with.push((id.to_string(), at.clone()));
    Some(id.to_string())
}

/// The shape that is named, if the range can have it, or the usual one.
fn shape(named: Option<(&str, &Place)>, (low, high): (f64, f64), unit: &str, context: &mut Context) -> Shape {
    let usual = Shape::usual(low, high, matches!(unit, "share" | "probability"));
    let Some((name, at)) = named else {
        return usual;
    };
    match Shape::of(name) {
        None => context.findings.say(
            at,
            format!("{} for the shape of a range", quoted(name)),
            SHAPES,
            format!("name one of them, or leave it out: then it is `{}`", usual.name()),
        ),
        Some(shape) if !shape.allows(low, high) => context.findings.say(
            at,
            format!("the shape `{name}` for the range from {low} to {high}"),
            match shape {
                Shape::LogitNormal => "a range above 0 and below 1",
                _ => "a range above 0",
            },
            "narrow the range or name another shape",
        ),
        Some(shape) => return shape,
    }
    usual
}

/// `source: claim-id` or `assumed LOW..HIGH: why`, with the shape after the range where it is named, and `set with ROW` after that where the value
/// was set with a row of the record.
fn basis(cell: &Text, key: &str, unit: &str, context: &mut Context) -> Option<Basis> {
    let text = cell.text.as_str();
    if let Some(id) = text.strip_prefix("source:") {
        let id = id.trim();
        if !id.is_empty() {
            return context.claim(id, &cell.at).then(|| Basis::Source(id.to_string()));
        }
    }
    let assumed = text.strip_prefix("assumed ").and_then(|rest| {
        let (range, why) = rest.split_once(':')?;
        let (low, high) = range.split_once("..")?;
        let (high, row_known) = match high.split_once(" set with ") {
            Some((high, known)) => (high, Some(known.trim())),
            None => (high, None),
        };
        let (high, named) = match high.trim().split_once(' ') {
            Some((high, named)) => (high, Some((named.trim(), &cell.at))),
            None => (high, None),
        };
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        let (low, high) = (number(low)?, number(high)?);
        (!why.trim().is_empty()).then(|| Basis::Assumed {
            low,
            high,
            shape: shape(named, (low, high), unit, context),
            why: why.trim().to_string(),
            set_with: row_known.and_then(|id| row(id, &cell.at, context)),
        })
    });
    if assumed.is_none() {
        let found = if text.is_empty() {
            "no basis".to_string()
        } else {
            quoted(text)
        };
        context.findings.say(
            &cell.at,
            format!("{found} for the basis of `{key}`"),
            "`source: claim-id` or `assumed LOW..HIGH: why`",
            "say on which claim the value rests, or that it is assumed, between what and why",
        );
    }
    assumed
}

/// Checks the range against bounds and numbers, and keeps the value.
fn finish(
    wanted: Expected,
    numbers: Vec<f64>,
    basis: Option<Basis>,
    before: usize,
    at: &Place,
    context: &mut Context,
) -> Option<Vec<f64>> {
    if let Some(Basis::Assumed { low, high, .. }) = &basis {
        let (low, high, key) = (*low, *high, &wanted.key);
        if low > high {
            context.findings.say(
                at,
                format!("the range from {low} to {high} for `{key}`"),
                "the lower end first",
                "exchange the two",
            );
        } else if low < wanted.least || high > wanted.most {
            context.findings.say(
                at,
                format!("the range from {low} to {high} for `{key}`"),
                format!("a range within {} to {} ({})", wanted.least, wanted.most, wanted.unit),
                "narrow the range to what makes sense",
            );
        } else if let Some(outside) = numbers.iter().find(|n| **n < low || **n > high) {
            context.findings.say(
                at,
                format!("the range from {low} to {high} for `{key}` = {outside}"),
                "a range that contains the value",
                "widen the range or change the value",
            );
        }
    }
    if context.findings.len() > before || numbers.is_empty() {
        return None;
    }
    context.values.push(Value {
        key: wanted.key,
        value: numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(", "),
        unit: wanted.unit.to_string(),
        meaning: wanted.meaning.to_string(),
        used_by: wanted.used_by.to_string(),
        basis: basis?,
    });
    Some(numbers)
}

fn number(item: &Item, key: &str, unit: &str, context: &mut Context) -> Option<f64> {
    let number = match &item.what {
        ItemValue::Whole(text) => text.parse().ok(),
        ItemValue::Number(number) => Some(*number),
        _ => None,
    }
    .filter(|n: &f64| n.is_finite());
    if number.is_none() {
        context.findings.say(
            &item.at,
            format!("{} for `{key}`", item.shown()),
            format!("a number ({unit})"),
            "write digits without quotation marks and without the unit",
        );
    }
    number
}

fn bounds(item: &Item, key: &str, unit: &str, context: &mut Context) -> Option<(f64, f64)> {
    if let ItemValue::List(list) = &item.what
        && let [low, high] = list.as_slice()
    {
        return number(low, key, unit, context).zip(number(high, key, unit, context));
    }
    context.findings.say(
        &item.at,
        format!("{} for the range of `{key}`", item.shown()),
        "`[low, high]`",
        "write the smallest and the largest value that are thought possible",
    );
    None
}
