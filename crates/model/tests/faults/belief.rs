//! What residents and units come to expect, and morale (docs/model.md §7.6, §7.10).

use crate::case::*;
use crate::common::{force, open_border, order};
use crate::inspection::accounts;
use amnok_model::given::River;

pub const CHECKS: &[Check] = &[
    ("residents_learn_from_attempts_neighbours_and_sight", residents),
    ("punishments_frighten_units_and_those_beside_them", units),
    ("morale_follows_scrutiny_lockdown_and_shootings", morale),
];

const SEED: u64 = 1;
const COUNTIES: usize = 7;

/// A strip of seven segments on two rivers, guarded, with everything that is learned from.
fn watched() -> Inputs {
    let mut inputs = open_border(90, 1);
    strip(&mut inputs, COUNTIES, 2_000);
    let second = River {
        ease: [0.5; 12],
        ..inputs.rivers[0].clone()
    };
    inputs.rivers.push(second);
    for county in [1, 2, 5] {
        inputs.counties[county].river = 1;
    }
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection, numbers.arrest) = (2.0, 0.2, 0.5);
    (numbers.fire, numbers.hit) = (0.4, 0.6);
    (numbers.penalty_days, numbers.income_per_day) = (100.0, 1.0);
    inputs.forces = vec![patrol];
    inputs.orders = vec![order(OrderKind::Deploy, 0, &[3, 4], Some(0), 8.0)];
    inputs.parameters.passage.shot_death = 0.7;
    inputs.parameters.bribe.severity_leave = 1.0;
    let belief = &mut inputs.parameters.belief;
    (belief.fear_floor, belief.prior, belief.by_eye) = (1.0, 0.15, 0.1);
    (belief.learn, belief.death_weight, belief.spread) = (0.06, 4.0, 0.4);
    belief.forget_per_year = 8.0;
    let attempt = &mut inputs.parameters.attempt;
    (attempt.search, attempt.reach_km, attempt.smuggle_per_year) = (0.2, 1.5, 4.0);
    inputs
}

/// Pull of each segment on the residents of a county, from what is believed: e^{−ρ/search − away/reach} · drawn ease · ease of the river.
fn pulls(inputs: &Inputs, belief: &[f64], county: usize) -> Vec<(usize, f64)> {
    let attempt = &inputs.parameters.attempt;
    let near = county.saturating_sub(1)..(county + 2).min(COUNTIES);
    near.map(|s| {
        let away = s.abs_diff(county) as f64;
        let river = inputs.rivers[inputs.counties[s].river].ease[0];
        let pull = libm::exp(-belief[s] / attempt.search - away / attempt.reach_km);
        (s, pull * ease(SEED, s, 0) * river)
    })
    .collect()
}

