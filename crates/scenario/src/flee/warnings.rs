//! What is no error, but is seldom meant: places that nobody can reach, conflicts from which nobody sets out, camps that never open.

use super::sheet::lines;
use super::{Context, Files, compared, cut_off, misplaced, where_flee_stops};
use crate::diagnose::{Diagnostic, Diagnostics};
use crate::diagnose::{Findings, Place, quoted};
use amnok_displacement::happenings::Closed;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::spawning::ByConflict;
use amnok_displacement::{Displacement, PlaceKind};
use std::collections::BTreeSet;

/// All warnings of a folder without errors, by file and line; `so_far` are those that reading it has given.
pub(crate) fn find(files: &Files, world: &Displacement, so_far: Findings) -> Vec<Diagnostic> {
    let mut context = Context {
        findings: so_far,
        ..Context::default()
    };
    let places = places(files, world);
    let at = |place: usize| places[place].clone();
    match world.network.links.is_empty() && places.len() > 1 {
        true => without_routes(files, &mut context),
        false => unreachable(world, at, &mut context),
    }
    without_residents(world, at, &mut context);
    camps(world, at, &mut context);
    displaced(world, at, &mut context);
    misplaced::find(world, super::places::latitude_first(files), at, &mut context);
    cut_off::find(files, world, &fled_from(world), &mut context);
    compared::find(files, world, &mut context);
    where_flee_stops::find(files, world, &mut context);
    context.findings.finish().map_or(Vec::new(), |Diagnostics(list)| list)
}

/// Where each place stands in locations.csv.
pub(super) fn places(files: &Files, world: &Displacement) -> Vec<Place> {
    let locations = format!("{}locations.csv", files.input);
    let lines = lines(files, &locations);
    let of = |name: &String| lines.get(name).cloned().unwrap_or_else(|| Place::top(&locations));
    world.network.places.iter().map(|place| of(&place.name)).collect()
}

/// Whether people set out from a place on any day: there is a conflict, or a flood that they flee from.
fn fled_from(world: &Displacement) -> Vec<bool> {
    let mut found = fought_over(world);
    if world.spawning.by_flood.is_some() {
        for levels in &world.levels {
            found[levels.place] |= levels.by_day.iter().any(|level| *level >= 1.0);
        }
    }
    found
}

/// Whether there is a conflict on any day, by place.
fn fought_over(world: &Displacement) -> Vec<bool> {
    let mut found: Vec<bool> = world.network.places.iter().map(|place| place.intensity > 0.0).collect();
    for conflict in world.conflicts.iter().filter(|c| c.intensity.iter().any(|i| *i > 1e-6)) {
        found[conflict.place] = true;
    }
    for change in world.changes.iter().filter(|change| change.kind == PlaceKind::Conflict) {
        found[change.place] = true;
    }
    found
}

/// Closures that hold on every day: from day 0 to after the last. What is to open on day 0 opens at once.
fn lasting(world: &Displacement) -> impl Iterator<Item = Closed> {
    let days = i64::from(world.days);
    let all = world.closures.iter();
    all.filter(move |c| c.start == 0 && (c.end < 0 || c.end >= days))
        .map(|c| c.what)
}

/// Links that are open on some day.
fn ever_open(world: &Displacement) -> Vec<bool> {
    let pair = |a: usize, b: usize| (a.min(b), a.max(b));
    let (mut countries, mut places, mut links) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for what in lasting(world) {
        match what {
            Closed::Countries(a, b) => drop(countries.insert(pair(a, b))),
            Closed::Place(place) => drop(places.insert(place)),
            Closed::Link(a, b) => drop(links.insert(pair(a, b))),
            Closed::Camp(..) => {}
        }
    }
    let country = |place: usize| world.network.places[place].country;
    let open = |from: usize, to: usize| {
        let ends = [from, to];
        !(countries.contains(&pair(country(from), country(to)))
            || ends.iter().any(|place| places.contains(place))
            || links.contains(&pair(from, to)))
    };
    world
        .network
        .links
        .iter()
        .map(|link| open(link.from, link.to))
        .collect()
}

