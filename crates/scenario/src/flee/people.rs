//! demographics_*.csv and agents.csv: who people are, as far as a rule looks at it.

use super::names::Names;
use super::settings::{Hazards, Settings};
use super::sheet::rows;
use super::{Context, Files, missing};
use crate::diagnose::{Place, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::traits::{PersonKind, Regard};
use std::collections::BTreeMap;

/// Beginning of the names of files of attributes.
pub(crate) const PREFIX: &str = "demographics_";
/// People who are named one by one.
pub(crate) const NAMED: &str = "agents.csv";
/// Most kinds of people, most values of an attribute, and most people who are named.
const MOST_KINDS: usize = 2_000;
const MOST_VALUES: usize = 1_000;
const MOST_NAMED: usize = 2_000_000;

/// An attribute: its values, and the weight of each by place.
#[derive(Debug, Default)]
struct Attribute {
    values: Vec<String>,
    /// Names of columns, and their weights, one for each value.
    columns: Vec<(String, Vec<f64>)>,
}

/// Which attributes rules look at.
struct Needed(BTreeMap<&'static str, Attribute>);

/// Values of one person, by attribute.
type Values<'a> = BTreeMap<&'static str, &'a str>;

/// Kinds of people with their shares by place, and people who are named.
pub(crate) fn read(files: &Files, settings: &Settings, world: &mut Displacement, known: &Names, context: &mut Context) {
    let mut needed = Needed(BTreeMap::new());
    for name in wanted(settings) {
        let attribute = attribute(files, name, context);
        needed.0.insert(name, attribute.unwrap_or_default());
    }
    let others = files
        .contents
        .keys()
        .filter_map(|file| file.strip_prefix(files.input.as_str()));
    for file in others.filter(|file| file.starts_with(PREFIX)) {
        if !needed.0.contains_key(attribute_of(file)) {
            context.note(format!("{file}: no rule that is on looks at this attribute"));
        }
    }
    world.traits.homes = !settings.harvest.is_empty();
    if context.findings.len() == 0 {
        let mut kinds = Kinds::new(settings, &needed);
        shares(files, world, &needed, known, &mut kinds, context);
        if settings.named {
            named(files, world, &needed, known, &mut kinds, context);
        }
        world.traits.kinds = kinds.all;
        for shares in &mut world.traits.shares {
            shares.resize(world.traits.kinds.len(), 0.0);
        }
    }
}

/// Attributes that the rules look at.
fn wanted(settings: &Settings) -> Vec<&'static str> {
    let (h, matching) = (&settings.hazards, &settings.rules.matching);
    let mut all = Vec::new();
    if h.children || h.elderly || h.boys || h.women {
        let ages = h.children || h.elderly || h.boys;
        all.extend(ages.then_some("age"));
        all.extend((h.boys || h.women).then_some("gender"));
    }
    if matching.camp || matching.town || matching.conflict {
        all.push("ethnicity");
    }
    if matching.camp_religion.is_some() {
        all.push("religion");
    }
    let floods = settings.rules.floods.as_ref();
    if floods.is_some_and(|floods| floods.forecaster.is_some()) {
        all.push("floodawareness");
    }
    all
}

/// The attribute that a file is of: what stands between the first `_` and the next `_` or `.`.
fn attribute_of(file: &str) -> &str {
    let rest = &file[PREFIX.len()..];
    &rest[..rest.find(['_', '.']).unwrap_or(rest.len())]
}

fn attribute(files: &Files, name: &str, context: &mut Context) -> Option<Attribute> {
    let mut all = files.contents.keys();
    let is = |file: &&String| {
        let file = file.strip_prefix(files.input.as_str()).unwrap_or_default();
        file.starts_with(PREFIX) && attribute_of(file) == name
    };
    let Some(file) = all.find(is).cloned() else {
        let file = format!("{}{PREFIX}{name}.csv", files.input);
        let expected = format!("the shares of the attribute `{name}`, at which a rule that is on looks");
        missing(&file, &expected, &mut context.findings);
        return None;
    };
    let mut found = Attribute::default();
    let mut begun = false;
    rows(files, &file, true, context, |row, context| {
        if !begun {
            begun = true;
            if row.cell(0) != name {
                let expected = format!("`{name}`, then `Default` and places");
                context
                    .findings
                    .say(&row.at(0), quoted(row.cell(0)), expected, "name the first column");
            }
            found.columns = (1..row.len()).map(|i| (row.cell(i).to_owned(), Vec::new())).collect();
            return;
        }
        if found.values.len() == MOST_VALUES {
            let expected = format!("at most {MOST_VALUES} values");
            context
                .findings
                .say(&row.at(0), "one more value", expected, "put values together");
        }
        found.values.push(row.cell(0).trim().to_owned());
        for (i, (_, weights)) in found.columns.iter_mut().enumerate() {
            let blank = row.cell(i + 1).trim().is_empty();
            let weight = (!blank)
                .then(|| row.number(i + 1, 0.0, 1e9, "the weight of a value", context))
                .flatten();
            weights.push(weight.unwrap_or(0.0));
        }
    });
    for (column, weights) in &found.columns {
        if weights.iter().sum::<f64>() <= 0.0 && context.findings.len() == 0 {
            let found = format!("the column {} without a weight", quoted(column));
            context.findings.say(
                &Place::top(&file),
                found,
                "a weight above 0",
                "write weights, or take the column out",
            );
        }
    }
    Some(found)
}

impl Attribute {
    /// Shares of the values among those who set out from a place.
    fn of(&self, place: &str) -> Option<Vec<f64>> {
        let named = |name: &str| self.columns.iter().find(|(column, _)| column == name);
        let (_, weights) = named(place).or_else(|| named("Default"))?;
        let sum: f64 = weights.iter().sum();
        Some(weights.iter().map(|weight| weight / sum).collect())
    }

    fn number(&self, value: &str) -> Option<u32> {
        self.values.iter().position(|known| known == value).map(|i| i as u32)
    }
}

/// Kinds of people so far, and what makes one.
struct Kinds<'a> {
    all: Vec<PersonKind>,
    settings: &'a Settings,
    needed: &'a Needed,
}