/// What is believed of each segment on the evening of a day, from attempts and failures (a death counts `death_weight` times) there and
/// in the counties beside.
fn learn(inputs: &Inputs, belief: &mut [f64], seen: &[(f64, f64)]) {
    let params = &inputs.parameters.belief;
    let moved = |belief: f64, weight: f64, (tried, failed): (f64, f64)| match tried > 0.0 {
        true => failed / tried + (belief - failed / tried) * libm::pow(1.0 - weight, tried),
        false => belief,
    };
    for s in 0..COUNTIES {
        let beside = [s.wrapping_sub(1), s + 1];
        let heard = beside.iter().filter_map(|n| seen.get(*n));
        let heard = heard.fold((0.0, 0.0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
        let mut now = moved(belief[s], params.learn, seen[s]);
        now = moved(now, params.learn * params.spread, heard);
        let guards = if [3, 4].contains(&s) { 6.0 } else { 2.0 };
        let by_eye = 1.0 - (1.0 - params.prior) * libm::exp(-params.by_eye * guards);
        belief[s] = now + daily(params.forget_per_year) * (by_eye - now);
    }
}

/// ρ ← f + (ρ − f)(1 − learn)^n, `spread` of that from beside, back toward what is seen by eye; the risk perceived is the mean by pull,
/// and people try where it pulls them.
fn residents(case: &Case) {
    let inputs = watched();
    let lived = case.run(&inputs, SEED);
    let mut belief = vec![inputs.parameters.belief.prior; COUNTIES];
    let mut risk = vec![Vec::new(); COUNTIES];
    let mut expected = [(0.0, 0.0); COUNTIES];
    for day in 0..inputs.days {
        let today: Vec<&Incident> = lived.log.incidents.iter().filter(|i| i.day == day).collect();
        for (county, risk) in risk.iter_mut().enumerate() {
            let pulls = pulls(&inputs, &belief, county);
            let all: f64 = pulls.iter().map(|(_, pull)| pull).sum();
            risk.push(pulls.iter().map(|(s, pull)| pull * belief[*s]).sum::<f64>() / all);
            let tried = today.iter().filter(|i| i.county as usize == county).count() as f64;
            for (s, pull) in pulls {
                let p = pull / all;
                expected[s].0 += tried * p;
                expected[s].1 += tried * p * (1.0 - p);
            }
        }
        let mut seen = vec![(0.0, 0.0); COUNTIES];
        for incident in today {
            let heard = if incident.died { 4.0 } else { 1.0 };
            let here = &mut seen[incident.at as usize];
            here.0 += heard;
            here.1 += if incident.outcome == Outcome::Crossed {
                0.0
            } else {
                heard
            };
        }
        learn(&inputs, &mut belief, &seen);
    }
    for county in 0..COUNTIES {
        equal_all(
            "risk",
            &lived.months("perceived_risk", county, None),
            &means(&inputs, &risk[county]),
        );
        let here = lived.count(|i| i.at as usize == county);
        near(
            "attempts here",
            here,
            expected[county].0,
            libm::sqrt(expected[county].1),
        );
        equal("in the ledger", lived.in_county("attempts_here", county), here);
    }
}

/// Each punishment moves π by `fear_jump` toward 1, `fear_spread` of that beside; π falls back to `fear_floor`. Where units answer
/// together every case punishes a guard and three officers.
fn units(case: &Case) {
    let mut inputs = accounts(150, 60);
    let inspection = &mut inputs.parameters.inspection;
    (inspection.inspectors, inspection.rotate_unit) = (0.5, 1.0);
    let together: Vec<usize> = (30..60).collect();
    inputs.orders = vec![order(OrderKind::Collective, 0, &together, None, 0.0)];
    let belief = &mut inputs.parameters.belief;
    (belief.fear_floor, belief.fear_jump) = (0.05, 0.1);
    (belief.fear_spread, belief.fear_forget_per_year) = (0.4, 5.0);
    let lived = case.run(&inputs, 2);
    let punished = |county: usize| -> Vec<f64> {
        let each = if county >= 30 { 4.0 } else { 1.0 };
        lived
            .filed(150, Topic::FoundOut, county)
            .iter()
            .map(|found| each * found)
            .collect()
    };
    let punished: Vec<Vec<f64>> = (0..60).map(punished).collect();
    for unit in 0..60_usize {
        let mut fear = 0.05;
        let day = |day: usize| {
            let beside = [unit.wrapping_sub(1), unit + 1];
            let beside: f64 = beside
                .iter()
                .filter_map(|u| punished.get(*u))
                .map(|days| days[day])
                .sum();
            fear += daily(5.0) * (0.05 - fear);
            fear = 1.0 - (1.0 - fear) * libm::pow(0.9, punished[unit][day]) * libm::pow(1.0 - 0.1 * 0.4, beside);
            fear
        };
        let expected: Vec<f64> = (0..150).map(day).collect();
        equal_all("fear", &lived.months("fear", unit, Some(0)), &means(&inputs, &expected));
    }
}

/// Toward 1 − scrutiny·(guards per resident − usual)⁺ − lockdown·L, less `morale_shooting` for each person shot per thousand residents.
fn morale(case: &Case) {
    let mut inputs = open_border(150, 4_000);
    let mut patrol = force("patrol");
    let numbers = &mut patrol.numbers;
    (numbers.strength_per_km, numbers.detection, numbers.fire, numbers.hit) = (1.0, 0.2, 0.5, 0.5);
    (numbers.penalty_days, numbers.income_per_day) = (100.0, 1.0);
    inputs.forces = vec![patrol];
    inputs.parameters.attempt.smuggle_per_year = 0.5;
    inputs.parameters.bribe.severity_leave = 1.0;
    let belief = &mut inputs.parameters.belief;
    belief.fear_floor = 1.0;
    (belief.morale_scrutiny, belief.morale_lockdown, belief.morale_shooting) = (10.0, 0.3, 0.05);
    belief.morale_recover_per_year = 12.0;
    let mut lockdown = order(OrderKind::Lockdown, 60, &[1], None, 0.7);
    lockdown.end = Some(110);
    inputs.orders = vec![order(OrderKind::Deploy, 20, &[0], Some(0), 100.0), lockdown];
    let lived = case.run(&inputs, 3);
    for county in 0..2_usize {
        let shot = lived.daily(150, |i| i.at as usize == county && i.outcome == Outcome::Shot);
        assert!(shot.iter().sum::<f64>() > 10.0, "some are shot");
        let mut morale = 1.0;
        let day = |day: usize| {
            let implied = match county {
                0 if day >= 20 => 1.0 - 10.0 * 100.0 / 4_000.0,
                1 if (60..110).contains(&day) => 1.0 - 0.3 * 0.7,
                _ => 1.0,
            };
            morale = f64::clamp(
                morale + daily(12.0) * (implied - morale) - 0.05 * shot[day] / 4.0,
                0.0,
                1.0,
            );
            morale
        };
        let expected: Vec<f64> = (0..150).map(day).collect();
        equal_all(
            "morale",
            &lived.months("morale", county, None),
            &means(&inputs, &expected),
        );
    }
}
