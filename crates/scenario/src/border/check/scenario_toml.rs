//! scenario.toml: period, seed, provinces, rivers, strata, forces, and the numbers of the mechanisms.

use super::desk::{Desk, Fields, text};
use super::telling::WrittenOutlet;
use super::value::{Measure, one, twelve};
use super::{policy, telling};
use crate::border::as_written::{Item, What};
use crate::border::sections::sections;
use crate::diagnose::{Place, listed, mend_name, quoted};
use amnok_model::given::{Command, Force, ForceNumbers, Policy, Posting, Province, River, Stratum};
use amnok_model::inputs::Parameters;
use amnok_model::parameter::{Parameter, used_by};
use jiff::ToSpan;
use jiff::civil::Date;

/// A number that the format itself knows: key, unit, meaning, smallest, largest, and what holds it, by the name that the model
/// looks its users up by ([`used_by`]).
pub(crate) type Known = (&'static str, &'static str, &'static str, f64, f64, &'static str);

/// A number that the model states, as the checks take it.
pub(crate) const fn known<T, V>(row: &'static Parameter<T, V>, holder: &'static str) -> Known {
    (row.key, row.unit, row.meaning, row.least, row.most, holder)
}

/// All numbers of one holder.
pub(crate) const fn all<T, V, const N: usize>(rows: &'static [Parameter<T, V>], holder: &'static str) -> [Known; N] {
    assert!(rows.len() == N, "as many as are taken");
    let mut all = [("", "", "", 0.0, 0.0, ""); N];
    let mut number = 0;
    while number < N {
        all[number] = known(&rows[number], holder);
        number += 1;
    }
    all
}

/// Series of a river.
pub(crate) const RIVER_SERIES: [Known; 4] = all(River::NUMBERS, "river");

/// Numbers of a level of strata.
pub(crate) const LEVEL_NUMBERS: [Known; 4] = all(Stratum::NUMBERS, "strata");

const MOST_DAYS: i64 = 36_500;
const MOST_STRATA: usize = 64;
/// Most provinces of a scenario.
pub(crate) const MOST_PROVINCES: usize = 100;
/// Most rivers of a scenario.
pub(crate) const MOST_RIVERS: usize = 100;
/// Most axes of strata.
pub(crate) const MOST_AXES: usize = 3;
/// Most levels of an axis.
pub(crate) const MOST_LEVELS: usize = 8;
/// Most forces of a scenario.
pub(crate) const MOST_FORCES: usize = 16;
/// How a force can stand along a county's border.
pub(crate) const POSTINGS: [(&str, Posting); 3] = [
    ("even", Posting::Even),
    ("embedded", Posting::Embedded),
    ("least-guarded", Posting::LeastGuarded),
];

