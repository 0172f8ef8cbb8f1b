//! A stop within a day, counted in what is done between two questions whether to go on, not in time.

mod small;

use amnok_chance::Luck;
use amnok_displacement::PlaceKind;
use amnok_displacement::engines::{cohorts::Cohorts, people::People};
use amnok_displacement::ground::{Ground, Travellers};
use amnok_displacement::network::{Network, Rules};
use small::{hub, join, place};
use std::cell::Cell;

const LUCK: Luck = Luck { seed: 3, replicate: 0 };
const TOWNS: u32 = 100;
/// At most so many cells, or people one by one, act between two questions.
const STEPS: u32 = 64;

/// A ring of towns, and a camp near one of them, nearly full from the beginning, so that people act in order.
fn ring(rules: Rules, chance: f64) -> Network {
    let towns = (0..TOWNS).map(|i| place(&format!("T{i}"), PlaceKind::Town, chance));
    let mut network = Network::new(towns.chain([hub("H")]).collect(), rules);
    let mut camp = place("C", PlaceKind::Camp, 0.001);
    camp.capacity = 40;
    network.places.push(camp);
    network.leaving.push(Vec::new());
    for i in 0..TOWNS as usize {
        join(&mut network, &[(i, (i + 1) % TOWNS as usize, 37.0)]);
    }
    join(
        &mut network,
        &[(0, TOWNS as usize, 20.0), (TOWNS as usize, TOWNS as usize + 1, 20.0)],
    );
    network
}

/// Lives through three days, as long as the question is asked fewer than `most` times: whether they are whole, how often it was asked, and how
/// many cells (or people) there were on all mornings.
fn lived<T: Travellers>(
    network: &Network,
    mut crowd: T,
    most: u32,
    cells: impl Fn(&T, &Ground) -> usize,
) -> (bool, u32, usize) {
    let mut ground = Ground::new(network.clone());
    (0..TOWNS as usize).for_each(|town| crowd.add(&mut ground, town, 7, town % 3));
    crowd.add(&mut ground, TOWNS as usize + 1, 38, 0);
    let (asked, mut there) = (Cell::new(0), 0);
    let on = || {
        asked.set(asked.get() + 1);
        asked.get() < most
    };
    for day in 0..3 {
        there += cells(&crowd, &ground);
        if crowd.day(&mut ground, LUCK, day, &on).is_none() {
            return (false, asked.get(), there);
        }
    }
    (true, asked.get(), there)
}

#[track_caller]
fn heeds<T: Travellers>(
    what: &str,
    network: &Network,
    crowd: impl Fn() -> T,
    cells: impl Fn(&T, &Ground) -> usize + Copy,
) {
    let (whole, asked, there) = lived(network, crowd(), u32::MAX, cells);
    assert!(
        whole && asked * STEPS >= there as u32,
        "{what}: asked {asked} times where {there} acted"
    );
    for most in 1..=asked {
        let (whole, again, _) = lived(network, crowd(), most, cells);
        assert_eq!(
            (whole, again),
            (false, most),
            "{what}: whoever is told to stop asks no more"
        );
    }
}

#[test]
fn nothing_is_done_after_a_stop_and_it_is_asked_for_after_a_few_steps() {
    let rules = |change: fn(&mut Rules)| {
        let mut rules = Rules::default();
        change(&mut rules);
        rules
    };
    for (what, rules) in [
        ("defaults", rules(|_| ())),
        ("awareness 3", rules(|rules| rules.awareness = 3)),
        ("short stints", rules(|rules| rules.avoid_short_stints = true)),
        ("pruning", rules(|rules| rules.pruning = 2.0)),
    ] {
        for chance in [0.3, 1.0] {
            let network = ring(rules.clone(), chance);
            heeds(
                what,
                &network,
                || Cohorts::new(3),
                |crowd, ground| crowd.counts(ground).len(),
            );
            heeds(what, &network, People::default, |crowd, _| crowd.states.len());
        }
    }
}
