//! routes.csv: links between places; and major_routes.csv: roads that lead far, read always, used with fixed_routes.

use super::names::{Names, find};
use super::sheet::{rows, too_many};
use super::{Context, Files};
use crate::diagnose::quoted;
use amnok_displacement::network::Network;

/// Most rows of routes.
const MOST_ROUTES: usize = 50_000;
/// Name of the file of major routes.
pub(crate) const MAJOR: &str = "major_routes.csv";
/// Most roads, and most places of one.
const MOST_MAJOR: usize = 1_000;
const LONGEST: usize = 100;

/// Links of routes.csv, entered into the network.
pub(crate) fn read(files: &Files, network: &mut Network, names: &Names, context: &mut Context) {
    let mut columns: Vec<String> = Vec::new();
    let mut read = 0;
    rows(
        files,
        &format!("{}routes.csv", files.input),
        true,
        context,
        |row, context| {
            if row.is_comment() {
                columns = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
                return;
            }
            if !row.is_long_enough(3, "name1,name2,distance", context) {
                return;
            }
            read += 1;
            if too_many(read, MOST_ROUTES, "routes", &row, context) {
                return;
            }
            let (Some(a), Some(b)) = (
                find(&row, 0, network, names, context),
                find(&row, 1, network, names, context),
            ) else {
                return;
            };
            if a == b {
                let found = "a route from a place to itself, which nobody takes";
                context
                    .warnings
                    .say(&row.at(1), found, "two places", "take the row out");
                return;
            }
            let Some(km) = row.number(2, 0.01, 40_000.0, "the distance in km", context) else {
                return;
            };
            let times = match row.cell(3).trim() {
                "" | "0" | "0.0" => 1,
                "2" | "2.0" => {
                    context.note("routes.csv: forced redirection 2 has no effect in Flee, nor here");
                    1
                }
                "1" | "1.0" => {
                    context.note("routes.csv: forced redirection 1 does not redirect in Flee, but counts the route twice; so it does here");
                    2
                }
                other => {
                    let found = format!("{} for forced redirection", quoted(other));
                    context
                        .findings
                        .say(&row.at(3), found, "0, 1, 2 or nothing", "leave the cell empty");
                    return;
                }
            };
            for _ in 0..times {
                for (from, to) in [(a, b), (b, a)] {
                    let link = network.link(from, to, km);
                    for (i, attribute) in columns.iter().enumerate().skip(4) {
                        match attribute.as_str() {
                            "max_move_speed" => {
                                network.links[link].speed = row.number(i, 1.0, 1e5, "the speed", context)
                            }
                            "walk_probability" => {
                                network.links[link].walk_chance =
                                    row.number(i, 0.0, 1.0, "a chance", context).unwrap_or(0.0);
                            }
                            "" => {}
                            _ => context.note(format!("routes.csv: the column `{attribute}` has no effect")),
                        }
                    }
                }
            }
        },
    );
}

/// Roads as places from the first to the last, and back: the way back is lost where the row ends with an empty cell, as in Flee.
pub(crate) fn major(files: &Files, network: &Network, names: &Names, context: &mut Context) -> Vec<Vec<u32>> {
    let name = format!("{}{MAJOR}", files.input);
    if !network.rules.fixed_routes {
        if files.contents.contains_key(&name) {
            context.note(format!("{name} has an effect only with fixed_routes"));
        }
        return Vec::new();
    }
    let (mut all, mut read) = (Vec::new(), 0);
    rows(files, &name, false, context, |row, context| {
        read += 1;
        if row.is_comment() || too_many(read, MOST_MAJOR, "major routes", &row, context) {
            return;
        }
        let cells = (0..row.len().min(LONGEST)).filter(|i| !row.cell(*i).is_empty());
        let places: Option<Vec<u32>> = cells
            .map(|i| find(&row, i, network, names, context).map(|place| place as u32))
            .collect();
        let Some(places) = places.filter(|places| places.len() > 1) else {
            return;
        };
        let back = !row.cell(row.len() - 1).is_empty() || network.rules.documented;
        if back {
            let reverse: Vec<u32> = places.iter().rev().copied().collect();
            all.push(places);
            all.push(reverse);
        } else {
            all.push(places);
        }
    });
    all
}