/// What scenario.toml holds.
#[derive(Debug, Default)]
pub(crate) struct Main {
    pub title: String,
    pub name: String,
    pub period: Option<(Date, u32)>,
    /// Last day of which anything observed is taken in.
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
pub(crate) fn check(item: &Item, desk: &mut Desk) -> Main {
    let mut main = Main::default();
    let Some(mut fields) = Fields::of(item, "scenario.toml", desk) else {
        return main;
    };
    main.title = fields
        .text("title", "a title for people", desk)
        .unwrap_or_default()
        .into();
    main.currency = fields
        .text("currency", "the currency of all amounts, e.g. \"USD\"", desk)
        .unwrap_or_default()
        .into();
    if let Some(name) = fields.need("name", "a short name", desk)
        && let Some(name_text) = text(name, "name", "a short name", desk)
        && desk.name(name_text, "`name`", &name.at)
    {
        main.name = name_text.into();
    }
    main.period = period(&mut fields, desk);
    main.observed_until = match fields.has("observed_until") {
        true => fields.date("observed_until", desk).map(|(date, _)| date),
        false => main
            .period
            .and_then(|(start, days)| start.checked_add((i64::from(days) - 1).days()).ok()),
    };
    main.seed = fields
        .whole("seed", 0, i128::from(u64::MAX), desk)
        .and_then(|n| n.try_into().ok())
        .unwrap_or(0);
    main.replicates = fields
        .whole("replicates", 1, 1_000_000, desk)
        .and_then(|n| n.try_into().ok())
        .unwrap_or(1);
    let provinces = fields.tables("province", MOST_PROVINCES, desk);
    for item in provinces {
        province(item, &mut main, desk);
    }
    let rivers = fields.tables("river", MOST_RIVERS, desk);
    for item in rivers {
        river(item, &mut main, desk);
    }
    let axes = fields.tables("strata", MOST_AXES, desk);
    main.strata = strata(axes, desk);
    let forces = fields.tables("force", MOST_FORCES, desk);
    check_forces(forces, &mut main, desk);
    main.names_whole = [
        (provinces, &main.province_names),
        (rivers, &main.river_names),
        (forces, &main.force_names),
    ]
    .iter()
    .all(|(items, names)| !items.is_empty() && items.len() == names.len());
    parameters(&mut fields, &mut main.parameters, desk);
    telling::check(&mut fields, &mut main, desk);
    main.policy = fields.maybe("policy").and_then(|item| policy::check(item, &main, desk));
    fields.done(desk);
    main
}

fn period(fields: &mut Fields, desk: &mut Desk) -> Option<(Date, u32)> {
    let start = fields.date("start", desk);
    let end = fields.date("end", desk);
    let ((start, _), (end, at)) = (start?, end?);
    let days = i64::from(start.until(end).ok()?.get_days()) + 1;
    if days < 1 {
        desk.findings.say(
            &at,
            format!("a period that ends on {end}, before it starts on {start}"),
            "an end that is not before the start",
            "exchange the two dates or mend one",
        );
        return None;
    }
    if days > MOST_DAYS {
        desk.findings.say(
            &at,
            format!("a period of {days} days"),
            format!("at most {MOST_DAYS} days (100 years)"),
            "shorten the period",
        );
        return None;
    }
    u32::try_from(days).ok().map(|days| (start, days))
}

pub(super) fn named<'a>(
    fields: &mut Fields<'a>,
    what: &str,
    taken: &mut Vec<String>,
    desk: &mut Desk,
) -> Option<&'a str> {
    let item = fields.need("name", "a name", desk)?;
    let name = text(item, "name", "a name", desk)?;
    if !desk.name(name, &format!("the {what}"), &item.at) {
        return None;
    }
    if taken.iter().any(|t| t == name) {
        desk.twice(name, what, &item.at);
        return None;
    }
    taken.push(name.to_string());
    Some(name)
}

pub(super) fn measure(known: &Known, prefix: &str) -> Measure<'static> {
    Measure {
        key: format!("{prefix}.{}", known.0),
        unit: known.1,
        meaning: known.2,
        least: known.3,
        most: known.4,
        used_by: used_by(known.5, known.0),
    }
}

fn province(item: &Item, main: &mut Main, desk: &mut Desk) {
    let Some(mut fields) = Fields::of(item, "[[province]]", desk) else {
        return;
    };
    let name = named(&mut fields, "province", &mut main.province_names, desk);
    let policing = fields.need("neighbour_policing", "a share with its provenance", desk);
    fields.done(desk);
    if let (Some(name), Some(policing)) = (name, policing) {
        let known = known(&Province::NUMBERS[0], "province");
        if let Some(neighbour_policing) = one(policing, measure(&known, &format!("province.{name}")), desk) {
            main.provinces.push(Province {
                name: name.into(),
                neighbour_policing,
            });
        }
    }
}

