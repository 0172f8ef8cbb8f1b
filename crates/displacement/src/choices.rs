//! Where one can go from a place, and how it is weighed.
//!
//! An option is a path without repeated places over open links, of at most as many places as people look ahead (markers
//! are passed without being counted) that ends in a place that is no marker. Its weight is
//! `[(w₀ + score(z)) / (s + L)^a × room(z)]^b`; all but the room, which changes with every arrival, is worked out once a day.

use crate::network::Network;
use rustc_hash::FxHashMap;

/// One option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Link to set out on.
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
    /// Weights of today, where there is room everywhere, and their sums by place.
    weights: Vec<f64>,
    sums: Vec<f64>,
    /// Whether room at the ends of a place's options never matters.
    roomy: Vec<bool>,
    routes: Vec<Vec<u32>>,
    numbers: FxHashMap<Vec<u32>, u32>,
    version: Option<u32>,
}

impl Choices {
    /// Options of a place.
    #[inline]
    pub fn of(&self, place: usize) -> &[Choice] {
        &self.all[self.first[place] as usize..self.first[place + 1] as usize]
    }

    /// Whether anybody may have a planned route.
    pub fn has_routes(&self) -> bool {
        self.routes.len() > 1
    }

    /// Weights of the options of a place today where there is room, and their sum.
    #[inline]
    pub fn weights(&self, place: usize) -> (&[f64], f64) {
        let range = self.first[place] as usize..self.first[place + 1] as usize;
        (&self.weights[range], self.sums[place])
    }

    /// Whether [`Choices::weights`] hold whatever the room: no option ends at a place with a limit, and none is pruned.
    #[inline]
    pub fn is_roomy(&self, place: usize) -> bool {
        self.roomy[place]
    }

    /// What a route's number stands for: places, the next one last.
    #[inline]
    pub fn route(&self, route: u32) -> &[u32] {
        &self.routes[route as usize]
    }

    /// The number of a route: places, the next one last.
    pub fn number(&mut self, route: &[u32]) -> u32 {
        if self.routes.is_empty() {
            self.routes.push(Vec::new());
            self.numbers.insert(Vec::new(), 0);
        }
        if let Some(number) = self.numbers.get(route) {
            return *number;
        }
        let number = self.routes.len() as u32;
        self.routes.push(route.to_vec());
        self.numbers.insert(route.to_vec(), number);
        number
    }

    /// Lays the options anew where the network has changed, and weighs them for the day.
    pub fn prepare(&mut self, network: &Network, day: u32) {
        if self.version != Some(network.version) {
            self.lay(network);
            self.version = Some(network.version);
        }
        let scores: Vec<f64> = (0..network.places.len()).map(|z| network.score(z, day)).collect();
        self.weights.clear();
        self.sums.clear();
        self.roomy.clear();
        for place in 0..network.places.len() {
            let (mut sum, mut limited) = (0.0, network.rules.pruning >= 1.001);
            for choice in &self.all[self.first[place] as usize..self.first[place + 1] as usize] {
                let weight = weigh(network, place, choice, scores[choice.destination as usize]);
                self.weights.push(weight);
                sum += weight;
                limited |= network.limit(choice.destination as usize).is_some();
            }
            self.sums.push(sum);
            self.roomy.push(!limited && sum > 0.0);
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
            if !link.open || steps > network.rules.awareness || path.contains(&(link.to as u32)) {
                continue;
            }
            path.push(link.to as u32);
            let start = match first {
                Some(start) => start,
                None => first_link(network, path[0] as usize, link.to).unwrap_or(*number as usize) as u32,
            };
            let km = km + link.km;
            if !marker {
                let rest: Vec<u32> = path[2..].iter().rev().copied().collect();
                let route = self.number(&rest);
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

/// Weight of an option of a place whose end has that score: `[(w₀ + score) / (s + L)^a]^b`.
fn weigh(network: &Network, place: usize, choice: &Choice, mut score: f64) -> f64 {
    let rules = &network.rules;
    if let Some(power) = rules.home_power {
        let apart = network.great_circle(place, choice.destination as usize).max(1.0);
        score *= libm::pow(1.0 / apart, power);
    }
    let far = power(rules.softening + choice.km, rules.distance_power);
    countable(power((rules.weight_softening + score) / far, rules.weight_power))
}

/// `x` to the power of `exponent`, without a function where it is 1.
#[inline]
pub fn power(x: f64, exponent: f64) -> f64 {
    if exponent == 1.0 { x } else { libm::pow(x, exponent) }
}

/// The first open link from one place to another.
pub fn first_link(network: &Network, from: usize, to: usize) -> Option<usize> {
    network.leaving[from]
        .iter()
        .map(|link| *link as usize)
        .find(|link| network.links[*link].open && network.links[*link].to == to)
}

/// Weights of options with the room at their ends taken in, options too light for `pruning` dropped; uniform
/// where none weighs anything. Returns their sum.
pub fn with_room(
    options: &[Choice],
    weights: &[f64],
    rooms: impl Fn(usize) -> f64,
    rules: &crate::network::Rules,
    out: &mut Vec<f64>,
) -> f64 {
    out.clear();
    let mut sum = 0.0;
    for (choice, weight) in options.iter().zip(weights) {
        let room = rooms(choice.destination as usize);
        let factor = if room == 1.0 {
            1.0
        } else {
            power(room, rules.weight_power)
        };
        out.push(weight * factor);
        sum += weight * factor;
    }
    if rules.pruning >= 1.001 {
        let least = out.iter().fold(0.0, |a: f64, b| a.max(*b)) / rules.pruning;
        sum = 0.0;
        for weight in out.iter_mut() {
            if *weight < least {
                *weight = 0.0;
            }
            sum += *weight;
        }
    }
    if sum <= 0.0 {
        out.fill(1.0);
        sum = out.len() as f64;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};

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
        let mut choices = Choices::default();
        choices.prepare(&network, 0);
        let mut weights = Vec::new();
        let sum = with_room(
            choices.of(0),
            choices.weights(0).0,
            |_| 1.0,
            &network.rules,
            &mut weights,
        );
        assert_eq!((weights, sum), (vec![1e290, 1e290, 0.0], 2e290));
    }
}
