//! scenario.toml: period, seed, provinces, rivers, strata, forces, and the numbers of the mechanisms.

use super::context::{Context, Fields, text};
use super::names::own;
use super::numbers::Number;
use super::telling::WrittenOutlet;
use super::value::{Expected, one, twelve};
use super::{forces, policy, strata, telling};
use crate::border::as_written::Item;
use crate::border::sections::sections;
use amnok_model::given::{Command, Force, Policy, Province, River, Stratum};
use amnok_model::inputs::Parameters;
use amnok_model::parameter::used_by;
use jiff::civil::Date;

/// Series of a river.
pub(crate) const RIVER_SERIES: [Number; 4] = Number::all(River::NUMBERS, "river");

const MOST_DAYS: i64 = 36_500;
/// Most provinces of a scenario.
pub(crate) const MOST_PROVINCES: usize = 100;
/// Most rivers of a scenario.
pub(crate) const MOST_RIVERS: usize = 100;

/// What scenario.toml holds.
#[derive(Debug, Default)]
pub(crate) struct Main {
    pub title: String,
    pub name: String,
    pub period: Option<(Date, u32)>,
    /// Last day of which anything observed is taken in; all is, where it is left out.
    pub observed_until: Option<Date>,
    pub seed: u64,
    pub replicates: u32,
    pub currency: String,
    pub provinces: Vec<Province>,
    pub rivers: Vec<River>,
    pub strata: Vec<Stratum>,
    pub forces: Vec<Force>,
    /// Names even of those parts that have errors, so that references to them are not errors as well.
    pub province_names: Vec<String>,
    pub river_names: Vec<String>,
    pub force_names: Vec<String>,
    /// Whether every province, river and force has its name among these.
    pub names_whole: bool,
    pub parameters: Parameters,
    pub commands: Vec<Command>,
    pub outlets: Vec<WrittenOutlet>,
    pub policy: Option<Policy>,
}

/// Checks scenario.toml.
pub(crate) fn check(item: &Item, context: &mut Context) -> Main {
    let mut main = Main::default();
    let Some(mut fields) = Fields::of(item, "scenario.toml", context) else {
        return main;
    };
    main.title = fields
        .text("title", "a title for people", context)
        .unwrap_or_default()
        .into();
    main.currency = fields
        .text("currency", "the currency of all amounts, e.g. \"USD\"", context)
        .unwrap_or_default()
        .into();
    if let Some(name) = fields.need("name", "a short name", context)
        && let Some(name_text) = text(name, "name", "a short name", context)
        && context.name(name_text, "`name`", &name.at)
    {
        main.name = name_text.into();
    }
    main.period = period(&mut fields, context);
    if fields.has("observed_until") {
        main.observed_until = fields.date("observed_until", context).map(|(date, _)| date);
    }
    main.seed = fields
        .whole("seed", 0, i128::from(u64::MAX), context)
        .and_then(|n| n.try_into().ok())
        .unwrap_or(0);
    main.replicates = fields
        .whole("replicates", 1, 1_000_000, context)
        .and_then(|n| n.try_into().ok())
        .unwrap_or(1);
    let provinces = fields.tables("province", MOST_PROVINCES, context);
    for item in provinces {
        province(item, &mut main, context);
    }
    let rivers = fields.tables("river", MOST_RIVERS, context);
    for item in rivers {
        river(item, &mut main, context);
    }
    let axes = fields.tables("strata", strata::MOST_AXES, context);
    main.strata = strata::check(axes, context);
    let written = fields.tables("force", forces::MOST_FORCES, context);
    main.forces = forces::check(written, &mut main.force_names, context);
    main.names_whole = [
        (provinces, &main.province_names),
        (rivers, &main.river_names),
        (written, &main.force_names),
    ]
    .iter()
    .all(|(items, names)| !items.is_empty() && items.len() == names.len());
    parameters(&mut fields, &mut main.parameters, context);
    (main.commands, main.outlets) = telling::check(&mut fields, context);
    let policy = fields.maybe("policy");
    main.policy = policy.and_then(|item| policy::check(item, &main.force_names, &main.commands, context));
    fields.done(context);
    main
}

fn period(fields: &mut Fields, context: &mut Context) -> Option<(Date, u32)> {
    let start = fields.date("start", context);
    let end = fields.date("end", context);
    let ((start, _), (end, at)) = (start?, end?);
    let days = i64::from(start.until(end).ok()?.get_days()) + 1;
    if days < 1 {
        context.findings.say(
            &at,
            format!("a period that ends on {end}, before it starts on {start}"),
            "an end that is not before the start",
            "exchange the two dates or mend one",
        );
        return None;
    }
    if days > MOST_DAYS {
        context.findings.say(
            &at,
            format!("a period of {days} days"),
            format!("at most {MOST_DAYS} days (100 years)"),
            "shorten the period",
        );
        return None;
    }
    u32::try_from(days).ok().map(|days| (start, days))
}

fn province(item: &Item, main: &mut Main, context: &mut Context) {
    let Some(mut fields) = Fields::of(item, "[[province]]", context) else {
        return;
    };
    let name = own(&mut fields, "province", &mut main.province_names, context);
    let policing = fields.need("neighbour_policing", "a share with its provenance", context);
    fields.done(context);
    if let (Some(name), Some(policing)) = (name, policing) {
        let wanted = Number::of(&Province::NUMBERS[0], "province").expected(&format!("province.{name}"));
        if let Some(neighbour_policing) = one(policing, wanted, context) {
            main.provinces.push(Province {
                name: name.into(),
                neighbour_policing,
            });
        }
    }
}

fn river(item: &Item, main: &mut Main, context: &mut Context) {
    let Some(mut fields) = Fields::of(item, "[[river]]", context) else {
        return;
    };
    let name = own(&mut fields, "river", &mut main.river_names, context);
    let prefix = format!("river.{}", name.unwrap_or("?"));
    let series = RIVER_SERIES.map(|series| {
        fields
            .need(series.key, "twelve numbers with their provenance", context)
            .and_then(|item| twelve(item, series.expected(&prefix), context))
    });
    fields.done(context);
    if let (Some(name), [Some(ease), Some(drown), Some(visibility), Some(flood)]) = (name, series) {
        main.rivers.push(River {
            name: name.into(),
            ease,
            drown,
            visibility,
            flood,
        });
    }
}

fn parameters(fields: &mut Fields, parameters: &mut Parameters, context: &mut Context) {
    for section in sections() {
        let name = section.name;
        let item = match section.may_be_left_out() {
            true => fields.maybe(name),
            false => fields.need(name, "the table of this mechanism's numbers", context),
        };
        let Some(mut part) = item.and_then(|item| Fields::of(item, &format!("[{name}]"), context)) else {
            continue;
        };
        for entry in section.numbers {
            let wanted = Expected {
                key: format!("{name}.{}", entry.key),
                unit: entry.unit,
                meaning: entry.meaning,
                used_by: used_by(name, entry.key),
                least: entry.least,
                most: entry.most,
            };
            let expected = format!("a number from {} to {} ({})", entry.least, entry.most, entry.unit);
            if let Some(number) = part
                .need(entry.key, &expected, context)
                .and_then(|item| one(item, wanted, context))
            {
                (entry.write)(parameters, number);
            }
        }
        part.done(context);
    }
}
