//! The responsive policy (docs/model.md §7.17).

use crate::case::*;
use crate::common::{force, open_border};
use amnok_model::given::{Policy, Response, Scope};

pub const CHECKS: &[Check] = &[
    (
        "the_centre_takes_its_measures_when_what_it_believes_is_too_much",
        measures,
    ),
    ("trust_lost_sends_the_next_layer", trust),
];

fn zone(size: f64, delay_days: u32, days: u32) -> Response {
    Response {
        kind: OrderKind::Zone,
        force: None,
        size,
        delay_days,
        days: Some(days),
    }
}

/// What the centre does on each day of a county: (measure of the playbook, first day on which it holds).
fn taken(policy: &Policy, crossed: &[f64]) -> Vec<(usize, usize)> {
    let (mut above, mut not_before) = (0, 0);
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for day in 0..crossed.len() {
        let first = day.saturating_sub(policy.window_days as usize);
        let believed: f64 = crossed[first..day].iter().sum();
        above = if believed > policy.above { above + 1 } else { 0 };
        if above >= policy.patience_days && day >= not_before && taken.len() < policy.playbook.len() {
            let measure = taken.len();
            taken.push((measure, day + policy.playbook[measure].delay_days as usize));
            (above, not_before) = (0, day + policy.pause_days as usize);
        }
    }
    taken
}

/// Those who enter a zone are stopped with 1 − e^{−zone_stop·km}, and nothing else stops anybody: so each day shows whether a zone holds.
fn measures(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    inputs.forces = vec![force("reserve")];
    inputs.forces[0].numbers.strength_per_km = 1.0;
    files(&mut inputs);
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.without_means_smuggle = 1.0;
    inputs.parameters.passage.zone_stop = 0.5;
    let policy = Policy {
        command: 0,
        believes: vec![Topic::Crossed],
        scope: Scope::County,
        window_days: 8,
        above: 140.0,
        patience_days: 4,
        pause_days: 12,
        playbook: vec![
            zone(2.0, 6, 10),
            zone(3.0, 9, 14),
            Response {
                kind: OrderKind::Deploy,
                force: Some(0),
                size: 30.0,
                delay_days: 3,
                days: None,
            },
        ],
    };
    inputs.policy = Some(policy.clone());
    let lived = case.run(&inputs, 1);
    for county in 0..2 {
        let at = |i: &Incident| i.at as usize == county;
        let crossed = lived.daily(120, |i| at(i) && i.outcome == Outcome::Crossed);
        let stopped = lived.daily(120, |i| at(i) && i.outcome == Outcome::TurnedBack);
        let taken = taken(&policy, &crossed);
        equal("measures", lived.in_county("responses", county), taken.len() as f64);
        assert_eq!(taken.len(), 3, "each measure is taken");
        let holds = |measure: usize, day: usize| {
            let days = policy.playbook[measure].days.expect("it ends") as usize;
            (taken[measure].1..taken[measure].1 + days).contains(&day)
        };
        let km = |day| match (holds(0, day), holds(1, day)) {
            (_, true) => 3.0,
            (true, _) => 2.0,
            _ => 0.0,
        };
        for (day, stopped) in stopped.iter().enumerate() {
            assert_eq!(
                *stopped > 0.0,
                km(day) > 0.0,
                "day {day} of county {county}, taken {taken:?}"
            );
        }
        for depth in [2.0, 3.0] {
            let sum = |counts: &[f64]| {
                (0..120)
                    .filter(|day| km(*day) == depth)
                    .map(|day| counts[day])
                    .sum::<f64>()
            };
            let stopped = sum(&stopped);
            share("stopped", stopped, stopped + sum(&crossed), -libm::expm1(-0.5 * depth));
        }
        let strength = |day: usize| if day >= taken[2].1 { 40.0 } else { 10.0 };
        let expected: Vec<f64> = (0..120).map(strength).collect();
        equal_all(
            "strength",
            &lived.months("strength", county, Some(0)),
            &means(&inputs, &expected),
        );
    }
}

/// Each time too much has come through, those come who watch the outermost force that stands there: the second layer, then the third; no
/// fourth is there to be sent.
fn trust(case: &Case) {
    let mut inputs = open_border(120, 20_000);
    let layer = |name: &str, watches: &[usize], per_km: f64| {
        let mut force = force(name);
        force.numbers.strength_per_km = per_km;
        force.watches = watches.to_vec();
        force
    };
    inputs.forces = vec![
        layer("guards", &[], 1.0),
        layer("their watchers", &[0], 0.0),
        layer("the watchers of these", &[0, 1], 0.0),
    ];
    files(&mut inputs);
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.without_means_smuggle = 1.0;
    let next = Response {
        kind: OrderKind::Deploy,
        force: None,
        size: 30.0,
        delay_days: 3,
        days: None,
    };
    let policy = Policy {
        command: 0,
        believes: vec![Topic::Crossed],
        scope: Scope::County,
        window_days: 8,
        above: 140.0,
        patience_days: 4,
        pause_days: 12,
        playbook: vec![next.clone(), next.clone(), next],
    };
    inputs.policy = Some(policy.clone());
    let lived = case.run(&inputs, 2);
    for county in 0..2 {
        let crossed = lived.daily(120, |i| i.at as usize == county && i.outcome == Outcome::Crossed);
        let taken = taken(&policy, &crossed);
        assert_eq!(taken.len(), 3, "each measure has its turn");
        equal("orders", lived.in_county("responses", county), 2.0);
        for layer in 1..3_u8 {
            let comes = taken[usize::from(layer) - 1].1;
            let strength: Vec<f64> = (0..120).map(|day| if day >= comes { 30.0 } else { 0.0 }).collect();
            equal_all(
                "strength",
                &lived.months("strength", county, Some(layer)),
                &means(&inputs, &strength),
            );
        }
    }
}
