//! `[[strata]]`: kinds of residents, as every combination of levels of some axes.

use super::context::{Context, Fields};
use super::names::own;
use super::numbers::Number;
use crate::border::as_written::Item;
use amnok_model::given::Stratum;

/// Numbers of a level of strata.
pub(crate) const LEVEL_NUMBERS: [Number; 4] = Number::all(Stratum::NUMBERS, "strata");

/// Most strata.
const MOST_STRATA: usize = 64;
/// Most axes of strata.
pub(crate) const MOST_AXES: usize = 3;
/// Most levels of an axis.
pub(crate) const MOST_LEVELS: usize = 8;

/// One level of an axis of strata: name; share, leave, smuggle and means; whether it has kin abroad.
type Level = (String, [f64; 4], bool);

/// Strata: every combination of one level of each axis.
pub(super) fn check(items: &[Item], context: &mut Context) -> Vec<Stratum> {
    let mut taken = Vec::new();
    let mut axes: Vec<Vec<Level>> = Vec::new();
    for item in items {
        let Some(mut fields) = Fields::of(item, "[[strata]]", context) else {
            continue;
        };
        let axis = fields.text("axis", "what tells the levels apart, e.g. \"sex\"", context);
        if let Some(axis) = axis {
            if taken.contains(&axis) {
                context.twice(axis, "axis", &fields.at.clone());
            }
            taken.push(axis);
        }
        let levels = fields.tables("levels", MOST_LEVELS, context);
        let at = fields.at.clone();
        fields.done(context);
        let mut names = Vec::new();
        let read: Vec<Level> = levels
            .iter()
            .filter_map(|item| level(item, axis.unwrap_or("?"), &mut names, context))
            .collect();
        let sum: f64 = read.iter().map(|(_, n, _)| n[0]).sum();
        if read.len() == levels.len() && !read.is_empty() && (sum - 1.0).abs() > 1e-6 {
            context.findings.say(
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
        context.findings.say(
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

fn level(item: &Item, axis: &str, taken: &mut Vec<String>, context: &mut Context) -> Option<Level> {
    let mut fields = Fields::of(item, "a level of `[[strata]]`", context)?;
    let name = own(&mut fields, "level", taken, context);
    let prefix = format!("strata.{axis}.{}", name.unwrap_or("?"));
    let numbers = LEVEL_NUMBERS.map(|number| number.read(&mut fields, &prefix, context));
    let kin = fields.truth("kin", context);
    fields.done(context);
    let [share, leave, smuggle, means] = numbers;
    Some((name?.to_string(), [share?, leave?, smuggle?, means?], kin))
}
