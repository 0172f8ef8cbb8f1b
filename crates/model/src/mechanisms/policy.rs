//! The responsive policy: when what the centre believes, from the dispatches of one command and not from the truth, stays
//! above a threshold for some days, it takes the next measure of an ordered playbook. Scripted orders come first: where one of a kind
//! holds, it overrides the measure.
//!
//! A measure that sends the next layer is what lost trust comes to: those who watch the outermost force that stands there.
//!
//! Reads the centre's files and where forces stand; owns its place in the playbook and the orders that it has issued. Off where the scenario has none.
//! Assumed: a measure is taken once in each place; there is no way back but the end of a measure.

use crate::facts::{Fact, OwnOrder};
use crate::given::{Border, Force, Order, Policy, Response, Scope};
use crate::record::command_files::Files;
use crate::world::guard::Posts;

/// Where the centre stands, place by place, and what it has ordered by itself.
#[derive(Clone, Debug, Default)]
pub struct Responses {
    places: Vec<Place>,
    /// Number of its first order: the scripted ones come before.
    first: usize,
    /// Orders issued so far.
    pub issued: Vec<Order>,
}

/// One place over which the centre adds up.
#[derive(Clone, Debug)]
struct Place {
    counties: Vec<usize>,
    /// Days on which belief has been above the threshold without a break.
    above: u32,
    /// Next measure of the playbook.
    next: usize,
    /// First day on which it may be taken.
    not_before: u32,
}

impl Responses {
    /// Before the first day.
    pub fn new(policy: Option<&Policy>, border: Border, scripted: usize) -> Responses {
        let place = |counties| Place {
            counties,
            above: 0,
            next: 0,
            not_before: 0,
        };
        let places = policy.map_or_else(Vec::new, |policy| places(border, policy.scope));
        Responses {
            places: places.into_iter().map(place).collect(),
            first: scripted,
            issued: Vec::new(),
        }
    }
}

/// The counties of each place.
fn places(border: Border, scope: Scope) -> Vec<Vec<usize>> {
    let all = 0..border.counties.len();
    let within = |province: usize| -> Vec<usize> {
        let inside = |c: &usize| border.counties[*c].province == province;
        all.clone().filter(inside).collect()
    };
    let places: Vec<Vec<usize>> = match scope {
        Scope::Border => vec![all.collect()],
        Scope::Province => (0..border.provinces.len()).map(within).collect(),
        Scope::County => all.map(|c| vec![c]).collect(),
    };
    places.into_iter().filter(|counties| !counties.is_empty()).collect()
}

/// Whether it acts today; `above` counts the days without a break on which belief exceeded the threshold, today included.
pub fn acts(policy: &Policy, believed: u32, above: &mut u32) -> bool {
    *above = if f64::from(believed) > policy.above {
        *above + 1
    } else {
        0
    };
    *above >= policy.patience_days.max(1)
}

/// The next layer where some forces stand: the innermost force that does not stand there and watches the outermost one that does.
pub fn next_layer(forces: &[Force], stands: impl Fn(usize) -> bool) -> Option<usize> {
    let outermost = (0..forces.len()).rev().find(|force| stands(*force))?;
    (0..forces.len()).find(|force| !stands(*force) && forces[*force].watches.contains(&outermost))
}

/// The force of a measure in some counties; the outer `None` where the next layer is to be sent and there is none.
fn force_of(response: &Response, counties: &[usize], forces: &[Force], posts: &Posts) -> Option<Option<usize>> {
    let stands = |force: usize| counties.iter().any(|c| posts.strength(force, *c) > 0);
    match response.next_layer() {
        true => next_layer(forces, stands).map(Some),
        false => Some(response.force),
    }
}

/// The centre looks at its files of last night and takes measures; returns the orders that it has given.
pub fn step(
    day: u32,
    policy: Option<&Policy>,
    files: &Files,
    (forces, posts): (&[Force], &Posts),
    responses: &mut Responses,
) -> Vec<Fact> {
    let mut given = Vec::new();
    let Some(policy) = policy else { return given };
    for place in &mut responses.places {
        let believed = place.counties.iter().map(|c| files.believed(*c)).sum();
        let acts = acts(policy, believed, &mut place.above);
        let Some(response) = policy.playbook.get(place.next) else {
            continue;
        };
        if !acts || day < place.not_before {
            continue;
        }
        // Where there is no further layer, the measure is passed over.
        if let Some(force) = force_of(response, &place.counties, forces, posts) {
            let number = responses.first + responses.issued.len();
            let order = response.order(number, day, force, place.counties.clone());
            responses.issued.push(order);
            given.push(Fact::OwnOrder(OwnOrder {
                day,
                county: place.counties[0] as u16,
                order: number as u32,
            }));
        }
        (place.next, place.above) = (place.next + 1, 0);
        place.not_before = day + policy.pause_days;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{ForceNumbers, Posting};

    /// Guards, those who watch them, those who watch these: and no further.
    #[test]
    fn the_next_layer_watches_the_outermost_that_stands() {
        let force = |watches: &[usize]| Force {
            name: String::new(),
            posting: Posting::Even,
            watches: watches.to_vec(),
            behind: false,
            numbers: ForceNumbers::default(),
        };
        let forces = [force(&[]), force(&[0]), force(&[0, 1])];
        assert_eq!(next_layer(&forces, |_| false), None);
        assert_eq!(next_layer(&forces, |f| f == 0), Some(1));
        assert_eq!(next_layer(&forces, |f| f <= 1), Some(2));
        assert_eq!(next_layer(&forces, |_| true), None);
    }

    #[test]
    fn it_acts_after_so_many_days_above_the_threshold_without_a_break() {
        let policy = Policy {
            command: 0,
            believes: vec![],
            scope: Scope::Border,
            window_days: 30,
            above: 5.0,
            patience_days: 3,
            pause_days: 0,
            playbook: vec![],
        };
        let mut above = 0;
        let acted: Vec<bool> = [6, 6, 5, 6, 6, 6, 9]
            .into_iter()
            .map(|believed| acts(&policy, believed, &mut above))
            .collect();
        assert_eq!(acted, [false, false, false, false, false, true, true]);
    }
}
