//! What would take too long or not fit: said, not tried.

use super::{Context, Files, missing};
use amnok_displacement::happenings;
use amnok_displacement::network::at_level;
use amnok_displacement::newcomers::Schedule;
use amnok_displacement::spawning::{ByConflict, FloodMode};
use amnok_displacement::{Displacement, PlaceKind};
use jiff::ToSpan;
use jiff::civil::Date;

/// Most people in one run.
const MOST_PEOPLE: f64 = 1e9;
/// Most counts of camps over all days.
const MOST_COUNTS: u64 = 5_000_000;
/// Most paths that are looked at from all places together.
const MOST_PATHS: u32 = 1_000_000;
/// Most links that can be passed in a day.
const MOST_LINKS: f64 = 10_000.0;

fn say(file: &str, found: String, expected: String, mend: &str, context: &mut Context) {
    missing(file, &expected, &mut context.findings);
    if let Some(last) = context.findings_last() {
        last.found = found;
        last.mend = mend.into();
    }
}

/// A period that ends after the last date there is, or counts of too many camps on too many days.
pub(crate) fn period(files: &Files, start: Date, world: &Displacement, context: &mut Context) {
    let name = format!("{}sim_period.csv", files.input);
    if start.checked_add((i64::from(world.days) + 1).days()).is_err() {
        let found = format!("{} days from {start}", world.days);
        say(
            &name,
            found,
            "a period that ends before the year 10000".into(),
            "mend the date",
            context,
        );
    }
    let counts = world.camps().len() as u64 * u64::from(world.days);
    if counts > MOST_COUNTS {
        let found = format!("{} camps on {} days", world.camps().len(), world.days);
        say(
            &name,
            found,
            format!("at most {MOST_COUNTS} counts of camps"),
            "shorten the period",
            context,
        );
    }
}

/// Too many paths within the places that people look ahead, or too many links in a day.
pub(crate) fn paths(files: &Files, world: &Displacement, context: &mut Context) {
    let network = &world.network;
    let marker = |place: usize| {
        let becomes = |c: &happenings::Change| c.place == place && c.kind == PlaceKind::Marker;
        network.places[place].marker || world.changes.iter().any(becomes)
    };
    let markers: Vec<bool> = (0..network.places.len()).map(marker).collect();
    let mut left = MOST_PATHS;
    let mut path = Vec::new();
    for place in 0..network.places.len() {
        path.push(place);
        follow(world, &markers, &mut path, 0, &mut left);
        path.pop();
    }
    let name = format!("{}routes.csv", files.input);
    if left == 0 {
        let found = format!(
            "more than {MOST_PATHS} paths of {} places (markers not counted)",
            network.rules.awareness
        );
        say(
            &name,
            found,
            "a network that can be looked over".into(),
            "lower awareness_level, or thin out the routes",
            context,
        );
    }
    let fastest = network
        .links
        .iter()
        .map(|l| l.speed.unwrap_or(network.rules.speed))
        .fold(network.rules.walking, f64::max);
    let shortest = network.links.iter().map(|l| l.km).fold(f64::INFINITY, f64::min);
    if fastest / shortest > MOST_LINKS {
        let found = format!("a route of {shortest} km with {fastest} km a day");
        say(
            &name,
            found,
            format!("at most {MOST_LINKS} routes in a day"),
            "write longer routes, or a lower speed",
            context,
        );
    }
}

fn follow(world: &Displacement, markers: &[bool], path: &mut Vec<usize>, steps: u32, left: &mut u32) {
    let here = path[path.len() - 1];
    for link in &world.network.leaving[here] {
        let to = world.network.links[*link as usize].to;
        let steps = steps + u32::from(!markers[to]);
        if *left == 0 || steps > world.network.rules.awareness || path.contains(&to) {
            continue;
        }
        *left -= 1;
        path.push(to);
        follow(world, markers, path, steps, left);
        path.pop();
    }
}

/// More people than can be counted.
pub(crate) fn people(files: &Files, world: &Displacement, context: &mut Context) {
    let schedule = Schedule::new(world);
    let before = schedule.displaced_before(world);
    let idps: f64 = before.iter().map(|(_, n, _)| f64::from(*n)).sum::<f64>() + world.named.len() as f64;
    let first: f64 = schedule.first.iter().map(|n| f64::from(*n)).sum();
    let came = match world.spawning.by_conflict {
        Some(rule) => by_conflict(world, rule),
        None => (0..world.days).map(|day| f64::from(schedule.newcomers(day))).sum(),
    };
    let came = came + by_flood(world);
    let all = idps + first + came;
    if all > MOST_PEOPLE {
        let file = match (world.spawning.by_conflict, &files.validation, &files.settings) {
            (Some(_), _, Some(settings)) => settings.clone(),
            (None, Some(validation), _) if first + came > idps => format!("{validation}data_layout.csv"),
            _ => format!("{}locations.csv", files.input),
        };
        let found = format!("{all:.0} people in all");
        say(
            &file,
            found,
            format!("at most {MOST_PEOPLE:.0}"),
            "mend the counts, or set optimisations.hasten",
            context,
        );
    }
}

/// At most so many set out as the floods say, in the mean.
fn by_flood(world: &Displacement) -> f64 {
    let Some(rule) = &world.spawning.by_flood else {
        return 0.0;
    };
    let mut all = 0.0;
    for levels in &world.levels {
        let residents = world.network.places[levels.place].population as f64;
        let each = |day: u32| match (at_level(&rule.by_level, levels.on(day) as u32), rule.mode) {
            _ if levels.on(day) < 1.0 => 0.0,
            (share, FloodMode::OfPopulation) => share * residents,
            (rate, _) => rate,
        };
        all += (0..world.days).map(each).sum::<f64>();
    }
    all
}

/// At least so many set out as the conflicts say, in the mean.
fn by_conflict(world: &Displacement, rule: ByConflict) -> f64 {
    let mut network = world.network.clone();
    let mut all = 0.0;
    for day in 0..world.days {
        happenings::change(&world.changes, &world.conflicts, &mut network, day);
        all += network
            .places
            .iter()
            .filter(|p| p.intensity > 0.0)
            .fold(0.0, |sum, p| match rule {
                ByConflict::Constant(rate) | ByConflict::Poisson(rate) => sum + rate * p.intensity,
                ByConflict::OfPopulation(rate) => sum + rate * p.intensity * p.population as f64,
            });
    }
    all
}
