//! Where one can go from a place, and how it is weighed.
//!
//! An option is a path without repeated places over open links, of at most as many places as people look ahead (markers
//! are passed without being counted) that ends in a place that is no marker. Its weight is
//! `[(w₀ + score(z)) / (s + L)^a × room(z)]^b`; all but the room, which changes with every arrival, is worked out once a day.

use crate::fixed_routes;
use crate::limited::{LimitedEnd, LimitedEnds};
use crate::network::{Network, Rules, power};
pub use crate::open_links::NO_LINK;
use crate::open_links::OpenLinks;
use crate::routes::Routes;
use crate::traits::Traits;
use core::ops::Range;

/// One option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Link to set out on; [`NO_LINK`]: none leads there, and whoever chooses this stays.
    pub link: u32,
    /// What is left of the route after the first place; 0: nothing.
    pub route: u32,
    /// Where the route ends.
    pub destination: u32,
    /// Length of the route. Unit: km.
    pub km: f64,
}

/// Options of every place.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    all: Vec<Choice>,
    /// First option of each place, and the number of options at the end.
    first: Vec<u32>,
    /// Where routes are made once a day: their ways, and the weight of each option before anybody's traits.
    ways: fixed_routes::Routes,
    made: Vec<f64>,
    /// Weights of today, where there is room everywhere; those of the first kind of people first.
    weights: Vec<f64>,
    /// The same, each added to those of its place before it.
    ends: Vec<f64>,
    /// Whether these weights hold while there is room.
    plain: Vec<bool>,
    /// Where options end that can fill.
    limited: LimitedEnds,
    routes: Routes,
    version: Option<u32>,
    open: OpenLinks,
}

impl Choices {
    /// No options yet; scores before the first day are taken where routes are made once a day.
    pub fn new(network: &Network) -> Choices {
        let scores = (0..network.places.len()).map(|place| network.score(place, 0));
        Choices {
            ways: fixed_routes::Routes::new(scores.collect()),
            ..Choices::default()
        }
    }

    /// Options of a place.
    #[inline]
    pub fn of(&self, place: usize) -> &[Choice] {
        &self.all[self.first[place] as usize..self.first[place + 1] as usize]
    }

    /// Whether anybody may have a planned route.
    pub fn has_routes(&self) -> bool {
        self.routes.are_any()
    }

    /// Weights of the options of a place for people of a kind today where there is room.
    #[inline]
    pub fn weights(&self, place: usize, kind: usize) -> &[f64] {
        &self.weights[self.range(place, kind)]
    }

    /// Where the options of a place stand among all, from the first to the last, and how far their weights for a kind are behind.
    pub fn position(&self, place: usize, kind: usize) -> ((u32, u32), usize) {
        ((self.first[place], self.first[place + 1]), kind * self.all.len())
    }

    /// Options that stand there, and their weights, each added to those of its place before it.
    #[inline]
    pub fn at(&self, (first, end): (u32, u32), before: usize) -> (&[Choice], &[f64]) {
        let range = first as usize..end as usize;
        (&self.all[range.clone()], &self.ends[before..][range])
    }

    /// Whether the options of a place and their weights for a kind hold all day, whoever comes and goes: none can fill.
    pub fn is_steady(&self, place: usize, kind: usize, rules: &Rules) -> bool {
        let made = rules.fixed_routes && !rules.documented;
        !made && self.is_plain(place, kind) && self.limited(place).is_empty()
    }

    #[inline]
    fn range(&self, place: usize, kind: usize) -> Range<usize> {
        let before = kind * self.all.len();
        before + self.first[place] as usize..before + self.first[place + 1] as usize
    }

    /// Whether [`Choices::weights`] hold where there is room: some option weighs something, and none is pruned.
    #[inline]
    pub fn is_plain(&self, place: usize, kind: usize) -> bool {
        self.plain[kind * self.places() + place]
    }

    /// Where options of a place end whose room matters.
    #[inline]
    pub fn limited(&self, place: usize) -> &[LimitedEnd] {
        self.limited.of(place)
    }