fn river(item: &Item, main: &mut Main, desk: &mut Desk) {
    let Some(mut fields) = Fields::of(item, "[[river]]", desk) else {
        return;
    };
    let name = named(&mut fields, "river", &mut main.river_names, desk);
    let prefix = format!("river.{}", name.unwrap_or("?"));
    let series = RIVER_SERIES.map(|known| {
        fields
            .need(known.0, "twelve numbers with their provenance", desk)
            .and_then(|item| twelve(item, measure(&known, &prefix), desk))
    });
    fields.done(desk);
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

/// One level of an axis of strata: name; share, leave, smuggle and means; whether it has kin abroad.
type Level = (String, [f64; 4], bool);

fn strata(items: &[Item], desk: &mut Desk) -> Vec<Stratum> {
    let mut taken = Vec::new();
    let mut axes: Vec<Vec<Level>> = Vec::new();
    for item in items {
        let Some(mut fields) = Fields::of(item, "[[strata]]", desk) else {
            continue;
        };
        let axis = fields.text("axis", "what tells the levels apart, e.g. \"sex\"", desk);
        if let Some(axis) = axis {
            if taken.contains(&axis) {
                desk.twice(axis, "axis", &fields.at.clone());
            }
            taken.push(axis);
        }
        let levels = fields.tables("levels", MOST_LEVELS, desk);
        let at = fields.at.clone();
        fields.done(desk);
        let mut names = Vec::new();
        let read: Vec<Level> = levels
            .iter()
            .filter_map(|item| level(item, axis.unwrap_or("?"), &mut names, desk))
            .collect();
        let sum: f64 = read.iter().map(|(_, n, _)| n[0]).sum();
        if read.len() == levels.len() && !read.is_empty() && (sum - 1.0).abs() > 1e-6 {
            desk.findings.say(
                &at,
                format!("shares of the axis `{}` that sum to {sum}", axis.unwrap_or("?")),
                "shares that sum to 1",
                "change the shares of the levels",
            );
        }
        axes.push(read);
    }
    let mut all: Vec<(Vec<String>, [f64; 4], bool)> = vec![(Vec::new(), [1.0; 4], false)];
    for axis in axes {
        all = all
            .iter()
            .flat_map(|(names, numbers, kin)| {
                axis.iter().map(move |(name, more, also)| {
                    let mut names = names.clone();
                    names.push(name.clone());
                    (names, std::array::from_fn(|i| numbers[i] * more[i]), *kin || *also)
                })
            })
            .collect();
    }
    if all.len() > MOST_STRATA
        && let Some(first) = items.first()
    {
        desk.findings.say(
            &first.at,
            format!("{} strata", all.len()),
            format!("at most {MOST_STRATA}: the product of the levels of all axes"),
            "take levels out",
        );
    }
    all.into_iter()
        .map(|(names, [share, leave, smuggle, means], kin)| Stratum {
            name: names.join(", "),
            share,
            leave,
            smuggle,
            means,
            kin,
        })
        .collect()
}

fn level(item: &Item, axis: &str, taken: &mut Vec<String>, desk: &mut Desk) -> Option<Level> {
    let mut fields = Fields::of(item, "a level of `[[strata]]`", desk)?;
    let name = named(&mut fields, "level", taken, desk);
    let prefix = format!("strata.{axis}.{}", name.unwrap_or("?"));
    let numbers = LEVEL_NUMBERS.map(|known| {
        fields
            .need(known.0, "a number with its provenance", desk)
            .and_then(|item| one(item, measure(&known, &prefix), desk))
    });
    let kin = fields.truth("kin", desk);
    fields.done(desk);
    let [share, leave, smuggle, means] = numbers;
    Some((name?.to_string(), [share?, leave?, smuggle?, means?], kin))
}

fn check_forces(items: &[Item], main: &mut Main, desk: &mut Desk) {
    let mut watching: Vec<&[Item]> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut forces = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let Some(mut fields) = Fields::of(item, "[[force]]", desk) else {
            continue;
        };
        let name = named(&mut fields, "force", &mut main.force_names, desk);
        let posting = posting(&mut fields, number, desk);
        let watches: &[Item] = match fields.maybe("watches") {
            None => &[],
            Some(item) => match &item.what {
                What::List(list) => list,
                _ => {
                    desk.findings.say(
                        &item.at,
                        format!("{} for `watches`", item.shown()),
                        "a list of names of forces",
                        "write `watches = [\"…\"]`",
                    );
                    &[]
                }
            },
        };
        let behind = fields.truth("behind", desk);
        let mut numbers = ForceNumbers::default();
        let prefix = format!("force.{}", name.unwrap_or("?"));
        for row in ForceNumbers::NUMBERS {
            let known = known(row, "force");
            let written = fields.need(row.key, "a number with its provenance", desk);
            if let Some(number) = written.and_then(|item| one(item, measure(&known, &prefix), desk)) {
                (row.write)(&mut numbers, number);
            }
        }
        fields.done(desk);
        if let Some(name) = name {
            watching.push(watches);
            places.push(item.at.clone());
            forces.push(Force {
                name: name.into(),
                posting: posting.unwrap_or(Posting::Even),
                watches: Vec::new(),
                behind,
                numbers,
            });
        }
    }
    let names: Vec<String> = forces.iter().map(|f| f.name.clone()).collect();
    for (number, watches) in watching.into_iter().enumerate() {
        for item in watches {
            let Some(other) = text(item, "watches", "the name of a force", desk) else {
                continue;
            };
            match names.iter().position(|name| name == other) {
                Some(found) if found == number => desk.findings.say(
                    &item.at,
                    format!("a force, {}, that watches itself", quoted(other)),
                    "the names of other forces",
                    "take it out",
                ),
                Some(found) if forces[number].watches.contains(&found) => desk.twice(other, "watched force", &item.at),
                Some(found) => forces[number].watches.push(found),
                None => desk.findings.say(
                    &item.at,
                    format!("the unknown force {}", quoted(other)),
                    format!("one of {}", listed(names.iter().map(String::as_str))),
                    mend_name(other, names.iter().map(String::as_str)),
                ),
            }
        }
        forces[number].watches.sort_unstable();
    }
    main.forces = forces;
}

