//! Coordinates that cannot be meant: latitude and longitude the wrong way round, routes shorter than the straight line between
//! their ends. The rules go by the lengths of routes alone; but those are mostly measured between coordinates.

use super::Context;
use super::places::{longitude_first, position};
use crate::diagnose::{Place, quoted};
use amnok_displacement::Displacement;
use amnok_displacement::network::{self, Link};

/// Mean radius of the earth. Unit: km.
const EARTH: f64 = 6_371.0;
/// Whoever is nearer to the middle of all places than this is not asked whether coordinates are the wrong way round. Unit: km.
const FAR: f64 = 1_000.0;
/// They are if the other way round is nearer to the middle by this factor.
const NEARER: f64 = 4.0;
/// A route may be shorter than the straight line by this factor and this length, since a region is marked by one of its towns. Unit
/// of the length: km.
const ROUGH: (f64, f64) = (1.5, 50.0);
/// Fewer places have no middle.
const FEWEST: usize = 5;

/// Latitude and longitude. Unit: degrees.
type Position = (f64, f64);

/// Warns of both, at the places in locations.csv.
pub(super) fn find(world: &Displacement, latitude_first: bool, at: impl Fn(usize) -> Place, context: &mut Context) {
    let positions = positions(&world.network.places, latitude_first);
    let turned = turned(&positions);
    for (place, as_is, other) in &turned {
        wrong_way_round(world, (*place, *as_is, *other), &at, context);
    }
    let trusted = |place: usize| positions[place].filter(|_| turned.iter().all(|(other, ..)| *other != place));
    too_short(world, trusted, at, context);
}

/// Places whose latitude and longitude cannot be meant the way round that they are.
pub(super) fn exchanged(places: &[network::Place], latitude_first: bool) -> Vec<usize> {
    let turned = turned(&positions(places, latitude_first));
    turned.into_iter().map(|(place, ..)| place).collect()
}

fn positions(places: &[network::Place], latitude_first: bool) -> Vec<Option<Position>> {
    let swapped = longitude_first(places, latitude_first);
    places.iter().map(|place| position(place, swapped)).collect()
}

/// Places that lie far from the middle of all, and much nearer with latitude and longitude exchanged: each with both distances. Unit: km.
fn turned(positions: &[Option<Position>]) -> Vec<(usize, f64, f64)> {
    let known: Vec<Position> = positions.iter().flatten().copied().collect();
    if known.len() < FEWEST {
        return Vec::new();
    }
    let middle = (median(known.iter().map(|p| p.0)), median(known.iter().map(|p| p.1)));
    let of = |(place, at): (usize, &Option<Position>)| {
        let (latitude, longitude) = (*at)?;
        let (as_is, other) = (
            apart(middle, (latitude, longitude)),
            apart(middle, (longitude, latitude)),
        );
        (longitude.abs() <= 90.0 && as_is > FAR && other * NEARER < as_is).then_some((place, as_is, other))
    };
    positions.iter().enumerate().filter_map(of).collect()
}

fn wrong_way_round(
    world: &Displacement,
    (place, as_is, other): (usize, f64, f64),
    at: impl Fn(usize) -> Place,
    context: &mut Context,
) {
    let leaving = world.network.leaving[place].iter();
    let shortest = leaving
        .map(|link| world.network.links[*link as usize].km)
        .min_by(f64::total_cmp);
    let route = shortest.map_or(String::new(), |km| format!("; its shortest route is {km:.0} km long"));
    context.findings.say(
        &at(place),
        format!(
            "coordinates of {} that lie {as_is:.0} km from the middle of all places, and {other:.0} km the other way round{route}",
            quoted(&world.network.places[place].name)
        ),
        "latitude and longitude in the same order for every place",
        "exchange them, and measure again the routes that were measured with them",
    );
}

/// Said once, of the route that lacks most, with how many there are.
fn too_short(
    world: &Displacement,
    position: impl Fn(usize) -> Option<Position>,
    at: impl Fn(usize) -> Place,
    context: &mut Context,
) {
    let links = world.network.links.iter().filter(|link| link.from < link.to);
    let all = links.filter_map(|link| {
        let straight = apart(position(link.from)?, position(link.to)?);
        (straight > ROUGH.0 * link.km + ROUGH.1).then_some((straight, link))
    });
    let all: Vec<_> = all.collect();
    let lacking = |(straight, link): &(f64, &Link)| straight - link.km;
    let Some((straight, link)) = all.iter().max_by(|a, b| lacking(a).total_cmp(&lacking(b))) else {
        return;
    };
    let name = |place: usize| quoted(&world.network.places[place].name);
    let others = match all.len() {
        1 => String::new(),
        n => format!(", and {} more such routes", n - 1),
    };
    context.findings.say(
        &at(link.from),
        format!(
            "a route of {:.0} km from {} to {}, which lie {straight:.0} km apart by their coordinates{others}",
            link.km,
            name(link.from),
            name(link.to)
        ),
        "routes not shorter than the straight line between their ends",
        "mend the coordinates, on which maps rest, or the length in routes.csv, on which people's days do",
    );
}

/// The number in the middle of at least one, the upper of two.
fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = numbers.collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// The great circle between two positions. Unit: km.
fn apart(a: Position, b: Position) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let chord = half(a.0, b.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(a.1, b.1);
    2.0 * EARTH * chord.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter of a meridian, and one degree of the equator.
    #[test]
    fn great_circles_have_their_lengths() {
        assert!((apart((0.0, 0.0), (90.0, 40.0)) - EARTH * core::f64::consts::FRAC_PI_2).abs() < 1e-6);
        assert!((apart((0.0, 10.0), (0.0, 11.0)) - EARTH.to_radians()).abs() < 1e-6);
    }

    /// Places around 9° N, 40° E, one of them the other way round; one far away, which no exchange brings nearer; one without coordinates.
    #[test]
    fn who_lies_nearer_the_other_way_round_is_told() {
        let mut all: Vec<Option<Position>> = (0..6).map(|i| Some((9.0 + f64::from(i) / 4.0, 40.0))).collect();
        all.extend([Some((39.2, 8.9)), Some((-30.0, -60.0)), None]);
        let found: Vec<usize> = turned(&all).iter().map(|(place, ..)| *place).collect();
        assert_eq!(found, [6]);
        assert!(turned(&all[3..7]).is_empty(), "too few to have a middle");
    }

    /// 750 and 1,300 km the wrong way round: only the second is far. Halving how far turned no test red.
    #[test]
    fn who_is_not_far_from_the_middle_is_not_asked() {
        let one = |middle: Position| {
            let mut all = vec![Some(middle); 6];
            all.push(Some((middle.1, middle.0)));
            turned(&all).len()
        };
        assert_eq!((one((20.0, 25.0)), one((16.0, 25.0))), (0, 1));
    }
}
