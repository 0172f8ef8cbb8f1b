//! What happens to places and links from outside: conflicts, closures, changes of kind.

use crate::followed::Census;
use crate::ground::{Ground, Travellers};
use crate::kind::PlaceKind;
use crate::network::Network;

/// The intensity of a conflict in a place, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Where.
    pub place: usize,
    /// Intensity by day; above 10⁻⁶: active.
    pub intensity: Vec<f64>,
}

/// What a closure closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// All links between two countries.
    Countries(usize, usize),
    /// All links to and from a place.
    Place(usize),
    /// The links between two places.
    Link(usize, usize),
    /// A camp: it is a town while it is closed.
    Camp(usize, PlaceKind),
}

/// A closure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closure {
    /// What.
    pub what: Closed,
    /// Day on which it closes; no such day: never.
    pub start: i64,
    /// Day on which it opens again; no such day: never.
    pub end: i64,
}

/// A place that becomes something else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub place: usize,
    /// What it becomes.
    pub kind: PlaceKind,
    /// Intensity of the conflict, where it becomes a place of conflict.
    pub intensity: f64,
    /// When.
    pub day: u32,
}

const ACTIVE: f64 = 1e-6;

/// Places that become something else today, conflicts that begin and end. A change of intensity while a conflict is
/// active is not taken note of, and a place that is in conflict from the beginning stays so until its column ends it. Returns
/// whether a conflict began or ended.
pub fn change(changes: &[Change], conflicts: &[Conflict], network: &mut Network, day: u32) -> bool {
    let mut changed = false;
    for change in changes.iter().filter(|change| change.day == day) {
        let rules = network.rules.clone();
        let place = &mut network.places[change.place];
        if change.kind == PlaceKind::Conflict {
            (place.own_intensity, place.since) = (change.intensity, day);
        }
        change.kind.shape(place, &rules);
        network.version += 1;
    }
    for conflict in conflicts {
        let at = |day: u32| conflict.intensity.get(day as usize).copied().unwrap_or(0.0);
        let now = at(day) > ACTIVE;
        let before = day > 0 && at(day - 1) > ACTIVE;
        let place = &mut network.places[conflict.place];
        changed |= now != before;
        if now && !before {
            place.move_chance = network.rules.conflict_move_chance;
            place.intensity = at(day);
            place.town = false;
            place.since = day;
        } else if before && !now {
            place.move_chance = network.rules.default_move_chance;
            place.intensity = 0.0;
            place.town = true;
        }
    }
    changed
}

/// Closures and openings of the day, in the order of the file.
pub fn close(closures: &[Closure], ground: &mut Ground, crowd: &mut impl Travellers, day: u32) {
    for closure in closures {
        for (when, open) in [(closure.start, false), (closure.end, true)] {
            if when != i64::from(day) {
                continue;
            }
            if let Closed::Camp(place, kind) = closure.what {
                let kind = if open { kind } else { PlaceKind::Town };
                let rules = ground.network.rules.clone();
                kind.shape(&mut ground.network.places[place], &rules);
                ground.network.version += 1;
                continue;
            }
            for link in 0..ground.network.links.len() {
                if concerns(&ground.network, closure.what, link) && ground.network.set_open(link, open) && !open {
                    crowd.cut(ground, link);
                }
            }
        }
    }
}

/// Which links are open in the evening of each day, day by day.
pub fn open_links(network: &Network, closures: &[Closure], days: u32) -> Vec<Vec<bool>> {
    let mut ground = Ground::new(network.clone());
    let day = |day: u32| {
        close(closures, &mut ground, &mut Census::default(), day);
        ground.network.links.iter().map(|link| link.open).collect()
    };
    (0..days).map(day).collect()
}

/// Whether a closure closes a link.
pub fn concerns(network: &Network, what: Closed, link: usize) -> bool {
    let link = &network.links[link];
    let ends = (link.from, link.to);
    let countries = (network.places[ends.0].country, network.places[ends.1].country);
    match what {
        Closed::Countries(a, b) => countries == (a, b) || countries == (b, a),
        Closed::Place(p) => ends.0 == p || ends.1 == p,
        Closed::Link(a, b) => ends == (a, b) || ends == (b, a),
        Closed::Camp(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A conflict is one from a millionth on, however small, and not below.
    #[test]
    fn a_conflict_begins_and_ends_at_a_millionth() {
        let conflict = Conflict {
            place: 0,
            intensity: vec![0.9e-6, 1.1e-6, 5e-4, 0.9e-6],
        };
        let mut network = Network::new(vec![crate::network::Place::default()], crate::network::Rules::default());
        let found = [0, 1, 2, 3].map(|day| {
            let changed = change(&[], std::slice::from_ref(&conflict), &mut network, day);
            (changed, network.places[0].intensity)
        });
        let begun = 1.1e-6;
        assert_eq!(found, [(false, 0.0), (true, begun), (false, begun), (true, 0.0)]);
    }
}