impl Kinds<'_> {
    fn new<'a>(settings: &'a Settings, needed: &'a Needed) -> Kinds<'a> {
        Kinds {
            all: Vec::new(),
            settings,
            needed,
        }
    }

    /// The number of a kind.
    fn number(&mut self, kind: PersonKind) -> usize {
        match self.all.iter().position(|known| *known == kind) {
            Some(number) => number,
            None => {
                self.all.push(kind);
                self.all.len() - 1
            }
        }
    }

    /// The kind of somebody with these values; what is wrong with them otherwise.
    fn of(&self, values: &Values, farmer: bool) -> Result<PersonKind, String> {
        let attribute = |name: &str, number: &dyn Fn(&Attribute, &str) -> Option<u32>| {
            let Some(attribute) = self.needed.0.get(name) else {
                return Ok(None);
            };
            let Some(value) = values.get(name) else {
                return Err(format!("no value of `{name}`"));
            };
            number(attribute, value)
                .map(Some)
                .ok_or(format!("{} for `{name}`", quoted(value)))
        };
        let listed = |attribute: &Attribute, value: &str| attribute.number(value);
        let awareness = attribute("floodawareness", &|_, value| {
            let index = value.parse::<f64>().ok().filter(|i| *i >= 0.0)? as usize;
            (index < self.settings.awareness.len()).then_some(index as u32)
        })?;
        let age = match values.get("age") {
            Some(age) => Some(age.parse::<f64>().map_err(|_| format!("{} for `age`", quoted(age)))?),
            None => None,
        };
        let female = values.get("gender").map(|gender| *gender == "female");
        let male = values.get("gender").is_some_and(|gender| *gender == "male");
        Ok(PersonKind {
            regard: regard(
                &self.settings.hazards,
                age,
                (female == Some(true), male),
                self.settings.documented(),
            ),
            ethnicity: attribute("ethnicity", &listed)?,
            religion: attribute("religion", &listed)?,
            awareness: awareness.map_or(1.0, |i| self.settings.awareness[i as usize]),
            farmer,
        })
    }
}

/// How somebody regards hazards. As Flee runs, every male above 14 is bold, and only where children are careful; as documented,
/// boys of 15 to 18 are.
fn regard(rules: &Hazards, age: Option<f64>, (female, male): (bool, bool), documented: bool) -> Regard {
    let age = age.unwrap_or(f64::NAN);
    let (child, old) = (rules.children && age < 19.0, rules.elderly && age > 59.0);
    let boy = male && age > 14.0 && (!documented || age < 19.0);
    if rules.boys && (rules.children || documented) && boy {
        Regard::Bold
    } else if child || old || rules.women && female {
        Regard::Careful
    } else {
        Regard::Plain
    }
}

