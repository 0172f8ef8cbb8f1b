//! What is no error, but is seldom meant: places that nobody can reach, conflicts from which nobody sets out, camps that never open.

use super::sheet::rows;
use super::{Desk, Files};
use crate::diagnose::{Findings, Place, quoted};
use crate::{Diagnostic, Diagnostics};
use amnok_model::mechanisms::journey::displacement::happenings::{Closed, concerns};
use amnok_model::mechanisms::journey::displacement::newcomers::{ByConflict, Plan};
use amnok_model::mechanisms::journey::displacement::{Displacement, Kind};
use std::collections::BTreeMap;

/// All warnings of a folder without errors, by file and line.
pub(crate) fn find(files: &Files, world: &Displacement) -> Vec<Diagnostic> {
    let mut desk = Desk {
        findings: Findings::default(),
        ..Desk::default()
    };
    let input = |name: &str| format!("{}{name}", files.input);
    let locations = input("locations.csv");
    let lines = lines(files, &locations);
    let at = |place: usize| {
        let name = &world.network.places[place].name;
        lines.get(name).cloned().unwrap_or_else(|| Place::top(&locations))
    };
    unreachable(world, at, &mut desk);
    without_residents(world, at, &mut desk);
    camps(world, at, &mut desk);
    if let Some(prefix) = &files.validation {
        uncounted(files, world, &format!("{prefix}data_layout.csv"), &mut desk);
    }
    desk.findings.finish().map_or(Vec::new(), |Diagnostics(list)| list)
}

/// Where the first cell of each row of a file stands.
fn lines(files: &Files, name: &str) -> BTreeMap<String, Place> {
    let mut lines = BTreeMap::new();
    rows(files, name, false, &mut Desk::default(), |row, _| {
        lines.entry(row.cell(0).to_owned()).or_insert_with(|| row.at(0));
    });
    lines
}

/// Whether there is a conflict in a place on any day.
fn fought_over(world: &Displacement, place: usize) -> bool {
    let active = |c: &&amnok_model::mechanisms::journey::displacement::happenings::Conflict| {
        c.place == place && c.intensity.iter().any(|i| *i > 1e-6)
    };
    let becomes = world
        .changes
        .iter()
        .any(|change| change.place == place && change.kind == Kind::Conflict);
    becomes || world.network.places[place].intensity > 0.0 || world.conflicts.iter().find(active).is_some()
}

/// Links that are open on some day: those that no closure closes from before the first day to after the last.
fn ever_open(world: &Displacement) -> Vec<bool> {
    let shut = |link: usize| {
        let closures = world.closures.iter().filter(|c| concerns(&world.network, c.what, link));
        let mut first = closures.filter(|c| c.start == 0);
        first.any(|c| c.end < 1 || c.end >= i64::from(world.days))
    };
    (0..world.network.links.len()).map(|link| !shut(link)).collect()
}

/// Places to which links lead from any place of conflict.
fn reached(world: &Displacement, usable: impl Fn(usize) -> bool) -> Vec<bool> {
    let places = world.network.places.len();
    let mut reached: Vec<bool> = (0..places).map(|place| fought_over(world, place)).collect();
    let mut next: Vec<usize> = (0..places).filter(|place| reached[*place]).collect();
    while let Some(place) = next.pop() {
        for link in world.network.leaving[place].iter().map(|link| *link as usize) {
            let to = world.network.links[link].to;
            if usable(link) && !reached[to] {
                reached[to] = true;
                next.push(to);
            }
        }
    }
    reached
}

fn unreachable(world: &Displacement, at: impl Fn(usize) -> Place, desk: &mut Desk) {
    let open = ever_open(world);
    let (by_any, by_open) = (reached(world, |_| true), reached(world, |link| open[link]));
    if !by_any.contains(&true) {
        return;
    }
    for (place, here) in world.network.places.iter().enumerate() {
        let kind = if here.camp { "camp" } else { "place" };
        let name = quoted(&here.name);
        if !by_any[place] {
            desk.findings.say(
                &at(place),
                format!("the {kind} {name}, to which no route leads from any place of conflict"),
                "a way to every place",
                "add its routes to routes.csv, or take the place out",
            );
        } else if !by_open[place] {
            desk.findings.say(
                &at(place),
                format!("the {kind} {name}, to which only routes lead that are closed on every day"),
                "a way that is open on some day",
                "see the closures that begin on day 0 in closures.csv",
            );
        }
    }
}

fn without_residents(world: &Displacement, at: impl Fn(usize) -> Place, desk: &mut Desk) {
    if matches!(
        world.spawning.by_conflict,
        Some(ByConflict::Constant(_) | ByConflict::Poisson(_))
    ) {
        return;
    }
    for (place, here) in world.network.places.iter().enumerate() {
        if here.population == 0 && !here.camp && fought_over(world, place) {
            desk.findings.say(
                &at(place),
                format!(
                    "the place of conflict {} without residents: nobody sets out from it",
                    quoted(&here.name)
                ),
                "a population above 0",
                "write its population in the eighth column",
            );
        }
    }
}

fn camps(world: &Displacement, at: impl Fn(usize) -> Place, desk: &mut Desk) {
    let plan = Plan::new(world);
    let days = i64::from(world.days);
    for camp in world.camps() {
        let here = &world.network.places[camp];
        let name = quoted(&here.name);
        let never = world.closures.iter().any(|closure| {
            matches!(closure.what, Closed::Camp(place, _) if place == camp)
                && closure.start == 0
                && (closure.end < 1 || closure.end >= days)
        });
        if never {
            desk.findings.say(
                &at(camp),
                format!("the camp {name}, which is closed on every day"),
                "a camp that is open on some day",
                "see its closure in closures.csv",
            );
        }
        if here.capacity >= 1 && plan.limit(world, camp, 0).is_none() {
            let found = format!(
                "the camp {name} with room for {} people, where as many are on the first day: Flee then knows no limit",
                here.capacity
            );
            desk.findings.say(
                &at(camp),
                found,
                "a capacity above the people who are there on the first day",
                "mend the capacity in the eighth column, or leave it empty",
            );
        }
    }
}

/// Series of camps without a count in the period: every day then repeats one count, or lies on a line between two far ones.
fn uncounted(files: &Files, world: &Displacement, layout: &str, desk: &mut Desk) {
    let lines = lines(files, layout);
    let within = |(day, _): &&(i64, f64)| (0..i64::from(world.days)).contains(day);
    for series in world
        .series
        .iter()
        .filter(|series| series.points.iter().find(within).is_none())
    {
        desk.findings.say(
            &lines.get(&series.name).cloned().unwrap_or_else(|| Place::top(layout)),
            format!(
                "the series {}, of whose {} counts none lies in the period",
                quoted(&series.name),
                series.points.len()
            ),
            "counts on days of the period",
            "check StartDate and Length in sim_period.csv and the dates of the series",
        );
    }
}
