//! Whose acting must be in order, in how many batches, and how far ahead that is foreseen.

use super::*;
use crate::kind::PlaceKind;
use crate::network::{Place, Rules};

/// A line of hubs 0 – 1 – 2, a camp of 100 beyond the last, and a town far away from all: 3 –400 km– 4.
fn line(present: [i64; 5]) -> Ground {
    let place = |kind: PlaceKind| {
        let mut place = Place::default();
        kind.shape(&mut place, &Rules::default());
        place
    };
    let hub = || place(PlaceKind::ForwardingHub);
    let mut places = vec![hub(), hub(), hub(), place(PlaceKind::Camp), place(PlaceKind::Town)];
    places[3].capacity = 100;
    let mut network = Network::new(places, Rules::default());
    for (a, b, km) in [(0, 1, 150.0), (1, 2, 150.0), (2, 3, 150.0), (3, 4, 400.0)] {
        network.link(a, b, km);
        network.link(b, a, km);
    }
    let mut ground = Ground::new(network);
    ground.prepare(&[], 0);
    ground.present = present.to_vec();
    ground
}

fn touched(order: &Order) -> Vec<usize> {
    (0..5).filter(|place| order.touched[*place]).collect()
}

#[test]
fn room_of_a_camp_far_from_its_buffer_concerns_nobody() {
    let (mut order, ground) = (Order::default(), line([500, 0, 0, 80, 0]));
    order.deciding(&ground);
    assert!(touched(&order).is_empty());
    order.travelling(&ground, &[0, 0, 0, 10, 0]);
    assert!(touched(&order).is_empty(), "ten more fill the buffer and no more");
    assert_eq!(order.batches(1e6), 1);
}

#[test]
fn who_decides_beside_a_camp_above_its_buffer_is_concerned() {
    let (mut order, ground) = (Order::default(), line([500, 0, 0, 95, 0]));
    order.deciding(&ground);
    assert_eq!(touched(&order), [2, 3, 4], "its neighbours and those in it");
    let ground = line([500, 0, 0, 500, 0]);
    order.deciding(&ground);
    assert!(
        touched(&order).is_empty(),
        "so many above the limit do not leave in a day"
    );
}

/// From hub 0 three links of 150 km can be begun within a day of 360 km; the town is too far for any link of a day.
#[test]
fn who_can_reach_a_camp_that_may_fill_today_is_concerned() {
    let (mut order, ground) = (Order::default(), line([0, 0, 0, 85, 0]));
    order.travelling(&ground, &[20, 0, 0, 0, 0]);
    assert_eq!(
        touched(&order),
        [0, 1, 2, 3, 4],
        "hub 0 is in reach of the camp, and the town sees it"
    );
    order.travelling(&ground, &[0, 0, 0, 0, 20]);
    assert!(
        touched(&order).is_empty(),
        "those who are to arrive in the town may not"
    );
    let ground = line([0, 0, 0, 100, 0]);
    order.travelling(&ground, &[20, 0, 0, 0, 0]);
    assert!(touched(&order).is_empty(), "a full camp stays full while people travel");
}

/// 2,000 people who are to arrive at the camp of 100 change it by twenty times its limit.
#[test]
fn a_crowd_acts_in_batches_and_a_few_at_once() {
    let (mut order, ground) = (Order::default(), line([0, 0, 0, 85, 0]));
    order.travelling(&ground, &[0, 0, 0, 2000, 0]);
    assert_eq!(order.batches(2000.0), MOST_BATCHES);
    assert_eq!(
        order.batches(3.0),
        3,
        "each of 3 is more than a batch where the limit is 100"
    );
    assert_eq!(order.batches(1.0), 1);
}

/// The line with a camp of 10,000, in which so many are, and so many of whom in a thousand act in a day.
fn large(present: i64, acting: f64) -> Ground {
    let mut ground = line([0, 0, 0, present, 0]);
    ground.network.places[3].capacity = 10_000;
    ground.network.places[3].move_chance = acting / 1000.0;
    ground.prepare(&[], 0);
    ground
}

/// Somebody beyond eight deviations above the mean never leaves: 10.043 of 10,043 in the mean, 43.4 at most.
#[test]
fn a_camp_over_its_limit_is_tight_while_so_many_could_leave() {
    let tight = |present| {
        let (mut order, ground) = (Order::default(), large(present, 1.0));
        order.deciding(&ground);
        order.is_tight(3)
    };
    assert!(tight(10_043), "43.4 of 43 too many");
    assert!(!tight(10_044), "43.4 of 44 too many");
}

/// 201 who are to arrive change a camp of 10,000 by 2.01 %: 40.2 batches of a two-thousandth. Whoever is half of them acts in half as many.
#[test]
fn a_batch_is_a_two_thousandth_of_the_limit() {
    let (mut order, ground) = (Order::default(), large(8_990, 0.0));
    order.travelling(&ground, &[0, 0, 0, 201, 0]);
    assert_eq!(order.batches(201.0), 41);
    assert_eq!(order.batches(100.0), 20);
    let (mut order, ground) = (Order::default(), line([0, 0, 0, 85, 0]));
    order.travelling(&ground, &[0, 0, 0, 2000, 0]);
    assert_eq!(order.batches(2000.0), 1024, "and never in more");
}

/// Of 10,040 who are to arrive at hub 1, half go on to hub 2, of whom half go on to the camp: 2,510 in the mean, after the third link of
/// the day. From hub 0 a fourth would have to be begun.
#[test]
fn arrivals_are_foreseen_over_three_links() {
    let batches = |ending: [i64; 5]| {
        let (mut order, mut ground) = (Order::default(), line([0, 0, 0, 85_000, 0]));
        ground.network.places[3].capacity = 100_000;
        ground.network.places[3].move_chance = 0.0;
        ground.prepare(&[], 0);
        order.travelling(&ground, &ending);
        assert!(order.is_tight(3));
        order.batches(10_040.0)
    };
    assert_eq!(batches([0, 10_040, 0, 0, 0]), 51, "2.51 % in batches of 0.05 %");
    assert_eq!(batches([10_040, 0, 0, 0, 0]), 1);
}

/// Nobody sets out any more for a camp of 10,000 with a buffer of 0.9 from 9,500 on; a batch is 5 people, and eight of them twice are 80.
#[test]
fn eight_batches_travel_together_unless_half_the_room_is_about_to_go() {
    let together = |present: i64, pruning: f64| {
        let (mut order, mut ground) = (Order::default(), large(present, 0.0));
        ground.network.rules.pruning = pruning;
        order.travelling(&ground, &[0, 0, 0, 2_000, 0]);
        assert!(order.is_tight(3));
        order.together(&ground)
    };
    let found = [9_000, 9_419, 9_421, 9_499, 9_501].map(|present| together(present, 1.0));
    assert_eq!(found, [8, 8, 1, 1, 8]);
    assert_eq!(together(9_000, 1.1), 1, "where light options are pruned");
}
