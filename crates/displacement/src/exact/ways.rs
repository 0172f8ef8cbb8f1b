//! How far people have come today, as far as it makes a difference.
//!
//! Another link may be begun while less than a day's way is done. So two people who arrive at a place are alike if every
//! further walk from there would end their day at the same link: if no `speed − length of a walk` lies between the ways
//! that they have come. Between two such bounds all ways are one class, and many ways of adding up links are one state.

use crate::network::Network;
use crate::state::State;
use rustc_hash::FxHashSet;

/// More classes than this are not told apart from the ways themselves.
const MOST: usize = 50_000;
/// Bounds closer than this are one. Unit: km.
const SAME: f64 = 1e-6;

/// Classes of ways at every place, numbered in an order in which people pass through them.
#[derive(Clone, Debug, Default)]
pub struct DistanceClasses {
    /// Bounds at each place, ascending. Unit: km.
    bounds: Vec<Vec<f64>>,
    /// Numbers of the classes of each place, from the shortest ways to the longest.
    numbers: Vec<Vec<u32>>,
    /// A place and a way in the middle of each class. Unit: km.
    middles: Vec<(u32, f64)>,
    /// Class after each link that leaves the place of a class, driven at once; those of a class begin at `first`.
    after: Vec<u32>,
    first: Vec<u32>,
    /// Number of each link among those that leave its place.
    position: Vec<u32>,
}

impl DistanceClasses {
    /// Classes of a network, whichever links are open; none where short stints are avoided, since every km counts there, and
    /// where there are too many.
    pub fn new(network: &Network) -> DistanceClasses {
        let speeds = speeds(network);
        let fastest = speeds.iter().copied().fold(0.0, f64::max);
        let walks = match walks(network, fastest) {
            Some(walks) if !network.rules.avoid_short_stints => walks,
            _ => return DistanceClasses::default(),
        };
        let mut ways = DistanceClasses::default();
        let mut classes = Vec::new();
        for (place, walks) in walks.iter().enumerate() {
            let all = speeds.iter().flat_map(|speed| walks.iter().map(move |km| speed - km));
            let mut bounds: Vec<f64> = all.filter(|bound| *bound > 0.0).collect();
            bounds.sort_unstable_by(f64::total_cmp);
            bounds.dedup_by(|a, b| (*a - *b).abs() < SAME);
            for class in 0..=bounds.len() {
                let low = if class == 0 { 0.0 } else { bounds[class - 1] };
                let high = bounds.get(class).copied().unwrap_or(fastest);
                classes.push((high, place as u32, (low + high) / 2.0));
            }
            ways.numbers.push(vec![0; bounds.len() + 1]);
            ways.bounds.push(bounds);
        }
        // One link further the upper bound of a class is higher.
        classes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        let mut met = vec![0; ways.bounds.len()];
        for (number, (_, place, middle)) in classes.into_iter().enumerate() {
            ways.numbers[place as usize][met[place as usize]] = number as u32;
            met[place as usize] += 1;
            ways.middles.push((place, middle));
        }
        ways.lay(network);
        ways
    }

    fn lay(&mut self, network: &Network) {
        self.position = vec![0; network.links.len()];
        for link in network.leaving.iter().flat_map(|leaving| leaving.iter().enumerate()) {
            self.position[*link.1 as usize] = link.0 as u32;
        }
        for class in 0..self.len() {
            let (place, km) = self.middle(class);
            self.first.push(self.after.len() as u32);
            for link in &network.leaving[place as usize] {
                let link = &network.links[*link as usize];
                let after = self.class_at(link.to, km + link.km);
                self.after.push(after.unwrap_or_default() as u32);
            }
        }
    }

    /// The class of those of a class who have driven one more link, if they may go on.
    #[inline]
    pub fn after(&self, class: usize, link: usize) -> usize {
        self.after[(self.first[class] + self.position[link]) as usize] as usize
    }

    /// Number of classes.
    pub fn len(&self) -> usize {
        self.middles.len()
    }

    /// Whether ways are told apart by every km.
    pub fn is_empty(&self) -> bool {
        self.middles.is_empty()
    }

    /// The class of somebody who has come `km` today and is at a place without a planned route.
    #[inline]
    pub fn class(&self, state: State, km: f64) -> Option<usize> {
        match state.route {
            0 => self.class_at(state.at as usize, km),
            _ => None,
        }
    }

    fn class_at(&self, place: usize, km: f64) -> Option<usize> {
        let class = self.bounds.get(place)?.partition_point(|bound| *bound <= km);
        Some(self.numbers[place][class] as usize)
    }

    /// Where those of a class are, and a way of theirs. Unit: km.
    #[inline]
    pub fn middle(&self, class: usize) -> (u32, f64) {
        self.middles[class]
    }
}

