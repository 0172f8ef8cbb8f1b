//! region_attributes_IPC.csv: shares of people who go hungry, by region and day.

use super::names::Names;
use super::sheet::rows;
use super::{Context, Files, missing};
use crate::diagnose::{Place, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::food::Food;

/// Name of the file.
pub(crate) const FILE: &str = "region_attributes_IPC.csv";

/// Shares by region and day, on straight lines between rows. Needed where a rule looks at them.
pub(crate) fn read(files: &Files, world: &Displacement, known: &Names, context: &mut Context) -> Food {
    let name = format!("{}{FILE}", files.input);
    let rules = &world.network.rules;
    let needed = rules.hungry_leave || rules.hungry_repel || world.spawning.hunger;
    if !needed {
        if files.contents.contains_key(&name) {
            context.note(format!("{name}: no rule that is on looks at food"));
        }
        return Food::default();
    }
    let mut regions: Option<Vec<String>> = None;
    let mut days: Vec<(i64, Vec<f64>)> = Vec::new();
    rows(files, &name, true, context, |row, context| {
        let Some(regions) = &regions else {
            if row.cell(0) != "#Day" {
                context.findings.say(
                    &row.at(0),
                    quoted(row.cell(0)),
                    "`#Day`, then regions",
                    "name the first column `#Day`",
                );
            }
            regions = Some((1..row.len()).map(|i| row.cell(i).trim().to_owned()).collect());
            return;
        };
        let Some(day) = row.whole(0, -1_000_000, 1_000_000, "the day", context) else {
            return;
        };
        if days.last().is_some_and(|(before, _)| *before >= day) {
            context.findings.say(
                &row.at(0),
                format!("day {day}, which is not after the row above"),
                "rows in the order of their days",
                "sort the rows",
            );
        }
        let share = |i: usize, context: &mut Context| {
            row.number(i, 0.0, 100.0, "the percentage of the hungry", context)
                .unwrap_or(0.0)
                / 100.0
        };
        let shares = (1..=regions.len()).map(|i| share(i, context)).collect();
        days.push((day, shares));
    });
    let regions = regions.unwrap_or_default();
    if context.findings.len() > 0 {
        return Food::default();
    }
    if days.is_empty() {
        missing(&name, "rows of days", &mut context.findings);
        return Food::default();
    }
    warn(&name, world, known, &regions, &days, context);
    let region = |place: usize| regions.iter().position(|region| *region == known.regions[place]);
    Food {
        region: (0..world.network.places.len()).map(region).collect(),
        hungry: (0..regions.len())
            .map(|region| {
                (0..world.days)
                    .map(|day| on_line(&days, region, i64::from(day)))
                    .collect()
            })
            .collect(),
    }
}

/// On a straight line between two rows; the first before them, the last after them.
fn on_line(days: &[(i64, Vec<f64>)], region: usize, day: i64) -> f64 {
    let next = days.partition_point(|(d, _)| *d <= day);
    match (next.checked_sub(1).map(|i| &days[i]), days.get(next)) {
        (Some((d0, v0)), Some((d1, v1))) => {
            v0[region] + (v1[region] - v0[region]) * ((day - d0) as f64 / (d1 - d0) as f64)
        }
        (Some((_, v)), None) | (None, Some((_, v))) => v[region],
        (None, None) => 0.0,
    }
}

/// Days and regions without data, with which Flee stops.
fn warn(
    name: &str,
    world: &Displacement,
    known: &Names,
    regions: &[String],
    days: &[(i64, Vec<f64>)],
    context: &mut Context,
) {
    let (first, last) = (days[0].0, days[days.len() - 1].0);
    if first > 0 || last < i64::from(world.days) - 1 {
        context.warnings.say(
            &Place::top(name),
            format!("rows of days {first} to {last} only: Flee stops on other days; here the nearest row holds"),
            "rows from day 0 to the last",
            "add rows",
        );
    }
    let without = |place: &usize| !regions.contains(&known.regions[*place]);
    if let Some(place) = (0..world.network.places.len()).find(without) {
        context.warnings.say(
            &Place::top(name),
            format!(
                "no column for the region {} of {}: Flee stops where it asks for it; here nobody goes hungry there",
                quoted(&known.regions[place]),
                quoted(&world.network.places[place].name)
            ),
            "a column for every region of locations.csv",
            "add the column",
        );
    }
}
