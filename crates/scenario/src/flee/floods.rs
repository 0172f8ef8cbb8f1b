//! flood_level.csv: the level of floods by place and day.

use super::conflicts::{DayNumbers, columns};
use super::names::Names;
use super::sheet::rows;
use super::{Context, Files, missing};
use crate::diagnose::{Place, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::floods::Levels;
use std::sync::Arc;

/// Highest level.
const HIGHEST: f64 = 1000.0;

/// Name of the file.
pub(crate) const FILE: &str = "flood_level.csv";

/// Levels, place by place. Row number is day, as in Flee; rows beyond the period are kept for the forecast.
pub(crate) fn read(files: &Files, world: &Displacement, known: &Names, context: &mut Context) -> Vec<Levels> {
    let name = format!("{}{FILE}", files.input);
    let mut heads: Option<Vec<Option<usize>>> = None;
    let mut all: Vec<Levels> = Vec::new();
    let (mut count, mut numbers) = (0, DayNumbers::default());
    let before = context.findings.len();
    rows(files, &name, true, context, |row, context| {
        let Some(columns) = &heads else {
            let (names, places) = columns(&row, known, context);
            for (i, place) in places.iter().enumerate().skip(1) {
                match place {
                    Some(place) => all.push(Levels {
                        place: *place,
                        by_day: Vec::new(),
                    }),
                    None if !names[i].is_empty() && !known.is_broken(&names[i]) => context.warnings.say(
                        &row.at(i),
                        format!(
                            "levels of the unknown place {}, which Flee does not look at",
                            quoted(&names[i])
                        ),
                        "a place of locations.csv",
                        "mend the name, or take the column out",
                    ),
                    None => {}
                }
            }
            heads = Some(places);
            return;
        };
        numbers.look(&row, count, context);
        count += 1;
        let mut next = all.iter_mut();
        for i in (1..columns.len()).filter(|i| columns[*i].is_some()) {
            let level = match i < row.len() {
                true => row
                    .number(i, 0.0, HIGHEST, "the level of a flood", context)
                    .unwrap_or(0.0),
                false => 0.0,
            };
            if let Some(levels) = next.next() {
                levels.by_day.push(level);
            }
        }
        if row.len() > columns.len() {
            let found = format!("the value {} without a column", quoted(row.cell(columns.len())));
            context.findings.say(
                &row.at(columns.len()),
                found,
                "a place in the first row for every value",
                "name the column",
            );
        }
    });
    if count < world.days && files.contents.contains_key(&name) && context.findings.len() == before {
        missing(
            &name,
            &format!("a row for each of {} days", world.days),
            &mut context.findings,
        );
        if let Some(last) = context.findings_last() {
            last.found = format!("{count} rows of days");
            last.mend = "add rows, or shorten Length in sim_period.csv".into();
        }
    }
    lists(&name, world, &all, context);
    by_name(world, &mut all);
    all
}

/// The same levels for all places of a name.
fn by_name(world: &Displacement, all: &mut Vec<Levels>) {
    let places = &world.network.places;
    for i in 0..all.len() {
        let name = &places[all[i].place].name;
        let others = (0..places.len()).filter(|p| *p != all[i].place && places[*p].name == *name);
        let copies = others.map(|place| Levels {
            place,
            ..all[i].clone()
        });
        let copies: Vec<Levels> = copies.collect();
        all.extend(copies);
    }
}

/// Flee cannot use the last element of a list by level, and stops on a day with such a level; here it holds for that level and for
/// all above it.
fn lists(name: &str, world: &Displacement, all: &[Levels], context: &mut Context) {
    let Some(floods) = &world.network.rules.floods else {
        return;
    };
    let mut shortest = floods.move_chances.len().min(floods.weights.len());
    if let Some(rule) = &world.spawning.by_flood {
        shortest = shortest.min(rule.by_level.len());
    }
    for day in 0..world.days {
        let high = all
            .iter()
            .find(|levels| levels.on(day) as usize + 1 >= shortest && levels.on(day) >= 1.0);
        let Some(high) = high else { continue };
        let (level, place) = (high.on(day) as usize, &world.network.places[high.place].name);
        let stops = if world.network.rules.documented {
            ""
        } else {
            ": Flee cannot use the last element and stops"
        };
        let at = Place {
            file: Arc::from(name),
            line: day as usize + 2,
            column: 1,
        };
        if level >= shortest || !stops.is_empty() {
            context.warnings.say(
                &at,
                format!("level {level} at {} on day {day}, with lists of {shortest} elements{stops}", quoted(place)),
                "lists that are longer than the highest level by two",
                "repeat the last element of flood_movechances, flood_loc_weights and displaced_per_flood_day; it holds here for higher levels",
            );
            return;
        }
    }
}
