//! posterior.toml and posterior.csv: what was learned of the scenario, whole and as it was written.

use super::context::{Context, Fields, text};
use super::sheet;
use crate::border::as_written::{Item, ItemValue, Sheet};
use crate::border::posterior::{CSV, DIGEST, KeptEstimate, KeptValue, Origin, Posterior, TOML, digest_of};
use crate::diagnose::{Place, quoted};
use amnok_chance::prior::{Prior, Shape};
use std::collections::BTreeMap;

const MOST_DRAWS: usize = 100_000;
const MOST_VALUES: usize = 10_000;
const MOST_ESTIMATES: usize = 1000;
/// How both are mended.
const MEND: &str =
    "put both files back as they were written, take both out, or make them again with `amnok fit --keep`";

/// Checks both files; each is read already, as far as it could be.
pub(crate) fn check(
    files: &BTreeMap<String, Vec<u8>>,
    (item, sheet): (Option<&Item>, Option<&Sheet>),
    context: &mut Context,
) -> Option<Posterior> {
    let bytes = [TOML, CSV].map(|name| files.get(name));
    let (toml, csv) = match bytes {
        [Some(toml), Some(csv)] => (toml, csv),
        [None, None] => return None,
        [found, _] => {
            let (there, missing) = if found.is_some() { (TOML, CSV) } else { (CSV, TOML) };
            let found = format!("no {missing} beside {there}");
            context
                .findings
                .say(&Place::top(there), found, "both, or none of them", MEND);
            return None;
        }
    };
    let mut fields = Fields::of(item?, TOML, context)?;
    let digest = fields.text(DIGEST, "the digest of both files", context)?;
    if digest != digest_of(toml, csv) {
        context.findings.say(
            &Place::top(TOML),
            "other contents than were written",
            "both files as `amnok fit --keep` left them",
            MEND,
        );
        return None;
    }
    let (origin, estimates, values) = (
        origin(&mut fields, context)?,
        estimates(&mut fields, context),
        values(&mut fields, context),
    );
    fields.done(context);
    let (weights, draws) = draws(sheet?, &values, context);
    Some(Posterior {
        digest: digest.to_owned(),
        origin,
        estimates,
        values,
        weights,
        draws,
    })
}

fn origin(fields: &mut Fields, context: &mut Context) -> Option<Origin> {
    let mut word = |key: &str, context: &mut Context| fields.text(key, "a text", context).map(str::to_owned);
    let (scenario, version, misfit) = (
        word("scenario", context),
        word("version", context),
        word("misfit", context),
    );
    let until = fields.date("until", context);
    let runs = fields.whole("runs", 1, u32::MAX.into(), context);
    let observations = fields.whole("observations", 1, u32::MAX.into(), context);
    let item = fields.need("effective", "a number", context);
    let effective = item.and_then(|item| number(item, context));
    Some(Origin {
        commands: words("commands", fields, context),
        notes: words("notes", fields, context),
        scenario: scenario?,
        version: version?,
        until: until?.0,
        runs: u32::try_from(runs?).ok()?,
        effective: effective?,
        observations: u32::try_from(observations?).ok()?,
        misfit: misfit?,
    })
}

fn words(key: &str, fields: &mut Fields, context: &mut Context) -> Vec<String> {
    let items = fields.list(key, "a list of texts", context);
    let one = |item: &Item| text(item, key, "a text", context).map(str::to_owned);
    items.iter().filter_map(one).collect()
}

fn number(item: &Item, context: &mut Context) -> Option<f64> {
    let number = match &item.what {
        ItemValue::Number(number) => Some(*number),
        ItemValue::Whole(text) => text.parse().ok(),
        _ => None,
    };
    let number = number.filter(|number| number.is_finite());
    if number.is_none() {
        context.findings.say(&item.at, item.shown(), "a finite number", MEND);
    }
    number
}

fn estimates(fields: &mut Fields, context: &mut Context) -> Vec<KeptEstimate> {
    let all = fields.maybe_tables("estimate", MOST_ESTIMATES, context);
    all.iter().filter_map(|item| estimate(item, context)).collect()
}