    /// Weights of the options of a place for people of a kind, `rooms` at their ends taken in, each added to those before it.
    pub fn with_room(
        &self,
        (place, kind): (usize, usize),
        rooms: impl Fn(&LimitedEnd) -> f64,
        rules: &Rules,
        out: &mut Vec<f64>,
    ) {
        out.clear();
        out.extend_from_slice(self.weights(place, kind));
        for end in self.limited(place) {
            let room = rooms(end);
            if room != 1.0 {
                let factor = power(room, rules.weight_power);
                for option in self.limited.options(end) {
                    out[*option as usize] *= factor;
                }
            }
        }
        in_sum(out, rules);
    }

    fn places(&self) -> usize {
        self.first.len() - 1
    }

    /// Where a route ends.
    #[inline]
    pub fn end_of_route(&self, route: u32) -> usize {
        self.routes.end(route)
    }

    /// Lays the options anew where the network has changed, and weighs them for the day; `alike` are factors of every place by
    /// kind, or none.
    pub fn prepare(&mut self, network: &Network, traits: &Traits, alike: &[f64], day: u32) {
        let places = network.places.len();
        let scores: Vec<f64> = (0..places).map(|z| network.score(z, day)).collect();
        let fixed = network.rules.fixed_routes && !network.rules.documented;
        if self.version != Some(network.version) {
            self.open.lay(network);
            self.routes.relink(&self.open);
        }
        if fixed {
            self.ways.lay(network, &scores);
            self.lay_fixed(network);
        } else if self.version != Some(network.version) {
            self.lay(network);
        }
        self.version = Some(network.version);
        self.limited.clear();
        for place in 0..places {
            let options = &self.all[self.first[place] as usize..self.first[place + 1] as usize];
            let looked_at = options.iter().filter(|_| !fixed);
            self.limited.lay(network, looked_at.map(|option| option.destination));
        }
        self.weights.clear();
        self.ends.clear();
        self.plain.clear();
        for (kind, who) in traits.kinds.iter().enumerate() {
            for place in 0..places {
                let mut sum = 0.0;
                for i in self.first[place] as usize..self.first[place + 1] as usize {
                    let (choice, end) = (&self.all[i], self.all[i].destination as usize);
                    let alike = alike.get(kind * places + end).copied().unwrap_or(1.0);
                    let score = network.score_for(place, end, scores[end], who, alike);
                    let weight = match fixed {
                        true => countable(self.made[i] * score),
                        false => countable(network.rules.weight(score, network.rules.softening + choice.km)),
                    };
                    sum += weight;
                    self.weights.push(weight);
                    self.ends.push(sum);
                }
                self.plain.push((network.rules.pruning < 1.001 || fixed) && sum > 0.0);
            }
        }
    }

    /// The next link of a route for somebody at a place, if one is open, where the route ends, and what is left of it then.
    #[inline]
    pub fn onward(&self, place: usize, route: u32) -> Option<(usize, usize, u32)> {
        self.routes.onward(place, route, &self.open)
    }

    /// The options of ways that were made for the day.
    fn lay_fixed(&mut self, network: &Network) {
        self.all.clear();
        self.first.clear();
        self.made.clear();
        for place in 0..network.places.len() {
            self.first.push(self.all.len() as u32);
            for i in 0..self.ways.of[place].len() {
                let route = self.ways.of[place][i].clone();
                self.made.push(route.weight);
                self.push(network, place, &route.places, 0.0);
            }
        }
        self.first.push(self.all.len() as u32);
    }

    /// An option by the places after the first.
    fn push(&mut self, network: &Network, place: usize, route: &[u32], km: f64) {
        let (Some(next), Some(end)) = (route.first(), route.last()) else {
            return;
        };
        let link = network
            .first_link(place, *next as usize)
            .map_or(NO_LINK, |link| link as u32);
        let left: Vec<u32> = route.iter().rev().copied().collect();
        let route = self.routes.number(&left, &self.open);
        self.all.push(Choice {
            link,
            route,
            destination: *end,
            km,
        });
    }

    /// Ways over major routes, whose length counts a quarter.
    fn lay_major(&mut self, network: &Network, place: usize) {
        let first = self.first[place] as usize;
        let ordinary: Vec<Vec<u32>> = self.all[first..]
            .iter()
            .map(|choice| {
                let next = network.links[choice.link as usize].to as u32;
                let rest = self.routes.left(choice.route).iter().rev();
                std::iter::once(next).chain(rest.copied()).collect()
            })
            .collect();
        for (route, km) in fixed_routes::major_ways(network, place, &ordinary) {
            let near = (network.rules.softening + km) / 4.0 - network.rules.softening;
            self.push(network, place, &route, near);
        }
    }

