//! Commands and outlets: what each hears of, through which stages or from which sources.

use super::context::{Context, Fields, text};
use super::names::{Places, order_kind, own, topic};
use super::numbers::Number;
use super::value::one;
use crate::border::as_written::{Item, Text};
use crate::diagnose::quoted;
use amnok_model::facts::Topic;
use amnok_model::given::{Command, Outlet, ReportingChance, Sources, Stage};

/// Most commands, and most outlets.
pub(crate) const MOST_TELLERS: usize = 16;
/// Most stages of a chain.
pub(crate) const MOST_STAGES: usize = 16;

/// What units report to a command.
pub(crate) const COMMAND_CHANCE: Number = Number {
    key: "chance",
    unit: "probability",
    meaning: "Chance that a unit reports it under usual conditions.",
    least: 0.0,
    most: 1.0,
    holder: "command",
};

/// Numbers of a stage of a chain.
pub(crate) const STAGE_NUMBERS: [Number; 2] = Number::all(Stage::NUMBERS, "stage");

/// What a source tells an outlet.
pub(crate) const OUTLET_CHANCE: Number = Number {
    key: "chance",
    unit: "probability",
    meaning: "Chance that one source learns of it and tells, under usual morale.",
    least: 0.0,
    most: 1.0,
    holder: "outlet",
};

/// Sources in each county of a place.
pub(crate) const SOURCES: Number = Number::of(&Sources::NUMBERS[0], "sources");

/// Numbers of an outlet.
pub(crate) const OUTLET_NUMBERS: [Number; 2] = Number::all(Outlet::NUMBERS, "outlet");

/// An outlet whose sources are not yet known by county.
#[derive(Debug)]
pub(crate) struct WrittenOutlet {
    outlet: Outlet,
    sources: Vec<(Text, f64)>,
}

/// Checks `[[command]]` and `[[outlet]]`; a scenario may have none.
pub(super) fn check(fields: &mut Fields, context: &mut Context) -> (Vec<Command>, Vec<WrittenOutlet>) {
    let mut names = Vec::new();
    let written = fields.maybe_tables("command", MOST_TELLERS, context).iter();
    let commands = written.filter_map(|item| command(item, &mut names, context)).collect();
    let written = fields.maybe_tables("outlet", MOST_TELLERS, context).iter();
    let outlets = written.filter_map(|item| outlet(item, &mut names, context)).collect();
    (commands, outlets)
}

fn command(item: &Item, names: &mut Vec<String>, context: &mut Context) -> Option<Command> {
    let mut fields = Fields::of(item, "[[command]]", context)?;
    let name = own(&mut fields, "command or outlet", names, context);
    let prefix = format!("command.{}", name.unwrap_or("?"));
    let hears = hears(&mut fields, &COMMAND_CHANCE, &prefix, context);
    let written = fields.list(
        "stages",
        "the stages of its chain, from below; `[]` where it knows at once",
        context,
    );
    if written.len() > MOST_STAGES {
        context.findings.say(
            &fields.at.clone(),
            format!("{} stages", written.len()),
            format!("at most {MOST_STAGES}"),
            "join stages",
        );
    }
    let stages = written.iter().enumerate();
    let stages = stages.filter_map(|(number, item)| stage(item, &format!("{prefix}.stage.{}", number + 1), context));
    let stages = stages.collect();
    let kinds = fields.list("orders", "the kinds of order that it may give; `[]` for none", context);
    let kind = |item: &Item, context: &mut Context| {
        let written = text(item, "orders", "a kind of order", context)?;
        Some(order_kind(written, &item.at, context)?.kind)
    };
    let orders = kinds.iter().filter_map(|item| kind(item, context)).collect();
    fields.done(context);
    Some(Command {
        name: name?.into(),
        hears,
        stages,
        orders,
    })
}

fn stage(item: &Item, prefix: &str, context: &mut Context) -> Option<Stage> {
    let mut fields = Fields::of(item, "a stage of `[[command]]`", context)?;
    let to = fields.text("to", "who hears it at this stage", context);
    let until = fields.maybe("until").map(|item| until(item, context));
    let mut numbers = [Some(0.0), Some(1.0)];
    for (value, number) in numbers.iter_mut().zip(&STAGE_NUMBERS) {
        // What is held back by rule needs neither days nor a share.
        match until {
            None => *value = number.read(&mut fields, prefix, context),
            Some(_) => {
                if let Some(item) = fields.maybe(number.key) {
                    *value = one(item, number.expected(prefix), context);
                }
            }
        }
    }
    fields.done(context);
    let [days, passes] = numbers;
    Some(Stage {
        to: to?.into(),
        days: days?,
        passes: passes?,
        until: match until {
            None => None,
            Some(day) => Some(day?),
        },
    })
}

