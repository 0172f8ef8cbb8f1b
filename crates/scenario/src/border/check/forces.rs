//! `[[force]]`: who stands along the border, how, and whom it watches.

use super::context::{Context, Fields, text};
use super::names::{own, position};
use super::numbers::Number;
use crate::border::as_written::{Item, ItemValue};
use crate::diagnose::{listed, mend_name, quoted};
use amnok_model::given::{Force, ForceNumbers, Posting};

/// Most forces of a scenario.
pub(crate) const MOST_FORCES: usize = 16;
/// How a force can stand along a county's border.
pub(crate) const POSTINGS: [(&str, Posting); 3] = [
    ("even", Posting::Even),
    ("embedded", Posting::Embedded),
    ("least-guarded", Posting::LeastGuarded),
];

/// Forces, in order; names even of those that have errors go into `names`.
pub(super) fn check(items: &[Item], names: &mut Vec<String>, context: &mut Context) -> Vec<Force> {
    let (mut forces, mut watching) = (Vec::new(), Vec::new());
    for (number, item) in items.iter().enumerate() {
        if let Some((force, watches)) = force(item, number, names, context) {
            forces.push(force);
            watching.push(watches);
        }
    }
    for (number, watches) in watching.into_iter().enumerate() {
        watch(&mut forces, number, watches, context);
    }
    forces
}

/// A force that watches nobody yet, and whom it is to watch.
fn force<'a>(
    item: &'a Item,
    number: usize,
    names: &mut Vec<String>,
    context: &mut Context,
) -> Option<(Force, &'a [Item])> {
    let mut fields = Fields::of(item, "[[force]]", context)?;
    let name = own(&mut fields, "force", names, context);
    let posting = posting(&mut fields, number, context);
    let watches = fields.maybe("watches").map_or(&[][..], |item| watched(item, context));
    let behind = fields.truth("behind", context);
    let mut numbers = ForceNumbers::default();
    let prefix = format!("force.{}", name.unwrap_or("?"));
    for row in ForceNumbers::NUMBERS {
        if let Some(number) = Number::of(row, "force").read(&mut fields, &prefix, context) {
            (row.write)(&mut numbers, number);
        }
    }
    fields.done(context);
    let force = Force {
        name: name?.into(),
        posting: posting.unwrap_or(Posting::Even),
        watches: Vec::new(),
        behind,
        numbers,
    };
    Some((force, watches))
}

fn watched<'a>(item: &'a Item, context: &mut Context) -> &'a [Item] {
    match &item.what {
        ItemValue::List(list) => list,
        _ => {
            context.findings.say(
                &item.at,
                format!("{} for `watches`", item.shown()),
                "a list of names of forces",
                "write `watches = [\"…\"]`",
            );
            &[]
        }
    }
}

/// Whom the force of that number watches.
fn watch(forces: &mut [Force], number: usize, watches: &[Item], context: &mut Context) {
    for item in watches {
        let Some(other) = text(item, "watches", "the name of a force", context) else {
            continue;
        };
        let names = forces.iter().map(|force| force.name.as_str());
        match position(other, "force", names, &item.at, context) {
            Some(found) if found == number => context.findings.say(
                &item.at,
                format!("a force, {}, that watches itself", quoted(other)),
                "the names of other forces",
                "take it out",
            ),
            Some(found) if forces[number].watches.contains(&found) => context.twice(other, "watched force", &item.at),
            Some(found) => forces[number].watches.push(found),
            None => {}
        }
    }
    forces[number].watches.sort_unstable();
}

fn posting(fields: &mut Fields, number: usize, context: &mut Context) -> Option<Posting> {
    let names = POSTINGS.map(|(name, _)| name);
    let item = fields.need("posting", "`even`, `embedded` or `least-guarded`", context)?;
    let written = text(item, "posting", "`even`, `embedded` or `least-guarded`", context)?;
    let found = POSTINGS.iter().find(|(name, _)| *name == written).map(|(_, p)| *p);
    match found {
        None => context.findings.say(
            &item.at,
            format!("{} for `posting`", quoted(written)),
            listed(names),
            mend_name(written, names),
        ),
        Some(Posting::Embedded) if number == 0 => context.findings.say(
            &item.at,
            "`embedded` for the first force, which has no earlier force to stand with",
            "`even` or `least-guarded` for the first force",
            "write the ordinary patrol first",
        ),
        Some(_) => {}
    }
    found
}
