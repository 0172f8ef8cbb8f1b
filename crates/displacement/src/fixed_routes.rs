//! Routes that are made once a day for each place, not by everybody anew, and roads that lead far.
//!
//! As Flee runs: of all paths to an end only the heaviest is kept, markers count as steps, places later in the list are weighed with
//! yesterday's score, and a road that leads far lacks its first link, so that it mostly holds people back.

use crate::network::Network;

/// A route from a place to an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Places after the first, in order.
    pub places: Vec<u32>,
    /// Weight as an option, before room and before anybody's traits.
    pub weight: f64,
    /// Whether it leads over a major route.
    pub major: bool,
}

impl Route {
    /// Where it ends.
    pub fn end(&self) -> u32 {
        self.places.last().copied().unwrap_or(u32::MAX)
    }
}

/// The routes of all places, as they were last laid.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Routes of each place, by end.
    pub of: Vec<Vec<Route>>,
    /// Scores of the day before.
    scores: Vec<f64>,
    laid_for: Option<LaidFor>,
}

/// What routes are laid for; where it is the same, so are they.
#[derive(Clone, Debug, PartialEq)]
struct LaidFor {
    version: u32,
    levels: Vec<u32>,
    before: Vec<f64>,
    today: Vec<f64>,
}

impl Routes {
    /// No routes yet; `scores` are those before the first day.
    pub fn new(scores: Vec<f64>) -> Routes {
        Routes {
            scores,
            ..Routes::default()
        }
    }

    /// Lays the routes of the day, with its scores.
    pub fn lay(&mut self, network: &Network, scores: &[f64]) {
        let levels = network.places.iter().map(|place| place.flood).collect();
        let now = Some(LaidFor {
            version: network.version,
            levels,
            before: self.scores.clone(),
            today: scores.to_vec(),
        });
        if self.laid_for != now {
            self.of.resize(network.places.len(), Vec::new());
            for place in 0..network.places.len() {
                let laid = self.from(network, place, scores);
                self.of[place] = laid;
            }
            self.laid_for = now;
        }
        self.scores = scores.to_vec();
    }

    fn from(&self, network: &Network, place: usize, scores: &[f64]) -> Vec<Route> {
        if network.places[place].marker {
            return Vec::new();
        }
        let score = |end: usize| {
            let score = if end < place { scores[end] } else { self.scores[end] };
            score * network.flood_factor(end)
        };
        let mut routes: Vec<Route> = Vec::new();
        follow(network, &mut vec![place as u32], 0.0, &mut |path, km| {
            let end = path[path.len() - 1];
            let weight = network.rules.weight(score(end as usize), km + network.rules.softening);
            keep(&mut routes, &path[1..], weight);
        });
        routes.retain(|route| route.weight > 0.0);
        self.add_major(network, place, score, &mut routes);
        routes
    }

    /// Roads that lead far from the place itself and from every end of its other ways.
    fn add_major(&self, network: &Network, place: usize, score: impl Fn(usize) -> f64, routes: &mut Vec<Route>) {
        let ordinary = routes.len();
        for (route, road) in reached(network, place, &routes.clone()) {
            let end = road[road.len() - 1];
            let known = routes[..ordinary].iter().any(|route| route.end() == end);
            let mut path = vec![place as u32];
            path.extend(route.iter().chain(&road[1..]));
            let usable = !known && end != place as u32 && path.len() > 2;
            let Some(km) = length(network, &path).filter(|_| usable) else {
                continue;
            };
            let weight = network
                .rules
                .weight(score(end as usize), (network.rules.softening + km) / 4.0);
            let before = path[path.len() - 2] as usize;
            let own = self.of[before].iter().find(|route| route.end() == end);
            if weight > own.map_or(0.0, |route| route.weight) {
                let route = path.split_off(2);
                let route = Route {
                    places: route,
                    weight,
                    major: true,
                };
                match routes.iter_mut().find(|route| route.end() == end) {
                    Some(known) => *known = route,
                    None => routes.push(route),
                }
            }
        }
    }
}

/// Major routes that begin at a place or at the end of one of its routes, each with the route there.
fn reached<'a>(network: &'a Network, place: usize, routes: &[Route]) -> Vec<(Vec<u32>, &'a [u32])> {
    let mut all = Vec::new();
    let mut add = |route: &[u32], from: u32| {
        let roads = network.major_routes.iter().filter(|road| road[0] == from);
        all.extend(roads.map(|road| (route.to_vec(), road.as_slice())));
    };
    add(&[], place as u32);
    for route in routes {
        add(&route.places, route.end());
    }
    all
}

/// Ways over major routes, as they are documented: places after the first, length before and on the road together. Unit: km.
pub fn major_ways(network: &Network, place: usize, ordinary: &[Vec<u32>]) -> Vec<(Vec<u32>, f64)> {
    let routes: Vec<Route> = ordinary
        .iter()
        .map(|places| Route {
            places: places.clone(),
            weight: 1.0,
            major: false,
        })
        .collect();
    let mut all = Vec::new();
    for (route, road) in reached(network, place, &routes) {
        let mut path = vec![place as u32];
        path.extend(route.iter().chain(&road[1..]));
        let again = (1..path.len()).any(|i| path[..i].contains(&path[i]));
        if let Some(km) = length(network, &path).filter(|_| !again) {
            all.push((path[1..].to_vec(), km));
        }
    }
    all
}

/// Keeps the heaviest way to an end, of equal ones the first.
fn keep(routes: &mut Vec<Route>, route: &[u32], weight: f64) {
    let new = || Route {
        places: route.to_vec(),
        weight,
        major: false,
    };
    let end = route.last();
    match routes.iter_mut().find(|route| route.places.last() == end) {
        Some(route) if weight > route.weight => *route = new(),
        Some(_) => {}
        None => routes.push(new()),
    }
}