/// A day of every year, `MM-DD`.
fn until(item: &Item, context: &mut Context) -> Option<(i8, i8)> {
    let written = text(item, "until", "a day of every year as \"MM-DD\"", context)?;
    // A year without a leap day: what is no day of every year is none here.
    let date = super::context::plain_date(&format!("2019-{written}"));
    if date.is_none() {
        context.findings.say(
            &item.at,
            format!("{} for `until`", quoted(written)),
            "a day of every year as \"MM-DD\"",
            "write for example \"12-31\"",
        );
    }
    date.map(|date| (date.month(), date.day()))
}

fn hears(fields: &mut Fields, number: &Number, prefix: &str, context: &mut Context) -> Vec<ReportingChance> {
    let mut taken: Vec<Topic> = Vec::new();
    let mut hears = Vec::new();
    for item in fields.list("hears", "what it hears of: `{ what = \"…\", chance = … }`", context) {
        let Some(mut fields) = Fields::of(item, "an entry of `hears`", context) else {
            continue;
        };
        let what = fields.need("what", "the name of what can be told of", context);
        let topic = what.and_then(|item| topic(item, "what", context));
        let name = topic.map_or("?", Topic::name);
        let chance = number.read(&mut fields, &format!("{prefix}.hears.{name}"), context);
        fields.done(context);
        if let (Some(topic), Some(chance)) = (topic, chance) {
            if taken.contains(&topic) {
                context.twice(name, "topic", &item.at);
            }
            taken.push(topic);
            hears.push(ReportingChance { topic, chance });
        }
    }
    hears
}

fn outlet(item: &Item, names: &mut Vec<String>, context: &mut Context) -> Option<WrittenOutlet> {
    let mut fields = Fields::of(item, "[[outlet]]", context)?;
    let name = own(&mut fields, "command or outlet", names, context);
    let prefix = format!("outlet.{}", name.unwrap_or("?"));
    let hears = hears(&mut fields, &OUTLET_CHANCE, &prefix, context);
    let mut sources = Vec::new();
    for item in fields.list(
        "sources",
        "where its sources are: `{ place = \"…\", number = … }`",
        context,
    ) {
        let Some(mut fields) = Fields::of(item, "an entry of `sources`", context) else {
            continue;
        };
        let place = fields.need("place", "`all`, a province, or counties joined by `;`", context);
        let place = place.and_then(|item| {
            let written = text(item, "place", "`all`, a province, or counties joined by `;`", context)?;
            Some((written.to_string(), item.at.clone()))
        });
        let called = place.as_ref().map_or("?", |(written, _)| written.as_str());
        let number = SOURCES.read(&mut fields, &format!("{prefix}.sources.{called}"), context);
        fields.done(context);
        if let (Some((text, at)), Some(number)) = (place, number) {
            sources.push((Text { text, at }, number));
        }
    }
    let numbers = OUTLET_NUMBERS.map(|number| number.read(&mut fields, &prefix, context));
    fields.done(context);
    let [lag_days, lag_sigma] = numbers;
    let outlet = Outlet {
        name: name?.into(),
        hears,
        sources: Vec::new(),
        lag_days: lag_days?,
        lag_sigma: lag_sigma?,
    };
    Some(WrittenOutlet { outlet, sources })
}

/// Outlets with their sources by county; of places that overlap the later one holds.
pub(super) fn outlets(written: &[WrittenOutlet], places: &Places, context: &mut Context) -> Vec<Outlet> {
    let mut resolve = |written: &WrittenOutlet| {
        let mut outlet = written.outlet.clone();
        let sources = written.sources.iter().map(|(place, number)| Sources {
            place: place.text.clone(),
            counties: places.find(place, context).unwrap_or_default(),
            number: *number,
        });
        outlet.sources = sources.collect();
        outlet
    };
    written.iter().map(&mut resolve).collect()
}
