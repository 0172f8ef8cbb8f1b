//! Families and pity (docs/model.md §7.33).

use crate::case::*;
use crate::common::{open_border, order};

pub const CHECKS: &[Check] = &[("morale_falls_at_the_sight_of_builders_and_when_families_learn", morale)];

/// M moves toward 1 − `builders`·workers/residents, and falls on the last day of the year by `families` for each soldier who had died at the
/// works, per thousand residents.
fn morale(case: &Case) {
    let mut inputs = open_border(396, 4_000);
    nobody(&mut inputs);
    inputs.parameters.works.deaths_per_worker_year = 0.2;
    inputs.parameters.belief.morale_recover_per_year = 12.0;
    (inputs.parameters.pity.builders, inputs.parameters.pity.families) = (2.0, 0.02);
    inputs.orders = vec![
        order(OrderKind::Build, 30, &[0], None, 100.0),
        order(OrderKind::Repair, 60, &[0], None, 50.0),
    ];
    let lived = case.run(&inputs, 1);
    let died = |until: u32| {
        let before = lived.log.accidents.iter().filter(|a| a.day <= until);
        before.map(|a| f64::from(a.killed)).sum::<f64>()
    };
    assert!(died(364) > 10.0, "soldiers die at the works");
    let mut morale = 1.0;
    let day = |day: u32| {
        let workers = if day >= 60 {
            150.0
        } else if day >= 30 {
            100.0
        } else {
            0.0
        };
        morale += daily(12.0) * (1.0 - 2.0 * workers / 4_000.0 - morale);
        if day == 364 {
            morale -= 0.02 * died(364) / 4.0;
        }
        morale
    };
    let expected: Vec<f64> = (0..396).map(day).collect();
    equal_all("morale", &lived.months("morale", 0, None), &means(&inputs, &expected));
    equal_all(
        "no works",
        &lived.months("morale", 1, None),
        &[1.0; 14][..lived.months("morale", 1, None).len()],
    );
}