fn posting(fields: &mut Fields, number: usize, desk: &mut Desk) -> Option<Posting> {
    let names = POSTINGS.map(|(name, _)| name);
    let item = fields.need("posting", "`even`, `embedded` or `least-guarded`", desk)?;
    let written = text(item, "posting", "`even`, `embedded` or `least-guarded`", desk)?;
    let found = POSTINGS.iter().find(|(name, _)| *name == written).map(|(_, p)| *p);
    match found {
        None => desk.findings.say(
            &item.at,
            format!("{} for `posting`", quoted(written)),
            listed(names),
            mend_name(written, names),
        ),
        Some(Posting::Embedded) if number == 0 => desk.findings.say(
            &item.at,
            "`embedded` for the first force, which has no earlier force to stand with",
            "`even` or `least-guarded` for the first force",
            "write the ordinary patrol first",
        ),
        Some(_) => {}
    }
    found
}

fn parameters(fields: &mut Fields, parameters: &mut Parameters, desk: &mut Desk) {
    for section in sections() {
        let name = section.name;
        let item = match section.may_be_left_out() {
            true => fields.maybe(name),
            false => fields.need(name, "the table of this mechanism's numbers", desk),
        };
        let Some(mut part) = item.and_then(|item| Fields::of(item, &format!("[{name}]"), desk)) else {
            continue;
        };
        for entry in section.numbers {
            let measure = Measure {
                key: format!("{name}.{}", entry.key),
                unit: entry.unit,
                meaning: entry.meaning,
                used_by: used_by(name, entry.key),
                least: entry.least,
                most: entry.most,
            };
            let expected = format!("a number from {} to {} ({})", entry.least, entry.most, entry.unit);
            if let Some(number) = part
                .need(entry.key, &expected, desk)
                .and_then(|item| one(item, measure, desk))
            {
                (entry.write)(parameters, number);
            }
        }
        part.done(desk);
    }
}