/// Places to which links lead from any place that people flee from.
fn reached(world: &Displacement, usable: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut reached = fled_from(world);
    let mut next: Vec<usize> = (0..reached.len()).filter(|place| reached[*place]).collect();
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

/// Said once, not of every place.
fn without_routes(files: &Files, context: &mut Context) {
    context.findings.say(
        &Place::top(&format!("{}routes.csv", files.input)),
        "no route: nobody can go anywhere",
        "a row `name1,name2,distance` for each route",
        "write the routes below the names of the columns",
    );
}

fn unreachable(world: &Displacement, at: impl Fn(usize) -> Place, context: &mut Context) {
    let open = ever_open(world);
    let (by_any, by_open) = (reached(world, |_| true), reached(world, |link| open[link]));
    if !by_any.contains(&true) {
        return;
    }
    let schedule = Schedule::new(world);
    for (place, here) in world.network.places.iter().enumerate() {
        let kind = if here.camp { "camp" } else { "place" };
        let name = quoted(&here.name);
        let registered = (0..world.days).filter_map(|day| schedule.registered(place, day)).max();
        let registered = registered.filter(|people| *people > 0).map_or(String::new(), |people| {
            format!(": it stays as it is on the first day, where up to {people} people are registered")
        });
        if !by_any[place] {
            context.findings.say(
                &at(place),
                format!("the {kind} {name}, to which no route leads from any place that people flee from{registered}"),
                "a way to every place",
                "add its routes to routes.csv, or take the place out",
            );
        } else if !by_open[place] {
            context.findings.say(
                &at(place),
                format!("the {kind} {name}, to which only routes lead that are closed on every day{registered}"),
                "a way that is open on some day",
                "see the closures that begin on day 0 in closures.csv",
            );
        }
    }
}

fn without_residents(world: &Displacement, at: impl Fn(usize) -> Place, context: &mut Context) {
    let whoever_lives_there = matches!(
        world.spawning.by_conflict,
        Some(ByConflict::Constant(_) | ByConflict::Poisson(_))
    );
    if whoever_lives_there || world.only_floods() {
        return;
    }
    let fought_over = fought_over(world);
    for (place, here) in world.network.places.iter().enumerate() {
        if here.population == 0 && !here.camp && fought_over[place] {
            context.findings.say(
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

fn camps(world: &Displacement, at: impl Fn(usize) -> Place, context: &mut Context) {
    let schedule = Schedule::new(world);
    let closed = lasting(world).filter_map(|what| match what {
        Closed::Camp(place, _) => Some(place),
        _ => None,
    });
    let closed: BTreeSet<usize> = closed.collect();
    for camp in world.camps() {
        let here = &world.network.places[camp];
        let name = quoted(&here.name);
        if closed.contains(&camp) {
            context.findings.say(
                &at(camp),
                format!("the camp {name}, which is closed on every day"),
                "a camp that is open on some day",
                "see its closure in closures.csv",
            );
        }
        if here.capacity >= 1 && schedule.limit(world, camp, 0).is_none() {
            let (first, most) = (
                schedule.registered(camp, 0),
                (0..world.days).filter_map(|day| schedule.registered(camp, day)).max(),
            );
            let found = format!(
                "the camp {name} with room for {} people, used up by the {} who are there on the first day: Flee then knows no limit (up to {} are registered)",
                here.capacity,
                first.unwrap_or(0),
                most.unwrap_or(0)
            );
            context.findings.say(
                &at(camp),
                found,
                "a capacity above the people who are there on the first day",
                "mend the capacity in the eighth column, or leave it empty",
            );
        }
    }
}

/// People named in `initial_idps` who are put nowhere: said at the first such place, with how many there are.
fn displaced(world: &Displacement, at: impl Fn(usize) -> Place, context: &mut Context) {
    let put: BTreeSet<usize> = Schedule::new(world)
        .displaced_before(world)
        .iter()
        .map(|(place, ..)| *place)
        .collect();
    let named = world.initial_idps.iter().enumerate().filter(|(_, people)| **people > 0);
    let lost: Vec<(usize, u32)> = named
        .map(|(place, people)| (place, *people))
        .filter(|(place, _)| !put.contains(place))
        .collect();
    let Some((first, _)) = lost.first() else { return };
    let people: u64 = lost.iter().map(|(_, people)| u64::from(*people)).sum();
    context.findings.say(
        &at(*first),
        format!(
            "{people} people in initial_idps at {} places, as {}, who are put nowhere: Flee puts them into camps only",
            lost.len(),
            quoted(&world.network.places[*first].name)
        ),
        "people displaced before in camps, or the documented rules, which put them where they are named",
        "make these places camps, or ask for `rules: documented`",
    );
}