fn estimate(item: &Item, context: &mut Context) -> Option<KeptEstimate> {
    let mut fields = Fields::of(item, "[[estimate]]", context)?;
    let mut word = |key: &str, context: &mut Context| fields.text(key, "a text", context).map(str::to_owned);
    let (name, words, unit) = (word("name", context), word("words", context), word("unit", context));
    let (from, to) = (fields.date("from", context), fields.date("to", context));
    let (prior, posterior) = (
        quantiles("prior", &mut fields, context),
        quantiles("posterior", &mut fields, context),
    );
    fields.done(context);
    Some(KeptEstimate {
        name: name?,
        words: words?,
        unit: unit?,
        from: from?.0,
        to: to?.0,
        prior: prior?,
        posterior: posterior?,
    })
}

/// Five numbers, none smaller than the one before.
fn quantiles(key: &str, fields: &mut Fields, context: &mut Context) -> Option<[f64; 5]> {
    let expected = "five numbers in order";
    let items = fields.list(key, expected, context);
    let numbers: Vec<f64> = items.iter().filter_map(|item| number(item, context)).collect();
    let all = <[f64; 5]>::try_from(numbers).ok().filter(|all| all.is_sorted());
    if all.is_none() {
        context
            .findings
            .say(&fields.at, format!("something else for `{key}`"), expected, MEND);
    }
    all
}

fn values(fields: &mut Fields, context: &mut Context) -> Vec<KeptValue> {
    let all = fields.tables("value", MOST_VALUES, context);
    all.iter().filter_map(|item| value(item, context)).collect()
}

fn value(item: &Item, context: &mut Context) -> Option<KeptValue> {
    let mut fields = Fields::of(item, "[[value]]", context)?;
    let key = fields.text("key", "the name of a value", context);
    let shape = fields.text("shape", "the shape of its prior", context);
    let ends = ["low", "median", "high"].map(|key| {
        let item = fields.need(key, "a number", context)?;
        number(item, context)
    });
    fields.done(context);
    let [low, median, high] = ends;
    let prior = Prior {
        shape: Shape::of(shape?)?,
        low: low?,
        median: median?,
        high: high?,
    };
    if !(prior.low <= prior.median && prior.median <= prior.high) {
        context.findings.say(
            &item.at,
            "a range whose ends are not in order",
            "low ≤ median ≤ high",
            MEND,
        );
    }
    Some(KeptValue {
        key: key?.to_owned(),
        prior,
    })
}

/// Weights above 0, and values within the range of each.
fn draws(sheet: &Sheet, values: &[KeptValue], context: &mut Context) -> (Vec<f64>, Vec<Vec<f64>>) {
    let columns: Vec<&str> = ["weight"]
        .into_iter()
        .chain(values.iter().map(|value| value.key.as_str()))
        .collect();
    let (mut weights, mut draws) = (Vec::new(), Vec::new());
    for row in sheet::rows(sheet, &columns, MOST_DRAWS, context) {
        let numbers = row.iter().enumerate().map(|(place, cell)| {
            let bounds = place.checked_sub(1).map_or((f64::MIN_POSITIVE, f64::MAX), |value| {
                let Prior { low, high, .. } = values[value].prior;
                (low, high)
            });
            let number = cell
                .text
                .parse()
                .ok()
                .filter(|number: &f64| (bounds.0..=bounds.1).contains(number));
            if number.is_none() {
                let (found, expected) = (
                    quoted(&cell.text),
                    format!("a number from {} to {}", bounds.0, bounds.1),
                );
                context.findings.say(&cell.at, found, expected, MEND);
            }
            number.unwrap_or(bounds.0)
        });
        let mut numbers: Vec<f64> = numbers.collect();
        weights.push(numbers.remove(0));
        draws.push(numbers);
    }
    if weights.is_empty() {
        context.findings.say(&sheet.top, "no draw", "one draw at least", MEND);
    }
    (weights, draws)
}
