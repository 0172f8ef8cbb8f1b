//! In which group of seniority newcomers are.

use super::*;
use crate::floods::Levels;

fn world(places: usize, days: u32) -> Displacement {
    let places = (0..places).map(|i| Place {
        name: format!("place {i}"),
        ..Place::default()
    });
    Displacement {
        network: Network::new(places.collect(), crate::network::Rules::default()),
        days,
        ..Displacement::default()
    }
}

/// 100 people set out on each of 24 days: each of twelve groups holds those of two.
#[test]
fn twelve_groups_of_newcomers_hold_as_many_people_each() {
    let mut world = world(2, 25);
    world.network.places[1].camp = true;
    let total = Series {
        name: "total".into(),
        points: vec![(0, 0.0), (24, 2400.0)],
    };
    world.series = vec![total];
    world.spawning.sum_from_camps = false;
    let schedule = Schedule::new(&world);
    assert_eq!(schedule.groups, 12);
    for day in 1..25 {
        assert_eq!(schedule.newcomers(day), 100);
        let behind_the_camp = 1 + (day as usize - 1) / 2;
        assert_eq!(schedule.group(day, 0), behind_the_camp, "day {day}");
    }
}

/// Those who flee from floods are a group by place and day, up to a thousand of them: two places on 300 days are 600, on 750 days 1,500.
#[test]
fn those_who_flee_from_floods_are_a_group_by_place_and_day() {
    let schedule = |days: u32| {
        let mut world = world(2, days);
        world.spawning.by_flood = Some(ByFlood {
            mode: FloodMode::Constant,
            by_level: vec![0.0, 5.0],
        });
        let levels = |place| Levels {
            place,
            by_day: vec![1.0; days as usize],
        };
        world.levels = [0, 1].map(levels).into();
        Schedule::new(&world)
    };
    let (few, many) = (schedule(300), schedule(750));
    assert_eq!((few.groups, many.groups), (600, 1000));
    assert_eq!(
        (few.group(7, 0), few.group(7, 1)),
        (2 + 14, 2 + 15),
        "behind the two columns"
    );
    assert_eq!((many.group(3, 0), many.group(749, 1)), (2 + 4, 2 + 999));
}
