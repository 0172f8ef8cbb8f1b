//! Those found out are branded, or posted again (docs/model.md §7.28).

use crate::case::*;
use crate::common::{force, open_border, order};
use crate::inspection::accounts;

pub const CHECKS: &[Check] = &[
    ("those_discharged_come_back_unless_they_are_branded", again),
    ("a_brand_is_priced_beside_the_penalty", stigma),
    ("a_punishment_is_shown_to_the_other_units", shown),
];

/// Of those found out and not prosecuted `posted_again` stand guard again, and come to deals as if of a year's tenure; nobody does where
/// a brand is ordered.
fn again(case: &Case) {
    let mut inputs = accounts(300, 960);
    let inspection = &mut inputs.parameters.inspection;
    (inspection.inspectors, inspection.prosecute) = (0.1, 0.3);
    inputs.parameters.branding.posted_again = 0.4;
    let later: Vec<usize> = (480..960).collect();
    inputs.orders = vec![order(OrderKind::Brand, 0, &later, None, 0.0)];
    let lived = case.run(&inputs, 1);
    let sum = |name, branded: bool| {
        let rows = lived.of(name).filter(|row| (row.county >= 480) == branded);
        rows.map(|row| row.value).sum::<f64>()
    };
    let discharged = sum("found_out", false) - sum("prosecuted", false);
    share("posted again", sum("posted_again", false), discharged, 0.4);
    equal("nobody who is branded", sum("posted_again", true), 0.0);
    equal("branded", sum("branded", true), sum("found_out", true));
    equal("not branded", sum("branded", false), 0.0);
}

/// r = π·(J·severity + `stigma_days`)·income where a brand is ordered, so that e^{−r/mean} of the offers are taken.
fn stigma(case: &Case) {
    let mut inputs = open_border(300, 20_000);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection, numbers.arrest) = (2.0, 0.4, 1.0);
    (numbers.penalty_days, numbers.income_per_day) = (60.0, 0.5);
    inputs.forces = vec![patrol];
    inputs.strata[1].smuggle = 1.0;
    let bribe = &mut inputs.parameters.bribe;
    (bribe.severity_leave, bribe.spot_leave, bribe.spot_smuggle) = (20.0, 60.0, 8.0);
    inputs.parameters.belief.fear_floor = 0.1;
    inputs.parameters.branding.stigma_days = 200.0;
    inputs.orders = vec![order(OrderKind::Brand, 0, &[1], None, 0.0)];
    let lived = case.run(&inputs, 2);
    for (county, stigma) in [(0, 0.0), (1, 200.0)] {
        for (activity, severity, spot) in [(Activity::Leave, 20.0, 60.0), (Activity::Smuggle, 1.0, 8.0)] {
            let r = 0.1 * (60.0 * severity + stigma) * 0.5;
            let ours = |i: &Incident| i.at == county && i.activity == activity && i.day > 0;
            let taken = lived.count(|i| ours(i) && i.paid.0 > 0);
            let refused = lived.count(|i| ours(i) && i.outcome == Outcome::Arrested);
            share("bribes taken", taken, taken + refused, libm::exp(-r / spot));
        }
    }
}

/// A county of ten units, one found out: his own unit fears 1 − (1 − π)(1 − jump), the other nine 1 − (1 − π)(1 − jump·`shown`) where a brand
/// is ordered, else π. The ledger reads the unit in the middle.
fn shown(case: &Case) {
    let mut inputs = accounts(120, 160);
    for county in &mut inputs.counties {
        county.border_km = 10.0;
    }
    inputs.forces[0].numbers.unit_size = 1.0;
    inputs.parameters.inspection.inspectors = 0.02;
    let belief = &mut inputs.parameters.belief;
    (belief.fear_floor, belief.fear_jump) = (0.1, 0.2);
    inputs.parameters.branding.shown = 0.3;
    let some: Vec<usize> = (0..100).collect();
    inputs.orders = vec![order(OrderKind::Brand, 0, &some, None, 0.0)];
    let lived = case.run(&inputs, 3);
    let mut counts = [[0; 2]; 2];
    for county in 0..160 {
        if lived.in_county("found_out", county) == 1.0 {
            let last = |fact: &Fact| match fact {
                Fact::Level(level) if level.measure == measure("fear") as u8 && usize::from(level.county) == county => {
                    Some(level.value)
                }
                _ => None,
            };
            let fear = lived.log.facts.iter().rev().find_map(last).expect("read every evening");
            let branded = county < 100;
            let other = 1.0 - 0.9 * (1.0 - if branded { 0.2 * 0.3 } else { 0.0 });
            let own = (fear - (1.0 - 0.9 * 0.8)).abs() < 1e-9;
            counts[usize::from(branded)][usize::from(own)] += 1;
            if !own {
                equal("fear", fear, other);
            }
        }
    }
    assert!(counts.iter().all(|of| of[0] > 5), "others hear of it: {counts:?}");
    assert!(
        counts.iter().map(|of| of[1]).sum::<i32>() > 0,
        "one's own unit: {counts:?}"
    );
}