/// Shares of kinds by place: everybody draws each attribute on their own.
fn shares(
    files: &Files,
    world: &mut Displacement,
    needed: &Needed,
    known: &Names,
    kinds: &mut Kinds,
    context: &mut Context,
) {
    let farmers = kinds.settings.rules.farmers_only && !kinds.settings.harvest.is_empty();
    if needed.0.is_empty() && !farmers {
        kinds.number(PersonKind::default());
        return;
    }
    let mut done: BTreeMap<Vec<u64>, Vec<f64>> = BTreeMap::new();
    for (place, at) in world.network.places.iter().enumerate() {
        let mut of = Vec::new();
        for (name, attribute) in &needed.0 {
            match attribute.of(&at.name) {
                Some(shares) => of.push((*name, attribute, shares)),
                None => {
                    let file = format!("{}{PREFIX}{name}.csv", files.input);
                    let found = format!("no column for {} and none called `Default`", quoted(&at.name));
                    return context
                        .findings
                        .say(&Place::top(&file), found, "a column `Default`", "add it");
                }
            }
        }
        let farmer = if farmers { known.farmers[place] } else { 0.0 };
        let key: Vec<u64> = of
            .iter()
            .flat_map(|(_, _, shares)| shares.iter().map(|s| s.to_bits()))
            .collect();
        let key = [key, vec![farmer.to_bits()]].concat();
        let shares = match done.get(&key) {
            Some(shares) => Ok(shares.clone()),
            None => combined(&of, farmer, kinds),
        };
        match shares {
            Ok(shares) => {
                world.traits.shares.push(shares.clone());
                done.insert(key, shares);
            }
            Err(found) => {
                let name = of.first().map_or("", |(name, ..)| *name);
                let file = format!("{}{PREFIX}{name}.csv", files.input);
                let expected = "values that the rules that are on can use, and not too many kinds of people";
                return context
                    .findings
                    .say(&Place::top(&file), found, expected, "mend the values");
            }
        }
    }
}

/// Shares of kinds where attributes are drawn on their own, one after the other.
fn combined(of: &[(&'static str, &Attribute, Vec<f64>)], farmer: f64, kinds: &mut Kinds) -> Result<Vec<f64>, String> {
    let mut shares = vec![0.0; kinds.all.len()];
    let all: usize = of.iter().map(|(_, attribute, _)| attribute.values.len()).product();
    for combination in 0..all {
        let (mut rest, mut share) = (combination, 1.0);
        let mut values = Values::new();
        for (name, attribute, weights) in of {
            let i = rest % attribute.values.len();
            rest /= attribute.values.len();
            share *= weights[i];
            values.insert(name, &attribute.values[i]);
        }
        for (farms, share) in [(true, share * farmer), (false, share * (1.0 - farmer))] {
            if share > 0.0 {
                let kind = kinds.of(&values, farms)?;
                let number = kinds.number(kind);
                if number >= MOST_KINDS {
                    return Err(format!("more than {MOST_KINDS} kinds of people"));
                }
                shares.resize(shares.len().max(number + 1), 0.0);
                shares[number] += share;
            }
        }
    }
    Ok(shares)
}

/// People who are named one by one: place and kind of each. An unknown place is passed over, as in Flee.
fn named(
    files: &Files,
    world: &mut Displacement,
    needed: &Needed,
    known: &Names,
    kinds: &mut Kinds,
    context: &mut Context,
) {
    let name = format!("{}{NAMED}", files.input);
    let mut heads: Option<Vec<String>> = None;
    let mut unknown = 0;
    rows(files, &name, true, context, |row, context| {
        let Some(names) = &heads else {
            heads = Some((0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect());
            return;
        };
        if row.is_comment() {
            return;
        }
        if world.named.len() == MOST_NAMED {
            let expected = format!("at most {MOST_NAMED} people");
            return context.findings.say(
                &row.at(0),
                "one more",
                expected,
                "let others come by the registered people",
            );
        }
        let mut values = Values::new();
        for wanted in needed.0.keys() {
            if let Some(i) = names.iter().position(|name| name == wanted) {
                values.insert(wanted, row.cell(i));
            }
        }
        match (known.get(row.cell(0)), kinds.of(&values, false)) {
            (None, _) => {
                if unknown == 0 {
                    let found = format!(
                        "people in the unknown place {}: they are passed over",
                        quoted(row.cell(0))
                    );
                    context
                        .warnings
                        .say(&row.at(0), found, "a place of locations.csv", "mend the name");
                }
                unknown += 1;
            }
            (Some(_), Err(found)) => {
                let expected = "a value for every attribute that a rule looks at";
                context.findings.say(&row.at(0), found, expected, "add it");
            }
            (Some(place), Ok(kind)) => {
                let kind = kinds.number(kind);
                world.named.push((place, kind as u32));
            }
        }
    });
    if unknown > 0 {
        context.note(format!(
            "{name}: {unknown} people in unknown places are passed over, as in Flee"
        ));
    }
}