/// Every path from the end of `path` over open links with at most as many steps as people look ahead; markers count.
fn follow(network: &Network, path: &mut Vec<u32>, km: f64, each: &mut impl FnMut(&[u32], f64)) {
    if path.len() as u32 > network.rules.awareness {
        return;
    }
    let here = path[path.len() - 1] as usize;
    for link in network.leaving[here].iter().map(|link| &network.links[*link as usize]) {
        let marker = network.places[link.to].marker;
        if !link.open || path.contains(&(link.to as u32)) || marker && network.rules.markers_block {
            continue;
        }
        path.push(link.to as u32);
        if !marker {
            each(path, km + link.km);
        }
        follow(network, path, km + link.km, each);
        path.pop();
    }
}

/// Length of a path over the first open link of each step; nothing where one is missing. Unit: km.
fn length(network: &Network, path: &[u32]) -> Option<f64> {
    let mut km = 0.0;
    for step in path.windows(2) {
        let link = network.first_link(step[0] as usize, step[1] as usize)?;
        km += network.links[link].km;
    }
    Some(km)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Place, Rules};

    /// A square 0 – 1 – 3 and 0 – 2 – 3, with a marker in place of 2, and a road 0 – 1 – 3 – 4.
    fn square(awareness: u32) -> Network {
        let rules = Rules {
            awareness,
            fixed_routes: true,
            ..Rules::default()
        };
        let mut network = Network::new(vec![Place::default(); 5], rules);
        network.places[2].marker = true;
        for (a, b, km) in [(0, 1, 90.0), (1, 3, 90.0), (0, 2, 40.0), (2, 3, 40.0), (3, 4, 30.0)] {
            network.link(a, b, km);
            network.link(b, a, km);
        }
        network
    }

    fn laid(network: &Network, today: &[f64], before: &[f64]) -> Routes {
        let mut routes = Routes::new(before.to_vec());
        routes.lay(network, today);
        routes
    }

    #[test]
    fn the_heaviest_path_to_an_end_is_kept_and_markers_are_steps() {
        let routes = laid(&square(2), &[1.0; 5], &[1.0; 5]);
        let found: Vec<(Vec<u32>, f64)> = routes.of[0]
            .iter()
            .map(|route| (route.places.clone(), route.weight))
            .collect();
        assert_eq!(found, [(vec![1], 1.0 / 100.0), (vec![2, 3], 1.0 / 90.0)]);
        assert!(
            laid(&square(1), &[1.0; 5], &[1.0; 5]).of[0]
                .iter()
                .all(|route| route.end() == 1)
        );
    }

    #[test]
    fn places_later_in_the_list_are_weighed_with_the_score_of_the_day_before() {
        let routes = laid(&square(1), &[2.0; 5], &[3.0; 5]);
        assert_eq!(routes.of[0][0].weight, 3.0 / 100.0, "later");
        assert_eq!(routes.of[1][0].weight, 2.0 / 100.0, "earlier");
    }

    #[test]
    fn an_end_without_weight_is_none() {
        assert!(laid(&square(1), &[1.0; 5], &[0.0; 5]).of[0].is_empty());
    }

    #[test]
    fn a_major_route_lacks_its_first_link_and_counts_a_quarter() {
        let mut network = square(1);
        network.major_routes = vec![vec![0, 1, 3, 4]];
        let routes = laid(&network, &[1.0; 5], &[1.0; 5]);
        let major: Vec<&Route> = routes.of[0].iter().filter(|route| route.major).collect();
        assert_eq!(major.len(), 1);
        assert_eq!((major[0].places.clone(), major[0].weight), (vec![3, 4], 4.0 / 220.0));
        // From the place before its end the road weighs more only where a quarter of the way is less than the last link.
        network.links[8].km = 1.0;
        assert!(
            laid(&network, &[1.0; 5], &[1.0; 5]).of[0]
                .iter()
                .any(|route| route.major)
        );
        let documented = major_ways(&network, 0, &[vec![1]]);
        assert_eq!(documented, [(vec![1, 3, 4], 181.0)]);
    }

    /// 1/4 · (10 + 50·3 + last) against 10 + last from the place before the end: the road weighs more from 40 km on.
    #[test]
    fn a_major_route_counts_where_it_outweighs_the_way_from_the_place_before_its_end() {
        let rules = Rules {
            fixed_routes: true,
            ..Rules::default()
        };
        for (last, counts) in [(30.0, false), (39.0, false), (41.0, true), (90.0, true)] {
            let mut network = Network::new(vec![Place::default(); 5], rules.clone());
            for place in 0..4 {
                network.link(place, place + 1, if place == 3 { last } else { 50.0 });
            }
            network.major_routes = vec![vec![0, 1, 2, 3, 4]];
            let mut routes = laid(&network, &[1.0; 5], &[1.0; 5]);
            // The ways of places later in the list are those of the day before.
            routes.laid_for = None;
            routes.lay(&network, &[1.0; 5]);
            let major = routes.of[0].iter().any(|route| route.major);
            assert_eq!(major, counts, "{last} km");
            assert_eq!(
                routes.of[0].len(),
                1 + usize::from(counts),
                "beside the way to the next place"
            );
        }
    }

    #[test]
    fn a_major_route_with_a_closed_link_is_none() {
        let mut network = square(1);
        network.major_routes = vec![vec![0, 1, 3, 4]];
        network.set_open(2, false);
        assert!(
            laid(&network, &[1.0; 5], &[1.0; 5]).of[0]
                .iter()
                .all(|route| !route.major)
        );
    }
}
