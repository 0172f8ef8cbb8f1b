//! routes.csv: links between places; and major_routes.csv: roads that lead far, read always, used with fixed_routes.

use super::names::{Names, find};
use super::sheet::{Row, rows, too_many};
use super::{Context, Files};
use crate::diagnose::quoted;
use amnok_displacement::network::{Link, Network};
use std::collections::BTreeMap;

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
    let (mut read, mut known) = (0, BTreeMap::new());
    let name = format!("{}routes.csv", files.input);
    rows(files, &name, true, context, |row, context| {
        if row.is_comment() {
            columns = (0..row.len()).map(|i| row.cell(i).trim().to_owned()).collect();
            return;
        }
        if !row.is_long_enough(3, "name1,name2,distance", context) {
            return;
        }
        read += 1;
        if !too_many(read, MOST_ROUTES, "routes", &row, context) {
            // What is wrong with a route was said.
            let _ = enter(&row, (&columns, &mut known), network, names, context);
        }
    });
}

/// Enters the links of a row, there and back; none where something is wrong with it. `known`: in which line each pair of places stands first.
fn enter(
    row: &Row,
    (columns, known): (&[String], &mut BTreeMap<(usize, usize), usize>),
    network: &mut Network,
    names: &Names,
    context: &mut Context,
) -> Option<()> {
    let ends = [0, 1].map(|i| find(row, i, network, names, context));
    let (a, b) = (ends[0]?, ends[1]?);
    if a == b {
        let found = "a route from a place to itself, which nobody takes";
        context
            .warnings
            .say(&row.at(1), found, "two places", "take the row out");
        return None;
    }
    let km = row.number(2, 0.01, 40_000.0, "the distance in km", context)?;
    let line = row.at(0).line;
    let first = *known.entry((a.min(b), a.max(b))).or_insert(line);
    if first != line {
        context.warnings.say(
            &row.at(0),
            format!(
                "a second route between {} and {}, beside line {first}: Flee counts both, so that more people go this way",
                quoted(row.cell(0)),
                quoted(row.cell(1))
            ),
            "one row for each route, which leads there and back",
            "take one of both out",
        );
    }
    for _ in 0..times(row, context)? {
        for (from, to) in [(a, b), (b, a)] {
            let link = network.link(from, to, km);
            attributes(row, columns, &mut network.links[link], context);
        }
    }
    Some(())
}

/// How often a route counts, by its cell of forced redirection.
fn times(row: &Row, context: &mut Context) -> Option<u32> {
    match row.cell(3).trim() {
        "" | "0" | "0.0" => Some(1),
        "2" | "2.0" => {
            context.note("routes.csv: forced redirection 2 has no effect in Flee, nor here");
            Some(1)
        }
        "1" | "1.0" => {
            context.note(
                "routes.csv: forced redirection 1 does not redirect in Flee, but counts the route twice; so it does here",
            );
            Some(2)
        }
        other => {
            let found = format!("{} for forced redirection", quoted(other));
            let expected = "0, 1, 2 or nothing";
            context
                .findings
                .say(&row.at(3), found, expected, "leave the cell empty");
            None
        }
    }
}

/// The columns of a name of their own.
fn attributes(row: &Row, columns: &[String], link: &mut Link, context: &mut Context) {
    for (i, attribute) in columns.iter().enumerate().skip(4) {
        match attribute.as_str() {
            "max_move_speed" => link.speed = row.number(i, 1.0, 1e5, "the speed", context),
            "walk_probability" => {
                link.walk_chance = row.number(i, 0.0, 1.0, "a chance", context).unwrap_or(0.0);
            }
            "" => {}
            _ => context.note(format!("routes.csv: the column `{attribute}` has no effect")),
        }
    }
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