/// Speeds at which anybody may go. Unit: km per day.
fn speeds(network: &Network) -> Vec<f64> {
    let rules = &network.rules;
    let mut speeds = vec![rules.speed];
    speeds.extend(network.links.iter().filter_map(|link| link.speed));
    if rules.start_on_foot || network.links.iter().any(|link| link.walk_chance > 0.0) {
        speeds.push(rules.walking);
    }
    speeds.sort_unstable_by(f64::total_cmp);
    speeds.dedup();
    speeds
}

/// Lengths of all walks of less than a day from each place, in any order; nothing if there are too many.
fn walks(network: &Network, fastest: f64) -> Option<Vec<Vec<f64>>> {
    let mut found = vec![Vec::new(); network.places.len()];
    let mut seen = FxHashSet::default();
    let mut new: Vec<(usize, f64)> = (0..network.places.len()).map(|place| (place, 0.0)).collect();
    let mut arriving = vec![Vec::new(); network.places.len()];
    for link in &network.links {
        arriving[link.to].push((link.from, link.km));
    }
    while let Some((place, km)) = new.pop() {
        for (from, length) in &arriving[place] {
            let km = km + length;
            if km < fastest && seen.insert((*from, (km / SAME) as u64)) {
                found[*from].push(km);
                new.push((*from, km));
            }
        }
        if seen.len() > MOST {
            return None;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};

    fn network(links: &[(usize, usize, f64)], rules: Rules) -> Network {
        let mut network = Network::new(vec![Place::default(); 6], rules);
        for (a, b, km) in links {
            network.link(*a, *b, *km);
            network.link(*b, *a, *km);
        }
        network
    }

    /// Where somebody's day ends on every walk from a place, in order.
    fn ends(network: &Network, place: usize, km: f64, seen: &mut Vec<bool>) {
        for link in &network.leaving[place] {
            let link = &network.links[*link as usize];
            if link.km < network.rules.speed {
                let goes_on = km + link.km < network.rules.speed;
                seen.push(goes_on);
                if goes_on {
                    ends(network, link.to, km + link.km, seen);
                }
            }
        }
    }

    /// Two ways are of one class if and only if every walk ends the day at the same link.
    #[test]
    fn a_class_is_those_whose_days_end_alike() {
        let links = [
            (0, 1, 70.0),
            (1, 2, 110.0),
            (2, 3, 95.0),
            (3, 0, 140.0),
            (1, 4, 330.0),
            (4, 5, 500.0),
        ];
        let network = network(&links, Rules::default());
        let ways = DistanceClasses::new(&network);
        assert!(ways.len() < 200, "{}", ways.len());
        let mut compared = [0; 2];
        for at in 0..6 {
            let state = State { at, ..State::default() };
            let all: Vec<(Option<usize>, Vec<bool>)> = (0..180)
                .map(|i| {
                    let km = f64::from(i) * 2.0 + 0.5;
                    let mut seen = Vec::new();
                    ends(&network, at as usize, km, &mut seen);
                    (ways.class(state, km), seen)
                })
                .collect();
            for (class, seen) in &all {
                for (other, also) in &all {
                    assert_eq!(class == other, seen == also, "place {at}");
                    compared[usize::from(class == other)] += 1;
                }
            }
        }
        assert!(compared.iter().all(|n| *n > 1000), "{compared:?}");
    }

    #[test]
    fn classes_are_numbered_in_the_order_in_which_people_pass_through_them() {
        let links = [
            (0, 1, 70.0),
            (1, 2, 110.0),
            (2, 3, 95.0),
            (3, 4, 12.5),
            (4, 5, 41.0),
            (5, 0, 33.0),
        ];
        let network = network(&links, Rules::default());
        let ways = DistanceClasses::new(&network);
        for class in 0..ways.len() {
            let (place, km) = ways.middle(class);
            assert_eq!(
                ways.class_at(place as usize, km),
                Some(class),
                "the middle lies in its class"
            );
            for number in &network.leaving[place as usize] {
                let link = &network.links[*number as usize];
                if km + link.km < network.rules.speed {
                    let after = ways.class_at(link.to, km + link.km);
                    assert_eq!(after, Some(ways.after(class, *number as usize)));
                    assert!(after > Some(class));
                }
            }
        }
    }

    #[test]
    fn where_every_km_counts_there_are_no_classes() {
        let rules = Rules {
            avoid_short_stints: true,
            ..Rules::default()
        };
        assert!(DistanceClasses::new(&network(&[(0, 1, 70.0)], rules)).is_empty());
        let links: Vec<_> = (1..6)
            .map(|to| (0, to, 0.37 + f64::from(to as u32).sqrt() / 7.0))
            .collect();
        assert!(
            DistanceClasses::new(&network(&links, Rules::default())).is_empty(),
            "too many walks"
        );
    }
}