    fn lay(&mut self, network: &Network) {
        self.all.clear();
        self.first.clear();
        let mut path = Vec::new();
        for place in 0..network.places.len() {
            self.first.push(self.all.len() as u32);
            path.push(place as u32);
            self.follow(network, &mut path, None, 0.0, 0);
            path.pop();
            if network.rules.fixed_routes && !network.major_routes.is_empty() {
                self.lay_major(network, place);
            }
        }
        self.first.push(self.all.len() as u32);
    }

    /// Goes on from the end of `path`, `steps` counted places and `km` after its beginning.
    fn follow(&mut self, network: &Network, path: &mut Vec<u32>, first: Option<u32>, km: f64, steps: u32) {
        let here = path[path.len() - 1] as usize;
        for number in &network.leaving[here] {
            let link = &network.links[*number as usize];
            let marker = network.places[link.to].marker;
            let steps = steps + u32::from(!marker);
            if marker && network.rules.markers_block {
                continue;
            }
            if !link.open || steps > network.rules.awareness || path.contains(&(link.to as u32)) {
                continue;
            }
            path.push(link.to as u32);
            let start = match first {
                Some(start) => start,
                None => network
                    .first_link(path[0] as usize, link.to)
                    .unwrap_or(*number as usize) as u32,
            };
            let km = km + link.km;
            if !marker {
                let left: Vec<u32> = path[1..].iter().rev().copied().collect();
                let route = self.routes.number(&left, &self.open);
                self.all.push(Choice {
                    link: start,
                    route,
                    destination: link.to as u32,
                    km,
                });
            }
            self.follow(network, path, Some(start), km, steps);
            path.pop();
        }
    }
}

/// A weight that can be added to others: nothing instead of no number, and less than without end.
fn countable(weight: f64) -> f64 {
    if weight.is_nan() { 0.0 } else { weight.min(1e290) }
}

/// Weights at a moment: options too light for `pruning` are dropped; uniform where none weighs anything. Each is then added to those before it.
pub fn in_sum(weights: &mut [f64], rules: &Rules) {
    let fixed = rules.fixed_routes && !rules.documented;
    if rules.pruning >= 1.001 && !fixed {
        let least = weights.iter().fold(0.0, |a: f64, b| a.max(*b)) / rules.pruning;
        for weight in weights.iter_mut().filter(|weight| **weight < least) {
            *weight = 0.0;
        }
    }
    if weights.iter().all(|weight| *weight <= 0.0) {
        weights.fill(1.0);
    }
    let mut sum = 0.0;
    for end in weights {
        sum += *end;
        *end = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Place;

    /// A weight without end made the share of an option no number, and the draw by it never ended.
    #[test]
    fn weights_without_end_can_still_be_added() {
        let camp = || Place {
            camp: true,
            ..Place::default()
        };
        let rules = Rules {
            camp_weight: 1e200,
            weight_power: 10.0,
            foreign_weight: 0.0,
            conflict_weight: 1e9,
            ..Rules::default()
        };
        let mut network = Network::new(vec![Place::default(), camp(), camp(), Place::default()], rules);
        (network.places[3].country, network.places[3].intensity) = (1, 1e6);
        for to in 1..4 {
            network.link(0, to, 50.0);
        }
        let mut choices = Choices::new(&network);
        choices.prepare(&network, &Traits::default(), &[], 0);
        let mut weights = Vec::new();
        choices.with_room((0, 0), |_| 1.0, &network.rules, &mut weights);
        assert_eq!(weights, [1e290, 2e290, 2e290]);
    }

    /// From a threshold of 1.001 on, as in Flee.
    #[test]
    fn options_too_light_for_the_threshold_are_dropped() {
        let summed = |pruning| {
            let mut weights = [1.0, 0.5];
            let rules = Rules {
                pruning,
                ..Rules::default()
            };
            in_sum(&mut weights, &rules);
            weights
        };
        assert_eq!([1.0005, 1.5, 2.5].map(summed), [[1.0, 1.5], [1.0, 1.0], [1.0, 1.5]]);
    }
}
